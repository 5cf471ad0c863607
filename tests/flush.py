"""Emptying the test database after a transactional test, although parts of it refuse to be emptied.

Append-only tables carry triggers against TRUNCATE, and migrations filled tables (points rules, service kinds)
that later tests need. So the flush passes the triggers and puts back the rows that migrations left.
"""

from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

KEPT = "reference_rows"


def keep_reference_rows() -> None:
    """Copy every row that migrations left into a schema of its own, whose tables are those that have any."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        every = connection.introspection.django_table_names(only_existing=True, include_views=False)
        tables = [table for table in every if _has_rows(cursor, table)]
        for table in tables:
            cursor.execute(f'CREATE TABLE {KEPT}."{table}" AS TABLE "{table}"')


def kept_tables() -> list[str]:
    """Return the tables in which migrations left rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [KEPT])
        return [table for (table,) in cursor.fetchall()]


def flush_keeps(tables: list[str], patch) -> None:
    """Make every later flush leave `tables` as the migrations left them."""
    truncate = DatabaseOperations.execute_sql_flush
    # As on a replica: no trigger refuses, and foreign keys do not look at rows that were there before.
    before = "SET LOCAL session_replication_role = replica"
    put_back = [f'INSERT INTO "{table}" SELECT * FROM {KEPT}."{table}"' for table in tables]

    def flush(operations, sql_list):
        # Numbering goes on: begun anew, it would meet the rows that are put back.
        emptying = [sql.replace(" RESTART IDENTITY", "") for sql in sql_list]
        truncate(operations, [before, *emptying, *put_back])

    patch.setattr(DatabaseOperations, "execute_sql_flush", flush)


def _has_rows(cursor, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
    return cursor.fetchone()[0]
