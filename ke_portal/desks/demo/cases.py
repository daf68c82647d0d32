"""How a case of the demo comes about: told, registered, judged and answered, each on its day."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.people import PEOPLE, facts_of, new_person
from ke_portal.desks.demo.staff import user
from ke_portal.organisations.models import UnitTeam
from ke_portal.people.models import Person
from referrals import actions
from referrals.actions import JudgedLine
from referrals.models import (
    Case,
    CaseStatus,
    Channel,
    ConsentAnswer,
    Decision,
    NotifierRole,
    Outcome,
    Referral,
    Right,
)

ADULTS, CHILDREN = "Voksne", "Barn og unge"
LASTING = {"long_lasting": "yes", "coordinated": "yes"}
FAMILY = {"child_under_18": "yes", "serious": "yes", "both_kinds_of_services": "yes"}
PLAN_AND_COORDINATOR = (Right.PLAN, Right.COORDINATOR)
GRANTED = (
    "Du trenger hjelp fra flere tjenester samtidig, og behovet ditt kommer til å vare. Vi mener derfor at du har "
    "rett til individuell plan og koordinator."
)
IF_YOU_DISAGREE = (
    "Er du uenig, kan du klage. Fristen er fire uker fra du får dette brevet. Send klagen til oss, så ser vi på "
    "saken på nytt. Holder vi fast på svaret, sender vi klagen til Statsforvalteren. Vi kan hjelpe deg med å "
    "skrive den, og pasient- og brukerombudet kan også gi råd. Du har rett til å se dokumentene i saken din."
)
QUESTIONS = "Har du spørsmål, ring oss på 99 00 11 22 mellom klokka 9 og 15."


def ke() -> User:
    return user("Trygg Bølge")


def leader() -> User:
    return user("Raus Eik")


def tell(
    days: int,
    clock_time: str,
    about: str,
    *,
    role: NotifierRole,
    need: str,
    asked: Sequence[Right] = PLAN_AND_COORDINATOR,
    channel: Channel = Channel.FORM,
    consent: ConsentAnswer = ConsentAnswer.YES,
    taken_down_by: User | None = None,
    **said: Any,
) -> Referral:
    """Somebody tells of a need, on that day. One of `PEOPLE` is described as the unit will know them."""
    described: dict[str, Any] = {"person_name": about}
    if about in PEOPLE:
        facts = facts_of(about)
        described |= {
            "person_birth_date": facts.get("birth_date"),
            "is_expected_child": facts.get("is_expected_child", False),
            "due_on": facts.get("due_on"),
            "person_phone": facts.get("phone", ""),
            "home_municipality": facts["municipality"],
            "needs_interpreter": facts.get("needs_interpreter", False),
            "language": facts.get("interpreter_language", ""),
        }
    with clock.on(days, clock_time):
        referral, _code = actions.receive_referral(
            token=uuid4(),
            by=taken_down_by,
            taken_down_by=taken_down_by,
            notifier_role=role,
            channel=channel,
            need=need,
            asked=list(asked),
            consent=consent,
            **described | said,
        )
    return referral


def register(
    referral: Referral, days: int, *, team: str, by: User | None = None, clock_time: str = "9.15"
) -> Case:
    """Say whom the referral is about; the first one about somebody makes the person."""
    name = referral.person_name
    known = Person.objects.filter(name=name).first()
    with clock.on(days, clock_time):
        return actions.register_referral(
            referral,
            by=by or ke(),
            person=known,
            new_person=None if known else new_person(name),
            identity_confirmed=True,
            notifier_may_hear=referral.consent == ConsentAnswer.YES,
            team=UnitTeam.objects.get(unit__is_ours=True, name=team),
        )


def take(case: Case, days: int, *, by: User | None = None) -> None:
    with clock.on(days, "9.30"):
        actions.take_case(case, by=by or ke())


def assess(case: Case, days: int, *, by: User | None = None) -> None:
    with clock.on(days, "10.30"):
        actions.start_assessment(case, by=by or ke())


def note(case: Case, days: int, text: str, *, by: User | None = None) -> None:
    with clock.on(days, "13.40"):
        actions.note(case, text=text, by=by or ke())


def granted(right: Right, reason: str = GRANTED) -> JudgedLine:
    answers = FAMILY if right == Right.CHILD_COORDINATOR else LASTING
    return JudgedLine(right, Outcome.GRANTED, reason, dict(answers))


def refused(right: Right, reason: str, *, unmet: str) -> JudgedLine:
    answers = FAMILY if right == Right.CHILD_COORDINATOR else LASTING
    return JudgedLine(right, Outcome.REFUSED, reason, {**answers, unmet: "no"})


def declined(right: Right, reason: str) -> JudgedLine:
    """The person says no to what could have been granted."""
    return JudgedLine(right, Outcome.DECLINED, reason, dict(LASTING))


def decide(
    case: Case,
    days: int,
    *lines: JudgedLine,
    answer: str = "Du får individuell plan og koordinator.",
    why: str = GRANTED,
    by: User | None = None,
) -> Decision:
    """Answer the case with a letter that says what, why and how to complain."""
    by = by or ke()
    with clock.on(days, "14.00"):
        return actions.decide_case(
            case,
            lines=lines,
            letter=letter(answer, why),
            by=by,
            signed_as=f"{by.name}, {by.title.lower()}",
        )


def letter(answer: str, why: str) -> str:
    return "\n\n".join([answer, why, IF_YOU_DISAGREE, QUESTIONS])


def move(case: Case, days: int, to: CaseStatus, *, by: User | None = None) -> None:
    """A step that has no action in the portal yet: complaints, and following up after a decision.

    The database still checks that the step is possible, and the log says who took it.
    """
    by = by or ke()
    with clock.on(days, "14.30"):
        case = Case.objects.get(pk=case.pk)
        case.status = to
        case.save(update_fields=["status"])
        log.record(Verb.CASE_MOVED, on=case, by=by, person=case.person, detail={"to": to})


def follow_up(case: Case, days: int, *, by: User | None = None) -> None:
    move(case, days, CaseStatus.FOLLOW_UP, by=by)


def case_of(name: str) -> Case:
    return Case.objects.get(person__name=name)
