from django.db import migrations

PRIVILEGES = """
DO $$ BEGIN
    IF (SELECT count(*) FROM pg_roles WHERE rolname IN ('ke_owner', 'ke_web', 'ke_worker', 'ke_backup')) < 4 THEN
        RAISE EXCEPTION 'The database roles are missing: run manage.py provision_database first.';
    END IF;
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO ke_web, ke_worker, ke_backup;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO ke_web, ke_worker, ke_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ke_web, ke_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ke_web, ke_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ke_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO ke_backup;
"""

FUNCTIONS = """
CREATE FUNCTION ke_user_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('ke.user_id', true), '')::bigint;
CREATE FUNCTION ke_receipt() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('ke.receipt', true), '');
CREATE FUNCTION ke_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('ke.purging', true) = TG_TABLE_NAME THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class Migration(migrations.Migration):
    """First of all migrations: tables made after it are open to the two working roles."""

    initial = True
    run_before = [
        ("contenttypes", "0001_initial"),
        ("auth", "0001_initial"),
        ("sessions", "0001_initial"),
        ("admin", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(PRIVILEGES, migrations.RunSQL.noop),
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION ke_refuse_change(); DROP FUNCTION ke_receipt(); DROP FUNCTION ke_user_id();",
        ),
    ]
