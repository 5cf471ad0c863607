"""PostgreSQL and Valkey from wheels, for machines that have neither: demo, development, tests, benchmarks.

    with services("test") as env:      # {"DATABASE_URL": ..., "REDIS_URL": ...}

A profile ("demo", "test", "bench", "load") has data of its own in each checkout, so a test run never touches the demo.
A variable that is already in the environment wins and starts nothing. Only the servers' programs are taken from the
wheels: their own start-up code opens folders and sockets to every user of the machine.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from config.embedded import postgres, valkey
from config.embedded.place import Place, in_use, kept, place_of

SERVERS = {"DATABASE_URL": postgres, "REDIS_URL": valkey}


@contextmanager
def services(profile: str) -> Iterator[dict[str, str]]:
    """Yield the addresses of both services, started where needed; the last process to leave stops them.

    Raises RuntimeError with the server's own last words when one does not start.
    """
    given = {name: os.environ[name] for name in SERVERS if os.environ.get(name)}
    missing = {name: server for name, server in SERVERS.items() if name not in given}
    with ExitStack() as stack:
        started = stack.enter_context(running(place_of(profile), missing)) if missing else {}
        yield {**given, **started}


@contextmanager
def running(place: Place, servers: dict) -> Iterator[dict[str, str]]:
    def start() -> dict[str, str]:
        return {name: server.start(place) for name, server in servers.items()}

    def stop() -> None:
        for server in servers.values():
            server.stop(place)

    with kept(place, start=start, stop=stop) as addresses:
        yield addresses


def reset(profile: str) -> None:
    """Remove this profile's data for good; raise RuntimeError while a process uses its services."""
    place = place_of(profile)
    place.make()
    if in_use(place):
        raise RuntimeError(f"the services of profile {profile!r} are in use: stop what uses them first (Ctrl-C there)")
    for server in SERVERS.values():
        server.stop(place)
    place.remove()
