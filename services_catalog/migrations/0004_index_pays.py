from django.db import migrations

# The default suits discs that turn. On today's storage it makes PostgreSQL unpack the search column of every
# service rather than ask the index, ten times slower. It counts for connections that are opened from now on.
CHEAP_JUMPS = """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'random_page_cost is left as it is: only the owner of the database can set it';
END $$;
"""
UNDO = """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I RESET random_page_cost', current_database());
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """Searches go by the index, also when many services match."""

    dependencies = [("services_catalog", "0003_published_by_name")]
    operations = [migrations.RunSQL(CHEAP_JUMPS, UNDO)]
