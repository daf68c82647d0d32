"""Which referrals and cases a user may know about. Gate 2; the row policies are gate 3 and say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, Least, Lower
from django.shortcuts import get_object_or_404
from django.utils import timezone

from ke_portal import sealing
from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.people.access import grants_to
from ke_portal.people.models import Grant, GrantRole, Person, PersonQuerySet, Section
from ke_portal.rowsecurity.acting import holding_receipt
from referrals import rules
from referrals.models import (
    COORDINATOR_RIGHTS,
    Attachment,
    Case,
    CaseNote,
    CaseQuerySet,
    CaseStatus,
    Decision,
    DecisionLine,
    Outcome,
    PreliminaryAnswer,
    Question,
    Referral,
    ReferralQuerySet,
    ReferralStatus,
)

A_WEEK = timedelta(days=7)
OWN_ROLES = (GrantRole.SELF, GrantRole.REPRESENTATIVE)


def receipt_hash(code: str) -> str:
    """What is stored of a receipt code, and what opens its referral."""
    return sealing.fingerprint(code, purpose="receipt")


def referral_by_receipt(text: str) -> Referral | None:
    """The referral whose code somebody typed, whoever asks; None when there is none."""
    code = rules.clean_receipt_code(text)
    if not code:
        return None
    wanted = receipt_hash(code)
    with holding_receipt(wanted):
        return Referral.objects.with_receipt(wanted).first()


def readable_referrals(user: User) -> ReferralQuerySet:
    """All for those who handle cases; for others none, since what is in one was said in confidence."""
    if user.has_perm("referrals.view_referral"):
        return Referral.objects.all()
    return Referral.objects.none()


def open_referral(user: User, public_id: UUID) -> Referral:
    """Fetch a referral to show, and log the look-up when its person is known; 404 for everyone else."""
    found = readable_referrals(user).select_related(
        "person", "case__owner", "registered_by", "taken_down_by", "home_municipality"
    )
    referral = get_object_or_404(found, public_id=public_id)
    if referral.person is not None:
        log.record_lookup(of=referral.person, what="referral", by=user)
    return referral


def open_question(user: User, public_id: UUID) -> Question:
    """Fetch a question that the KE has asked; 404 for those who may not read its referral."""
    questions = Question.objects.filter(referral__in=readable_referrals(user))
    question = get_object_or_404(questions.select_related("referral__person"), public_id=public_id)
    if question.referral.person is not None:
        log.record_lookup(of=question.referral.person, what="referral", by=user)
    return question


def open_attachment(user: User, public_id: UUID) -> Attachment:
    """Fetch a paper to download; 404 for those who may not read its referral."""
    papers = Attachment.objects.filter(referral__in=readable_referrals(user))
    paper = get_object_or_404(papers.select_related("referral__person"), public_id=public_id)
    if paper.referral.person is not None:
        log.record_lookup(of=paper.referral.person, what="referral", by=user)
    return paper


def readable_cases(user: User) -> CaseQuerySet:
    """All for those who handle cases; otherwise those of the people whose case section is open to the user."""
    if user.has_perm("referrals.handle_case"):
        return Case.objects.all()
    grants = Grant.objects.valid_now().to_section(Section.CASE)
    return Case.objects.filter(Exists(grants.filter(user=user, person=OuterRef("person"))))


def open_case(user: User, public_id: UUID, *, whole: bool = False) -> Case:
    """Fetch a case, `whole` with everything on its page, and log the look-up; 404 if not the user's to know."""
    found = readable_cases(user).select_related("person", "person__municipality", "owner", "team")
    if whole:
        found = with_everything(found)
    case = get_object_or_404(found, public_id=public_id)
    log.record_lookup(of=case.person, what="case", by=user)
    return case


def with_everything(cases: CaseQuerySet) -> CaseQuerySet:
    """The parts that a case page shows, each in one query."""
    return cases.prefetch_related(
        Prefetch("referrals", Referral.objects.order_by("received_at")),
        Prefetch("referrals__questions", Question.objects.select_related("asked_by")),
        "referrals__attachments",
        Prefetch("notes", CaseNote.objects.select_related("written_by")),
        Prefetch("preliminary_answers", PreliminaryAnswer.objects.select_related("sent_by")),
        Prefetch("decisions", Decision.objects.select_related("decided_by")),
        "decisions__lines",
    )


def open_decision(user: User, public_id: UUID) -> Decision:
    """Fetch a decision and its lines; 404 unless staff, the person, or one who acts for the person."""
    decisions = Decision.objects.filter(case__in=readable_cases(user))
    decision = get_object_or_404(
        decisions.select_related("case", "person", "decided_by").prefetch_related("lines"),
        public_id=public_id,
    )
    log.record_lookup(of=decision.person, what="decision", by=user)
    return decision


def cases_of(person: Person) -> CaseQuerySet:
    """The person's cases, newest first, for the person's own page."""
    return person.cases.order_by("-opened_at")


def my_cases(user: User) -> CaseQuerySet:
    """What `user` is responsible for and has not closed, the most urgent first."""
    return (
        readable_cases(user)
        .owned_by(user)
        .not_closed()
        .select_related("person", "owner")
        .order_by(
            F("decided_at").asc(nulls_first=True), Coalesce("decide_by", "preliminary_due_on")
        )
    )


@dataclass(frozen=True)
class Counts:
    """The four numbers on top of the dashboard."""

    new: int
    due_this_week: int
    overdue: int
    unowned: int


def counts(user: User, *, on: date | None = None) -> Counts:
    """How much waits: new referrals, and cases due within a week, overdue, and without an owner."""
    today = on or timezone.localdate()
    cases = readable_cases(user)
    late = cases.late(on=today)
    return Counts(
        new=readable_referrals(user).unregistered().count(),
        due_this_week=cases.due_by(today + A_WEEK).exclude(pk__in=late).count(),
        overdue=late.count(),
        unowned=cases.undecided().without_owner().count(),
    )


def search_referrals(user: User, *, show: str = "", name: str = "") -> ReferralQuerySet:
    """The queue: `show` is nye, mine, forfalt or alle (the undecided otherwise), with `name` anywhere in the name."""
    found = readable_referrals(user).select_related("person", "case__owner").order_by("received_at")
    if show == "nye":
        found = found.unregistered()
    elif show == "mine":
        found = found.undecided().filter(case__owner=user)
    elif show == "forfalt":
        found = found.late(on=timezone.localdate())
    elif show == "alle":
        found = found.order_by("-received_at")
    else:
        found = found.undecided()
    return found.filter(person_name__icontains=name) if name else found


def search_cases(user: User, *, show: str = "", name: str = "") -> CaseQuerySet:
    """The cases: `show` is mine, uten, uken, forfalt, venter or alle (otherwise the open), by the date next owed."""
    found = readable_cases(user).select_related("person", "owner", "team")
    found = found.order_by(
        F("decided_at").asc(nulls_first=True),
        Least(Coalesce("decide_by", "preliminary_due_on"), "preliminary_due_on"),
        "pk",
    )
    if show == "mine":
        found = found.not_closed().owned_by(user)
    elif show == "uten":
        found = found.undecided().without_owner()
    elif show == "uken":
        today = timezone.localdate()
        found = found.due_by(today + A_WEEK).exclude(pk__in=found.late(on=today))
    elif show == "forfalt":
        found = found.late(on=timezone.localdate())
    elif show == "venter":
        found = found.filter(status=CaseStatus.WAITING_INFO)
    elif show == "alle":
        found = found.order_by("-opened_at")
    else:
        found = found.not_closed()
    return found.filter(person__name__icontains=name) if name else found


def note_shown(user: User, rows: Iterable[Referral | Case]) -> None:
    """Log that a list showed these people to `user`, in one statement."""
    people = [row.person for row in rows if row.person is not None]
    if people:
        log.record_lookups(of=people, what="list", by=user)


def possible_people(referral: Referral) -> PersonQuerySet:
    """Who the referral may be about: the same number, or the same name and no other birth date."""
    same = Q(name__iexact=referral.person_name.strip())
    if referral.person_birth_date:
        same &= Q(birth_date=referral.person_birth_date) | Q(birth_date=None)
    if not referral.person_name.strip():
        same = Q(pk=None)
    if referral.national_id_print:
        same |= Q(national_id_print=referral.national_id_print)
    return Person.objects.filter(same).order_by(Lower("name"), "birth_date")[:10]


def possible_duplicates(referral: Referral) -> ReferralQuerySet:
    """Other undecided referrals that may be about the same person."""
    same = Q(person_name__iexact=referral.person_name.strip()) & ~Q(person_name="")
    if referral.person_birth_date:
        same &= Q(person_birth_date=referral.person_birth_date) | Q(person_birth_date=None)
    if referral.national_id_print:
        same |= Q(national_id_print=referral.national_id_print)
    others = Referral.objects.undecided().filter(same).exclude(pk=referral.pk)
    return others.order_by("-received_at")[:10]


def undecided_of(case: Case) -> ReferralQuerySet:
    """The requests in the case that nobody has answered yet."""
    return Referral.objects.filter(
        case=case, status__in=[ReferralStatus.REGISTERED, ReferralStatus.CLARIFYING]
    )


def lines_of(person: Person) -> list[DecisionLine]:
    """What holds for the person now, one line per right."""
    return list(DecisionLine.objects.current().filter(person=person).order_by("right"))


def users_to_tell(person: Person) -> list[User]:
    """The person and those who act for the person, as far as they can log in."""
    grants = grants_to(person).to_section(Section.CASE).filter(role__in=OWN_ROLES)
    return list({grant.user_id: grant.user for grant in grants}.values())


def grants_coordinator(lines: Iterable[DecisionLine]) -> bool:
    """Whether what holds for a person grants a coordinator of either kind."""
    return any(
        line.right in COORDINATOR_RIGHTS and line.outcome == Outcome.GRANTED for line in lines
    )


def coordinating_for(person: Person) -> list[User]:
    """Who coordinates for the person now: the lead first, then one in hospital."""
    roles = (GrantRole.COORDINATOR, GrantRole.HOSPITAL_COORDINATOR)
    grants = grants_to(person).filter(role__in=roles)
    return list({grant.user_id: grant.user for grant in sorted(grants, key=_lead_first)}.values())


def wished_coordinators(person: Person) -> list[str]:
    """Whom the person has wished for in requests, the latest first."""
    wished = Referral.objects.filter(person=person).exclude(preferred_coordinator="")
    return list(wished.order_by("-received_at").values_list("preferred_coordinator", flat=True))


def _lead_first(grant: Grant) -> bool:
    return grant.role != GrantRole.COORDINATOR


def open_own_case(user: User, public_id: UUID) -> Case:
    """Fetch the user's own case, or that of somebody the user acts for, with its letters; 404 otherwise."""
    own = readable_cases(user).filter(
        Exists(
            Grant.objects.valid_now()
            .to_section(Section.CASE)
            .filter(user=user, person=OuterRef("person"), role__in=OWN_ROLES)
        )
    )
    parts = own.select_related("person").prefetch_related("decisions__lines", "preliminary_answers")
    case = get_object_or_404(parts, public_id=public_id)
    log.record_lookup(of=case.person, what="case", by=user)
    return case


def note_shown_people(user: User, people: list[Person]) -> None:
    """Log that these people were offered as the one a referral may be about."""
    if people:
        log.record_lookups(of=people, what="list", by=user)
