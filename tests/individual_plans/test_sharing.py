from datetime import timedelta

import pytest
from django.utils import timezone

from individual_plans import access, actions
from individual_plans.models import Consent, Plan
from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from ke_portal.outbox.models import Message
from ke_portal.people.models import Grant, GrantRole
from tests.factories import ConsentFactory, GoalFactory, ParticipantFactory, UserFactory

pytestmark = pytest.mark.django_db


def share(plan, by, **facts):
    facts = {"given_by": by.name, "name": "Sprek Bekk", "sections": ["goals"]} | facts
    return actions.give_share_consent(plan, by=by, **facts)


def test_a_shared_section_opens_at_once_and_nothing_else(persona, plan, as_web):
    person, reader = persona("the person"), UserFactory()
    goal = GoalFactory(plan=plan)
    who = ParticipantFactory(plan=plan, user=reader)
    with as_web(person):
        share(plan, person, participant=who)
    with as_web(reader):
        assert access.readable_plans(reader).contains(plan)
        assert access.sections_open_to(reader, plan) == {"goals"}
        assert plan.goals.get() == goal
        assert access.about_of(plan) is None
        assert not plan.participants.exists()
    assert Event.objects.filter(verb=Verb.CONSENT_GIVEN).count() == 1


def test_withdrawal_ends_access_at_once(persona, plan, as_web):
    person, reader = persona("the person"), UserFactory()
    GoalFactory(plan=plan)
    who = ParticipantFactory(plan=plan, user=reader)
    with as_web(person):
        consent = share(plan, person, participant=who)
    with as_web(reader):
        assert plan.goals.exists()
    with as_web(person):
        actions.withdraw_consent(consent, by=person)
    with as_web(reader):
        assert not plan.goals.exists()
        assert not access.readable_plans(reader).exists()
    assert Event.objects.get(verb=Verb.CONSENT_WITHDRAWN).actor == str(person.pk)


def test_a_consent_is_withdrawn_once(plan):
    by, consent = UserFactory(), ConsentFactory(plan=plan)
    actions.withdraw_consent(consent, by=by)
    with pytest.raises(actions.AlreadyWithdrawn):
        actions.withdraw_consent(consent, by=by)


def test_a_participant_cannot_give_consent(persona, plan, as_web):
    participant, reader = persona("a participant"), UserFactory()
    Grant.objects.filter(user=participant).update(may_write=True)
    with as_web(participant), pytest.raises(Exception, match="row-level security"):
        share(plan, participant, user=reader)
    assert not Consent.objects.exists()


def test_a_new_yes_replaces_the_old_one(persona, plan, as_web):
    person, reader = persona("the person"), UserFactory()
    who = ParticipantFactory(plan=plan, user=reader)
    with as_web(person):
        share(plan, person, participant=who, sections=["goals", "about"])
        share(plan, person, participant=who, sections=["meetings"])
        assert plan.consents.active().count() == 1
    with as_web(reader):
        assert access.sections_open_to(reader, plan) == {"meetings"}


def test_next_of_kin_get_what_was_agreed_until_then(persona, plan, as_web):
    person, kin = persona("the person"), UserFactory()
    until = timezone.now() + timedelta(days=30)
    with as_web(person):
        share(plan, person, user=kin, name=kin.name, until=until)
    grant = Grant.objects.get(user=kin)
    assert (grant.role, grant.validity.upper) == (GrantRole.NEXT_OF_KIN, until)
    assert not grant.may_write


def test_someone_without_a_login_is_covered_on_paper(persona, plan, as_web):
    person, who = persona("the person"), ParticipantFactory(plan=plan)
    with as_web(person):
        share(plan, person, participant=who, name=who.name)
        seen = access.who_sees(plan)
        assert [consent.name for consent in seen.on_paper] == [who.name]
        assert not seen.without_access
    assert not Grant.objects.filter(basis_kind="individual_plans.consent").exists()
    assert plan.facts().participants_without_consent == 0


def test_the_notice_of_access_names_nobody(persona, plan, as_web):
    person, reader = persona("the person"), UserFactory()
    with as_web(person):
        share(plan, person, user=reader, name=reader.name)
    message = Message.objects.get(to=reader.email)
    for word in (plan.person.name, person.name, "plan", "mål"):
        assert word.lower() not in (message.subject + message.body).lower().replace("plans_", "")


def test_withdrawing_the_plan_consent_pauses_and_closes(persona, plan, as_web):
    person, reader = persona("the person"), UserFactory()
    with as_web(person):
        consent = actions.give_plan_consent(plan, by=person, given_by=person.name)
        share(plan, person, user=reader, name=reader.name)
        actions.activate_plan(plan, by=person)
        actions.withdraw_consent(consent, by=person)
    plan.refresh_from_db()
    assert plan.status == "suspended"
    assert plan.completeness["h"] is False
    with as_web(reader):
        assert not access.readable_plans(reader).exists()
    with as_web(person):
        actions.give_plan_consent(plan, by=person, given_by=person.name)
    assert Plan.objects.get().status == "active"


def test_a_plan_is_taken_into_use_with_consent_as_a_new_version(persona, plan, as_web):
    coordinator = persona("the coordinator")
    with as_web(coordinator):
        with pytest.raises(actions.NoPlanConsent):
            actions.activate_plan(plan, by=coordinator)
        actions.give_plan_consent(plan, by=coordinator, given_by=plan.person.name, how_given="oral")
        assert actions.activate_plan(plan, by=coordinator).version == 1
        with pytest.raises(actions.CannotMove):
            actions.activate_plan(plan, by=coordinator)
        actions.begin_revision(plan, by=coordinator)
        assert actions.activate_plan(plan, by=coordinator).version == 2
    assert Event.objects.filter(verb=Verb.PLAN_ACTIVATED).count() == 2


def test_an_ended_plan_is_locked_and_closed_to_those_it_was_shared_with(persona, plan, as_web):
    coordinator, reader = persona("the coordinator"), UserFactory()
    with as_web(coordinator):
        share(plan, coordinator, user=reader, name=reader.name, how_given="paper")
        ended = actions.end_plan(plan, by=coordinator, reason="Personen ønsker ikke planen lenger")
        with pytest.raises(actions.PlanIsLocked):
            actions.add_goal(ended, by=coordinator, text="Nytt")
        with pytest.raises(actions.CannotMove):
            actions.end_plan(plan, by=coordinator, reason="Igjen")
    with as_web(reader):
        assert not access.readable_plans(reader).exists()
    assert Event.objects.get(verb=Verb.PLAN_MOVED).detail == {"from": "draft", "to": "ended"}


def test_who_leaves_loses_access_and_stays_in_the_history(persona, plan, as_web):
    coordinator, reader = persona("the coordinator"), UserFactory()
    who = ParticipantFactory(plan=plan, user=reader)
    with as_web(coordinator):
        share(plan, coordinator, participant=who, how_given="oral")
        actions.end_participant(who, by=coordinator)
    with as_web(reader):
        assert not access.readable_plans(reader).exists()
    assert plan.participants.get().until is not None
    assert not plan.participants.active().exists()


def test_a_known_address_ties_a_participant_to_a_login(plan):
    known = UserFactory(email="kjent@demo.example")
    who = actions.add_participant(
        plan, by=UserFactory(), name="Kjent Fjell", email="Kjent@demo.example"
    )
    assert who.user == known
    stranger = actions.add_participant(
        plan, by=UserFactory(), name="Ukjent Fjell", email="ukjent@demo.example"
    )
    assert stranger.user is None


def test_who_sees_what_is_read_from_the_grants(persona, plan, as_web):
    person = persona("the person")
    coordinator, kin = persona("the coordinator"), persona("a next of kin")
    with as_web(person):
        seen = access.who_sees(plan)
    rows = {reader.name: reader for reader in seen.readers}
    assert set(rows) == {coordinator.name, kin.name}
    assert rows[kin.name].sections["goals"]
    assert not rows[kin.name].sections["documents"]
    assert rows[coordinator.name].sections["documents"]
    assert seen.unseen == []


def test_whom_to_share_with(persona, plan, as_web):
    participant = ParticipantFactory(plan=plan)
    with as_web(persona("the person")):
        assert [one.participant for one in access.share_candidates(plan)] == [participant]
