from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ke_portal.people.models import AddressProtection, Person
from referrals.forms.fields import (
    ComingDayField,
    DayField,
    NationalIdField,
    PastDayField,
    PhoneField,
    RightsField,
    text_field,
)
from referrals.models import (
    LONGEST_TEXT,
    Channel,
    ConsentAnswer,
    NotifierRole,
    QuestionTo,
    Referral,
)

NEW_PERSON = "new"
BY_WORD_OF_MOUTH = (
    Channel.PHONE,
    Channel.CONVERSATION,
    Channel.LETTER,
    Channel.HOSPITAL,
    Channel.INTERNAL,
)


class TakeDownForm(forms.Form):
    """What somebody told by phone, in a minute: who, how to reach them, what. The rest can come later."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Hvordan kom det inn?"),
        choices=[(channel.value, channel.label) for channel in BY_WORD_OF_MOUTH],
        initial=Channel.PHONE,
    )
    notifier_role = forms.ChoiceField(
        label=gettext_lazy("Hvem sa fra?"), choices=NotifierRole.choices, initial=NotifierRole.SELF
    )
    notifier_name = forms.CharField(
        label=gettext_lazy("Navn på den som sa fra"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Kan stå tomt når det er personen selv."),
    )
    notifier_phone = PhoneField(required=False)
    notifier_reached_otherwise = forms.CharField(
        label=gettext_lazy("Eller nås på annen måte"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("E-post, adresse, gjennom hvem."),
    )
    person_name = forms.CharField(
        label=gettext_lazy("Hvem gjelder det?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv navnet, eller «barn som er ventet».")},
    )
    person_birth_date = PastDayField(label=gettext_lazy("Fødselsdato"), required=False)
    national_id = NationalIdField()
    need = text_field(
        gettext_lazy("Hva gjelder det?"),
        required=True,
        rows=4,
        help_text=gettext_lazy("Skriv det slik det ble sagt."),
        error_messages={"required": gettext_lazy("Skriv en setning om hva det gjelder.")},
    )
    asked = RightsField(label=gettext_lazy("Hva ble det bedt om?"))
    consent = forms.ChoiceField(
        label=gettext_lazy("Vet personen om det, og er det greit?"),
        choices=ConsentAnswer.choices,
        initial=ConsentAnswer.NOT_ASKED,
    )
    consent_how = forms.CharField(
        label=gettext_lazy("Hvordan ble det svart?"), max_length=300, required=False
    )
    received_on = PastDayField(
        label=gettext_lazy("Når fikk vi vite det?"),
        initial=timezone.localdate,
        help_text=gettext_lazy("Fristen på en måned regnes herfra."),
    )

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["asked"]
        if isinstance(asked, RightsField):
            asked.for_level(level)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        reach = cleaned.get("notifier_phone") or cleaned.get("notifier_reached_otherwise")
        if not reach and "notifier_phone" not in self.errors:
            self.add_error(
                "notifier_phone", _("Skriv et nummer, eller hvordan vi ellers når den som sa fra.")
            )
        return cleaned


class RegisterForm(forms.Form):
    """Whom the referral is about: someone we know, or someone new. A person decides, never the portal."""

    who = forms.ChoiceField(
        label=gettext_lazy("Hvem gjelder meldingen?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg en person, eller «en ny person».")},
    )
    name = forms.CharField(label=gettext_lazy("Navn"), max_length=200, required=False)
    birth_date = PastDayField(label=gettext_lazy("Fødselsdato"), required=False)
    national_id = NationalIdField()
    is_expected_child = forms.BooleanField(label=gettext_lazy("Barn som er ventet"), required=False)
    due_on = DayField(label=gettext_lazy("Termin"), required=False)
    phone = PhoneField(required=False)
    address_protection = forms.ChoiceField(
        label=gettext_lazy("Adressesperre"),
        choices=AddressProtection.choices,
        initial=AddressProtection.NONE,
        required=False,
    )
    identity_confirmed = forms.BooleanField(
        label=gettext_lazy("Jeg har sjekket hvem som sa fra"), required=False
    )
    notifier_is_party = forms.BooleanField(
        label=gettext_lazy("Den som sa fra, kan se hele saksgangen med koden"),
        help_text=gettext_lazy(
            "Personen selv, eller en som har dokumentert rett til å opptre for personen."
        ),
        required=False,
    )
    notifier_may_hear = forms.BooleanField(
        label=gettext_lazy("Personen vil at den som sa fra, får vite at vi har behandlet saken"),
        required=False,
    )

    def __init__(self, *args: Any, people: list[Person], referral: Referral, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "who": NEW_PERSON if not people else None,
                "name": referral.subject_name(),
                "birth_date": referral.person_birth_date,
                "national_id": referral.national_id(),
                "is_expected_child": referral.is_expected_child,
                "due_on": referral.due_on,
                "phone": referral.person_phone or _own_phone(referral),
                "notifier_is_party": referral.notifier_is_party,
            },
        )
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        self.fields["who"].choices = [
            *[(key, _described(person)) for key, person in self.people.items()],
            (NEW_PERSON, _("En ny person")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("who") == NEW_PERSON:
            if not cleaned.get("name"):
                self.add_error("name", _("Skriv navnet på personen."))
            if cleaned.get("is_expected_child") and (
                cleaned.get("birth_date") or cleaned.get("national_id")
            ):
                self.add_error(
                    "is_expected_child",
                    _("Et barn som er ventet, har verken fødselsdato eller nummer."),
                )
            if not cleaned.get("is_expected_child"):
                cleaned["due_on"] = None
        return cleaned

    def chosen(self) -> Person | None:
        """The known person; None for a new one."""
        return self.people.get(self.cleaned_data["who"])

    def facts(self) -> dict[str, Any]:
        """Fields of a new Person."""
        names = ("birth_date", "is_expected_child", "due_on", "phone", "address_protection")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}


def _own_phone(referral: Referral) -> str:
    return referral.notifier_phone if referral.notifier_role == NotifierRole.SELF else ""


def _described(person: Person) -> str:
    parts = [person.name]
    if person.birth_date:
        parts.append(_("født %(date)s") % {"date": person.birth_date.strftime("%d.%m.%Y")})
    if person.national_id_masked:
        parts.append(person.national_id_masked)
    if person.is_expected_child:
        parts.append(_("ventet barn"))
    return ", ".join(parts)


def _in_two_weeks() -> Any:
    return timezone.localdate() + timedelta(days=14)


class AskForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("Hvem spør du?"), choices=QuestionTo.choices)
    to_name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Når du spør en tjeneste."),
    )
    text = text_field(
        gettext_lazy("Hva trenger du å vite?"),
        required=True,
        error_messages={"required": gettext_lazy("Skriv spørsmålet.")},
    )
    due_on = ComingDayField(label=gettext_lazy("Svar innen"), initial=_in_two_weeks)


class AnswerForm(forms.Form):
    answer = text_field(
        gettext_lazy("Svaret"),
        required=True,
        error_messages={"required": gettext_lazy("Skriv hva som ble svart.")},
    )


class ForwardForm(forms.Form):
    to = forms.CharField(
        label=gettext_lazy("Hvor skal meldingen?"),
        max_length=200,
        help_text=gettext_lazy(
            "For eksempel koordinerende enhet i en annen kommune eller på sykehuset."
        ),
        error_messages={"required": gettext_lazy("Skriv hvem som får meldingen.")},
    )
    reason = forms.CharField(label=gettext_lazy("Hvorfor?"), max_length=300, required=False)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Hva sa personen?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Skriv kort hva personen sa.")},
    )


class NoteForm(forms.Form):
    text = text_field(
        gettext_lazy("Skriv notat"),
        required=True,
        rows=3,
        error_messages={"required": gettext_lazy("Skriv noe før du lagrer.")},
    )


class PreliminaryForm(forms.Form):
    letter = forms.CharField(
        label=gettext_lazy("Brevet"),
        max_length=4 * LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Skriv hvorfor det tar tid.")},
    )
    decide_by = ComingDayField(label=gettext_lazy("Når kommer svaret?"))


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor lukkes saken?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Skriv kort hvorfor.")},
    )
