from django.contrib import admin

from ke_portal.admin import ReadOnlyAdmin
from ke_portal.outbox.models import Message, Occasion


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["key", "template", "queued_at", "sent_at", "tries"]
    list_filter = ["template", "sent_at"]
    date_hierarchy = "queued_at"


@admin.register(Occasion)
class OccasionAdmin(ReadOnlyAdmin):
    list_display = ["key", "kind", "due_on", "reminded_at", "settled_at"]
    list_filter = ["kind"]
