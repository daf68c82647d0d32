from django.contrib import admin

from ke_portal.admin import RegisterAdmin
from ke_portal.organisations.models import (
    Catchment,
    ContactPoint,
    CoordinatingUnit,
    Municipality,
    Organisation,
    UnitMember,
    UnitTeam,
)


class ContactPointInline(admin.StackedInline):
    model = ContactPoint
    extra = 0


class UnitTeamInline(admin.StackedInline):
    model = UnitTeam
    extra = 0


class UnitMemberInline(admin.StackedInline):
    model = UnitMember
    extra = 0


@admin.register(Municipality)
class MunicipalityAdmin(RegisterAdmin):
    list_display = ["number", "name", "county_name", "language_form"]
    list_filter = ["county_name", "language_form"]
    search_fields = ["number", "name", "official_names"]


@admin.register(Organisation)
class OrganisationAdmin(RegisterAdmin):
    list_display = ["name", "kind", "municipality", "phone"]
    list_filter = ["kind", "has_agreement"]
    list_select_related = ["municipality"]
    search_fields = ["name", "organisation_number"]
    inlines = [ContactPointInline]


@admin.register(CoordinatingUnit)
class CoordinatingUnitAdmin(RegisterAdmin):
    list_display = ["display_name", "level", "form", "phone", "confirmed_on", "is_ours"]
    list_filter = ["level", "form"]
    search_fields = ["display_name"]
    inlines = [UnitTeamInline, UnitMemberInline]


@admin.register(Catchment)
class CatchmentAdmin(RegisterAdmin):
    list_display = ["trust", "municipality", "valid_from", "valid_to"]
    list_select_related = ["trust", "municipality"]
    search_fields = ["trust__name", "municipality__name"]
