"""Fields that several forms of this app share, with the words for what to do when something is wrong."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ke_portal.people import rules as people_rules
from ke_portal.people.rules import NationalIdFault
from referrals import rules
from referrals.models import LONGEST_TEXT, Right

SHORTEST_PHONE = 8
NATIONAL_ID_FAULTS = {
    NationalIdFault.NOT_ELEVEN_DIGITS: gettext_lazy(
        "Et fødselsnummer har 11 siffer. Se om noen mangler."
    ),
    NationalIdFault.NO_SUCH_DATE: gettext_lazy(
        "De seks første sifrene er en fødselsdato, og den datoen finnes ikke. Se over tallene."
    ),
    NationalIdFault.WRONG_CHECK_DIGITS: gettext_lazy("Ett av sifrene er feil. Se over tallene."),
    NationalIdFault.NOT_SYNTHETIC: gettext_lazy(
        "Dette er en øvingsportal. Bruk et oppdiktet nummer, ikke et ekte."
    ),
    NationalIdFault.SYNTHETIC: gettext_lazy(
        "Dette nummeret er til testing og finnes ikke i folkeregisteret."
    ),
}


class PhoneField(forms.CharField):
    """A telephone number, written as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("label", gettext_lazy("Telefon"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and sum(character.isdigit() for character in text) < SHORTEST_PHONE:
            raise ValidationError(
                _("Skriv et telefonnummer vi kan nå deg på, for eksempel 900 00 000.")
            )
        return text


class NationalIdField(forms.CharField):
    """A national identity number, optional, checked as far as the number itself can tell."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Fødselsnummer"))
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        )
        kwargs.setdefault("max_length", 20)
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        number = people_rules.clean_national_id(super().clean(value))
        if not number:
            return ""
        fault = people_rules.national_id_fault(number, synthetic_wanted=not settings.IN_PRODUCTION)
        if fault is not None:
            raise ValidationError(NATIONAL_ID_FAULTS[fault])
        return number


class DayField(forms.DateField):
    """A date, picked or typed as 21.12.2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"])
        how = gettext_lazy("Skriv datoen slik: 21.12.2026.")
        kwargs.setdefault("error_messages", {"invalid": how, "required": how})
        super().__init__(**kwargs)


class PastDayField(DayField):
    """A date that is not ahead of us."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("Denne datoen har ikke vært ennå. Se over året."))
        return day


class ComingDayField(DayField):
    """A date from today on."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("Denne datoen har vært. Velg en dag fra i dag og framover."))
        return day


class PapersInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Several files; each is read to see what it really is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=PapersInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx"}),
            label=gettext_lazy("Legg ved papirer"),
            help_text=gettext_lazy("PDF, bilde eller Word, høyst fem filer på 10 MB hver."),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(PapersField, self).clean(file, initial) for file in _listed(data)]
        if len(files) > rules.MOST_PAPERS:
            raise ValidationError(
                _("Du kan legge ved høyst fem filer. Resten kan du sende i posten.")
            )
        for file in files:
            _check_paper(file)
        return files


def _listed(data: Any) -> Iterable[UploadedFile]:
    if not data:
        return []
    return data if isinstance(data, list | tuple) else [data]


def _check_paper(file: UploadedFile) -> None:
    if (file.size or 0) > rules.LARGEST_PAPER:
        raise ValidationError(
            _("%(name)s er for stor. Den kan være høyst %(limit)s."),
            params={"name": file.name, "limit": filesizeformat(rules.LARGEST_PAPER)},
        )
    content = file.read()
    file.seek(0)
    if rules.paper_kind(content) is None:
        raise ValidationError(
            _("%(name)s kan vi ikke åpne. Legg ved PDF, bilde (JPG eller PNG) eller Word (DOCX)."),
            params={"name": file.name},
        )


def text_field(
    label: Any, *, rows: int = 5, required: bool = False, **kwargs: Any
) -> forms.CharField:
    """Room for somebody's own words, with a count of what is left."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "data-counter": LONGEST_TEXT}),
        **kwargs,
    )


class RightsField(forms.MultipleChoiceField):
    """What may be asked for; `for_level` leaves what a unit of that level decides."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=Right.choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def for_level(self, level: str) -> None:
        here = rules.requirements(level=level, on=timezone.localdate())
        self.choices = [(right.value, right.label) for right in Right if right in here]


def within_a_year(day: date | None) -> bool:
    """Whether a due date is one that a pregnancy or an adoption can have."""
    return day is None or abs(day - timezone.localdate()) <= timedelta(days=400)


class NameUnlessExpected(forms.CharField):
    """Asked for unless a child is on its way, so the page does not call it optional."""

    is_needed = True
