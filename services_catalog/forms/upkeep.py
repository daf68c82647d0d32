"""What the public, and the owners of entries, tell us about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services_catalog.models import FeedbackKind
from services_catalog.rules.words import Personal, personal_in

LONGEST = 500
TOLD = {
    Personal.EMAIL: gettext_lazy("en e-postadresse"),
    Personal.NATIONAL_ID: gettext_lazy("et fødselsnummer"),
    Personal.PHONE: gettext_lazy("et telefonnummer"),
}
TO_CHOOSE = (
    FeedbackKind.CONTACT,
    FeedbackKind.HOURS,
    FeedbackKind.HOW,
    FeedbackKind.GONE,
    FeedbackKind.OTHER,
)


class TextWithoutPeople(forms.CharField):
    """Words from the public, refused when they seem to tell who somebody is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4, "data-counter": LONGEST}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        found = personal_in(text)
        if found:
            raise forms.ValidationError(
                _(
                    "Det ser ut som det står %(what)s her. Ta det bort, så kan vi ta imot. "
                    "Skriv bare hva som er feil; det riktige finner vi selv."
                )
                % {"what": _(" og ").join(str(TOLD[each]) for each in found)}
            )
        return text


class PublicForm(forms.Form):
    """A form for anyone. The field that nobody sees is filled in by machines only."""

    website = forms.CharField(
        label=gettext_lazy("La dette feltet stå tomt"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("website"))


class ReportForm(PublicForm):
    """What is wrong with an entry."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Hva er feil?"),
        choices=[(kind.value, kind.label) for kind in TO_CHOOSE],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg det som passer best.")},
    )
    text = TextWithoutPeople(
        label=gettext_lazy("Fortell kort"),
        required=False,
        help_text=gettext_lazy(
            "Ikke skriv navn, telefonnummer, e-post eller noe om helsen din. Vi vet ikke hvem du er, og kan ikke svare."
        ),
    )


class MissingForm(PublicForm):
    """What somebody looked for and did not find."""

    text = TextWithoutPeople(
        label=gettext_lazy("Hva lette du etter?"),
        help_text=gettext_lazy(
            "Ikke skriv navn, telefonnummer, e-post eller noe om helsen din. Vi vet ikke hvem du er, og kan ikke svare."
        ),
        error_messages={"required": gettext_lazy("Skriv hva du lette etter, med egne ord.")},
    )


class DoubtForm(forms.Form):
    """The owner says what is wrong."""

    text = TextWithoutPeople(
        label=gettext_lazy("Hva er feil?"),
        error_messages={"required": gettext_lazy("Skriv kort hva som må rettes.")},
    )


class SheetForm(forms.Form):
    """A spreadsheet to read in."""

    file = forms.FileField(
        label=gettext_lazy("Regneark"),
        help_text=gettext_lazy("En fil fra Excel (.xlsx) eller en .csv, høyst 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": gettext_lazy("Velg en fil.")},
    )
