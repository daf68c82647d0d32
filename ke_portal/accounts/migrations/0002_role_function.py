from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION ke_has_role(VARIADIC wanted text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT 1 FROM accounts_roleassignment
        WHERE user_id = ke_user_id() AND role = ANY (wanted)
          AND starts_on <= (now() AT TIME ZONE 'Europe/Oslo')::date
          AND (ends_on IS NULL OR ends_on > (now() AT TIME ZONE 'Europe/Oslo')::date)
    )
$$;
CREATE FUNCTION ke_handles_cases() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT ke_has_role('ke_staff', 'ke_leader')
$$;
CREATE FUNCTION ke_sees_heads() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT ke_has_role('ke_staff', 'ke_leader', 'system_coordinator')
$$;
"""


class Migration(migrations.Migration):
    """What the row policies ask about the acting user's roles; `roles.CASE_ROLES` and `HEAD_ROLES` say the same."""

    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION ke_sees_heads(); DROP FUNCTION ke_handles_cases(); DROP FUNCTION ke_has_role(text[]);",
        )
    ]
