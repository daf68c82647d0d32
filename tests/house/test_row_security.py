"""Every table with content about a person is behind row policies."""

import pytest
from django.db import connection

from tests.house.content import OUR_MODELS, is_content, leads_to_a_person

# Models that hang on a person and are not under row security, and why that is right.
OPEN_ON_PURPOSE: dict[str, str] = {}

SECURITY_OF_TABLE = """
SELECT relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner)
FROM pg_class WHERE oid = %s::regclass
"""
POLICIES_ON_WEB = """
SELECT cmd, coalesce(qual, with_check) FROM pg_policies
WHERE tablename = %s AND roles && ARRAY['ke_web', 'public']::name[]
"""
POLICY_OF_OWNER = """
SELECT 1 FROM pg_policies WHERE tablename = %s AND 'ke_owner' = ANY (roles) AND cmd = 'ALL'
"""
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def faults_of(table):
    """What lets `ke_web` past the policies of `table`, one sentence each."""
    [(is_on, is_forced, owner)] = ask(SECURITY_OF_TABLE, table)
    found = []
    if not is_on:
        found.append("row security is off")
    if not is_forced:
        found.append("row security is not forced on the owner")
    if owner != "ke_owner":
        found.append(f"is owned by {owner}")
    rows = ask(POLICIES_ON_WEB, table)
    for verb in VERBS:
        [(may,)] = ask("SELECT has_table_privilege('ke_web', %s, %s)", table, verb)
        conditions = [condition for command, condition in rows if command in {verb, "ALL"}]
        if may and not conditions:
            found.append(f"has no policy for {verb}")
        if len(conditions) > 1 and verb != "INSERT":
            found.append(f"has {len(conditions)} policies for {verb}, which is an OR")
        if verb != "INSERT" and "true" in conditions:
            found.append(f"lets everybody {verb}")
    if not ask(POLICY_OF_OWNER, table):
        found.append("hides its rows from the owner's migrations")
    return found


@pytest.mark.parametrize(
    "model",
    [model for model in OUR_MODELS if is_content(model)],
    ids=lambda model: model._meta.label,
)
def test_content_is_behind_policies(db, model):
    assert faults_of(model._meta.db_table) == []


def test_what_hangs_on_a_person_is_content():
    open_models = {
        model._meta.label
        for model in OUR_MODELS
        if leads_to_a_person(model) and not is_content(model)
    }

    assert open_models == set(OPEN_ON_PURPOSE)


def test_a_table_without_policies_is_noticed(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id int)")

    assert faults_of("bare") == [
        "row security is off",
        "row security is not forced on the owner",
        *(f"has no policy for {verb}" for verb in VERBS),
        "hides its rows from the owner's migrations",
    ]


def test_a_lax_policy_is_noticed(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE lax (id int)")
        cursor.execute("CREATE POLICY lax_all ON lax TO ke_web USING (true)")
        cursor.execute("CREATE POLICY lax_read ON lax FOR SELECT TO ke_web USING (id = 1)")

    found = faults_of("lax")
    assert "has 2 policies for SELECT, which is an OR" in found
    assert "lets everybody UPDATE" in found
