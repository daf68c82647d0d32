from django.db import migrations

from ke_portal.rowsecurity.operations import protect

HANDLES = "(SELECT ke_handles_cases())"
MINE = (
    "coordinator_id = ANY (ARRAY ("
    "SELECT c.id FROM coordinators_coordinator c WHERE c.user_id = ke_user_id()))"
)
# A coordinator who says yes opens the door to the person, and to no other.
ACCEPTING = """
CREATE POLICY people_grant_accept ON people_grant FOR INSERT TO ke_web WITH CHECK (
    user_id = ke_user_id()
    AND role IN ('coordinator', 'hospital_coordinator')
    AND basis_kind = 'coordinators.appointment'
    AND EXISTS (
        SELECT 1 FROM coordinators_appointment a
        JOIN coordinators_coordinator c ON c.id = a.coordinator_id
        WHERE a.public_id::text = basis_id AND a.person_id = people_grant.person_id
          AND a.status = 'active' AND a.validity @> statement_timestamp() AND c.user_id = ke_user_id()
    )
);
"""
# The one who is asked sees whom it is about, and nothing more, until answering.
ASKED = """
CREATE FUNCTION ke_persons_asked() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 5 AS $$
    SELECT a.person_id FROM coordinators_appointment a
    JOIN coordinators_coordinator c ON c.id = a.coordinator_id
    WHERE c.user_id = ke_user_id() AND a.status = 'requested' AND a.validity @> statement_timestamp()
$$;
ALTER POLICY people_person_read ON people_person USING (
    (SELECT ke_sees_heads())
    OR id = ANY (ARRAY (SELECT ke_persons('any') UNION ALL SELECT ke_persons_asked()))
);
"""
NOT_ASKED = """
ALTER POLICY people_person_read ON people_person USING (
    (SELECT ke_sees_heads()) OR id = ANY (ARRAY (SELECT ke_persons('any')))
);
DROP FUNCTION ke_persons_asked();
"""


class Migration(migrations.Migration):
    """Who coordinates is known to those near the person; calls for help to the unit and the one who asked."""

    dependencies = [
        ("coordinators", "0001_initial"),
        ("people", "0002_row_security"),
        ("accounts", "0002_role_function"),
    ]
    operations = [
        protect(
            "coordinators_appointment",
            read=f"(SELECT ke_sees_heads()) OR {MINE} OR person_id = ANY (ARRAY (SELECT ke_persons('any')))",
            write=f"{HANDLES} OR {MINE}",
            insert=HANDLES,
            delete="false",
        ),
        protect(
            "coordinators_helprequest",
            read=f"{HANDLES} OR asked_by_id = ke_user_id()",
            write=HANDLES,
            insert="asked_by_id = ke_user_id() AND person_id = ANY (ARRAY (SELECT ke_persons('any')))",
            delete="false",
        ),
        migrations.RunSQL(ASKED, NOT_ASKED),
        migrations.RunSQL(ACCEPTING, "DROP POLICY people_grant_accept ON people_grant;"),
    ]
