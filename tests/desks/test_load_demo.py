"""The demo municipality holds everything it is asked to show, and harms nothing."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coordinators.access import lead_appointment
from coordinators.models import Appointment, AppointmentStatus, Coordinator, without_coordinator
from individual_plans.access import current_plan_of
from individual_plans.models import Plan
from ke_portal.accounts.access import DEMO_DOMAIN
from ke_portal.accounts.models import User
from ke_portal.audit.models import Event, Lookup
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.staff import DEMO_LOGINS
from ke_portal.organisations import access as organisations
from ke_portal.organisations.models import CoordinatingUnit, Municipality
from ke_portal.outbox.models import Message, Occasion
from ke_portal.people.models import Grant, GrantRole, Person, Section
from ke_portal.people.rules import national_id_fault
from networks.models import Network
from referrals.models import Case, CaseStatus, Referral, ReferralStatus
from services_catalog.models import (
    Confirmation,
    Feedback,
    Link,
    Proposal,
    Service,
    UnfoundWord,
)

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        was_demo, settings.KE_DEMO = settings.KE_DEMO, True
        call_command("load_demo", stdout=StringIO())
        settings.KE_DEMO = was_demo
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_a_demo(demo, settings, db):
    settings.KE_DEMO = True


def log_in_of(name):
    return User.objects.get(email=name + DEMO_DOMAIN)


def person(name):
    return Person.objects.get(name=name)


def test_our_unit_has_its_teams_and_seats():
    unit = organisations.our_unit()

    assert unit.organisation.municipality.number == "9901"
    assert set(unit.teams.values_list("name", flat=True)) == {"Barn og unge", "Voksne"}
    assert unit.members.count() == 5
    assert CoordinatingUnit.objects.filter(organisation__is_invented=True).count() == 4


def test_real_municipalities_stand_beside_three_invented_ones():
    assert Municipality.objects.filter(is_invented=True).count() == 3
    assert Municipality.objects.filter(is_invented=False, part_of=None).count() == 357


def test_the_directory_was_kept_until_last_week():
    services = Service.objects.order_by("-changed_at")

    assert services.count() > 100
    assert timezone.localdate(services[0].changed_at) == clock.day(-7)
    assert max(services.exclude(assured_on=None).values_list("assured_on", flat=True)) <= clock.day(
        -7
    )


def test_the_directory_shows_how_it_is_kept():
    silent = Confirmation.objects.open()

    assert silent.exclude(marked_on=None).count() == 6
    assert not silent.exclude(hidden_on=None).exists()
    assert Confirmation.objects.filter(reply="right").count() > 10
    assert Proposal.objects.get().by == log_in_of("tilbyder")
    assert Service.objects.get(status="review").owner == log_in_of("tilbyder")
    assert Feedback.objects.waiting().count() == 3
    assert UnfoundWord.objects.shown().count() == 3
    assert Link.objects.dead().count() == 1


@pytest.mark.parametrize("someone", DEMO_LOGINS, ids=lambda someone: someone.email)
def test_each_log_in_opens_its_first_page(client, someone):
    answer = client.post(
        "/konto/login/",
        {"login": someone.email + DEMO_DOMAIN, "password": settings.KE_DEMO_PASSWORD},
        follow=True,
    )

    assert answer.status_code == 200
    assert answer.wsgi_request.user.name == someone.name
    assert answer.wsgi_request.user.roles == frozenset(someone.roles)
    assert answer.redirect_chain[0][0] == "/konto/videre/"


@pytest.mark.parametrize("status", CaseStatus)
def test_there_is_a_case_in_every_state(status):
    assert Case.objects.filter(status=status).exists()


@pytest.mark.parametrize("status", ReferralStatus)
def test_there_is_a_referral_in_every_state(status):
    assert Referral.objects.filter(status=status).exists()


def test_cases_are_numbered_in_the_order_they_were_opened():
    opened = list(Case.objects.order_by("pk").values_list("opened_at", flat=True))

    assert opened == sorted(opened)


def test_one_more_answer_is_due_this_week():
    this_week = Case.objects.due_by(clock.day(7)).exclude(preliminary_due_on__lt=clock.day(0))

    assert [case.person.name for case in this_week.filter(decide_by=None)] == ["Sterk Lind"]


def test_two_cases_are_overdue():
    late = Case.objects.late(on=timezone.localdate())

    assert {case.person.name for case in late} == {"Tapper Due", "Seig Einer"}


def test_one_person_has_been_granted_a_coordinator_and_has_none():
    assert [each.name for each in without_coordinator(Person.objects.all())] == ["Stolt Rev"]


def test_one_case_has_no_owner():
    assert [case.person.name for case in Case.objects.undecided().without_owner()] == ["Mett Humle"]


def test_one_child_is_expected():
    child = Person.objects.get(is_expected_child=True)

    assert child.due_on == clock.day(77)
    assert child.national_id_masked == ""


def test_one_address_is_protected_and_no_text_tells_a_place():
    hidden = person("Stille Vår")

    assert hidden.is_protected
    assert (hidden.address, hidden.phone, hidden.email) == ("", "", "")
    assert all(meeting.place == "På telefon" for meeting in current_plan_of(hidden).meetings.all())


def test_separated_parents_both_see_everything_and_share_the_responsibility():
    child = person("Glad Spurv")
    grants = Grant.objects.valid_now().filter(person=child, role=GrantRole.REPRESENTATIVE)

    assert {grant.user.name for grant in grants} == {"Modig Sjø", "Varm Ask"}
    assert all(set(grant.sections) == set(Section.values) for grant in grants)
    assert set(child.representations.values_list("parental_responsibility", flat=True)) == {
        "shared"
    }


def test_one_coordinator_is_on_leave_with_a_substitute():
    away = Coordinator.objects.away(timezone.localdate()).get()

    assert (away.user.name, away.substitute.user.name) == ("Myk Mose", "Lun Gran")
    assert lead_appointment(person("Munter Hest")).coordinator == away


def test_the_story_person_has_an_account_and_a_complete_plan_with_goals():
    story = person("Vakker Blomst")
    plan = current_plan_of(story)

    assert story.accounts.get().user == log_in_of("pasient")
    assert plan.is_complete()
    assert plan.goals.present().count() == 5
    assert not plan.reviews.coming().filter(due_on__lt=timezone.localdate()).exists()


def test_next_of_kin_and_participant_see_what_the_story_person_agreed_to():
    story = person("Vakker Blomst")
    grants = Grant.objects.valid_now().filter(person=story)
    kin, service = grants.get(user=log_in_of("parorende")), grants.get(user=log_in_of("tjeneste"))

    assert kin.role == GrantRole.NEXT_OF_KIN
    assert Section.NEEDS not in kin.sections
    assert service.may_write
    assert Section.MESSAGES not in service.sections
    assert not grants.filter(user__name="Omsorgsfull Ener").exists()


def test_one_coordinator_has_several_people_and_the_other_exactly_one():
    at_work = Appointment.objects.current()

    assert at_work.filter(coordinator__user=log_in_of("koordinator")).count() == 4
    assert at_work.get(coordinator__user=log_in_of("koordinator2")).person.name == "Glad Spurv"
    assert Plan.objects.filter(person__grants__user=log_in_of("koordinator2")).count() == 1


def test_one_coordinator_has_been_asked_and_has_not_answered():
    asked = Appointment.objects.get(status=AppointmentStatus.REQUESTED)

    assert asked.coordinator.user == log_in_of("koordinator")


def test_the_network_has_a_gathering_with_a_programme():
    network = Network.objects.get(name__contains="Sjøbris")
    gathering = network.gatherings.coming().get()

    assert network.members.count() == 4
    assert gathering.programme.count() == 7
    assert gathering.starts_at.weekday() < clock.SATURDAY


def test_every_national_identity_number_is_synthetic():
    numbers = [each.national_id() for each in (*Person.objects.all(), *Referral.objects.all())]

    assert sum(bool(number) for number in numbers) > 10
    assert not [
        number for number in numbers if number and national_id_fault(number, synthetic_wanted=True)
    ]


def test_nothing_waits_to_be_sent_for_days_gone_by():
    assert Message.objects.exists()
    assert not Message.objects.filter(sent_at=None).exists()
    open_ones = Occasion.objects.filter(reminded_at=None, settled_at=None)
    assert open_ones.exists()
    assert not open_ones.filter(due_on__lt=timezone.localdate()).exists()


def test_the_log_tells_what_happened_on_the_day_it_happened():
    story = person("Vakker Blomst")
    events = Event.objects.filter(person=str(story.public_id)).order_by("at")

    assert timezone.localdate(events.first().at) == clock.day(-149)
    assert not Event.objects.filter(at__gt=timezone.now()).exists()
    assert Lookup.objects.filter(person=str(story.public_id), basis="reason").count() == 1


def test_nothing_happened_before_it_could():
    assert not Case.objects.filter(decided_at__lt=F("opened_at")).exists()
    assert not Referral.objects.filter(registered_at__lt=F("received_at")).exists()
    assert not Plan.objects.filter(activated_at__lt=F("started_at")).exists()
    for plan in Plan.objects.select_related("person"):
        assert plan.person.decision_lines.filter(decided_at__lt=plan.started_at).exists()


def test_loading_again_refuses_and_changes_nothing():
    before = Event.objects.count(), User.objects.count()

    with pytest.raises(CommandError, match="already"):
        call_command("load_demo")

    assert (Event.objects.count(), User.objects.count()) == before


def test_loading_again_is_harmless_when_asked_so():
    said = StringIO()

    call_command("load_demo", "--again", stdout=said)

    assert "nothing was changed" in said.getvalue()
