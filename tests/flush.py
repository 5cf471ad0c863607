"""Emptying the test database after a transactional test, although parts of it refuse to be emptied.

Append-only tables carry triggers against deletion, and migrations filled tables (points rules, service kinds) that
later tests need. So the flush passes the triggers, touches the few tables that hold what migrations did not leave
(truncating all costs a hundred times more), and puts back what migrations left there.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

KEPT = "reference_rows"


def keep_reference_rows() -> None:
    """Copy every row that migrations left into a schema of its own, whose tables are those that have any."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        for table in filled_tables(cursor):
            cursor.execute(f'CREATE TABLE {KEPT}."{table}" AS TABLE "{table}"')


def kept_tables(cursor) -> list[str]:
    """Return the tables in which migrations left rows."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [KEPT])
    return [table for (table,) in cursor.fetchall()]


def flush_keeps(patch) -> None:
    """Make every later flush leave all tables as the migrations left them."""
    with connection.cursor() as cursor:
        kept = kept_tables(cursor)

    def empty(operations, sql_list):
        with operations.connection.cursor() as cursor:
            changed = changed_tables(cursor, kept)
        # As on a replica: no trigger refuses, and foreign keys do not look at rows that were there before.
        # Numbering goes on: begun anew, it would meet the rows that are put back.
        deletions = [f'DELETE FROM "{table}"' for table in changed]
        put_back = [f'INSERT INTO "{table}" SELECT * FROM {KEPT}."{table}"' for table in changed if table in kept]
        run(operations, ["SET LOCAL session_replication_role = replica", *deletions, *put_back])
        ContentType.objects.clear_cache()

    run = DatabaseOperations.execute_sql_flush
    patch.setattr(DatabaseOperations, "execute_sql_flush", empty)
    # It would look for content types and permissions to write, which are all there.
    patch.setattr(flush, "emit_post_migrate_signal", lambda *_: None)


def filled_tables(cursor) -> list[str]:
    """Return the tables that hold any row, django_migrations aside."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (TABLE \"{table}\")" for table in tables))
    return [table for (table,) in cursor.fetchall()]


def changed_tables(cursor, kept: list[str]) -> list[str]:
    """Return the tables that differ from what migrations left."""
    differing = [
        f'SELECT \'{table}\' WHERE EXISTS (SELECT t::text FROM "{table}" t EXCEPT SELECT k::text FROM {KEPT}."{table}" k)'
        f' OR (SELECT count(*) FROM "{table}") <> (SELECT count(*) FROM {KEPT}."{table}")'
        for table in kept
    ]
    cursor.execute(" UNION ALL ".join(differing))
    return [table for (table,) in cursor.fetchall()] + [t for t in filled_tables(cursor) if t not in kept]
