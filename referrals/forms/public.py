from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.forms.fields import (
    DayField,
    NameUnlessExpected,
    NationalIdField,
    PapersField,
    PastDayField,
    PhoneField,
    RightsField,
    text_field,
    within_a_year,
)
from referrals.models import ConsentAnswer, NotifierRole

FROM_WORK = (
    NotifierRole.GP,
    NotifierRole.HOSPITAL,
    NotifierRole.HEALTH_NURSE,
    NotifierRole.HOME_SERVICES,
    NotifierRole.SCHOOL,
    NotifierRole.KINDERGARTEN,
    NotifierRole.NAV,
    NotifierRole.CHILD_WELFARE,
    NotifierRole.PRIVATE_INSTITUTION,
    NotifierRole.OTHER_SERVICE,
)


def say_name(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv navnet, så vet vi hvem det er.")},
        **kwargs,
    )


class Step(forms.Form):
    """One page of the public form. `level` is that of our unit, which decides what it may be asked for."""

    title: Any = ""
    lead: Any = ""

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.level = level
        asked = self.fields.get("asked")
        if isinstance(asked, RightsField):
            asked.for_level(level)


class Reach(Step):
    """How to reach the one who tells: a call, or an e-mail."""

    notifier_phone = PhoneField(
        required=False, help_text=gettext_lazy("Vi trenger telefon eller e-post, ikke begge deler.")
    )
    wants_a_call = forms.BooleanField(
        label=gettext_lazy("Ring meg, så tar vi det på telefon"), required=False
    )
    notifier_email = forms.EmailField(
        label=gettext_lazy("E-post"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Skriv e-postadressen slik: navn@eksempel.no.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        has_phone = cleaned.get("notifier_phone") or "notifier_phone" in self.errors
        has_email = cleaned.get("notifier_email") or "notifier_email" in self.errors
        if not has_phone and (cleaned.get("wants_a_call") or not has_email):
            self.add_error(
                "notifier_phone",
                _("Skriv et telefonnummer vi kan nå deg på, for eksempel 900 00 000.")
                if cleaned.get("wants_a_call")
                else _("Skriv telefonnummer eller e-post, så vi kan nå deg."),
            )
        return cleaned


class AboutMe(Reach):
    title = gettext_lazy("Hvem er du, og hvordan når vi deg?")

    notifier_name = say_name(
        gettext_lazy("Hva heter du?"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["notifier_name", "notifier_phone", "wants_a_call", "notifier_email"]


class AboutSomeoneIHelp(Reach):
    title = gettext_lazy("Hvem er dere, og hvordan når vi deg?")

    person_name = say_name(gettext_lazy("Hva heter den du hjelper?"))
    notifier_name = say_name(
        gettext_lazy("Hva heter du?"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Hvem er du for personen?"),
        choices=[
            (NotifierRole.NEXT_OF_KIN, gettext_lazy("Familie eller pårørende")),
            (NotifierRole.GUARDIAN, gettext_lazy("Verge")),
            (NotifierRole.HELPER, gettext_lazy("Venn, nabo eller en annen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg det som passer best.")},
    )
    field_order = [
        "person_name",
        "notifier_name",
        "relation",
        "notifier_phone",
        "wants_a_call",
        "notifier_email",
    ]


class ExpectedChild(forms.Form):
    """A child that is born, or on its way, and then has neither number nor birth date."""

    person_name = NameUnlessExpected(
        label=gettext_lazy("Hva heter barnet?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Venter dere barn, kan du la dette stå tomt."),
    )
    person_birth_date = PastDayField(label=gettext_lazy("Når er barnet født?"), required=False)
    is_expected_child = forms.BooleanField(
        label=gettext_lazy("Vi venter barn, eller skal adoptere"), required=False
    )
    due_on = DayField(label=gettext_lazy("Når kommer barnet?"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("is_expected_child"):
            if cleaned.get("person_birth_date"):
                self.add_error(
                    "person_birth_date",
                    _(
                        "Er barnet født, fjern krysset for at dere venter barn. Ellers la datoen stå tom."
                    ),
                )
            if not within_a_year(cleaned.get("due_on")):
                self.add_error("due_on", _("Se over datoen. Den skal være innen et år."))
        else:
            cleaned["due_on"] = None
            if not cleaned.get("person_name") and "person_name" not in self.errors:
                self.add_error(
                    "person_name", _("Skriv navnet, eller kryss av for at dere venter barn.")
                )
        return cleaned


class AboutMyChild(ExpectedChild, Reach):
    title = gettext_lazy("Hvem er dere, og hvordan når vi deg?")

    notifier_name = say_name(
        gettext_lazy("Hva heter du?"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = [
        "person_name",
        "person_birth_date",
        "is_expected_child",
        "due_on",
        "notifier_name",
        "notifier_phone",
        "wants_a_call",
        "notifier_email",
    ]


class WhatItIsAbout(Step):
    title = gettext_lazy("Hva gjelder det?")
    lead = gettext_lazy("Skriv med dine egne ord. Én setning er nok.")

    need = text_field(
        gettext_lazy("Fortell hva som er vanskelig, eller hva det trengs hjelp til"),
        required=True,
        rows=7,
        error_messages={"required": gettext_lazy("Skriv en setning om hva det gjelder.")},
    )
    asked = RightsField(
        label=gettext_lazy("Hva tror du trengs?"),
        help_text=gettext_lazy("Er du usikker, kan du hoppe over dette. Vi finner det ut sammen."),
    )


class ChildMore(Step):
    title = gettext_lazy("Vil du fortelle mer?")
    lead = gettext_lazy("Alt her er valgfritt. Du kan også fortelle det når vi snakker sammen.")

    services_now = text_field(
        gettext_lazy("Hvem hjelper i dag?"),
        rows=3,
        help_text=gettext_lazy("For eksempel fastlege, hjemmetjeneste, skole, NAV eller sykehus."),
    )
    wishes = text_field(gettext_lazy("Hva er viktig for dere?"), rows=3)
    preferred_coordinator = forms.CharField(
        label=gettext_lazy("Er det noen dere ønsker som koordinator?"),
        max_length=200,
        required=False,
    )
    language = forms.CharField(
        label=gettext_lazy("Hvilket språk snakker dere helst?"), max_length=60, required=False
    )
    needs_interpreter = forms.BooleanField(label=gettext_lazy("Vi trenger tolk"), required=False)


class More(ChildMore):
    person_birth_date = PastDayField(
        label=gettext_lazy("Fødselsdato"),
        required=False,
        help_text=gettext_lazy("Så vi ikke blander sammen to med samme navn."),
    )
    field_order = ["services_now", "wishes", "preferred_coordinator", "person_birth_date"]


class MyReview(Step):
    title = gettext_lazy("Se over og send")

    papers = PapersField()


CONSENT_WORDS = (
    (ConsentAnswer.YES, gettext_lazy("Ja, personen vet om det og er enig")),
    (ConsentAnswer.REPRESENTATIVE, gettext_lazy("Ja, en som kan samtykke for personen, er enig")),
    (ConsentAnswer.CANNOT, gettext_lazy("Personen kan ikke ta stilling til dette nå")),
    (ConsentAnswer.NOT_ASKED, gettext_lazy("Jeg har ikke spurt ennå")),
    (ConsentAnswer.NO, gettext_lazy("Nei, personen vil ikke")),
)


class Consenting(Step):
    """Whether the person knows. A no means advice without a name instead of a referral."""

    consent = forms.ChoiceField(
        label=gettext_lazy("Vet personen at du sier fra, og er det greit?"),
        help_text=gettext_lazy(
            "Hjelpen er frivillig. Vi lager ingen plan og gir ingen koordinator uten at personen vil."
        ),
        choices=CONSENT_WORDS,
        initial=ConsentAnswer.NOT_ASKED,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_consent(self) -> str:
        answer: str = self.cleaned_data["consent"] or ConsentAnswer.NOT_ASKED
        if answer == ConsentAnswer.NO:
            raise forms.ValidationError(
                _(
                    "Da kan du ikke sende inn navnet. Ring oss, så gir vi råd uten å vite hvem det gjelder."
                )
            )
        return answer


class HelperReview(Consenting):
    title = gettext_lazy("Se over og send")

    papers = PapersField()
    field_order = ["consent", "papers"]


class ChildReview(Step):
    title = gettext_lazy("Se over og send")

    has_responsibility = forms.BooleanField(
        label=gettext_lazy("Jeg har foreldreansvar, og vil at dere tar kontakt"), required=False
    )
    papers = PapersField()


class FromWork(ExpectedChild, Consenting, Reach):
    """A professional's one page."""

    title = gettext_lazy("Meld fra om en du møter i jobben")
    lead = gettext_lazy(
        "Du trenger bare å svare på hvem det gjelder, hvordan vi når deg, og én setning om behovet."
    )

    person_name = NameUnlessExpected(
        label=gettext_lazy("Hvem gjelder det?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    person_birth_date = PastDayField(label=gettext_lazy("Fødselsdato"), required=False)
    national_id = NationalIdField()
    is_expected_child = forms.BooleanField(
        label=gettext_lazy("Gjelder et barn som er ventet"), required=False
    )
    due_on = DayField(label=gettext_lazy("Termin"), required=False)
    person_phone = PhoneField(
        label=gettext_lazy("Telefon til personen eller familien"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Hvor jobber du?"),
        choices=[("", gettext_lazy("Velg …")), *[(role.value, role.label) for role in FROM_WORK]],
        error_messages={"required": gettext_lazy("Velg det som passer best.")},
    )
    notifier_organisation = forms.CharField(
        label=gettext_lazy("Arbeidssted"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    notifier_name = say_name(
        gettext_lazy("Hva heter du?"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    need = text_field(
        gettext_lazy("Hva er behovet?"),
        required=True,
        rows=5,
        error_messages={"required": gettext_lazy("Skriv en setning om hva det gjelder.")},
    )
    asked = RightsField(
        label=gettext_lazy("Hva tror du trengs?"),
        help_text=gettext_lazy("Er du usikker, kan du hoppe over dette. Vi finner det ut sammen."),
    )
    services_now = text_field(gettext_lazy("Hvem gir tjenester i dag?"), rows=2)
    wishes = text_field(gettext_lazy("Hva ønsker personen selv?"), rows=2)
    discharge_on = DayField(
        label=gettext_lazy("Planlagt utskriving"),
        required=False,
        help_text=gettext_lazy(
            "Bare fra sykehus. Erstatter ikke meldingene om utskriving som loven krever."
        ),
    )
    ward = forms.CharField(label=gettext_lazy("Avdeling"), max_length=200, required=False)
    language = forms.CharField(label=gettext_lazy("Språk"), max_length=60, required=False)
    needs_interpreter = forms.BooleanField(label=gettext_lazy("Trenger tolk"), required=False)
    papers = PapersField()
    field_order = [
        "person_name",
        "person_birth_date",
        "national_id",
        "is_expected_child",
        "due_on",
        "person_phone",
        "need",
        "asked",
        "consent",
        "relation",
        "notifier_organisation",
        "notifier_name",
        "notifier_phone",
        "wants_a_call",
        "notifier_email",
        "services_now",
        "wishes",
        "discharge_on",
        "ward",
        "language",
        "needs_interpreter",
        "papers",
    ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_expected_child") and cleaned.get("national_id"):
            self.add_error("national_id", _("Et barn som er ventet, har ikke fødselsnummer ennå."))
        return cleaned


class StatusForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Kvitteringskode"),
        max_length=40,
        help_text=gettext_lazy("Tolv bokstaver og tall, for eksempel KXFM-9TCD-3WPR."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Skriv koden som står på kvitteringen.")},
    )
