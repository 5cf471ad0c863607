"""What many tests need is built once per worker, through the services, and written back row by row in each of them.

A test sees what a build of its own would have given it: the same rows in every table, audit events included, new
objects, times and dates as if the build had ended just now. Numbering goes on behind the rows' ids.
"""

import io
import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

SCHEMA = "replay"
SEALED_FOR = timedelta(hours=1)


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
    """The rows and the result of one build, which must remove none: `record` once, then `play` in each test.

    With `on`, the build is given what that other replay returned, and may change its rows. With `sealed`, its rows hold digests over their own
    times, which therefore stay; for that a recording serves only an hour of its own day, otherwise it is built anew.
    """

    def __init__(self, name: str, build: Callable, *, on: "Replay | None" = None, sealed: bool = False):
        self.name, self.build, self.on, self.sealed = name, build, on, sealed
        self.moment: Moment | None = None

    def record(self) -> None:
        """Build, keep, and take back; what is recorded stays. Needs the migrated database to itself, outside a test.

        Raises AssertionError when the build changes what migrations left, or removes rows that were there.
        """
        if self.moment:
            return
        assert not connection.in_atomic_block, f"{self.name} is recorded before the tests' transactions"
        if self.on:
            self.on.record()
        with transaction.atomic():
            self.take_down()
            transaction.set_rollback(True)
        with connection.cursor() as cursor:
            self.statements = [self.keep(cursor, table, rows) for table, rows in self.rows.items()]

    def take_down(self) -> None:
        start = timezone.now() - (self.on.moment.end - self.on.moment.start if self.on else timedelta())
        given = [self.on.play()] if self.on else []
        keys = primary_keys()
        before, first = ids_of(keys), marked()
        with transaction.atomic():
            result = self.build(*given)
        self.moment = Moment(start, timezone.now(), database_now())
        self.base = identity(*given)
        self.result = dumped(result, self.moment, moves=not self.sealed)
        self.rows = {table: rows for table in keys if (rows := rows_since(table, first))}
        after = ids_of(keys)
        assert not (gone := before - after), f"{self.name} removes {sorted(gone)}"
        added = Counter(table for table, _ in after - before)
        self.changed = {table: keys[table] for table, rows in self.rows.items() if len(rows) > added[table]}
        assert self.on or not self.changed, f"{self.name} changes what migrations left in {sorted(self.changed)}"

    def play(self, *given) -> object:
        """Write the rows and return what the build returned, as of now; `given` is what `on` returned in this test."""
        assert self.moment, f"{self.name} is not recorded: ask for the fixture that records it"
        now = timezone.now()
        if not self.serves(now) or identity(*given) != self.base:
            return self.build(*given)
        with transaction.atomic(), connection.cursor() as cursor:
            # As on a replica: no trigger writes a second event, no foreign key minds the order.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(";".join(self.statements), times(self.moment, now))
            cursor.execute("SET LOCAL session_replication_role TO DEFAULT")
        return loaded(self.result, self.moment, now)

    def serves(self, now: datetime) -> bool:
        age = now - self.moment.end
        return not self.sealed or (timedelta() <= age < SEALED_FOR and timezone.localdate(now) == self.moment.day)

    def keep(self, cursor, table: str, rows: list[str]) -> str:
        """Keep the rows in a table of their own; return the statement that writes them back."""
        kept = f'{SCHEMA}."{self.name}_{table}"'
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        cursor.execute(f"DROP TABLE IF EXISTS {kept}")
        cursor.execute(f'CREATE TABLE {kept} AS SELECT * FROM public."{table}" WITH NO DATA')
        cursor.execute(f'INSERT INTO {kept} SELECT (row::public."{table}").* FROM unnest(%s) row', [rows])
        columns = columns_of(cursor, table)
        key = self.changed.get(table)
        values = map(quoted, columns) if self.sealed else [as_of_now(*column) for column in columns.items()]
        names = ", ".join(map(quoted, columns))
        old = f'DELETE FROM public."{table}" WHERE "{key}" IN (SELECT "{key}" FROM {kept});' if key else ""
        return f'{old}INSERT INTO public."{table}" ({names}) SELECT {", ".join(values)} FROM {kept}'


def recording(*replays: Replay):
    """Return a fixture of the whole run after which these can be played; it comes before any test's transaction."""

    @pytest.fixture(scope="session")
    def recorded(django_db_setup, django_db_blocker) -> None:
        with django_db_blocker.unblock():
            for replay in replays:
                replay.record()

    return recorded


def identity(*given) -> list:
    """The ids of all rows in what a build was given, told apart from those of a build of its own."""
    return [thing.pk for whole in given for thing in vars(whole).values()]


# --- Rows ----------------------------------------------------------------------------------------------------------------


def primary_keys() -> dict[str, str]:
    """The column of the primary key of each table of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, attname FROM pg_index JOIN pg_class ON indrelid = pg_class.oid"
            " JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]"
            " WHERE indisprimary AND indnkeyatts = 1 AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        return dict(cursor.fetchall())


def ids_of(keys: dict[str, str]) -> set[tuple[str, str]]:
    """The table and primary key of each row, in one query."""
    with connection.cursor() as cursor:
        rows = [f'SELECT \'{table}\', "{key}"::text FROM public."{table}"' for table, key in keys.items()]
        cursor.execute(" UNION ALL ".join(rows))
        return set(cursor.fetchall())


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


def dumped(result: object, moment: Moment, *, moves: bool = True) -> bytes:
    """Pickle the result; where it moves through time, moments and days of the build are marked as such."""

    class Pickler(pickle.Pickler):
        def persistent_id(self, thing):
            if not moves:
                return None
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
