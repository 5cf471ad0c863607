"""A town written back is the town that a build of its own would have given, in every table and at any time."""

import re
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from orgtree.models import Area, AreaEvent
from orgtree.tree.services.tree import create_area, update_area
from tests import replay
from tests.canaries import PLANTED, plant
from tests.replay import Moment, Replay, database_now, primary_keys
from tests.town import TOWN, build_town

pytestmark = pytest.mark.django_db

# A password is salted anew in each build; an object that was pickled says with which version.
NOT_COMPARED = {"password", "_django_version"}


# --- All that a build leaves, in the tables and in hand ------------------------------------------------------------------


def left_by(build, since: datetime | None = None) -> tuple[dict, dict]:
    """The rows of every table after `build()`, and what it returned; the rows are taken back."""
    with transaction.atomic():
        # What is played was built until now, or before: since then.
        start = since or timezone.now() - (TOWN.moment.end - TOWN.moment.start)
        result = build()
        times = (start, timezone.now(), database_now())
        tables = {table: [readable(line, times) for line in lines(table)] for table in primary_keys()}
        transaction.set_rollback(True)
    return tables, readable(vars(result), times)


def lines(table: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM public."{table}" ORDER BY 1')
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def readable(thing, times, seen=()):
    """The thing as plain values; moments and days of the build by name, secrets left out."""
    start, end, database = times
    if isinstance(thing, datetime) and thing.tzinfo:
        return "database" if thing == database else "now" if start <= thing <= end else thing
    if isinstance(thing, date) and thing == timezone.localdate(end):
        return "today"
    if isinstance(thing, dict):
        return {key: readable(value, times, seen) for key, value in thing.items() if is_compared(key, value)}
    if isinstance(thing, list | tuple):
        return [readable(value, times, seen) for value in thing]
    if hasattr(thing, "__dict__") and not isinstance(thing, type):
        inside = "again" if id(thing) in seen else readable(vars(thing), times, (*seen, id(thing)))
        return type(thing).__name__, inside
    return thing


def is_compared(key, value) -> bool:
    # An object that has looked for a related one has an empty cache, one that has not has none.
    return key not in NOT_COMPARED and (key, value) != ("fields_cache", {})


@contextmanager
def numbering_as_before(added: dict):
    """Let the sequences give the ids of the added rows once more; afterwards they go on where they were."""
    with connection.cursor() as cursor:
        firsts = {name: min(row[column] for row in added[table]) for table, column, name in sequences(cursor, added)}
        reached = {name: last_value(cursor, name) for name in firsts}
        for name, first in firsts.items():
            cursor.execute("SELECT setval(%s, %s, false)", [name, first])
        yield
        for name, value in reached.items():
            cursor.execute("SELECT setval(%s, %s)", [name, value])


def sequences(cursor, tables) -> list[tuple[str, str, str]]:
    cursor.execute(
        "SELECT relname, attname, pg_get_serial_sequence(quote_ident(relname), attname)"
        " FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid"
        " WHERE relname = ANY(%s) AND relkind = 'r' AND relnamespace = 'public'::regnamespace AND attidentity <> ''"
        " AND NOT attisdropped",
        [list(tables)],
    )
    return cursor.fetchall()


def last_value(cursor, name: str) -> int:
    cursor.execute(f"SELECT last_value FROM {name}")
    return cursor.fetchone()[0]


def added(tables: dict, empty: dict) -> dict:
    return {table: new for table, rows in tables.items() if (new := [row for row in rows if row not in empty[table]])}


def numbered(tables: dict, empty: dict) -> dict:
    """The rows with numbers that are new."""
    old = {table: [next(iter(row.values())) for row in rows] for table, rows in empty.items()}
    found = {
        table: [row for row in rows if next(iter(row.values())) not in old[table]] for table, rows in tables.items()
    }
    return {table: rows for table, rows in found.items() if rows}


def both(play, build, *, on=None, since=None) -> list[tuple[dict, dict]]:
    """What is left by playing and by building anew with the same numbers."""
    empty, _ = left_by(on or Nothing)
    played, result = left_by(play, since)
    with numbering_as_before(numbered(played, empty)):
        built, own = left_by(build, since)
    return [(added(played, empty), result), (added(built, empty), own)]


def differences(played: tuple, built: tuple) -> list[str]:
    """Where two such things part: [] where they are the same."""
    return [*parting("", played[0], built[0]), *parting("result", played[1], built[1])]


def parting(where: str, one, other) -> list[str]:
    if type(one) is type(other) and isinstance(one, dict):
        return [line for key in one | other for line in parting(f"{where}.{key}", one.get(key), other.get(key))]
    if type(one) is type(other) and isinstance(one, list | tuple) and len(one) == len(other):
        return [line for i, pair in enumerate(zip(one, other, strict=True)) for line in parting(f"{where}[{i}]", *pair)]
    return [] if one == other else [f"{where}: {str(one)[:60]} != {str(other)[:60]}"]


class Nothing:
    """A build that adds nothing."""


# --- The town ------------------------------------------------------------------------------------------------------------


def test_a_town_played_is_a_town_built(recorded_town):
    played, built = both(TOWN.play, build_town)
    assert differences(played, built) == []
    rows, result = played
    assert {"orgtree_area", "orgtree_areaevent", "orgtree_user", "orgtree_userevent"} <= rows.keys()
    assert {"admin", "north", "street"} <= result.keys()


@pytest.mark.parametrize("away", [timedelta(days=-200), timedelta(hours=13), timedelta(days=400)])
def test_so_it_is_at_any_other_time(recorded_town, away):
    with time_machine.travel(timezone.now() + away):
        played, built = both(TOWN.play, build_town)
    assert differences(played, built) == []


def test_control_a_build_that_does_a_little_more_is_told_apart(recorded_town):
    def build():
        town = build_town()
        update_area(area_id=town.north.pk, name="北苑新社区", by=town.admin)
        return town

    found = " ".join(differences(*both(TOWN.play, build)))
    assert "orgtree_area[7].name" in found
    assert "orgtree_areaevent" in found


def test_control_times_of_the_recording_would_be_told_apart(recorded_town, monkeypatch):
    right = replay.times
    monkeypatch.setattr(replay, "times", lambda moment, now: right(moment, now) | {"shift": timedelta()})
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        found = " ".join(differences(*both(TOWN.play, build_town)))
    assert "orgtree_user[0].created_at" in found


def test_every_play_has_objects_of_its_own(recorded_town):
    with transaction.atomic():
        one = TOWN.play()
        transaction.set_rollback(True)
    one.admin.name = "改过"
    other = TOWN.play()
    assert (other.admin.pk, other.admin.name) == (one.admin.pk, "管理员")


def test_numbering_goes_on_behind_it(town):
    newer = create_area(parent_id=town.east.pk, kind="grid", code="370702001001-009", name="新网格", by=None)
    assert newer.pk > max(Area.objects.exclude(pk=newer.pk).values_list("pk", flat=True))


def test_triggers_write_events_again_after_it(town):
    before = AreaEvent.objects.filter(pgh_obj_id=town.north.pk).count()
    update_area(area_id=town.north.pk, name="北苑新社区", by=town.admin)
    assert AreaEvent.objects.filter(pgh_obj_id=town.north.pk).count() == before + 1


def test_foreign_keys_are_minded_again_after_it(town):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.filter(pk=town.north.pk).update(parent_id=0)


# --- What cannot be recorded ---------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_build_that_changes_what_was_there_is_refused():
    def build():
        ContentType.objects.filter(model="area").update(model="elsewhere")

    with pytest.raises(AssertionError, match=r"changes what migrations left in \['django_content_type'\]"):
        Replay("changing", build).record()
    assert ContentType.objects.filter(model="area").exists()


def test_what_was_not_recorded_cannot_be_played():
    with pytest.raises(AssertionError, match="is not recorded"):
        Replay("forgotten", build_town).play()


# --- What stands on the town ---------------------------------------------------------------------------------------------

# What a recording keeps as it was written, because digests are over it, and what is made up anew in each build: sealed values too.
KEPT_OR_MADE_UP = re.compile(
    r"(_at|until|digest|mark|phone|body|asker|picture|file|blind\w*): .* != |: dev:\S+ != dev:"
)


def on_a_town(build) -> Callable:
    return lambda: SimpleNamespace(all=build())


def test_the_planted_rows_played_are_those_planted(recorded_canaries):
    played, built = both(
        on_a_town(lambda: PLANTED.play(TOWN.play())),
        on_a_town(lambda: plant(TOWN.play())),
        on=TOWN.play,
        since=PLANTED.moment.start,
    )
    assert [line for line in differences(played, built) if not KEPT_OR_MADE_UP.search(line)] == []
    assert {"orgtree_area", "volunteers_pointentry", "volunteers_memberevent"} <= played[0].keys()


@pytest.mark.parametrize(
    ("recorded", "played", "serves"),
    [("12:00", "12:59", True), ("12:00", "13:01", False), ("12:00", "11:59", False), ("23:50", "00:10", False)],
)
def test_a_sealed_recording_serves_an_hour_of_its_day(recorded, played, serves):
    sealed = Replay("sealed", build_town, sealed=True)
    sealed.moment = Moment(*[local(recorded)] * 3)
    later = local(played) + timedelta(days=played < "01:00")
    assert sealed.serves(later) is serves


def local(clock: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"2026-03-02T{clock}"))


def test_what_stands_on_another_town_is_built_anew():
    anew = Replay("anew", lambda town: "built anew")
    anew.moment, anew.base = Moment(*[timezone.now()] * 3), [1]
    assert anew.play(SimpleNamespace(east=SimpleNamespace(pk=2))) == "built anew"
