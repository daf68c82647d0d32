import dataclasses
from datetime import date

import pytest

from individual_plans import rules
from individual_plans.models import ITEM_NAMES, LACK_WORDS, PlanStatus
from individual_plans.rules import Facts, Lack

FULL = Facts(
    goals=1,
    strengths=1,
    needs=1,
    participants=2,
    has_coordinator=True,
    contributions=2,
    participants_without_contribution=0,
    measures=2,
    measures_without_responsible=0,
    measures_without_extent=0,
    measures_without_how=0,
    has_period=True,
    coming_reviews=1,
    has_plan_consent=True,
    participants_without_consent=0,
    cooperations=1,
    no_cooperation_needed=False,
)


def test_a_full_plan_lacks_nothing():
    assert all(rules.completeness(FULL).values())
    assert list(rules.completeness(FULL)) == list("abcdefghi")


@pytest.mark.parametrize(
    ("change", "item", "lack"),
    [
        ({"goals": 0}, "a", Lack.NO_GOAL),
        ({"strengths": 0}, "a", Lack.NO_STRENGTH),
        ({"needs": 0}, "a", Lack.NO_NEED),
        ({"participants": 0}, "b", Lack.TOO_FEW_TAKE_PART),
        ({"has_coordinator": False}, "c", Lack.NO_COORDINATOR),
        ({"contributions": 0}, "d", Lack.NO_CONTRIBUTION),
        ({"participants_without_contribution": 1}, "d", Lack.CONTRIBUTION_MISSING),
        ({"measures": 0}, "e", Lack.NO_MEASURE),
        ({"measures_without_responsible": 1}, "e", Lack.MEASURE_WITHOUT_RESPONSIBLE),
        ({"measures_without_extent": 1}, "e", Lack.MEASURE_WITHOUT_EXTENT),
        ({"measures": 0}, "f", Lack.NO_MEASURE),
        ({"measures_without_how": 1}, "f", Lack.MEASURE_WITHOUT_HOW),
        ({"has_period": False}, "g", Lack.NO_PERIOD),
        ({"coming_reviews": 0}, "g", Lack.NO_COMING_REVIEW),
        ({"has_plan_consent": False}, "h", Lack.NO_PLAN_CONSENT),
        ({"participants_without_consent": 1}, "h", Lack.PARTICIPANT_WITHOUT_CONSENT),
        ({"cooperations": 0}, "i", Lack.COOPERATION_NOT_ANSWERED),
    ],
)
def test_each_thing_missing_is_named_under_its_item(change, item, lack):
    facts = dataclasses.replace(FULL, **change)

    assert rules.lacks(facts)[item] == [lack]
    assert rules.completeness(facts)[item] is False


def test_nobody_more_needed_is_an_answer():
    facts = dataclasses.replace(FULL, cooperations=0, no_cooperation_needed=True)
    assert rules.completeness(facts)["i"]


def test_the_coordinator_counts_as_one_who_takes_part():
    assert rules.completeness(dataclasses.replace(FULL, participants=1))["b"]
    alone = dataclasses.replace(FULL, participants=1, has_coordinator=False)
    assert not rules.completeness(alone)["b"]


def test_every_item_and_lack_has_its_words():
    assert set(LACK_WORDS) == set(Lack)
    assert list(ITEM_NAMES) == list(rules.ITEMS)


def test_every_status_says_where_it_leads():
    assert set(rules.PLAN_MOVES) == set(PlanStatus.values)
    assert rules.may_move("draft", "active")
    assert not rules.may_move("ended", "active")
    assert not any(rules.PLAN_MOVES["archived"])


def test_a_plan_is_silent_after_sixty_days():
    assert rules.is_silent(date(2026, 1, 1), date(2026, 3, 2))
    assert not rules.is_silent(date(2026, 1, 1), date(2026, 3, 1))
    assert rules.days_silent(date(2026, 1, 1), date(2026, 1, 11)) == 10


def test_changed_fields_keep_the_order_of_the_new_values():
    assert rules.changed_fields({"a": 1, "b": 2}, {"b": 3, "a": 1, "c": None}) == ["b"]
