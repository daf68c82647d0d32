import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from individual_plans.models import Plan
from ke_portal.desks import access
from ke_portal.people.models import Grant
from tests.factories import AboutFactory, CaseFactory, GoalFactory, PlanFactory, ReviewFactory, over
from tests.personas import story_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client, persona):
    def get(name, url_name):
        client.force_login(persona(name))
        return client.get(reverse(url_name)).content.decode()

    return get


@pytest.fixture
def plan(db):
    plan = AboutFactory(plan=PlanFactory(person=story_person())).plan
    GoalFactory(plan=plan, text="Jeg vil gå til biblioteket", attained=1)
    CaseFactory(person=plan.person)
    return plan


def test_the_person_decides_who_sees_the_plan_and_finds_the_case(page_of, plan):
    page = page_of("the person", "desks:my_page")
    assert reverse("individual_plans:consent", args=[plan.public_id]) in page
    assert "Saker og brev" in page
    assert "mer enn håpet" in page


def test_next_of_kin_are_told_nothing_of_who_sees_the_plan_and_of_cases(page_of, plan):
    page = page_of("a next of kin", "desks:my_page")
    assert "Jeg vil gå til biblioteket" in page
    assert reverse("individual_plans:consent", args=[plan.public_id]) not in page
    assert "Hvem ser planen" not in page
    assert "Saker og brev" not in page


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("a system coordinator", ["referrals:list", "referrals:cases", "networks:list"]),
        ("an intake worker", []),
        ("the coordinator", ["referrals:cases"]),
        ("the person", ["networks:list"]),
    ],
)
def test_the_menu_names_no_page_that_is_closed(client, persona, name, closed):
    client.force_login(persona(name))
    navigation = client.get(reverse("desks:front")).context["portal"]["navigation"]
    shown = {link.url for entry in navigation for link in (entry, *entry.links) if link.url}
    assert shown.isdisjoint(reverse(each) for each in closed)
    assert all(client.get(address).status_code == 200 for address in shown)


def test_a_page_opened_again_and_again_is_one_line_in_the_list(client, persona, plan):
    client.force_login(persona("the coordinator"))
    for _time in range(3):
        client.get(plan.get_absolute_url())
    client.force_login(persona("the person"))
    for address in (
        reverse("desks:who_has_looked", args=[plan.person.public_id]),
        reverse("individual_plans:who_has_looked", args=[plan.public_id]),
    ):
        page = client.get(address).content.decode()
        assert page.count("3 ganger") == 1


def test_what_is_late_is_called_late(client, persona, plan):
    for days in (-2, 3):
        ReviewFactory(plan=plan, due_on=timezone.localdate() + timedelta(days=days))
    client.force_login(persona("the coordinator"))
    address = reverse("individual_plans:meetings", args=[plan.public_id])
    assert client.get(address).content.decode().count("Forfalt") == 1
    assert [due.is_late for due in access.due_this_week(persona("the coordinator"))] == [
        True,
        False,
    ]


def test_the_front_page_asks_nobody_to_log_in_twice(client, persona):
    assert "Du er logget inn" not in client.get("/").content.decode()
    client.force_login(persona("the person"))
    assert "Du er logget inn" in client.get("/").content.decode()


def test_a_system_coordinator_sees_an_overview_without_case_work(client, persona, plan):
    Plan.objects.update(updated_at=timezone.now() - timedelta(days=90))
    client.force_login(persona("a system coordinator"))
    main = client.get(reverse("desks:ke")).content.decode().partition("<main")[2]
    assert plan.person.name in main
    assert "Mine saker" not in main
    addresses = set(re.findall(r'href="(/[^"#?]+)', main.partition("</main>")[0]))
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_every_page_says_for_whom_next_of_kin_are_here(page_of, plan, client):
    band = f"<strong>{story_person().name}</strong>"
    assert band in page_of("a next of kin", "desks:my_page")
    assert band in client.get(reverse("services_catalog:list")).content.decode()

    Grant.objects.update(validity=over())
    client.get(reverse("desks:my_page"))
    assert band not in client.get(reverse("services_catalog:list")).content.decode()


def test_nobody_acts_for_oneself(page_of, plan):
    assert "Du handler for" not in page_of("the person", "desks:my_page")
