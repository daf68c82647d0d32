import pytest

from referrals.models import Right
from tests.factories import AboutFactory, CaseFactory, DecisionLineFactory, PlanFactory
from tests.personas import story_person


@pytest.fixture
def granted_plan(db):
    """The story's person has been granted a plan."""
    return DecisionLineFactory(decision__case=CaseFactory(person=story_person()), right=Right.PLAN)


@pytest.fixture
def plan(db):
    """The plan of the story's person, begun."""
    about = AboutFactory(plan=PlanFactory(person=story_person()))
    return about.plan
