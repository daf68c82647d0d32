from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest

from ke_portal.accounts.models import User
from ke_portal.admin import RegisterAdmin
from networks import actions
from networks.models import Gathering, Network, NetworkMember, ProgrammeItem


class NetworkMemberInline(admin.StackedInline):
    model = NetworkMember
    extra = 0


class ProgrammeItemInline(admin.StackedInline):
    model = ProgrammeItem
    extra = 0


@admin.register(Network)
class NetworkAdmin(RegisterAdmin):
    list_display = ["name", "trust", "region"]
    list_select_related = ["trust", "region"]
    search_fields = ["name"]
    inlines = [NetworkMemberInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        actions.settle_change(form.instance, by=cast(User, request.user))


@admin.register(Gathering)
class GatheringAdmin(RegisterAdmin):
    list_display = ["title", "network", "starts_at", "place"]
    list_select_related = ["network"]
    list_filter = ["network"]
    date_hierarchy = "starts_at"
    search_fields = ["title"]
    inlines = [ProgrammeItemInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        actions.settle_change(form.instance.network, by=cast(User, request.user))
