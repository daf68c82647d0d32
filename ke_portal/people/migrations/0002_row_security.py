from django.db import migrations

from ke_portal.rowsecurity.operations import append_only, protect

FUNCTIONS = """
CREATE FUNCTION ke_persons(wanted text, to_write boolean DEFAULT false) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 50 AS $$
    SELECT person_id FROM people_grant
    WHERE user_id = ke_user_id() AND validity @> statement_timestamp()
      AND (wanted = 'any' OR wanted = ANY (sections)) AND (may_write OR NOT to_write)
$$;
CREATE FUNCTION ke_persons_led() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 50 AS $$
    SELECT person_id FROM people_grant
    WHERE user_id = ke_user_id() AND validity @> statement_timestamp() AND may_write
      AND role IN ('self', 'representative', 'coordinator')
$$;
CREATE FUNCTION ke_person_refs() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 50 AS $$
    SELECT p.public_id::text FROM people_grant g JOIN people_person p ON p.id = g.person_id
    WHERE g.user_id = ke_user_id() AND g.validity @> statement_timestamp() AND g.role IN ('self', 'representative')
$$;
CREATE FUNCTION ke_purge_audit(older_than timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE gone bigint; more bigint;
BEGIN
    PERFORM set_config('ke.purging', 'audit_event', true);
    DELETE FROM audit_event WHERE at < older_than;
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('ke.purging', 'audit_lookup', true);
    DELETE FROM audit_lookup WHERE at < older_than;
    GET DIAGNOSTICS more = ROW_COUNT;
    PERFORM set_config('ke.purging', '', true);
    INSERT INTO audit_event (id, at, verb, actor, actor_name, person, subject_kind, subject, detail)
    VALUES (gen_random_uuid(), now(), 'audit.purged', '', '', '', 'audit', '',
            jsonb_build_object('older_than', older_than, 'rows', gone + more));
    RETURN gone + more;
END $$;
REVOKE EXECUTE ON FUNCTION ke_purge_audit(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ke_purge_audit(timestamptz) TO ke_worker;
"""
UNDO = """
DROP FUNCTION ke_purge_audit(timestamptz);
DROP FUNCTION ke_person_refs();
DROP FUNCTION ke_persons_led();
DROP FUNCTION ke_persons(text, boolean);
"""
HANDLES = "(SELECT ke_handles_cases())"
LEADS = "person_id = ANY (ARRAY (SELECT ke_persons_led()))"
OWN_LOG = (
    "(SELECT ke_has_role('log_controller')) OR actor = ke_user_id()::text"
    " OR person = ANY (ARRAY (SELECT ke_person_refs()))"
)


class Migration(migrations.Migration):
    """Who may see and change what is kept about people, and the logs and messages below them."""

    dependencies = [
        ("people", "0001_initial"),
        ("accounts", "0002_role_function"),
        ("audit", "0001_initial"),
        ("outbox", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        protect(
            "people_person",
            read="(SELECT ke_sees_heads()) OR id = ANY (ARRAY (SELECT ke_persons('any')))",
            write=f"{HANDLES} OR id = ANY (ARRAY (SELECT ke_persons_led()))",
            insert=HANDLES,
            delete="false",
        ),
        protect(
            "people_grant",
            read=f"user_id = ke_user_id() OR {HANDLES} OR person_id = ANY (ARRAY (SELECT ke_persons('group')))",
            write=f"{HANDLES} OR {LEADS}",
            delete="false",
        ),
        protect(
            "people_representation",
            read=f"{HANDLES} OR user_id = ke_user_id() OR {LEADS}",
            write=HANDLES,
            delete="false",
        ),
        protect("people_capacitynote", read=f"{HANDLES} OR {LEADS}", write=HANDLES, delete="false"),
        append_only("audit_event"),
        append_only("audit_lookup"),
        protect(
            "audit_event",
            read=OWN_LOG,
            write="false",
            insert="actor = '' OR actor = ke_user_id()::text",
        ),
        protect("audit_lookup", read=OWN_LOG, write="false", insert="actor = ke_user_id()::text"),
        protect(
            "outbox_message",
            read="(SELECT ke_has_role('system_administrator'))",
            write="false",
            insert="true",
        ),
    ]
