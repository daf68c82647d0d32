from django.db import migrations

FUNCTIONS = """
-- The role that is played: the log-in's own, or the one taken on with SET ROLE. A function that runs as
-- its owner still sees it here.
CREATE FUNCTION ke_played_role() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE current_setting('role') WHEN 'none' THEN session_user::text ELSE current_setting('role') END
$$;
CREATE FUNCTION ke_knows_person(person bigint, to_write boolean DEFAULT false) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT ke_played_role() IN ('ke_owner', 'ke_worker')
        OR CASE WHEN to_write THEN ke_handles_cases() ELSE ke_sees_heads() END
        OR person = ANY (ARRAY (SELECT ke_persons('any', to_write)))
$$;
ALTER FUNCTION ke_plan_facts(bigint) RENAME TO ke_count_plan;
REVOKE EXECUTE ON FUNCTION ke_count_plan(bigint) FROM PUBLIC;
CREATE FUNCTION ke_plan_facts(plan bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT ke_count_plan(id) FROM individual_plans_plan WHERE id = plan AND ke_knows_person(person_id)
$$;
CREATE OR REPLACE FUNCTION ke_keep_completeness(plan bigint, kept jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    UPDATE individual_plans_plan SET completeness = kept, updated_at = clock_timestamp()
    WHERE id = plan AND ke_knows_person(person_id, true)
$$;
CREATE OR REPLACE FUNCTION ke_plan_granted(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce((
        SELECT l.outcome = 'granted' FROM referrals_decisionline l
        WHERE l.person_id = person AND l."right" = 'plan' AND ke_knows_person(person)
        ORDER BY l.decided_at DESC, l.id DESC LIMIT 1
    ), false)
$$;
"""
UNDO = """
CREATE OR REPLACE FUNCTION ke_plan_granted(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce((
        SELECT l.outcome = 'granted' FROM referrals_decisionline l
        WHERE l.person_id = person AND l."right" = 'plan'
        ORDER BY l.decided_at DESC, l.id DESC LIMIT 1
    ), false)
$$;
CREATE OR REPLACE FUNCTION ke_keep_completeness(plan bigint, kept jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    UPDATE individual_plans_plan SET completeness = kept, updated_at = clock_timestamp()
    WHERE id = plan
      AND (ke_user_id() IS NULL OR ke_handles_cases()
           OR person_id = ANY (ARRAY (SELECT ke_persons('any', true))))
$$;
DROP FUNCTION ke_plan_facts(bigint);
ALTER FUNCTION ke_count_plan(bigint) RENAME TO ke_plan_facts;
GRANT EXECUTE ON FUNCTION ke_plan_facts(bigint) TO PUBLIC;
DROP FUNCTION ke_knows_person(bigint, boolean);
DROP FUNCTION ke_played_role();
"""


class Migration(migrations.Migration):
    """What is asked past the row policies is answered only to those who know the person."""

    dependencies = [("individual_plans", "0003_granted")]
    operations = [migrations.RunSQL(FUNCTIONS, UNDO)]
