"""A copy of the database beside the site that is played at, and how far it is behind meanwhile."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import quantiles
from time import monotonic

import psycopg2

from config.embedded import postgres
from config.embedded.place import Place, place_of

BEHIND = 2.0  # seconds: the goal for 99 of 100
PAUSE, PATIENCE = 0.1, 30.0
PRIMARY = "SELECT pg_current_wal_insert_lsn()"
REACHED = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"


class Lag:
    """Asks again and again where the primary stands, and waits until the copy is there too."""

    def __init__(self, primary: str, copy: str):
        self.addresses, self.seen, self.over = (primary, copy), [], threading.Event()

    def run(self) -> None:
        primary, copy = (psycopg2.connect(address) for address in self.addresses)
        primary.autocommit = copy.autocommit = True
        with primary.cursor() as stands, copy.cursor() as follows:
            while not self.over.wait(PAUSE):
                stands.execute(PRIMARY)
                position, asked = stands.fetchone()[0], monotonic()
                while not self._is_there(follows, position) and monotonic() - asked < PATIENCE:
                    self.over.wait(0.005)
                self.seen.append(monotonic() - asked)
        primary.close()
        copy.close()

    @staticmethod
    def _is_there(follows, position: str) -> bool:
        follows.execute(REACHED, [position])
        return follows.fetchone()[0]

    def __str__(self) -> str:
        if len(self.seen) < 2:
            return "the copy was not asked often enough"
        parts = quantiles(sorted(self.seen), n=100)
        met = "met" if parts[98] <= BEHIND else "NOT MET"
        return (
            f"the copy asked {len(self.seen)} times: median {parts[49] * 1000:,.0f} ms behind, "
            f"99 % below {parts[98] * 1000:,.0f} ms; goal 99 % ≤ {BEHIND:g} s: {met}"
        )


@contextmanager
def copied() -> Iterator[tuple[Place, str]]:
    """A copy of the database of this run, known to the site that is started within; stopped at the end, if it still runs."""
    copy, address = postgres.start_copy(place_of("load"))
    os.environ["REPLICA_URL"] = address
    try:
        yield copy, address
    finally:
        del os.environ["REPLICA_URL"]
        postgres.stop(copy)


@contextmanager
def watched(address: str) -> Iterator[Lag]:
    """How far the copy is behind during a block."""
    lag = Lag(os.environ["DATABASE_URL"], address)
    thread = threading.Thread(target=lag.run)
    thread.start()
    try:
        yield lag
    finally:
        lag.over.set()
        thread.join()
