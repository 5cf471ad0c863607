"""What many tests need is built once per worker, through the services, and written back row by row in each of them.

A test sees what a build of its own would have given it: the same rows in every table, audit events included, new
objects, times and dates as if the build had ended just now. Numbering goes on behind the rows' ids.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection, transaction
from django.utils import timezone

SCHEMA = "replay"


@dataclass(frozen=True)
class Moment:
    """When something was written: by our clock from `start` to `end`, and by the database's, which stands still."""

    start: datetime
    end: datetime
    database: datetime

    @property
    def day(self) -> date:
        return timezone.localdate(self.end)


class Replay:
    """The rows and the result of one `build()`, which must only add rows; `record` first, then `play` in each test."""

    def __init__(self, name: str, build: Callable[[], object]):
        self.name, self.build = name, build
        self.moment: Moment | None = None

    def record(self) -> None:
        """Build, keep, and take back. Needs the migrated database to itself: no transaction, no rows of a test.

        Raises AssertionError when the build changes or removes rows that were there.
        """
        assert not connection.in_atomic_block
        with transaction.atomic():
            before = counted_tables()
            first = marked()
            start = timezone.now()
            with transaction.atomic():
                result = self.build()
            self.moment = Moment(start, timezone.now(), database_now())
            self.rows = {table: rows for table in before if (rows := rows_since(table, first))}
            self.result = dumped(result, self.moment)
            after = counted_tables()
            changed = [table for table in before if after[table] != before[table] + len(self.rows.get(table, []))]
            assert not changed, f"{self.name} changes what was there in {changed}"
            transaction.set_rollback(True)
        with connection.cursor() as cursor:
            self.statements = [keep(cursor, self.name, table, rows) for table, rows in self.rows.items()]

    def play(self) -> object:
        """Write the rows and return what the build returned, as of now."""
        assert self.moment, f"{self.name} is not recorded: ask for the fixture that records it"
        now = timezone.now()
        with transaction.atomic(), connection.cursor() as cursor:
            # As on a replica: no trigger writes a second event, no foreign key minds the order.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(";".join(self.statements), times(self.moment, now))
            cursor.execute("SET LOCAL session_replication_role TO DEFAULT")
        return loaded(self.result, self.moment, now)


# --- Rows ----------------------------------------------------------------------------------------------------------------


def counted_tables() -> dict[str, int]:
    """How many rows are in each table of ours, in one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM public.\"{table}\"" for table in tables))
        return dict(cursor.fetchall())


def marked() -> int:
    """The number of a subtransaction that ends here: rows written later have higher ones."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE replay_mark ON COMMIT DROP AS SELECT 1")
        cursor.execute("SELECT xmin::text::bigint FROM replay_mark")
        return cursor.fetchone()[0]


def rows_since(table: str, first: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM public."{table}" t WHERE xmin::text::bigint > %s', [first])
        return [row for (row,) in cursor.fetchall()]


def database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]


def keep(cursor, name: str, table: str, rows: list[str]) -> str:
    """Keep the rows in a table of their own; return the statement that writes them back."""
    kept = f'{SCHEMA}."{name}_{table}"'
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    cursor.execute(f"DROP TABLE IF EXISTS {kept}")
    cursor.execute(f'CREATE TABLE {kept} AS SELECT * FROM public."{table}" WITH NO DATA')
    cursor.execute(f'INSERT INTO {kept} SELECT (row::public."{table}").* FROM unnest(%s) row', [rows])
    columns = columns_of(cursor, table)
    values = ", ".join(as_of_now(column, kind) for column, kind in columns.items())
    return f'INSERT INTO public."{table}" ({", ".join(map(quoted, columns))}) SELECT {values} FROM {kept}'


def columns_of(cursor, table: str) -> dict[str, str]:
    """The columns that can be written, with their types."""
    cursor.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [f'public."{table}"'],
    )
    return dict(cursor.fetchall())


# --- Time ----------------------------------------------------------------------------------------------------------------


def as_of_now(column: str, kind: str) -> str:
    """SQL for the value of a column: a moment or day of the build becomes one of now, every other stays."""
    name = quoted(column)
    if kind == "timestamp with time zone":
        return (
            f"CASE WHEN {name} = %(database)s THEN now()"
            f" WHEN {name} BETWEEN %(start)s AND %(end)s THEN {name} + %(shift)s ELSE {name} END"
        )
    return f"CASE WHEN {name} = %(day)s THEN %(today)s ELSE {name} END" if kind == "date" else name


def times(moment: Moment, now: datetime) -> dict:
    return {**vars(moment), "shift": now - moment.end, "day": moment.day, "today": timezone.localdate(now)}


def dumped(result: object, moment: Moment) -> bytes:
    """Pickle the result, moments and days of the build marked as such."""

    class Pickler(pickle.Pickler):
        def persistent_id(self, thing):
            if isinstance(thing, datetime):
                return ("moment", thing - moment.end) if is_within(thing, moment) else None
            return ("day",) if isinstance(thing, date) and thing == moment.day else None

    file = io.BytesIO()
    Pickler(file, pickle.HIGHEST_PROTOCOL).dump(result)
    return file.getvalue()


def is_within(thing: datetime, moment: Moment) -> bool:
    return thing.tzinfo is not None and moment.start <= thing <= moment.end


def loaded(result: bytes, moment: Moment, now: datetime) -> object:
    class Unpickler(pickle.Unpickler):
        def persistent_load(self, mark):
            return (now + mark[1]).astimezone(UTC) if mark[0] == "moment" else timezone.localdate(now)

    return Unpickler(io.BytesIO(result)).load()


def quoted(name: str) -> str:
    return f'"{name}"'
