"""A copy of the database: two real servers, how far one is behind, and who is sent to which."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.http import HttpResponse

from config.embedded import postgres
from config.embedded.place import wait_for
from config.settings.environment import env
from orgtree.database import replica
from orgtree.database.replica import COPY, OWN_WRITE, OwnWrites, ReplicaRouter, Watch, from_copy
from orgtree.models import Area

PRIMARY = "copied"
ROUTER = ReplicaRouter()
LOOK = SimpleNamespace(method="GET", COOKIES={})


class Clock:
    """Stands still unless told."""

    def __init__(self):
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(replica, "monotonic", clock)
    return clock


@pytest.fixture
def two_servers(place, django_db_blocker):
    """A server with a table and its copy, known to Django as `copied` and `replica`; yields the place of the copy."""
    place.make()
    address = postgres.start(place)
    copy, copied = postgres.start_copy(place)
    usual = connections.databases["default"]
    added = {PRIMARY: address, COPY: copied}
    with django_db_blocker.unblock():
        for alias, url in added.items():
            connections.databases[alias] = usual | env.db_url_config(url)
        connections[PRIMARY].cursor().execute("CREATE TABLE kept (number int)")
        yield copy
        for alias in added:
            connections[alias].close()
            delattr(connections._connections, alias)
            del connections.databases[alias]
    postgres.stop(copy)


@pytest.fixture
def watch(monkeypatch, clock):
    found = Watch(primary=PRIMARY)
    monkeypatch.setattr(replica, "watch", found)
    return found


def write() -> None:
    connections[PRIMARY].cursor().execute("INSERT INTO kept VALUES (1)")


def count_where_it_is_read() -> tuple[str, int]:
    """(alias, rows): where the router sends a read now, and what is found there."""
    alias = ROUTER.db_for_read(Area)
    with connections[COPY if alias == COPY else PRIMARY].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kept")
        return alias, cursor.fetchone()[0]


def becomes_fresh(watch, clock) -> bool:
    clock.now += replica.LOOKED_EVERY
    return watch.is_fresh()


def test_a_copy_is_read_while_it_follows_and_the_primary_when_it_does_not(two_servers, watch, clock):
    write()
    wait_for(lambda: becomes_fresh(watch, clock), "the copy to have replayed what was written")
    assert from_copy(LOOK, count_where_it_is_read) == (COPY, 1)
    assert ROUTER.db_for_read(Area) == "default"  # outside of it nothing is read there

    connections[COPY].cursor().execute("SELECT pg_wal_replay_pause()")
    write()
    clock.now += replica.MOST_BEHIND + 0.1
    assert from_copy(LOOK, count_where_it_is_read) == ("default", 2)
    connections[COPY].cursor().execute("SELECT pg_wal_replay_resume()")
    wait_for(lambda: becomes_fresh(watch, clock), "the copy to have caught up")
    assert from_copy(LOOK, count_where_it_is_read) == (COPY, 2)

    postgres.stop(two_servers)  # between the look at it and the read
    assert from_copy(LOOK, count_where_it_is_read) == ("default", 2)
    assert not watch.is_fresh()  # and is left alone
    clock.now += replica.REST
    assert from_copy(LOOK, count_where_it_is_read) == ("default", 2)  # asked again, still away


@pytest.mark.parametrize(
    ("method", "cookies", "alias"), [("GET", {}, COPY), ("POST", {}, "default"), ("GET", {OWN_WRITE: "1"}, "default")]
)
def test_whoever_sends_or_has_just_sent_something_reads_the_primary(monkeypatch, method, cookies, alias):
    monkeypatch.setitem(connections.databases, COPY, connections.databases["default"])
    monkeypatch.setattr(replica.watch, "is_fresh", lambda: True)
    asked = SimpleNamespace(method=method, COOKIES=cookies)
    assert from_copy(asked, lambda: ROUTER.db_for_read(Area)) == alias


def test_what_was_sent_is_noted_where_there_is_a_copy(monkeypatch, rf):
    with pytest.raises(MiddlewareNotUsed):
        OwnWrites(None)
    monkeypatch.setitem(connections.databases, COPY, connections.databases["default"])
    answer = OwnWrites(lambda request: HttpResponse())
    assert OWN_WRITE in answer(rf.post("/")).cookies
    assert OWN_WRITE not in answer(rf.get("/")).cookies


def test_writes_and_migrations_go_to_the_primary(monkeypatch):
    monkeypatch.setitem(connections.databases, COPY, connections.databases["default"])
    monkeypatch.setattr(replica.watch, "is_fresh", lambda: True)
    assert from_copy(LOOK, lambda: ROUTER.db_for_write(Area)) == "default"
    assert [ROUTER.allow_migrate(alias, "orgtree") for alias in ("default", COPY)] == [True, False]
