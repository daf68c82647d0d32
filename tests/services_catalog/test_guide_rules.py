"""What the guide judges, case by case."""

from itertools import product

import pytest

from services_catalog.rules import (
    GROUP_FROM,
    HEALTH,
    OTHERS,
    Advice,
    Age,
    Helper,
    Reason,
    Situation,
    Truth,
    judge,
)

YES, NO, UNSURE = Truth.YES, Truth.NO, Truth.UNSURE
TWO = {Helper.DOCTOR, Helper.TRAINING}
TWO_AND_SCHOOL = TWO | {Helper.SCHOOL}


def situation(helpers, *, age=Age.ADULT, lasts=YES, together=YES, serious=UNSURE):
    return Situation(
        age=age,
        helpers=frozenset(helpers),
        lasts=lasts,
        belongs_together=together,
        is_serious=serious,
    )


def judged(*args, **facts):
    return judge(situation(*args, **facts), group_from=GROUP_FROM)


# helpers, lasts, together → plan, coordinator
ADULTS = [
    (TWO, YES, YES, YES, YES),
    (TWO, UNSURE, YES, UNSURE, UNSURE),
    (TWO, YES, UNSURE, UNSURE, UNSURE),
    (TWO, NO, YES, NO, NO),
    (TWO, YES, NO, NO, NO),
    ({Helper.DOCTOR}, YES, YES, NO, NO),
    ({Helper.DOCTOR, Helper.WORK}, YES, YES, UNSURE, UNSURE),
    ({Helper.DOCTOR, Helper.UNKNOWN}, YES, YES, UNSURE, UNSURE),
    ({Helper.UNKNOWN}, YES, YES, UNSURE, UNSURE),
    # NAV and child welfare give a plan by their own acts, but no coordinator without it.
    ({Helper.WORK, Helper.HOUSING}, YES, YES, UNSURE, NO),
    ({Helper.WORK}, YES, NO, NO, NO),
    # In hospital a complex need is enough, however long it lasts.
    ({Helper.HOSPITAL, Helper.TRAINING}, NO, YES, NO, UNSURE),
    ({Helper.HOSPITAL}, YES, YES, NO, UNSURE),
    ({Helper.HOSPITAL}, NO, NO, NO, NO),
]


@pytest.mark.parametrize(("helpers", "lasts", "together", "plan", "coordinator"), ADULTS)
def test_plan_and_coordinator(helpers, lasts, together, plan, coordinator):
    told = judged(helpers, lasts=lasts, together=together)

    assert (told.plan.answer, told.coordinator.answer) == (plan, coordinator)
    assert told.child_coordinator is None


# helpers, serious, lasts → child coordinator
CHILDREN = [
    (TWO_AND_SCHOOL, YES, YES, YES),
    (TWO_AND_SCHOOL, UNSURE, YES, UNSURE),
    (TWO_AND_SCHOOL, NO, YES, NO),
    (TWO_AND_SCHOOL, YES, NO, NO),
    (TWO_AND_SCHOOL, YES, UNSURE, UNSURE),
    (TWO, YES, YES, NO),
    ({Helper.SCHOOL, Helper.WORK}, YES, YES, NO),
    ({Helper.DOCTOR, Helper.SCHOOL}, YES, YES, UNSURE),
    ({Helper.UNKNOWN}, YES, YES, UNSURE),
]


@pytest.mark.parametrize(("helpers", "serious", "lasts", "expected"), CHILDREN)
@pytest.mark.parametrize("age", [Age.EXPECTED, Age.CHILD])
@pytest.mark.parametrize("together", Truth)
def test_child_coordinator(helpers, serious, lasts, expected, age, together):
    told = judged(helpers, serious=serious, lasts=lasts, age=age, together=together)

    assert told.child_coordinator.answer == expected


def test_what_stands_in_the_way_is_the_reason():
    assert judged({Helper.DOCTOR}, lasts=NO, together=NO).plan == Advice(
        NO, (Reason.ONLY_ONE, Reason.IS_SHORT, Reason.EACH_BY_ITSELF)
    )
    assert judged({Helper.WORK}).coordinator.reasons == (Reason.NO_HEALTH,)
    assert judged({Helper.WORK}).plan.reasons == (
        Reason.OTHER_LAWS,
        Reason.LASTS,
        Reason.TOGETHER,
    )
    assert judged({Helper.HOSPITAL}).coordinator.reasons == (Reason.HOSPITAL_COMPLEX,)


@pytest.mark.parametrize(
    ("helpers", "together", "group_from", "expected"),
    [
        (TWO_AND_SCHOOL, YES, 3, YES),
        (TWO_AND_SCHOOL, UNSURE, 3, UNSURE),
        (TWO_AND_SCHOOL, NO, 3, NO),
        (TWO_AND_SCHOOL, YES, 4, NO),
        (TWO, YES, 2, YES),
        (TWO, YES, 3, NO),
        (TWO | {Helper.UNKNOWN}, YES, 3, UNSURE),
    ],
)
def test_a_group_follows_the_municipality_s_own_number(helpers, together, group_from, expected):
    told = judge(situation(helpers, together=together), group_from=group_from)

    assert told.group.answer == expected


def every_situation():
    some = [frozenset(each) for each in (TWO, TWO_AND_SCHOOL, {Helper.DOCTOR}, {Helper.UNKNOWN})]
    for helpers, age, lasts, together, serious in product(some, Age, Truth, Truth, Truth):
        yield situation(helpers, age=age, lasts=lasts, together=together, serious=serious)


def test_age_matters_for_the_child_coordinator_only():
    for each in every_situation():
        grown = situation(
            each.helpers, lasts=each.lasts, together=each.belongs_together, serious=each.is_serious
        )
        one, other = judge(each, group_from=3), judge(grown, group_from=3)
        assert (one.plan, one.coordinator, one.group) == (
            other.plan,
            other.coordinator,
            other.group,
        )
        assert (one.child_coordinator is None) == (each.age == Age.ADULT)


def test_every_answer_has_a_reason_and_nothing_hopeful_is_lost():
    for each in every_situation():
        told = judge(each, group_from=3)
        advices = [
            advice
            for advice in (told.plan, told.coordinator, told.child_coordinator, told.group)
            if advice is not None
        ]
        assert all(advice.reasons for advice in advices)
        assert told.is_hopeful == any(advice.answer != NO for advice in advices)


def test_every_helper_is_of_one_kind():
    assert HEALTH | OTHERS | {Helper.UNKNOWN} == set(Helper)
    assert not HEALTH & OTHERS
