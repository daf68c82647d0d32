from datetime import timedelta

import pytest
from django.db.utils import Error, IntegrityError
from django.utils import timezone

from coordinators import access, actions
from coordinators.models import Appointment, AppointmentKind, AppointmentStatus, HelpRequest
from ke_portal.accounts.roles import Role
from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from ke_portal.outbox.models import Message
from ke_portal.people import access as people_access
from ke_portal.people.models import Grant, GrantRole
from tests.coordinators.factories import AppointmentFactory, CoordinatorFactory, HelpRequestFactory
from tests.factories import (
    DecisionFactory,
    DecisionLineFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    from_now,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted():
    """A person who has been granted a coordinator, and is named to nobody yet."""
    return DecisionLineFactory().person


def appoint(person, *, by, **more):
    coordinator = more.pop("coordinator", None) or CoordinatorFactory()
    return actions.appoint_coordinator(
        person,
        coordinator=coordinator,
        reason="Kjenner henne",
        wish="En som er rolig",
        by=by,
        **more,
    )


def test_an_appointment_opens_the_plan_to_the_coordinator(granted, persona, as_web):
    staff = persona("an intake worker")
    with as_web(staff):
        appointment = appoint(granted, by=staff)

    assert appointment.status == AppointmentStatus.ACTIVE
    grant = Grant.objects.get(user=appointment.coordinator.user)
    assert (grant.role, grant.may_write) == (GrantRole.COORDINATOR, True)
    assert Event.objects.filter(verb=Verb.COORDINATOR_APPOINTED).exists()
    assert Message.objects.get().to == appointment.coordinator.user.email


def test_nobody_is_appointed_without_a_decision(persona):
    with pytest.raises(actions.NothingGranted):
        appoint(PersonFactory(), by=persona("an intake worker"))
    assert not Appointment.objects.exists()


def test_a_later_refusal_takes_the_right_away(granted, persona):
    earlier = granted.decision_lines.get().decision
    later = DecisionFactory(case=earlier.case, decided_at=timezone.now() + timedelta(minutes=1))
    DecisionLineFactory(decision=later, outcome="refused", reason="Behovet er over")
    with pytest.raises(actions.NothingGranted):
        appoint(granted, by=persona("an intake worker"))


def test_a_new_lead_relieves_the_former(granted, persona):
    staff = persona("an intake worker")
    former = appoint(granted, by=staff)
    new = appoint(granted, by=staff)

    former.refresh_from_db()
    assert former.status == AppointmentStatus.ENDED
    assert access.lead_appointment(granted) == new
    assert list(Grant.objects.valid_now().values_list("user", flat=True)) == [
        new.coordinator.user_id
    ]


def test_a_hospital_coordinator_stands_beside_the_lead(granted, persona):
    staff = persona("an intake worker")
    lead = appoint(granted, by=staff)
    stay_ends = timezone.now() + timedelta(days=14)
    hospital = appoint(granted, by=staff, kind=AppointmentKind.HOSPITAL, until=stay_ends)

    assert list(access.coordinators_of(granted)) == [lead, hospital]
    assert Grant.objects.get(user=hospital.coordinator.user).validity.upper == stay_ends


def test_the_database_keeps_it_to_one_lead():
    appointment = AppointmentFactory()
    with pytest.raises(IntegrityError, match="one_current_lead_coordinator_per_person"):
        AppointmentFactory(person=appointment.person, decision_line=appointment.decision_line)


def test_the_database_keeps_it_to_one_in_hospital():
    stay = from_now(days=5)
    appointment = AppointmentFactory(kind="hospital", validity=stay)
    with pytest.raises(IntegrityError, match="one_current_hospital_coordinator_per_person"):
        AppointmentFactory(
            person=appointment.person,
            decision_line=appointment.decision_line,
            kind="hospital",
            validity=stay,
        )


def test_a_stay_has_an_end():
    with pytest.raises(IntegrityError, match="hospital_coordinator_has_an_end"):
        AppointmentFactory(kind="hospital")


def test_one_who_is_asked_sees_nothing_before_saying_yes(granted, persona, as_web):
    staff = persona("an intake worker")
    with as_web(staff):
        appointment = appoint(granted, by=staff, asks_first=True)
    asked = appointment.coordinator.user
    assert not Grant.objects.exists()

    with as_web(asked):
        request = access.open_request(asked, appointment.public_id)
        actions.accept_appointment(request, by=asked)
    assert Grant.objects.get().user == asked
    assert Event.objects.filter(verb=Verb.COORDINATOR_ACCEPTED).exists()


def test_one_who_says_no_leaves_the_person_in_the_queue(granted, persona, as_web):
    staff = persona("an intake worker")
    appointment = appoint(granted, by=staff, asks_first=True)
    asked = appointment.coordinator.user
    with as_web(asked):
        request = access.open_request(asked, appointment.public_id)
        actions.decline_appointment(request, reason="Har fullt", by=asked)
        assert not Grant.objects.exists()
    assert list(access.people_without_coordinator(staff)) == [granted]


def test_an_answer_is_given_once(granted, persona):
    appointment = appoint(granted, by=persona("an intake worker"), asks_first=True)
    actions.accept_appointment(appointment, by=appointment.coordinator.user)
    with pytest.raises(actions.NotAsked):
        actions.accept_appointment(appointment, by=appointment.coordinator.user)


def test_a_coordinator_cannot_open_another_door(as_web):
    appointment, other = AppointmentFactory(), PersonFactory()
    user = appointment.coordinator.user
    with as_web(user), pytest.raises(Error, match="row-level security"):
        Grant.objects.create(
            person=other,
            user=user,
            role=GrantRole.COORDINATOR,
            sections=["goals"],
            basis_kind="coordinators.appointment",
            basis_id=str(appointment.public_id),
            validity=from_now(),
        )


def test_the_end_closes_the_door(granted, persona, as_web):
    staff = persona("an intake worker")
    appointment = appoint(granted, by=staff)
    with as_web(staff):
        actions.end_appointment(appointment, reason="Sluttet", by=staff)
    with as_web(appointment.coordinator.user):
        assert not access.my_appointments(appointment.coordinator.user).exists()
    assert not Grant.objects.valid_now().exists()
    assert Event.objects.filter(verb=Verb.APPOINTMENT_ENDED).exists()


def test_registering_gives_the_role():
    user = UserFactory()
    actions.register_coordinator(
        user, organisation=OrganisationFactory(), title="lege", phone="99 00 11 00", by=None
    )
    assert Role.COORDINATOR in user.roles


def test_one_on_leave_is_not_offered(persona):
    here, away = CoordinatorFactory(), CoordinatorFactory()
    actions.set_absence(
        away,
        away_from=timezone.localdate(),
        away_until=None,
        substitute=here,
        by=persona("an intake worker"),
    )
    assert list(access.available_coordinators()) == [here]
    assert away.is_away()


def test_a_call_for_help_waits_until_answered(persona, as_web):
    user, staff = persona("the person"), persona("an intake worker")
    person = Grant.objects.get(user=user).person
    with as_web(user):
        for text in ("Tre måneder", "Tre måneder", "Nå haster det"):
            actions.ask_for_help(person, kind="nothing_happens", text=text, by=user)
    with as_web(staff):
        waiting = access.waiting_help_requests(staff).get()
        assert waiting.text == "Tre måneder\n\nNå haster det"
        actions.answer_help(waiting, answer="Vi ringer deg fredag.", by=staff)
        assert not access.waiting_help_requests(staff).exists()
    with as_web(user):
        assert access.my_help_requests(user, person).get().answer == "Vi ringer deg fredag."
    assert Event.objects.filter(verb=Verb.HELP_ASKED).count() == 2
    assert Event.objects.filter(verb=Verb.HELP_ANSWERED).count() == 1


def test_nobody_calls_for_help_for_a_stranger(persona, as_web):
    stranger, person = persona("a stranger"), PersonFactory()
    with as_web(stranger), pytest.raises(Error, match="row-level security"):
        actions.ask_for_help(person, kind="nothing_happens", text="", by=stranger)


@pytest.mark.parametrize("name", ["the coordinator", "a participant", "a partner", "a stranger"])
def test_a_call_for_help_is_between_the_unit_and_the_one_who_asked(persona, as_web, name):
    asker = persona("the person")
    HelpRequestFactory(person=Grant.objects.get(user=asker).person, asked_by=asker)
    with as_web(persona(name)):
        assert not HelpRequest.objects.exists()


def test_an_invited_coordinator_can_be_named(persona, as_web):
    staff = persona("an intake worker")
    facts = {"organisation": OrganisationFactory(), "title": "ergoterapeut", "phone": "99 00 11 00"}
    with as_web(staff):
        actions.invite_coordinator(email="Ny@demo.example", name="Stille Elv", by=staff, **facts)
    assert access.available_coordinators().get().user.email == "ny@demo.example"
    with pytest.raises(actions.AlreadyRegistered):
        actions.invite_coordinator(email="ny@demo.example", name="Stille Elv", by=staff, **facts)


def test_one_who_is_asked_learns_the_name_only(granted, persona, as_web):
    appointment = appoint(granted, by=persona("an intake worker"), asks_first=True)
    asked = appointment.coordinator.user
    with as_web(asked):
        assert access.requests_to_me(asked).get().person == granted
        assert not people_access.readable_people(asked).exists()


def test_a_double_click_on_yes_is_told_so(granted, persona, client):
    appointment = appoint(granted, by=persona("an intake worker"), asks_first=True)
    client.force_login(appointment.coordinator.user)
    for _ in range(2):
        answer = client.post(f"/koordinatorer/oppnevning/{appointment.public_id}/ja/")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/koordinator/")
    assert Grant.objects.count() == 1


def test_the_one_who_asked_cannot_answer(persona, as_web):
    user = persona("the person")
    call = HelpRequestFactory(person=Grant.objects.get(user=user).person, asked_by=user)
    with as_web(user), pytest.raises(Error, match="row-level security"):
        actions.answer_help(call, answer="Alt er i orden.", by=user)
