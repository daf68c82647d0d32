"""«Kan dette gjelde meg?»: what somebody may have a right to, from a few answers in everyday words.

Nothing here decides. The answers are what people believe themselves, so the strongest word is "may".

Sources: patient and user rights act § 2-5 (plan), § 2-5 b (coordinator) and § 2-5 c (child coordinator); municipal
health and care act §§ 7-1, 7-2 and 7-2 a; specialist health services act § 2-5 a, where a complex need is
enough. No diagnosis is asked for, and no age but for the child coordinator, which is the right of a family
that has or expects a child under 18.
"""

from dataclasses import dataclass
from enum import StrEnum

# How many helpers make a group worth while, where the municipality has not said otherwise.
GROUP_FROM = 3


class Truth(StrEnum):
    """Yes, no, or not known."""

    YES = "ja"
    NO = "nei"
    UNSURE = "usikker"


class Age(StrEnum):
    """How old the person is, as far as it matters."""

    EXPECTED = "ventet"
    CHILD = "under-18"
    ADULT = "voksen"


class Helper(StrEnum):
    """Who is needed. The first ones are health and care services, the rest other welfare services."""

    DOCTOR = "fastlege"
    HOSPITAL = "sykehus"
    TRAINING = "trening"
    HOME = "hjemme"
    RESPITE = "avlastning"
    MENTAL = "psykisk"
    HEALTH_STATION = "helsestasjon"
    SCHOOL = "skole"
    WORK = "nav"
    CHILD_WELFARE = "barnevern"
    HOUSING = "bolig"
    UNKNOWN = "vet-ikke"


HEALTH = frozenset(
    {
        Helper.DOCTOR,
        Helper.HOSPITAL,
        Helper.TRAINING,
        Helper.HOME,
        Helper.RESPITE,
        Helper.MENTAL,
        Helper.HEALTH_STATION,
    }
)
OTHERS = frozenset({Helper.SCHOOL, Helper.WORK, Helper.CHILD_WELFARE, Helper.HOUSING})


@dataclass(frozen=True)
class Situation:
    """What was answered."""

    age: Age
    helpers: frozenset[Helper]
    lasts: Truth
    belongs_together: Truth
    is_serious: Truth = Truth.UNSURE

    @property
    def is_child(self) -> bool:
        return self.age != Age.ADULT

    @property
    def health(self) -> int:
        return len(self.helpers & HEALTH)

    @property
    def others(self) -> int:
        return len(self.helpers & OTHERS)

    @property
    def is_open_ended(self) -> bool:
        """Whether more helpers may be needed than were named."""
        return Helper.UNKNOWN in self.helpers


class Reason(StrEnum):
    """Why an answer is as it is; the page has the words."""

    SEVERAL = "several"
    HEALTH_AND_OTHERS = "health_and_others"
    ONLY_ONE = "only_one"
    HELPERS_UNKNOWN = "helpers_unknown"
    OTHER_LAWS = "other_laws"
    NO_HEALTH = "no_health"
    LASTS = "lasts"
    LASTS_UNKNOWN = "lasts_unknown"
    IS_SHORT = "is_short"
    TOGETHER = "together"
    TOGETHER_UNKNOWN = "together_unknown"
    EACH_BY_ITSELF = "each_by_itself"
    HOSPITAL_COMPLEX = "hospital_complex"
    SERIOUS = "serious"
    SERIOUS_UNKNOWN = "serious_unknown"
    NOT_SERIOUS = "not_serious"
    BOTH_KINDS = "both_kinds"
    NOT_BOTH_KINDS = "not_both_kinds"
    MANY_AROUND = "many_around"
    FEW_AROUND = "few_around"


@dataclass(frozen=True)
class Advice:
    """Whether something may be a right, or of help, and why."""

    answer: Truth
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Judgement:
    """What the guide says. `child_coordinator` is None when there is no child."""

    plan: Advice
    coordinator: Advice
    child_coordinator: Advice | None
    group: Advice

    @property
    def is_hopeful(self) -> bool:
        """Whether anything may come of telling the unit."""
        told = (self.plan, self.coordinator, self.child_coordinator, self.group)
        return any(advice is not None and advice.answer != Truth.NO for advice in told)


def judge(situation: Situation, *, group_from: int) -> Judgement:
    """Judge every right. `group_from` is how many helpers the municipality wants before a group."""
    return Judgement(
        plan=_plan(situation),
        coordinator=_coordinator(situation),
        child_coordinator=_child_coordinator(situation) if situation.is_child else None,
        group=_group(situation, group_from),
    )


def _all_of(*conditions: tuple[Truth, Reason]) -> Advice:
    """Yes when every condition is met, no when one is not; the reasons that tell, those in the way first."""
    answers = [answer for answer, _reason in conditions]
    if Truth.NO in answers:
        answer = Truth.NO
        told = [reason for met, reason in conditions if met == Truth.NO]
    else:
        answer = Truth.UNSURE if Truth.UNSURE in answers else Truth.YES
        told = [reason for _met, reason in conditions]
    return Advice(answer, tuple(told))


def _several(situation: Situation) -> tuple[Truth, Reason]:
    """Whether several services are needed. Other sectors count too when the need is judged."""
    if situation.health >= 2:
        return Truth.YES, Reason.SEVERAL
    if situation.health and situation.others:
        return Truth.UNSURE, Reason.HEALTH_AND_OTHERS
    if situation.is_open_ended:
        return Truth.UNSURE, Reason.HELPERS_UNKNOWN
    return Truth.NO, Reason.NO_HEALTH if situation.others else Reason.ONLY_ONE


def _lasts(situation: Situation) -> tuple[Truth, Reason]:
    told = {
        Truth.YES: Reason.LASTS,
        Truth.NO: Reason.IS_SHORT,
        Truth.UNSURE: Reason.LASTS_UNKNOWN,
    }
    return situation.lasts, told[situation.lasts]


def _together(situation: Situation) -> tuple[Truth, Reason]:
    told = {
        Truth.YES: Reason.TOGETHER,
        Truth.NO: Reason.EACH_BY_ITSELF,
        Truth.UNSURE: Reason.TOGETHER_UNKNOWN,
    }
    return situation.belongs_together, told[situation.belongs_together]


def _plan(situation: Situation) -> Advice:
    several = _several(situation)
    if several == (Truth.NO, Reason.NO_HEALTH):
        # The acts on social services, NAV and child welfare give a plan too, without health services.
        several = (Truth.UNSURE, Reason.OTHER_LAWS)
    return _all_of(several, _lasts(situation), _together(situation))


def _coordinator(situation: Situation) -> Advice:
    advice = _all_of(_several(situation), _lasts(situation), _together(situation))
    is_complex = Helper.HOSPITAL in situation.helpers and situation.belongs_together == Truth.YES
    if advice.answer == Truth.NO and is_complex:
        return Advice(Truth.UNSURE, (Reason.HOSPITAL_COMPLEX,))
    return advice


def _child_coordinator(situation: Situation) -> Advice:
    serious = {
        Truth.YES: Reason.SERIOUS,
        Truth.NO: Reason.NOT_SERIOUS,
        Truth.UNSURE: Reason.SERIOUS_UNKNOWN,
    }
    return _all_of(
        (situation.is_serious, serious[situation.is_serious]),
        _lasts(situation),
        _both_kinds(situation),
    )


def _both_kinds(situation: Situation) -> tuple[Truth, Reason]:
    """Compound or coordinated health services, and other welfare services besides."""
    if situation.health >= 2 and situation.others:
        return Truth.YES, Reason.BOTH_KINDS
    if situation.is_open_ended:
        return Truth.UNSURE, Reason.HELPERS_UNKNOWN
    if situation.health and situation.others:
        return Truth.UNSURE, Reason.HEALTH_AND_OTHERS
    return Truth.NO, Reason.NOT_BOTH_KINDS


def _group(situation: Situation, group_from: int) -> Advice:
    named = situation.health + situation.others
    if named >= group_from:
        many = (Truth.YES, Reason.MANY_AROUND)
    elif situation.is_open_ended:
        many = (Truth.UNSURE, Reason.HELPERS_UNKNOWN)
    else:
        many = (Truth.NO, Reason.FEW_AROUND)
    return _all_of(many, _together(situation))
