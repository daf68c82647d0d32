"""What editors and providers type about an entry."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ke_portal.accounts.models import User
from ke_portal.organisations.models import Organisation
from services_catalog.access import editing
from services_catalog.models import EntryTemplate, Service, ServiceStatus, Term, WithdrawnBecause
from services_catalog.rules.moderation import MOVES

ROWS = 4
# What stands together on the page; the last two are folded until they are needed.
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        gettext_lazy("Hva og for hvem"),
        (
            "name",
            "alternate_name",
            "summary",
            "description",
            "notice",
            "eligibility",
            "minimum_age",
            "maximum_age",
        ),
    ),
    (
        gettext_lazy("Slik får man den"),
        (
            "how_to_get_in",
            "how_next_of_kin",
            "how_professional",
            "who_can_refer",
            "required_documents",
        ),
    ),
    (gettext_lazy("Pris og ventetid"), ("fees", "prices", "waiting_time", "waiting_time_weeks")),
    (
        gettext_lazy("Kontakt og sted"),
        (
            "phone",
            "email",
            "url",
            "contact",
            "address",
            "transport",
            "opening_hours",
            "accessibility",
            "languages",
            "interpreter",
            "word",
        ),
    ),
)
FOR_EDITORS = ("provider", "owner", "assurer_email", "review_months")


class EntryForm(forms.ModelForm):
    """All the text of an entry. `version` is what the writer saw; a later one is not written over."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    url = forms.URLField(
        label=gettext_lazy("Nettside"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy("Skriv hele adressen, for eksempel https://www.eksempel.no.")
        },
    )

    class Meta:
        model = Service
        fields: tuple[str, ...] = editing.COLUMNS
        error_messages = {"name": {"required": gettext_lazy("Skriv navnet slik folk kjenner det.")}}
        widgets = {
            name: forms.Textarea(attrs={"rows": ROWS})
            for name in editing.COLUMNS
            if Service._meta.get_field(name).get_internal_type() == "TextField"
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taxonomies = {f"terms_{taxonomy.pk}": taxonomy for taxonomy in editing.taxonomies()}
        chosen = self.initial.get("terms")
        if chosen is None and self.instance.pk:
            chosen = [term.pk for term in self.instance.terms.all()]
        for name, taxonomy in self.taxonomies.items():
            terms = taxonomy.terms.all()
            self.fields[name] = forms.MultipleChoiceField(
                label=taxonomy.name.capitalize(),
                choices=[(term.pk, term.name) for term in terms],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[term.pk for term in terms if term.pk in (chosen or ())],
            )

    def sections(self) -> list[dict[str, Any]]:
        """The fields in groups, each with a heading; a group with a fault is open."""
        groups = [(label, names, True) for label, names in SECTIONS]
        groups.append((_("Eier og rytme"), FOR_EDITORS, False))
        groups.append((_("Sortering"), tuple(self.taxonomies), False))
        return [
            {
                "label": label,
                "fields": [self[name] for name in names if name in self.fields],
                "is_open": is_open or any(name in self.errors for name in names),
            }
            for label, names, is_open in groups
            if any(name in self.fields for name in names)
        ]

    def values(self) -> dict[str, Any]:
        """What the action is given: columns by name, and the terms."""
        columns = {
            name: self.cleaned_data[name]
            for name in self._meta.fields or ()
            if name in self.cleaned_data
        }
        chosen = [int(key) for name in self.taxonomies for key in self.cleaned_data.get(name, ())]
        return columns | {"terms": list(Term.objects.filter(pk__in=chosen))}


class EditorsEntryForm(EntryForm):
    """With what only editors decide: who gives the service, who answers for the text, and how often."""

    class Meta(EntryForm.Meta):
        fields = (*editing.COLUMNS, *FOR_EDITORS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101
        owner.queryset = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
        owner.label_from_instance = lambda user: f"{user.name} ({user.email})"  # type: ignore[assignment,method-assign]


class ProposalForm(EntryForm):
    """With a word to the editor who will read the proposal."""

    word = forms.CharField(
        label=gettext_lazy("Noe redaktøren bør vite?"), required=False, max_length=500
    )


class NewEntryForm(forms.Form):
    """A name and what to start with."""

    name = forms.CharField(
        label=gettext_lazy("Hva heter tjenesten?"),
        max_length=250,
        error_messages={"required": gettext_lazy("Skriv navnet slik folk kjenner det.")},
    )
    provider = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Hvem gir tjenesten?"),
        empty_label=gettext_lazy("Velg"),
        error_messages={"required": gettext_lazy("Velg hvem som gir tjenesten.")},
    )
    template = forms.ModelChoiceField(
        EntryTemplate.objects.none(),
        label=gettext_lazy("Begynn med en mal"),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("Uten mal"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: User, is_editor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provider, template = self.fields["provider"], self.fields["template"]
        assert isinstance(provider, forms.ModelChoiceField)  # noqa: S101
        assert isinstance(template, forms.ModelChoiceField)  # noqa: S101
        provider.queryset = editing.providers() if is_editor else editing.workplaces_of(user)
        if not is_editor and provider.queryset.count() == 1:
            provider.initial = provider.queryset.first()
        template.queryset = editing.templates()


class MoveForm(forms.Form):
    """Which status an entry gets, and why."""

    to = forms.ChoiceField(label=gettext_lazy("Ny status"), choices=ServiceStatus.choices)
    word = forms.CharField(label=gettext_lazy("Hvorfor?"), required=False, max_length=500)


class DecideForm(forms.Form):
    """The editor's answer to a proposal; one that sends it back says why."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label=gettext_lazy("Svar"),
        choices=[("approve", gettext_lazy("Godkjenn")), ("return", gettext_lazy("Send tilbake"))],
    )
    answer = forms.CharField(
        label=gettext_lazy("Svar til den som foreslo det"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == "return" and not cleaned.get("answer", "").strip():
            self.add_error("answer", _("Skriv hva som må endres, så de kan rette det."))
        return cleaned


class AdminEntryForm(forms.ModelForm):
    """The admin's form: the same moves and the same look for others' changes as on the editors' page."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("seen_version", self.instance.version)
        self.status_before = self.instance.status if self.instance.pk else ServiceStatus.DRAFT

    def clean_status(self) -> str:
        to: str = self.cleaned_data["status"]
        if to == self.status_before:
            return to
        if to not in MOVES[self.status_before]:
            raise forms.ValidationError(
                _("Herfra kan den ikke få denne statusen. Ta ett steg om gangen.")
            )
        return to

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen = cleaned.get("seen_version")
        if self.instance.pk and seen is not None and seen != self.instance.version:
            raise forms.ValidationError(
                _(
                    "Noen andre har lagret mens du skrev. Ta vare på teksten din, og åpne siden på nytt."
                )
            )
        status = cleaned.get("status")
        self.instance.withdrawn_because = (
            (self.instance.withdrawn_because or WithdrawnBecause.EDITOR)
            if status == ServiceStatus.WITHDRAWN
            else ""
        )
        return cleaned


def shown_value(field: forms.BoundField, value: Any) -> str:
    """What a reader calls a value of a field: the words of its choices, or the text itself."""
    if isinstance(value, list | tuple):
        choices = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
        return ", ".join(choices.get(str(each), str(each)) for each in value)
    choices = dict(getattr(field.field, "choices", ()))
    for key, label in choices.items():
        if str(key) == str("" if value is None else value):
            return str(label)
    return "" if value is None else str(value)
