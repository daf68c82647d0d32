import pytest
from django.urls import reverse

from ke_portal.audit.models import Event
from referrals import actions, pdf
from referrals.models import CaseStatus, DecisionLine
from tests.coordinators.factories import AppointmentFactory
from tests.factories import CaseFactory, GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(persona, client):
    user = persona("an intake worker")
    client.force_login(user)
    return user


@pytest.fixture
def decided(staff):
    """A case in which a coordinator is granted and nobody is named yet."""
    case = CaseFactory(owner=staff)
    actions.decide_case(
        case,
        lines=[
            actions.JudgedLine(
                "coordinator", "granted", "", {"long_lasting": "yes", "coordinated": "yes"}
            )
        ],
        letter="Ja.",
        by=staff,
    )
    case.refresh_from_db()
    return case


def name_a_coordinator(case):
    granted = DecisionLine.objects.granting_coordinator(case.person).get()
    appointment = AppointmentFactory(person=case.person, decision_line=granted)
    GrantFactory(
        person=case.person,
        user=appointment.coordinator.user,
        role="coordinator",
        sections=["goals"],
    )
    return appointment.coordinator.user


def head_and_rest(client, case):
    page = client.get(case.get_absolute_url()).content.decode()
    return page.partition('class="page-head"')[2].partition('class="columns"')[::2]


def test_naming_a_coordinator_comes_after_granting_one(client, decided):
    head, rest = head_and_rest(client, decided)
    assert "Oppnevn koordinator" in head
    assert "Følg opp" not in head
    assert "Ingen koordinator nå." in rest


def test_following_up_comes_after_naming_a_coordinator(client, decided):
    coordinator = name_a_coordinator(decided)
    head, rest = head_and_rest(client, decided)
    assert "Oppnevn koordinator" not in head
    assert "Følg opp" in head
    assert coordinator.name in rest

    client.post(reverse("referrals:follow_up", args=[decided.public_id]))
    decided.refresh_from_db()
    assert decided.status == CaseStatus.FOLLOW_UP
    assert "Følg opp" not in head_and_rest(client, decided)[0]


def test_following_up_is_logged_and_happens_once(as_web, staff, decided):
    with as_web(staff):
        actions.follow_up(decided, by=staff)
        with pytest.raises(actions.StepNotPossible):
            actions.follow_up(decided, by=staff)
    assert Event.objects.filter(verb="case.moved").count() == 1


def test_an_undecided_case_is_not_followed_up(client, staff):
    case = CaseFactory(owner=staff)
    answer = client.post(reverse("referrals:follow_up", args=[case.public_id]), follow=True)
    assert "Noen andre har alt flyttet saken" in answer.content.decode()
    case.refresh_from_db()
    assert case.status == CaseStatus.OPEN


@pytest.mark.parametrize("name", ["decide", "preliminary"])
def test_a_decided_case_offers_no_step_that_is_past(client, decided, name):
    answer = client.get(reverse(f"referrals:{name}", args=[decided.public_id]))
    assert answer.url == decided.get_absolute_url()


def test_a_complaint_must_be_answered_before_the_case_is_closed(client, decided):
    decided.status = CaseStatus.COMPLAINT
    decided.save()
    assert "Lukk saken" not in head_and_rest(client, decided)[0]


def test_the_undecided_come_first_in_the_list(client, staff, decided):
    new = CaseFactory(owner=staff)
    page = client.get(reverse("referrals:cases")).content.decode()
    assert page.index(new.get_absolute_url()) < page.index(decided.get_absolute_url())


@pytest.mark.parametrize("name", ["referrals:case", "referrals:decide", "referrals:close"])
def test_the_band_about_a_protected_address_is_on_every_step(client, staff, name):
    case = CaseFactory(owner=staff, person__address_protection="confidential")
    page = client.get(reverse(name, args=[case.public_id])).content.decode()
    assert "Fortrolig adresse. Si eller skriv ikke noe" in page


def test_a_reason_given_for_two_rights_stands_once_in_the_letter(decided):
    lines = [
        DecisionLine(right=right, outcome="granted", reason="Behovet varer.")
        for right in ("plan", "coordinator")
    ]
    assert pdf.letter_text(decided.person, lines).count("Behovet varer.") == 1
