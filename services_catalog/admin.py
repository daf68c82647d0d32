from typing import Any, cast

from django.contrib import admin
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from ke_portal.accounts.models import User
from ke_portal.admin import ReadOnlyAdmin, RegisterAdmin
from services_catalog import actions
from services_catalog.models import Category, Service, ServiceArea, ServiceImport, Taxonomy, Term

TERMS_AS_BOXES = {
    **RegisterAdmin.formfield_overrides,
    ManyToManyField: {"widget": CheckboxSelectMultiple},
}


class ServiceAreaInline(admin.StackedInline):
    model = ServiceArea
    extra = 0
    fields = ["extent_type", "municipality", "organisation", "extent", "name"]


@admin.register(Service)
class ServiceAdmin(RegisterAdmin):
    list_display = ["name", "provider", "status", "text_language", "assured_on"]
    list_filter = ["status", "text_language"]
    list_select_related = ["provider"]
    search_fields = ["name", "alternate_name", "description", "provider__name"]
    formfield_overrides = TERMS_AS_BOXES
    exclude = ["slug"]
    date_hierarchy = "assured_on"
    inlines = [ServiceAreaInline]

    def save_model(
        self,
        request: HttpRequest,
        obj: Service,
        form: Any,
        change: bool,  # noqa: FBT001
    ) -> None:
        actions.name_address(obj)
        super().save_model(request, obj, form, change)

    def save_related(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        change: bool,  # noqa: FBT001
    ) -> None:
        super().save_related(request, form, formsets, change)
        actions.settle_change(form.instance, by=cast(User, request.user), fields=form.changed_data)


@admin.register(Category)
class CategoryAdmin(RegisterAdmin):
    list_display = ["name", "parent", "position"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    formfield_overrides = TERMS_AS_BOXES
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Term)
class TermAdmin(RegisterAdmin):
    list_display = ["name", "taxonomy", "code"]
    list_filter = ["taxonomy"]
    list_select_related = ["taxonomy"]
    search_fields = ["name", "code"]


@admin.register(Taxonomy)
class TaxonomyAdmin(ReadOnlyAdmin):
    list_display = ["name", "description"]


@admin.register(ServiceImport)
class ServiceImportAdmin(ReadOnlyAdmin):
    list_display = ["source", "imported_at", "added", "changed", "unchanged"]
    date_hierarchy = "imported_at"
