from django.db import migrations

from ke_portal.rowsecurity.operations import protect

FUNCTIONS = """
CREATE FUNCTION ke_plans(wanted text, to_write boolean DEFAULT false) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 50 AS $$
    SELECT p.id FROM people_grant g JOIN individual_plans_plan p ON p.person_id = g.person_id
    WHERE g.user_id = ke_user_id() AND g.validity @> statement_timestamp()
      AND (wanted = 'any' OR wanted = ANY (g.sections)) AND (g.may_write OR NOT to_write)
$$;
CREATE FUNCTION ke_plans_led() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 50 AS $$
    SELECT id FROM individual_plans_plan WHERE person_id = ANY (ARRAY (SELECT ke_persons_led()))
$$;
CREATE FUNCTION ke_plan_sections(to_write boolean DEFAULT false)
RETURNS TABLE (plan_id bigint, section text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 200 AS $$
    SELECT p.id, s.section
    FROM people_grant g
    JOIN individual_plans_plan p ON p.person_id = g.person_id
    CROSS JOIN LATERAL unnest(g.sections::text[]) AS s (section)
    WHERE g.user_id = ke_user_id() AND g.validity @> statement_timestamp()
      AND (g.may_write OR NOT to_write)
$$;
CREATE FUNCTION ke_plan_facts(plan bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH today AS (SELECT (statement_timestamp() AT TIME ZONE 'Europe/Oslo')::date AS day),
    measures AS (
        SELECT * FROM individual_plans_measure
        WHERE plan_id = plan AND removed_at IS NULL AND status NOT IN ('stopped', 'rejected')
    ),
    participants AS (
        SELECT t.* FROM individual_plans_participant t, today
        WHERE t.plan_id = plan AND t.removed_at IS NULL AND (t.until IS NULL OR t.until > today.day)
    ),
    contributions AS (
        SELECT * FROM individual_plans_contribution WHERE plan_id = plan AND removed_at IS NULL
    ),
    consents AS (
        SELECT * FROM individual_plans_consent
        WHERE plan_id = plan AND withdrawn_at IS NULL AND superseded_at IS NULL
          AND validity @> statement_timestamp()
    )
    SELECT jsonb_build_object(
        'goals', (SELECT count(*) FROM individual_plans_goal WHERE plan_id = plan AND removed_at IS NULL),
        'strengths',
            (SELECT count(*) FROM individual_plans_strength WHERE plan_id = plan AND removed_at IS NULL),
        'needs', (SELECT count(*) FROM individual_plans_need WHERE plan_id = plan AND removed_at IS NULL),
        'participants', (SELECT count(*) FROM participants),
        'has_coordinator', EXISTS (
            SELECT 1 FROM people_grant WHERE person_id = head.person_id AND role = 'coordinator'
              AND validity @> statement_timestamp()
        ),
        'contributions', (SELECT count(*) FROM contributions),
        'participants_without_contribution', (
            SELECT count(*) FROM participants p
            WHERE NOT EXISTS (SELECT 1 FROM contributions c WHERE c.participant_id = p.id)
        ),
        'measures', (SELECT count(*) FROM measures),
        'measures_without_responsible', (SELECT count(*) FROM measures WHERE responsible_name = ''),
        'measures_without_extent', (SELECT count(*) FROM measures WHERE extent = ''),
        'measures_without_how', (SELECT count(*) FROM measures WHERE how = ''),
        'has_period', head.period_from IS NOT NULL AND head.period_to IS NOT NULL,
        'coming_reviews', (
            SELECT count(*) FROM individual_plans_review r, today
            WHERE r.plan_id = plan AND r.removed_at IS NULL AND r.held_on IS NULL AND r.due_on >= today.day
        ),
        'has_plan_consent', EXISTS (SELECT 1 FROM consents WHERE kind = 'plan'),
        'participants_without_consent', (
            SELECT count(*) FROM participants p
            WHERE NOT EXISTS (SELECT 1 FROM consents c WHERE c.kind = 'share' AND c.participant_id = p.id)
              AND NOT EXISTS (
                  SELECT 1 FROM people_grant g WHERE g.person_id = head.person_id AND g.user_id = p.user_id
                    AND g.validity @> statement_timestamp()
              )
        ),
        'cooperations',
            (SELECT count(*) FROM individual_plans_cooperation WHERE plan_id = plan AND removed_at IS NULL),
        'no_cooperation_needed', head.no_cooperation_needed
    )
    FROM individual_plans_plan head WHERE head.id = plan
$$;
CREATE FUNCTION ke_keep_completeness(plan bigint, kept jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    UPDATE individual_plans_plan SET completeness = kept, updated_at = clock_timestamp()
    WHERE id = plan
      AND (ke_user_id() IS NULL OR ke_handles_cases()
           OR person_id = ANY (ARRAY (SELECT ke_persons('any', true))))
$$;
"""
UNDO = """
DROP FUNCTION ke_keep_completeness(bigint, jsonb);
DROP FUNCTION ke_plan_facts(bigint);
DROP FUNCTION ke_plan_sections(boolean);
DROP FUNCTION ke_plans_led();
DROP FUNCTION ke_plans(text, boolean);
"""
TABLES = {
    "about": "about",
    "strength": "about",
    "need": "needs",
    "goal": "goals",
    "measure": "goals",
    "participant": "group",
    "contribution": "group",
    "cooperation": "group",
    "review": "meetings",
    "meeting": "meetings",
}
HANDLES = "(SELECT ke_handles_cases())"
LEADS = "person_id = ANY (ARRAY (SELECT ke_persons_led()))"
REVISION_READ = """
    plan_id = ANY (ARRAY (SELECT ke_plans('any')))
    AND (plan_id, section) IN (SELECT s.plan_id, s.section FROM ke_plan_sections() s)
"""
REVISION_INSERT = """
    plan_id = ANY (ARRAY (SELECT ke_plans('any', true)))
    AND (plan_id, section) IN (SELECT s.plan_id, s.section FROM ke_plan_sections(true) s)
"""


def plan_of(section: str, *, to_write: bool = False) -> str:
    """A condition without OR, so that PostgreSQL keeps the index on `plan_id`."""
    return f"plan_id = ANY (ARRAY (SELECT ke_plans('{section}', {str(to_write).lower()})))"


class Migration(migrations.Migration):
    """Who may see and change plans: heads by role or grant, content by the grant to its section."""

    dependencies = [
        ("individual_plans", "0001_initial"),
        ("people", "0002_row_security"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        protect(
            "individual_plans_plan",
            read="(SELECT ke_sees_heads()) OR person_id = ANY (ARRAY (SELECT ke_persons('any')))",
            write=f"{HANDLES} OR {LEADS}",
            delete="false",
        ),
        *(
            protect(
                f"individual_plans_{table}",
                read=plan_of(section),
                write=plan_of(section, to_write=True),
                delete="false",
            )
            for table, section in TABLES.items()
        ),
        # Only the person, a representative or the coordinator opens a plan to others.
        protect(
            "individual_plans_consent",
            read=plan_of("group"),
            write="plan_id = ANY (ARRAY (SELECT ke_plans_led()))",
            delete="false",
        ),
        protect(
            "individual_plans_revision",
            read=REVISION_READ,
            write="false",
            insert=REVISION_INSERT,
            delete="false",
        ),
    ]
