"""The questions of «Kan dette gjelde meg?», one a page. The answers travel in the form itself and are never kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from services_catalog.rules import Age, Helper, Situation, Truth

CHOOSE = {
    "required": _("Velg det svaret som passer best."),
    "invalid_choice": _("Velg ett av svarene på siden."),
}
YES_NO = [(Truth.YES, _("Ja")), (Truth.NO, _("Nei")), (Truth.UNSURE, _("Vet ikke"))]
HELPER_NAMES = {
    Helper.DOCTOR: _("Fastlege"),
    Helper.HOSPITAL: _("Sykehus eller spesialist"),
    Helper.TRAINING: _("Fysioterapeut, ergoterapeut eller logoped"),
    Helper.HOME: _("Hjemmesykepleie eller annen hjelp hjemme"),
    Helper.RESPITE: _("Avlastning, støttekontakt eller assistent (BPA)"),
    Helper.MENTAL: _("Hjelp med psykisk helse eller rus"),
    Helper.HEALTH_STATION: _("Helsestasjon eller skolehelsetjeneste"),
    Helper.SCHOOL: _("Barnehage, skole eller PPT"),
    Helper.WORK: _("NAV: arbeid, penger eller hjelpemidler"),
    Helper.CHILD_WELFARE: _("Barnevern eller familievern"),
    Helper.HOUSING: _("Bolig fra kommunen"),
    Helper.UNKNOWN: _("Flere, men jeg vet ikke hvem"),
}


def one_of(label: Any, choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class Question(forms.Form):
    """One page: one field, a title for oneself and one for somebody else, and what it means."""

    title: Any = ""
    title_for_other: Any = ""
    lead: Any = ""
    name: str = ""

    def __init__(self, *args: Any, who: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if who and who != "meg":
            self.title = self.title_for_other or self.title
        self.fields[self.name].label = self.title
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_labels = False

    def choices_of(self, name: str) -> Any:
        """The field of choices called `name`."""
        return self.fields[name]


class Who(Question):
    name = "hvem"
    title = _("Hvem tenker du på?")
    lead = _("Vi spør ikke om navn, og vi lagrer ingen svar.")
    hvem = one_of(
        title,
        [
            ("meg", _("Meg selv")),
            ("barn", _("Barnet mitt, eller et barn vi venter")),
            ("hjelper", _("En jeg hjelper, som familie, venn eller verge")),
            ("jobb", _("En jeg møter i jobben")),
        ],
    )


BORN = [(Age.CHILD, _("Under 18 år")), (Age.ADULT, _("18 år eller eldre"))]


class HowOld(Question):
    name = "alder"
    title = _("Hvor gammel er du?")
    title_for_other = _("Hvor gammel er personen?")
    lead = _("Familier med barn under 18 år kan også ha rett til barnekoordinator.")
    alder = one_of(
        title, [(Age.EXPECTED, _("Barnet er ikke født ennå, eller skal adopteres")), *BORN]
    )

    def __init__(self, *args: Any, who: str = "", **kwargs: Any) -> None:
        super().__init__(*args, who=who, **kwargs)
        if who == "meg":
            self.choices_of("alder").choices = BORN


class WhichHelpers(Question):
    name = "hjelpere"
    title = _("Hvem trenger du hjelp fra?")
    title_for_other = _("Hvem trenger personen hjelp fra?")
    lead = _("Kryss av for alle, både de som hjelper i dag, og de som trengs framover.")
    hjelpere = forms.MultipleChoiceField(
        label=title,
        choices=[(helper, HELPER_NAMES[helper]) for helper in Helper],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kryss av for minst én. Er du usikker, velg den siste."),
            "invalid_choice": _("Velg blant svarene på siden."),
            "invalid_list": _("Velg blant svarene på siden."),
        },
    )


class HowLong(Question):
    name = "varer"
    title = _("Vil du trenge hjelp en god stund?")
    title_for_other = _("Vil personen trenge hjelp en god stund?")
    lead = _("En god stund er mer enn noen få måneder. Det trenger ikke være for alltid.")
    varer = one_of(title, YES_NO)


class WorksTogether(Question):
    name = "samler"
    title = _("Må de som hjelper deg, snakke sammen for at hjelpen skal virke?")
    title_for_other = _("Må de som hjelper, snakke sammen for at hjelpen skal virke?")
    lead = _(
        "Tenk etter: Må noen fortelle det samme mange ganger? Faller noe mellom to stoler? Er det familien som "
        "holder i alle trådene?"
    )
    samler = one_of(title, YES_NO)


class HowSerious(Question):
    name = "alvor"
    title = _("Gjelder det alvorlig sykdom, skade eller nedsatt funksjon?")
    lead = _(
        "Det trengs ingen diagnose. Det er nok at barnet har det slik, eller at dere venter det."
    )
    alvor = one_of(title, YES_NO)


FOR_EVERYONE: tuple[type[Question], ...] = (Who, HowOld, WhichHelpers, HowLong, WorksTogether)
EVERY_QUESTION: tuple[type[Question], ...] = (*FOR_EVERYONE, HowSerious)


class Answers:
    """What has been answered so far. What is no answer to a question is as if it was not asked."""

    def __init__(self, data: QueryDict) -> None:
        self.who = ""
        self.given: dict[str, list[str]] = {}
        for kind in EVERY_QUESTION:
            form = kind(data, who=self.who)
            if form.is_valid():
                said = form.cleaned_data[kind.name]
                self.given[kind.name] = said if isinstance(said, list) else [said]
                if kind is Who:
                    self.who = said

    @property
    def questions(self) -> tuple[type[Question], ...]:
        """The pages on the way: one more when it is about a child."""
        age = self.given.get(HowOld.name, [""])[0]
        is_child = age in {Age.EXPECTED, Age.CHILD}
        return (*FOR_EVERYONE, HowSerious) if is_child else FOR_EVERYONE

    @property
    def first_open(self) -> int | None:
        """The number of the first page without an answer; None when all are answered."""
        unanswered = (
            number for number, kind in enumerate(self.questions) if kind.name not in self.given
        )
        return next(unanswered, None)

    def carried(self, besides: type[Question]) -> list[tuple[str, str]]:
        """The answers of the other pages, for hidden fields."""
        return [
            (name, value)
            for name, values in self.given.items()
            if name != besides.name
            for value in values
        ]

    def form(self, number: int) -> Question:
        """The page with what was answered there before."""
        kind = self.questions[number]
        given: Mapping[str, Any] = {
            name: values if kind is WhichHelpers else values[0]
            for name, values in self.given.items()
            if name == kind.name
        }
        return kind(initial=given, who=self.who)

    @property
    def situation(self) -> Situation:
        """As the rules read it. Needs every answer."""
        said = {name: values[0] for name, values in self.given.items()}
        return Situation(
            age=Age(said["alder"]),
            helpers=frozenset(Helper(value) for value in self.given["hjelpere"]),
            lasts=Truth(said["varer"]),
            belongs_together=Truth(said["samler"]),
            is_serious=Truth(said.get("alvor", Truth.UNSURE)),
        )

    @property
    def in_words(self) -> list[tuple[str, str, str]]:
        """Each answer to look over: the page's name, its question and what was said."""
        told = []
        for number, kind in enumerate(self.questions):
            form = self.form(number)
            names = {str(key): str(name) for key, name in form.choices_of(kind.name).widget.choices}
            said = ", ".join(names[value] for value in self.given[kind.name])
            told.append((str(number), str(form.title), said))
        return told
