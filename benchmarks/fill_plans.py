"""Plans with all that is in them, and the traces that a year of work leaves."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from benchmarks import texts
from benchmarks.fill_people import HELPERS, Household, grant
from benchmarks.known import DOMAIN, Sizes, identity
from benchmarks.progress import add
from individual_plans.models import (
    About,
    Consent,
    Contribution,
    Cooperation,
    Goal,
    LifeArea,
    Measure,
    MeasureStatus,
    Meeting,
    Need,
    Participant,
    Plan,
    Review,
    Revision,
    Strength,
)
from individual_plans.rules import ITEMS
from ke_portal.accounts.models import User
from ke_portal.audit.models import Event, Lookup
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Organisation
from ke_portal.people.models import PLAN_SECTIONS, Grant, GrantRole

SILENT = 12
STATES = (
    MeasureStatus.ONGOING,
    MeasureStatus.ONGOING,
    MeasureStatus.DONE,
    MeasureStatus.AGREED,
    MeasureStatus.ONGOING,
    MeasureStatus.PROPOSED,
    MeasureStatus.DONE,
    MeasureStatus.ONGOING,
)
READABLE = [section for section in PLAN_SECTIONS if section != "messages"]


class Growth:
    """Which numbers of each thing are new for a plan: all for a new one, the later ones for one there was."""

    def __init__(self, was: Sizes, now: Sizes) -> None:
        self.was, self.now = was, now

    def of(self, name: str, number: int) -> range:
        """The new numbers of `name`, a field of Sizes, for the plan of person `number`."""
        first = getattr(self.was, name) if number < self.was.persons else 0
        return range(first, getattr(self.now, name))


def fill_plans(was: Sizes, now: Sizes, new: list[Household]) -> None:
    """New plans, and everything in new and old ones up to the sizes of `now`."""
    add_plans(new)
    # In the order of their people, so that the place of a plan is the number of its person.
    plans = list(Plan.objects.select_related("person").order_by("pk"))
    growth = Growth(was, now)
    helpers = list(User.objects.filter(email__regex=rf"^tjeneste\d+@{DOMAIN}$").order_by("pk"))
    add_group(plans, growth, helpers)
    add_goals(plans, growth)
    add_needs(plans, growth)
    add_dates(plans, growth)
    add_revisions(plans, growth)
    add_log(plans, growth, helpers)


def add_plans(new: list[Household]) -> None:
    """A plan in use for each; every twelfth has been silent for three months."""
    now, today = timezone.now(), timezone.localdate()
    body = Organisation.objects.get(name="Benkevåg kommune")
    plans = add(
        Plan,
        [
            Plan(
                public_id=identity("plan", each.number),
                person=each.person,
                status="active",
                responsible_body=body,
                period_from=today - timedelta(days=200),
                period_to=today + timedelta(days=165),
                version=1,
                activated_at=now - timedelta(days=200),
                completeness=dict.fromkeys(ITEMS, True),
                started_at=now - timedelta(days=240),
                started_by=each.coordinator.user,
                updated_at=now
                - timedelta(days=90 if each.number % SILENT == 5 else each.number % 30),
            )
            for each in new
        ],
    )
    add(
        About,
        [
            About(
                plan=plan,
                what_matters=texts.WHAT_MATTERS,
                helps_today="Datteren min hver dag, og hjemmetjenesten morgen og kveld.",
                urgent="Å få på plass en fast kontakt før jul.",
                culture_and_language="Snakker norsk og nordsamisk hjemme.",
            )
            for plan in plans
        ],
    )
    add(
        Consent,
        [
            Consent(
                public_id=identity("plan consent", plan.public_id),
                plan=plan,
                kind="plan",
                given_by=plan.person.name,
                how_given="oral",
                recorded_by_id=plan.started_by_id,
                validity=DateTimeTZRange(now - timedelta(days=240), None, "[)"),
            )
            for plan in plans
        ],
    )


def add_group(plans: list[Plan], growth: Growth, helpers: list[User]) -> None:
    """Participants with what they contribute, the person's consent and the access that it gave."""
    now = timezone.now()
    wanted = [
        (place, plan, turn)
        for place, plan in enumerate(plans)
        for turn in growth.of("participants", place)
    ]
    participants = add(
        Participant,
        [
            Participant(
                public_id=identity("participant", place, turn),
                plan=plan,
                user=helpers[(place * 11 + turn) % HELPERS],
                name=helpers[(place * 11 + turn) % HELPERS].name,
                organisation=texts.pick(texts.WORKPLACES, turn),
                role=texts.pick(texts.TITLES, turn),
                phone="99 00 12 70",
                email=helpers[(place * 11 + turn) % HELPERS].email,
                since=timezone.localdate() - timedelta(days=200 - turn),
            )
            for place, plan, turn in wanted
        ],
    )
    add(
        Contribution,
        [
            Contribution(
                plan=each.plan, participant=each, text=texts.pick(texts.CONTRIBUTIONS, turn)
            )
            for turn, each in enumerate(participants)
        ],
    )
    consents = add(
        Consent,
        [
            Consent(
                public_id=identity("consent", each.public_id),
                plan=each.plan,
                kind="share",
                participant=each,
                user=each.user,
                name=each.name,
                sections=sorted(READABLE),
                given_by=each.plan.person.name,
                how_given="oral",
                recorded_by_id=each.plan.started_by_id,
                given_at=now - timedelta(days=199),
                validity=DateTimeTZRange(
                    now - timedelta(days=199), now + timedelta(days=166), "[)"
                ),
            )
            for each in participants
        ],
    )
    add(
        Grant,
        [
            grant(
                consent.plan.person,
                helpers[(place * 11 + turn) % HELPERS],
                GrantRole.PARTICIPANT,
                READABLE,
                basis=("individual_plans.consent", str(consent.public_id)),
                is_over=turn == 1,
            )
            for consent, (place, _plan, turn) in zip(consents, wanted, strict=True)
        ],
    )


def add_goals(plans: list[Plan], growth: Growth) -> None:
    """Goals, every fourth below another, and the measures spread over them."""
    add(
        Goal,
        [
            Goal(
                public_id=identity("goal", place, turn),
                plan=plan,
                text=texts.pick(texts.GOALS, place + turn),
                life_area=LifeArea.values[turn % len(LifeArea.values)],
                position=turn,
            )
            for place, plan in enumerate(plans)
            for turn in growth.of("goals", place)
        ],
    )
    goals: dict[int, list[int]] = {}
    for key, plan_id in Goal.objects.order_by("plan", "position").values_list("pk", "plan_id"):
        goals.setdefault(plan_id, []).append(key)
    add(Measure, measures(plans, growth, goals))


def measures(plans: list[Plan], growth: Growth, goals: dict[int, list[int]]) -> Iterator[Measure]:
    today = timezone.localdate()
    responsible: dict[int, list[Participant]] = {}
    for participant in Participant.objects.order_by("plan", "pk"):
        responsible.setdefault(participant.plan_id, []).append(participant)
    for place, plan in enumerate(plans):
        for turn in growth.of("measures", place):
            who = responsible[plan.pk][turn % len(responsible[plan.pk])]
            yield Measure(
                public_id=identity("measure", place, turn),
                plan=plan,
                goal_id=goals[plan.pk][turn % len(goals[plan.pk])],
                title=texts.pick(texts.MEASURES, place + turn),
                extent=texts.pick(texts.EXTENTS, turn),
                how=texts.pick(texts.HOWS, turn),
                responsible=who,
                responsible_name=who.name,
                starts_on=today - timedelta(days=100),
                status=STATES[turn % len(STATES)],
                status_since=today - timedelta(days=turn),
                position=turn,
            )


def add_needs(plans: list[Plan], growth: Growth) -> None:
    """Needs, strengths and cooperation."""
    wanted = [(plan, turn) for place, plan in enumerate(plans) for turn in growth.of("rows", place)]
    add(
        Need,
        [
            Need(
                plan=plan,
                life_area=LifeArea.values[turn % len(LifeArea.values)],
                text=texts.pick(texts.NEEDS, turn),
            )
            for plan, turn in wanted
        ],
    )
    add(
        Strength,
        [Strength(plan=plan, text=texts.pick(texts.STRENGTHS, turn)) for plan, turn in wanted],
    )
    add(
        Cooperation,
        [
            Cooperation(
                plan=plan,
                organisation=texts.pick(texts.WORKPLACES, turn),
                purpose="Trening i gruppe etter utskriving.",
                status="agreed",
            )
            for plan, turn in wanted
        ],
    )


def add_dates(plans: list[Plan], growth: Growth) -> None:
    """Meetings and reviews: one of each to come, the others behind us."""
    now, today = timezone.now(), timezone.localdate()
    wanted = [
        (place, plan, turn) for place, plan in enumerate(plans) for turn in growth.of("rows", place)
    ]
    add(
        Meeting,
        [
            Meeting(
                plan=plan,
                starts_at=now + timedelta(days=5 + place % 20)
                if turn == 0
                else now - timedelta(days=30 * turn),
                place="Rådhuset, møterom 3",
                purpose="Hvordan går det, og hva skal vi gjøre annerledes?",
                agenda="Treningen\nTransport\nHva vi gjør i ferien",
                status="invited" if turn == 0 else "held",
            )
            for place, plan, turn in wanted
        ],
    )
    add(
        Review,
        [
            Review(
                plan=plan,
                due_on=today + timedelta(days=3 + place % 60 if turn == 0 else -40 * turn),
                held_on=None if turn == 0 else today - timedelta(days=40 * turn),
                summary="" if turn == 0 else "Det går framover. Vi fortsetter som før til våren.",
            )
            for place, plan, turn in wanted
        ],
    )


def add_revisions(plans: list[Plan], growth: Growth) -> None:
    """What was changed before: a step for every second measure."""
    now = timezone.now()
    add(
        Revision,
        [
            Revision(
                plan=plan,
                section="goals",
                item_kind="measure",
                item_id=identity("measure", place, turn),
                field="extent",
                before="En gang i uka",
                after=texts.pick(texts.EXTENTS, turn),
                by_id=plan.started_by_id,
                at=now - timedelta(days=turn),
            )
            for place, plan in enumerate(plans)
            for turn in growth.of("measures", place)
            if turn % 2 == 0
        ],
    )


def add_log(plans: list[Plan], growth: Growth, helpers: list[User]) -> None:
    """Who looked, and what was done."""
    now = timezone.now()
    wanted = [
        (place, plan, turn)
        for place, plan in enumerate(plans)
        for turn in growth.of("lookups", place)
    ]
    add(
        Lookup,
        [
            Lookup(
                person=str(plan.person.public_id),
                what="plan",
                actor=str(who.pk),
                actor_name=who.name,
                actor_organisation=texts.pick(texts.WORKPLACES, turn),
                at=now - timedelta(days=turn, minutes=place % 600),
            )
            for place, plan, turn in wanted
            for who in [helpers[(place * 11 + turn) % HELPERS]]
        ],
    )
    add(
        Event,
        [
            Event(
                verb=Verb.PLAN_CHANGED,
                actor=str(plan.started_by_id),
                actor_name=texts.name_of(place),
                person=str(plan.person.public_id),
                subject_kind="individual_plans.plan",
                subject=str(plan.public_id),
                at=now - timedelta(days=turn, minutes=place % 600),
            )
            for place, plan, turn in wanted
        ],
    )
