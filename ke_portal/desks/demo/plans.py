"""How a plan of the demo is written: by the people in it, each on the day they wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from individual_plans import actions
from individual_plans.models import (
    Goal,
    HowGiven,
    LifeArea,
    MeasureStatus,
    Meeting,
    MeetingStatus,
    Participant,
    Plan,
    Review,
)
from ke_portal.accounts.models import User
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.people import person
from ke_portal.desks.demo.place import body
from ke_portal.desks.demo.staff import user

WRITES_AT = "12.20"


@dataclass(frozen=True)
class Step:
    """A measure. `who` is a participant, the person or the coordinator; days count from loading."""

    title: str
    how: str
    extent: str
    who: str
    status: MeasureStatus
    since: int
    starts: int | None = None
    ends: int | None = None


@dataclass(frozen=True)
class Member:
    """A participant, what they will do, and what the person lets them see."""

    name: str
    organisation: str
    role: str
    phone: str = ""
    does: str = ""
    sees: Sequence[str] = ()
    may_write: bool = False
    log_in: bool = False


@dataclass
class Story:
    """One plan while it is being told: who writes, and when."""

    name: str
    writer: str
    begun: int
    plan: Plan = field(init=False)

    def begin(self, *, matters: str, helps_today: str = "", urgent: str = "") -> None:
        with clock.on(self.begun, WRITES_AT):
            self.plan = actions.start_plan(
                person(self.name),
                by=self.by,
                what_matters=matters,
                helps_today=helps_today,
                urgent=urgent,
                responsible_body=body("Solvåg kommune"),
            )

    @property
    def by(self) -> User:
        return user(self.writer)

    def map(
        self,
        *,
        strengths: Iterable[str],
        needs: Iterable[tuple[LifeArea, str]],
        culture: str = "",
        days: int = 1,
    ) -> None:
        """Strengths and needs, from the talks in the first days."""
        with clock.on(self.begun + days, WRITES_AT):
            for text in strengths:
                actions.add_strength(self.plan, by=self.by, text=text)
            for area, text in needs:
                actions.add_need(self.plan, by=self.by, text=text, life_area=area)
            if culture:
                actions.change_about(self.plan, by=self.by, culture_and_language=culture)

    def consent_to_plan(self, days: int, *, given_by: str, how: HowGiven) -> None:
        with clock.on(days, WRITES_AT):
            actions.give_plan_consent(self.plan, by=self.by, given_by=given_by, how_given=how)

    def take_along(
        self,
        member: Member,
        days: int,
        *,
        given_by: str,
        how: HowGiven = HowGiven.ORAL,
        recorded_by: str = "",
    ) -> Participant:
        with clock.on(days, "12.40"):
            participant = actions.add_participant(
                self.plan,
                by=self.by,
                name=member.name,
                user=user(member.name) if member.log_in else None,
                organisation=member.organisation,
                role=member.role,
                phone=member.phone,
            )
            if member.does:
                actions.add_contribution(
                    self.plan, by=self.by, text=member.does, participant=participant
                )
            if member.sees:
                actions.give_share_consent(
                    self.plan,
                    by=user(recorded_by) if recorded_by else self.by,
                    given_by=given_by,
                    name=member.name,
                    sections=member.sees,
                    participant=participant,
                    may_write=member.may_write,
                    how_given=how,
                )
        return participant

    def share_with_kin(
        self, name: str, days: int, *, sections: Sequence[str], given_by: str, recorded_by: str
    ) -> None:
        """Next of kin see what the person chooses, and are no participants."""
        with clock.on(days, "12.50"):
            actions.give_share_consent(
                self.plan,
                by=user(recorded_by),
                given_by=given_by,
                name=name,
                user=user(name),
                sections=sections,
            )

    def promise(self, days: int, text: str) -> None:
        """What the person, or someone close, will do."""
        with clock.on(days, WRITES_AT):
            actions.add_contribution(self.plan, by=self.by, text=text)

    def want(
        self, days: int, text: str, *steps: Step, area: LifeArea, attained: int | None = None
    ) -> Goal:
        with clock.on(days, "13.00"):
            goal = actions.add_goal(
                self.plan, by=self.by, text=text, life_area=area, attained=attained
            )
        for step in steps:
            self.do(goal, step, days)
        return goal

    def do(self, goal: Goal, step: Step, days: int) -> None:
        participant = self.plan.participants.filter(name=step.who).first()
        with clock.on(max(days, step.since), "13.05"):
            actions.add_measure(
                self.plan,
                by=self.by,
                goal=goal,
                title=step.title,
                how=step.how,
                extent=step.extent,
                responsible=participant,
                responsible_name="" if participant else step.who,
                status=step.status,
                status_since=clock.day(step.since),
                starts_on=None if step.starts is None else clock.day(step.starts),
                ends_on=None if step.ends is None else clock.day(step.ends),
            )

    def cooperate(self, days: int, organisation: str, purpose: str, status: str) -> None:
        with clock.on(days, "13.10"):
            actions.add_cooperation(
                self.plan, by=self.by, organisation=organisation, purpose=purpose, status=status
            )

    def frame(self, days: int, *, ends: int) -> None:
        with clock.on(days, "13.15"):
            self.plan = actions.change_frame(
                self.plan,
                by=self.by,
                period_from=clock.day(self.begun),
                period_to=clock.day(ends),
                responsible_body=body("Solvåg kommune"),
            )

    def review(
        self, due: int, *, set_on: int, held: int | None = None, summary: str = ""
    ) -> Review:
        with clock.on(set_on, "13.20"):
            review = actions.plan_review(self.plan, by=self.by, due_on=clock.day(due))
        if held is not None:
            with clock.on(held, "15.30"):
                actions.hold_review(review, by=self.by, held_on=clock.day(held), summary=summary)
        return review

    def meet(
        self,
        days: int,
        clock_time: str,
        *,
        place: str,
        purpose: str,
        agenda: str = "",
        set_on: int,
        ended_as: MeetingStatus | None = None,
    ) -> Meeting:
        """A meeting on a workday; one in the past says how it ended."""
        with clock.on(set_on, "13.25"):
            meeting = actions.plan_meeting(
                self.plan,
                by=self.by,
                starts_at=clock.meeting_at(days, clock_time),
                purpose=purpose,
                place=place,
                agenda=agenda,
            )
        if ended_as:
            with clock.on(days + 3, "15.40"):
                actions.change_meeting(meeting, by=self.by, status=ended_as)
        return meeting

    def activate(self, days: int) -> None:
        with clock.on(days, "14.10"):
            self.plan = actions.activate_plan(self.plan, by=self.by)

    def last_written(self, days: int) -> None:
        """The database stamps each change with its own clock, so the head is dated back by hand."""
        written = clock.at(days, "14.20")
        Plan.objects.filter(pk=self.plan.pk).update(updated_at=min(written, timezone.now()))
