from django.db import migrations

FUNCTION = """
CREATE FUNCTION ke_plan_granted(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce((
        SELECT l.outcome = 'granted' FROM referrals_decisionline l
        WHERE l.person_id = person AND l."right" = 'plan'
        ORDER BY l.decided_at DESC, l.id DESC LIMIT 1
    ), false)
$$;
"""


class Migration(migrations.Migration):
    """Lets a coordinator start a granted plan without seeing the case that granted it."""

    dependencies = [
        ("individual_plans", "0002_row_security"),
        ("referrals", "0002_row_security"),
    ]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION ke_plan_granted(bigint);")]
