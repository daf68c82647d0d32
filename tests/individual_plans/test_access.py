import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from django.urls import reverse

from individual_plans import access, actions
from individual_plans.models import Consent, Goal, Plan, Revision
from individual_plans.pdf import plan_document
from ke_portal.people.models import AddressProtection, GrantRole, Section
from tests.conftest import as_role
from tests.factories import (
    ConsentFactory,
    GoalFactory,
    GrantFactory,
    MeasureFactory,
    MeetingFactory,
    ParticipantFactory,
    PlanFactory,
    ReviewFactory,
    UserFactory,
)
from tests.personas import story_person

pytestmark = pytest.mark.django_db

CONTENT = {
    "about": "about",
    "goal": "goals",
    "measure": "goals",
    "participant": "group",
    "consent": "group",
    "meeting": "meetings",
    "review": "meetings",
}


def rows(table):
    """How many rows of a plan table the acting user sees without any filter."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM individual_plans_{table}")  # noqa: S608
        return cursor.fetchone()[0]


@pytest.fixture
def full_plan(plan):
    """A row in every table, in the story's plan and in a stranger's."""
    for each in (plan, PlanFactory()):
        actions.change_about(each, by=UserFactory(), urgent="Noe")
        MeasureFactory(goal=GoalFactory(plan=each))
        ParticipantFactory(plan=each)
        ConsentFactory(plan=each)
        MeetingFactory(plan=each)
        ReviewFactory(plan=each)
    return plan


@pytest.mark.parametrize(
    ("name", "reads", "edits"),
    [
        ("the person", True, True),
        ("the coordinator", True, True),
        ("a participant", True, False),
        ("a next of kin", True, False),
        ("a former participant", False, False),
        ("another coordinator", False, False),
        ("an intake worker", False, False),
        ("a KE leader", False, False),
        ("a system administrator", False, False),
        ("a stranger", False, False),
    ],
)
def test_who_may_read_and_edit_a_plan(persona, full_plan, as_web, name, reads, edits):
    user = persona(name)

    assert access.readable_plans(user).contains(full_plan) is reads
    assert access.editable_plans(user).contains(full_plan) is edits
    with as_web(user):
        assert access.readable_plans(user).contains(full_plan) is reads
        assert (rows("goal"), rows("about")) == ((1, 1) if reads else (0, 0))
        goals = Goal.objects.filter(plan=full_plan)
        assert goals.update(text="Rettet") == (1 if edits else 0)


@pytest.mark.parametrize("section", sorted(set(CONTENT.values())))
def test_a_grant_to_one_section_opens_no_other_table(full_plan, as_web, section):
    grant = GrantFactory(person=full_plan.person, sections=[section])
    with as_web(grant.user):
        assert {table: rows(table) for table in CONTENT} == {
            table: int(wanted == section) for table, wanted in CONTENT.items()
        }
        assert set(Revision.objects.values_list("section", flat=True)) <= {section}


def test_nobody_acting_sees_no_plan_at_all(full_plan, as_web):
    with as_web(None):
        assert [rows(table) for table in ("plan", "revision", *CONTENT)] == [0] * 9


@pytest.mark.parametrize("name", ["an intake worker", "a KE leader", "a system coordinator"])
def test_the_ke_sees_heads_and_no_content(persona, full_plan, as_web, name):
    user = persona(name)
    with as_web(user):
        assert access.plan_heads(user).count() == 2
        assert [rows(table) for table in ("revision", *CONTENT)] == [0] * 8
    stranger = persona("a stranger")
    assert not access.plan_heads(stranger).exists()


def test_an_opening_with_a_reason_shows_the_plan_and_lets_nothing_be_written(
    persona, full_plan, as_web
):
    user = persona("an intake worker")
    GrantFactory(
        person=full_plan.person,
        user=user,
        role=GrantRole.EMERGENCY,
        reason="Ringte og ba om hjelp",
        validity=("2020-01-01", "2099-01-01"),
    )
    with as_web(user):
        assert access.readable_plans(user).get() == full_plan
        assert not Goal.objects.update(text="Rettet")
        assert not access.led_plans(user).exists()


def test_history_is_never_rewritten(persona, full_plan, as_web):
    with as_web(persona("the person")):
        assert Revision.objects.exists()
        assert not Revision.objects.update(after="Noe annet")
        assert not Revision.objects.all().delete()[0]


def test_nothing_is_deleted_for_good(persona, full_plan, as_web):
    with as_web(persona("the coordinator")):
        assert not Consent.objects.all().delete()[0]
        assert not Plan.objects.filter(pk=full_plan.pk)._raw_delete("default")


def test_a_participant_who_may_write_decides_nothing_about_the_plan(full_plan, as_web):
    grant = GrantFactory(person=full_plan.person, may_write=True)
    with as_web(grant.user):
        assert access.editable_plans(grant.user, Section.GOALS).exists()
        assert not access.led_plans(grant.user).exists()
        with pytest.raises(Plan.DoesNotExist):
            actions.end_plan(full_plan, by=grant.user, reason="Nei")


def test_a_participant_who_may_write_answers_and_reviews(client, full_plan):
    full_plan.no_cooperation_needed = True
    full_plan.save()
    grant = GrantFactory(person=full_plan.person, may_write=True)
    client.force_login(grant.user)
    address = reverse("individual_plans:add_item", args=[full_plan.public_id, "samarbeid"])
    data = {"organisation": "NAV", "purpose": "Arbeid", "status": "wished"}
    assert client.post(address, data).status_code == 302

    review = full_plan.reviews.get()
    address = reverse("individual_plans:hold_review", args=[full_plan.public_id, review.public_id])
    assert "Planen må skrives om" not in client.get(address).content.decode()
    data = {"held_on": "2026-01-01", "summary": "Bra", "needs_revision": "on"}
    assert client.post(address, data).status_code == 302
    assert full_plan.reviews.get().summary == "Bra"


def test_one_plan_a_person(plan):
    with pytest.raises(IntegrityError, match="one_active_plan_per_person"):
        PlanFactory(person=plan.person)


def test_an_ended_plan_leaves_room_for_a_new_one(plan):
    Plan.objects.update(status="ended")
    assert PlanFactory(person=plan.person)


def test_the_pdf_of_a_protected_person_tells_of_no_place(plan):
    person = story_person()
    person.address_protection = AddressProtection.CONFIDENTIAL
    person.save()
    plan.refresh_from_db()
    who = ParticipantFactory(plan=plan, name="Sprek Bekk", organisation="Solvåg helsehus")
    MeasureFactory(
        goal=GoalFactory(plan=plan),
        responsible=who,
        responsible_name=str(who),
        place="Solvåg helsehus",
    )
    sections = list(Section)
    document = plan_document(plan, access.contents(plan, sections, with_consents=True))
    assert "helsehus" not in str(document)
    assert "Sprek Bekk" in str(document)
    assert document["hide_address"]


def asked(question, *values):
    """The answer of a function that looks past the row policies."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("name", "counts", "keeps"),
    [
        ("the person", True, True),
        ("the coordinator", True, True),
        ("a participant", True, False),
        ("an intake worker", True, True),
        ("a system coordinator", True, False),
        ("a former participant", False, False),
        ("another coordinator", False, False),
        ("a system administrator", False, False),
        ("a stranger", False, False),
        (None, False, False),
    ],
)
def test_what_is_counted_past_the_policies_is_told_to_those_who_know_the_person(
    persona, plan, granted_plan, as_web, name, counts, keeps
):
    with as_web(persona(name) if name else None):
        assert (asked("SELECT ke_plan_facts(%s)", plan.pk) is not None) is counts
        assert asked("SELECT ke_plan_granted(%s)", plan.person_id) is counts
        asked("SELECT ke_keep_completeness(%s, %s)", plan.pk, '{"a": "written"}')
    plan.refresh_from_db()
    assert (plan.completeness == {"a": "written"}) is keeps


def test_the_count_itself_is_closed_to_the_web(persona, plan, as_web):
    with (
        as_web(persona("the person")),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        asked("SELECT ke_count_plan(%s)", plan.pk)


@pytest.mark.parametrize("role", ["ke_owner", "ke_worker"])
def test_sweeps_and_migrations_may_count_with_nobody_acting(plan, role):
    with as_role(role):
        assert asked("SELECT ke_plan_facts(%s)", plan.pk) is not None
