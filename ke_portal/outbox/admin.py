from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ke_portal.admin import ReadOnlyAdmin
from ke_portal.outbox.models import Message, Occasion


class MaskedAddressAdmin(ReadOnlyAdmin):
    """Those who run the portal see where e-mail goes, not to whom."""

    @admin.display(description=_("til"))
    def domain(self, obj: Message | Occasion) -> str:
        return f"…@{obj.to.rpartition('@')[2]}"


@admin.register(Message)
class MessageAdmin(MaskedAddressAdmin):
    list_display = ["template", "domain", "queued_at", "sent_at", "tries"]
    list_filter = ["template", "sent_at"]
    date_hierarchy = "queued_at"
    fields = [
        "template",
        "domain",
        "queued_at",
        "next_try_at",
        "sent_at",
        "tries",
        "last_error",
        "message_id",
    ]


@admin.register(Occasion)
class OccasionAdmin(MaskedAddressAdmin):
    list_display = ["kind", "domain", "due_on", "reminded_at", "settled_at"]
    list_filter = ["kind"]
    fields = ["kind", "domain", "language", "due_on", "remind_on", "reminded_at", "settled_at"]
