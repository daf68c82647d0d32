"""Migration operations that put a table under row security."""

from django.db.migrations import RunSQL


def protect(
    table: str, *, read: str, write: str, insert: str | None = None, delete: str | None = None
) -> RunSQL:
    """Force row security on `table`, with one policy per verb for the web role.

    The arguments are SQL conditions on a row: who may read, write (update), insert and delete it; insert and
    delete follow `write` unless said otherwise. Keep each free of OR over large sets: prefer
    `plan_id = ANY (ARRAY (SELECT …))`, which keeps the index. The owner migrates and the worker sweeps past
    the policies; nobody else does.
    """
    insert = insert or write
    delete = delete or write
    forward = f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_owner ON {table} TO ke_owner USING (true) WITH CHECK (true);
        CREATE POLICY {table}_worker ON {table} TO ke_worker USING (true) WITH CHECK (true);
        CREATE POLICY {table}_read ON {table} FOR SELECT TO ke_web USING ({read});
        CREATE POLICY {table}_insert ON {table} FOR INSERT TO ke_web WITH CHECK ({insert});
        CREATE POLICY {table}_write ON {table} FOR UPDATE TO ke_web USING ({write}) WITH CHECK ({write});
        CREATE POLICY {table}_delete ON {table} FOR DELETE TO ke_web USING ({delete});
    """
    backward = "".join(
        f"DROP POLICY {table}_{verb} ON {table};\n"
        for verb in ("owner", "worker", "read", "insert", "write", "delete")
    )
    return RunSQL(
        forward,
        f"{backward} ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
        f" ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def append_only(table: str) -> RunSQL:
    """Let the web and worker roles add and read rows of `table`, and let nobody change or remove one.

    A trigger stops the owner too; expired rows go by `purge_{table}`, which records itself.
    """
    return RunSQL(
        f"""
        REVOKE UPDATE, DELETE ON {table} FROM ke_web, ke_worker;
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION ke_refuse_change();
        """,
        f"DROP TRIGGER {table}_append_only ON {table}; GRANT UPDATE, DELETE ON {table} TO ke_web, ke_worker;",
    )
