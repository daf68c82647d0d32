from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Field, ManyToManyField, QuerySet, TextField
from django.forms import CheckboxSelectMultiple, Textarea, TypedMultipleChoiceField
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ke_portal.accounts.models import User
from ke_portal.admin import ReadOnlyAdmin, RegisterAdmin
from services_catalog import actions, lexicon
from services_catalog.forms.entries import AdminEntryForm
from services_catalog.models import (
    Category,
    CostOption,
    CourseDate,
    EntryTemplate,
    LexiconEntry,
    Notice,
    OpeningHours,
    Revision,
    Service,
    ServiceArea,
    ServiceImport,
    ServicePlace,
    ServiceText,
    Taxonomy,
    Term,
    UpkeepPolicy,
    Weekday,
)

TERMS_AS_BOXES = {
    **RegisterAdmin.formfield_overrides,
    ManyToManyField: {"widget": CheckboxSelectMultiple},
}


class ServiceAreaInline(admin.StackedInline):
    model = ServiceArea
    extra = 0
    fields = ["extent_type", "municipality", "organisation", "extent", "name"]


class HowComplete(admin.SimpleListFilter):
    """Entries by how much of what a visitor looks for they say."""

    title = _("utfylt")
    parameter_name = "utfylt"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [("lite", _("under halvparten")), ("noe", _("mangler noe")), ("alt", _("alt"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        spans = {"lite": (0, 49), "noe": (50, 99), "alt": (100, 100)}
        span = spans.get(self.value() or "")
        return queryset.filter(completeness__range=span) if span else queryset


class NoticeInline(admin.TabularInline):
    model = Notice
    extra = 0


class ServicePlaceInline(admin.StackedInline):
    model = ServicePlace
    extra = 0


class OpeningHoursInline(admin.StackedInline):
    model = OpeningHours
    extra = 0

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        if db_field.name != "days":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return TypedMultipleChoiceField(
            label=db_field.verbose_name,
            choices=Weekday.choices,
            coerce=int,
            empty_value=[],
            required=False,
            widget=CheckboxSelectMultiple,
            help_text=db_field.help_text,
        )


class CostOptionInline(admin.TabularInline):
    model = CostOption
    extra = 0


class ServiceTextInline(admin.StackedInline):
    model = ServiceText
    extra = 0


class CourseDateInline(admin.StackedInline):
    model = CourseDate
    extra = 0
    formfield_overrides = RegisterAdmin.formfield_overrides


@admin.register(Service)
class ServiceAdmin(RegisterAdmin):
    form = AdminEntryForm
    list_display = ["name", "provider", "status", "completeness", "owner", "assured_on"]
    list_filter = ["status", HowComplete, "has_dead_link", "text_language"]
    raw_id_fields = ["owner"]
    list_select_related = ["provider", "owner"]
    search_fields = ["name", "alternate_name", "description", "provider__name"]
    formfield_overrides = TERMS_AS_BOXES
    exclude = ["slug"]
    date_hierarchy = "assured_on"
    inlines = [
        NoticeInline,
        ServiceAreaInline,
        ServicePlaceInline,
        OpeningHoursInline,
        CostOptionInline,
        CourseDateInline,
        ServiceTextInline,
    ]

    def save_model(
        self,
        request: HttpRequest,
        obj: Service,
        form: Any,
        change: bool,  # noqa: FBT001
    ) -> None:
        request.said_before = actions.hold_before_admin(obj)  # type: ignore[attr-defined]
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
        rows = [formset.prefix for formset in formsets if formset.has_changed()]
        actions.settle_change(
            form.instance,
            by=cast(User, request.user),
            fields=[*form.changed_data, *rows],
            before=getattr(request, "said_before", None),
        )


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


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["service", "number", "at", "deed", "by_name"]
    list_select_related = ["service"]
    search_fields = ["service__name"]
    date_hierarchy = "at"


@admin.register(EntryTemplate)
class EntryTemplateAdmin(RegisterAdmin):
    list_display = ["title", "about"]
    formfield_overrides = TERMS_AS_BOXES


@admin.register(UpkeepPolicy)
class UpkeepPolicyAdmin(RegisterAdmin):
    list_display = ["months", "ask_days_before", "remind_after", "mark_after", "hide_after"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one rhythm, at most."""
        return super().has_add_permission(request) and not UpkeepPolicy.objects.exists()

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


@admin.register(LexiconEntry)
class LexiconEntryAdmin(RegisterAdmin):
    """Words of the search. Adding a term that our files have begins with what they say."""

    list_display = ["term", "same", "everyday", "is_used"]
    list_filter = ["is_used"]
    search_fields = ["term", *lexicon.KINDS]
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 2})}}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A search for a term that only our files have says so, with the way to change it."""
        term = actions.entry_of_files(request.GET.get("q", "")).get("term", "")
        if term and not LexiconEntry.objects.filter(term=term).exists():
            address = reverse("admin:services_catalog_lexiconentry_add", query={"term": term})
            messages.info(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("«%(term)s» står i ordlista som følger med.") % {"term": term},
                    address,
                    _("Endre det her"),
                ),
            )
        return super().changelist_view(request, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return dict(actions.entry_of_files(request.GET.get("term", "")))

    def save_model(
        self,
        request: HttpRequest,
        obj: LexiconEntry,
        form: Any,
        change: bool,  # noqa: FBT001
    ) -> None:
        actions.save_lexicon_entry(obj, by=cast(User, request.user))

    def delete_model(self, request: HttpRequest, obj: LexiconEntry) -> None:
        actions.remove_lexicon_entry(obj, by=cast(User, request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[LexiconEntry]) -> None:
        for entry in queryset:
            actions.remove_lexicon_entry(entry, by=cast(User, request.user))
