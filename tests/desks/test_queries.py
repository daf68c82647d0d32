"""The desks ask the database the same number of questions, however much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from individual_plans.models import MeasureStatus
from tests.factories import (
    AboutFactory,
    GoalFactory,
    GrantFactory,
    MeasureFactory,
    ParticipantFactory,
    PlanFactory,
)
from tests.personas import story_person

pytestmark = pytest.mark.django_db


def questions_of(client, url):
    """What is asked in one request, without what frames a transaction."""
    client.get(url)
    with CaptureQueriesContext(connection) as sent:
        assert client.get(url).status_code == 200
    framing = ("SAVEPOINT", "RELEASE", "SET")
    return [query["sql"] for query in sent if not query["sql"].startswith(framing)]


def test_my_page_asks_as_much_for_a_long_plan_as_for_a_short(client, persona):
    client.force_login(persona("the person"))
    plan = AboutFactory(plan=PlanFactory(person=story_person())).plan
    url = reverse("desks:my_page")
    short = questions_of(client, url)
    for _turn in range(3):
        MeasureFactory(
            plan=plan,
            goal=GoalFactory(plan=plan),
            responsible=ParticipantFactory(plan=plan),
            status=MeasureStatus.AGREED,
        )
        GrantFactory(person=plan.person)
    long = questions_of(client, url)
    assert len(long) == len(short), "\n".join(long)


def test_my_page_says_who_answers_for_what_we_wait_for(client, persona):
    client.force_login(persona("the person"))
    plan = PlanFactory(person=story_person())
    goal = GoalFactory(plan=plan)
    MeasureFactory(plan=plan, goal=goal, responsible_name="Sprek Bekk", status="agreed")
    MeasureFactory(plan=plan, goal=goal, responsible_name="", status="agreed")
    page = client.get(reverse("desks:my_page")).content.decode()
    assert "Sprek Bekk" in page
    assert "Ingen har tatt ansvar ennå" in page
