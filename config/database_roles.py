"""Two roles on PostgreSQL: one owns the tables and migrates, the other runs the portal and owns nothing.

The running role reads and writes rows. It cannot change or remove what is append-only, nor switch off a trigger, nor
alter a table: not even with the web process in a stranger's hands.
"""

from django.db import connection
from psycopg import sql

from ledger.triggers import protected_tables

READ_ONLY = ("django_migrations",)
ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE")


class NotPostgreSQL(RuntimeError):
    """Roles were asked for of a database that has none."""


def grant_running_role(name: str, password: str = "") -> None:
    """Let the role run the portal, and no more; made first where it is not there. By the owner, after every migration.

    Raises NotPostgreSQL; ValueError where it is the owner itself; DatabaseError where the owner may not make roles and
    nobody has made it.
    """
    if connection.vendor != "postgresql":
        raise NotPostgreSQL("RUNNING_ROLE is for PostgreSQL.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        owner, database = cursor.fetchone()
        if name == owner:
            raise ValueError("RUNNING_ROLE must be another role than the one that owns the tables.")
        role = sql.Identifier(name)
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
        if password:
            cursor.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(password)))
        for statement in _grants(role, sql.Identifier(database)):
            cursor.execute(statement)


def _grants(role: sql.Identifier, database: sql.Identifier) -> list[sql.Composed]:
    """Everything the role may do, said anew: what an earlier version granted and this one does not is taken back."""
    statements = [
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
    ]
    for table in sorted(connection.introspection.table_names()):
        rights: tuple[str, ...] = ROWS
        if table in READ_ONLY:
            rights = ROWS[:1]
        elif table in protected_tables():
            rights = ROWS[:2]
        words = sql.SQL(", ").join(sql.SQL(right) for right in rights)
        statements.append(sql.SQL("GRANT {} ON {} TO {}").format(words, sql.Identifier(table), role))
    return statements


def connections_of(name: str) -> int:
    """How many connections to this database the role has. Zero where there are no roles."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = %s"
            # The owner itself is refused later, in words of its own.
            " AND usename <> current_user",
            [name],
        )
        return int(cursor.fetchone()[0])


def runs_as_owner() -> bool:
    """Whether the role that runs this process could alter a table: it owns one, or is a superuser."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public'"
            " AND pg_has_role(current_user, tableowner, 'MEMBER'))"
        )
        return bool(cursor.fetchone()[0])
