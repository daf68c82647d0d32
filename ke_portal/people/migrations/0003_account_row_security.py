from django.db import migrations

from ke_portal.rowsecurity.operations import protect

HANDLES = "(SELECT ke_handles_cases())"
LEADS = "person_id = ANY (ARRAY (SELECT ke_persons_led()))"


class Migration(migrations.Migration):
    """That a user has a person tells that something is kept about the user."""

    dependencies = [("people", "0002_row_security")]
    operations = [
        protect(
            "people_account",
            read=f"user_id = ke_user_id() OR {HANDLES} OR {LEADS}",
            write=HANDLES,
            delete="false",
        ),
    ]
