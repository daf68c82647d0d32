"""What is read of a plan, in a number of queries that does not grow with it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from coordinators.models import Appointment, AppointmentKind
from individual_plans import rules
from individual_plans.models import (
    ITEM_NAMES,
    LACK_WORDS,
    About,
    Consent,
    Contribution,
    Cooperation,
    Goal,
    Measure,
    Meeting,
    Need,
    Participant,
    Plan,
    PlanItem,
    Review,
    Strength,
)
from ke_portal.organisations.models import Organisation, OrganisationKind
from ke_portal.people.models import Person, Section


@dataclass
class Contents:
    """What one reader may see of a plan: a section that is closed is empty, not an error."""

    about: About | None = None
    strengths: list[Strength] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    cooperations: list[Cooperation] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    coordinators: list[Appointment] = field(default_factory=list)


def contents(plan: Plan, sections: Iterable[str], *, with_consents: bool = False) -> Contents:
    """Read the open sections of a plan, in a number of queries that does not grow with it."""
    wanted, found = frozenset(sections), Contents(coordinators=coordinators_of(plan.person))
    if Section.ABOUT in wanted:
        found.about = About.objects.filter(plan=plan).first()
        found.strengths = list(plan.strengths.present().order_by("pk"))
    if Section.NEEDS in wanted:
        found.needs = list(plan.needs.present().order_by("life_area", "pk"))
    if Section.GOALS in wanted:
        found.goals = goals_of(plan)
    if Section.GROUP in wanted:
        found.participants = list(participants_of(plan))
        found.contributions = list(
            plan.contributions.present().select_related("participant").order_by("pk")
        )
        found.cooperations = list(plan.cooperations.present().order_by("pk"))
        if with_consents:
            found.consents = list(plan.consents.active().order_by("given_at"))
    if Section.MEETINGS in wanted:
        found.reviews = list(plan.reviews.present().order_by("due_on"))
        found.meetings = list(plan.meetings.coming())
    return found


def goals_of(plan: Plan) -> list[Goal]:
    """The main goals in order, each with `subgoal_list` and `measure_list`, in two queries."""
    measures = Measure.objects.present().order_by("position", "pk")
    goals = list(
        plan.goals.present()
        .order_by("position", "pk")
        .prefetch_related(Prefetch("measures", measures, to_attr="measure_list"))
    )
    below = defaultdict(list)
    for goal in goals:
        below[goal.parent_id].append(goal)
    for goal in goals:
        vars(goal)["subgoal_list"] = below[goal.pk]
    present = {goal.pk for goal in goals}
    return [goal for goal in goals if goal.parent_id not in present]


def participants_of(plan: Plan) -> QuerySet[Participant]:
    """Those who take part now, in the order they came."""
    return plan.participants.active().order_by("since", "pk")


def coordinators_of(person: Person) -> list[Appointment]:
    """The lead coordinator first, then one in hospital; both at work now."""
    found = (
        Appointment.objects.current()
        .filter(person=person)
        .select_related("coordinator__user", "coordinator__organisation")
    )
    return sorted(found, key=lambda appointment: appointment.kind != AppointmentKind.LEAD)


# Where each kind of item that can be thrown away keeps its words.
WORDS_OF_ITEM: dict[Any, str] = {
    Strength: "text",
    Need: "text",
    Goal: "text",
    Measure: "title",
    Contribution: "text",
    Cooperation: "organisation",
}
MOST_REMOVED = 20


def about_of(plan: Plan) -> About | None:
    """What the plan opens with; None when nobody has written it, or this reader may not see it."""
    return About.objects.filter(plan=plan).first()


def version_of(item: PlanItem) -> int:
    """The version that stands now."""
    return type(item)._default_manager.values_list("version", flat=True).get(pk=item.pk)


def removed_items(plan: Plan, sections: Iterable[str]) -> list[dict[str, Any]]:
    """What is in the bin of the given sections, the last thrown first: `kind`, `public_id`, `words`, `removed_at`."""
    wanted = frozenset(sections)
    found = [
        model.objects.filter(plan=plan, removed_at__isnull=False)
        .annotate(
            kind=Value(model._meta.model_name, CharField()), words=Cast(F(words), TextField())
        )
        .values("kind", "public_id", "words", "removed_at")
        .order_by()
        for model, words in WORDS_OF_ITEM.items()
        if model.section in wanted
    ]
    if not found:
        return []
    return list(found[0].union(*found[1:], all=True).order_by("-removed_at")[:MOST_REMOVED])


@dataclass(frozen=True)
class CheckItem:
    """One of the nine items a to i: whether it is there, what is missing in plain words, where to write it."""

    letter: str
    name: str
    is_filled: bool
    text: str
    url: str


ANCHORS = {
    "a": "mal",
    "b": "deltakere",
    "c": "koordinator",
    "d": "bidrag",
    "e": "mal",
    "f": "mal",
    "g": "periode",
    "h": "",
    "i": "samarbeid",
}


def checklist(plan: Plan) -> list[CheckItem]:
    """The items a to i as they stand now, each with its reasons."""
    edit, consent = (
        reverse(f"individual_plans:{name}", args=[plan.public_id]) for name in ("edit", "consent")
    )
    return [
        CheckItem(
            letter=letter,
            name=str(ITEM_NAMES[letter]),
            is_filled=not missing,
            text=" ".join(str(LACK_WORDS[lack]) for lack in missing),
            url=consent if letter == "h" else f"{edit}#{ANCHORS[letter]}",
        )
        for letter, missing in rules.lacks(plan.facts()).items()
    ]


def lacks_in_words(plan: Plan) -> list[str]:
    """What is missing, as sentences, each once."""
    missing = [lack for lacks in rules.lacks(plan.facts()).values() for lack in lacks]
    return [str(LACK_WORDS[lack]) for lack in dict.fromkeys(missing)]


def squares(plan: Plan) -> list[dict[str, Any]]:
    """The stored completeness as nine squares, for lists."""
    return [
        {"letter": letter, "name": name, "is_filled": plan.completeness.get(letter, False)}
        for letter, name in ITEM_NAMES.items()
    ]


@dataclass
class Dates:
    """Meetings and reviews of one plan, what comes and what has been."""

    coming_meetings: list[Meeting]
    past_meetings: list[Meeting]
    coming_reviews: list[Review]
    held_reviews: list[Review]


def dates_of(plan: Plan) -> Dates:
    coming = list(plan.meetings.coming())
    reviews = list(plan.reviews.present().order_by("due_on"))
    return Dates(
        coming_meetings=coming,
        past_meetings=list(
            plan.meetings.present()
            .exclude(pk__in=[each.pk for each in coming])
            .order_by("-starts_at")
        ),
        coming_reviews=[each for each in reviews if each.held_on is None],
        held_reviews=[each for each in reversed(reviews) if each.held_on],
    )


def responsible_bodies() -> QuerySet[Organisation]:
    """Bodies that can answer for a plan: municipalities, trusts and NAV offices."""
    kinds = [OrganisationKind.MUNICIPALITY, OrganisationKind.TRUST, OrganisationKind.NAV_OFFICE]
    return Organisation.objects.filter(kind__in=kinds).order_by("name")
