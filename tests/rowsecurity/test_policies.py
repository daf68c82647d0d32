import pytest
from django.db import connection
from django.db.utils import Error

from ke_portal.audit import log
from ke_portal.audit.models import Lookup
from ke_portal.people.models import Grant, Person
from ke_portal.rowsecurity.acting import acting_as
from tests.conftest import as_role
from tests.factories import GrantFactory, PersonFactory, over
from tests.personas import story_person


def people_by_raw_sql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM people_person ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("anonymous", False),
        ("a stranger", False),
        ("the person", True),
        ("the coordinator", True),
        ("another coordinator", False),
        ("a participant", True),
        ("a former participant", False),
        ("a partner", False),
        ("a system administrator", False),
        ("a log controller", False),
    ],
)
def test_raw_sql_without_a_filter_shows_only_ones_own(persona, as_web, name, sees):
    PersonFactory(name="Annen Person")
    story = story_person()
    user = persona(name)

    with as_web(user):
        assert people_by_raw_sql() == ([story.name] if sees else [])


def test_those_who_handle_cases_see_heads(persona, as_web):
    PersonFactory(name="Annen Person")
    with as_web(persona("an intake worker")):
        assert people_by_raw_sql() == ["Annen Person"]


def test_nobody_acting_sees_nothing(db, as_web):
    PersonFactory()
    with as_web(None):
        assert people_by_raw_sql() == []


@pytest.mark.django_db(transaction=True)
def test_a_connection_does_not_carry_the_last_one_on(persona):
    user = persona("the person")
    with as_role("ke_web"):
        with acting_as(user):
            assert people_by_raw_sql() != []
        assert people_by_raw_sql() == []
        with pytest.raises(ZeroDivisionError), acting_as(user):
            1 / 0  # noqa: B018
        assert people_by_raw_sql() == []


@pytest.mark.django_db(transaction=True)
def test_saying_who_acts_takes_one_statement(persona, django_assert_num_queries):
    user = persona("the person")
    with django_assert_num_queries(3) as sent, acting_as(user):
        pass
    assert [query["sql"].split()[0] for query in sent.captured_queries] == [
        "BEGIN",
        "SELECT",
        "COMMIT",
    ]


def test_a_setting_inside_another_gives_way_again(persona, as_web):
    person, stranger = persona("the person"), persona("a stranger")
    with as_web(person):
        with acting_as(stranger):
            assert people_by_raw_sql() == []
        assert people_by_raw_sql() != []


def test_an_ended_grant_opens_nothing(as_web):
    grant = GrantFactory(validity=over())
    with as_web(grant.user):
        assert not Person.objects.exists()


def test_a_participant_cannot_give_access(persona, as_web):
    user = persona("a participant")
    story = story_person()
    with as_web(user), pytest.raises(Error, match="row-level security"):
        GrantFactory(person=story, user=user, may_write=True)


def test_a_stranger_cannot_open_a_door_to_oneself(persona, as_web):
    stranger = persona("a stranger")
    story = story_person()
    with as_web(stranger), pytest.raises(Error, match="row-level security"):
        GrantFactory(person=story, user=stranger)


def test_the_person_sees_and_ends_what_was_given(persona, as_web):
    grant = GrantFactory(person=story_person(), user=persona("a participant"))
    with as_web(persona("the person")):
        found = Grant.objects.get(pk=grant.pk)
        found.validity = over()
        found.save()
        assert not Grant.objects.valid_now().filter(pk=grant.pk).exists()


@pytest.mark.parametrize("role", ["ke_web", "ke_worker", "ke_owner"])
def test_the_log_cannot_be_changed(persona, role):
    user = persona("the coordinator")
    log.record_lookup(of=story_person(), what="plan", by=user)
    with (
        as_role(role),
        acting_as(user),
        pytest.raises(Error, match=r"permission denied|append-only"),
    ):
        Lookup.objects.update(what="nothing")


@pytest.mark.parametrize("role", ["ke_web", "ke_worker", "ke_owner"])
def test_the_log_cannot_be_emptied(persona, role):
    user = persona("the coordinator")
    log.record_lookup(of=story_person(), what="plan", by=user)
    with (
        as_role(role),
        acting_as(user),
        pytest.raises(Error, match=r"permission denied|append-only"),
    ):
        Lookup.objects.all().delete()


def test_nobody_writes_the_log_in_anothers_name(persona, as_web):
    coordinator, story = persona("the coordinator"), story_person()
    with as_web(persona("a stranger")), pytest.raises(Error, match="row-level security"):
        log.record_lookup(of=story, what="plan", by=coordinator)


def test_the_person_reads_who_has_looked(persona, as_web):
    log.record_lookup(of=story_person(), what="plan", by=persona("the coordinator"))
    log.record_lookup(of=PersonFactory(), what="plan", by=persona("the coordinator"))
    with as_web(persona("the person")):
        assert Lookup.objects.count() == 1
