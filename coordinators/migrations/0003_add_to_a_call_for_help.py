from django.db import migrations

HANDLES = "(SELECT ke_handles_cases())"
OWN_AND_WAITING = "(asked_by_id = ke_user_id() AND answered_at IS NULL)"


class Migration(migrations.Migration):
    """The one who asked may add to a call for help until it is answered; answering is for the unit."""

    dependencies = [("coordinators", "0002_row_security")]
    operations = [
        migrations.RunSQL(
            f"""
            ALTER POLICY coordinators_helprequest_write ON coordinators_helprequest
                USING ({HANDLES} OR {OWN_AND_WAITING}) WITH CHECK ({HANDLES} OR {OWN_AND_WAITING});
            """,
            f"""
            ALTER POLICY coordinators_helprequest_write ON coordinators_helprequest
                USING ({HANDLES}) WITH CHECK ({HANDLES});
            """,
        )
    ]
