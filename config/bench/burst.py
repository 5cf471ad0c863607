"""A minute of filings by API at a running site on this machine: twenty a second, two hundred in some seconds, none lost, none twice."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import quantiles
from threading import local
from time import perf_counter, sleep

from config.bench.case_rows import build_district, find_district
from config.bench.cases import body_of
from grids.models import Case
from orgtree.choices import Permission as P
from orgtree.people.services.tokens import issue_token

SECONDS, EACH, PEAK, PEAKS = 60, 20, 200, (20, 40)
SENDERS, TRIES = 32, 3
HOST = "127.0.0.1"
RATE = "100000/min"  # the usual 600 a minute of one account would answer 429 to half of them


def minute_of_filings() -> Iterator[str]:
    """One line: how many were filed, how long an answer took, how many are missing or there twice."""
    district = find_district() or build_district()
    token = issue_token(name="测速一分钟", scopes=[P.CASE_ENTER, P.CASE_VIEW], days=1, by=district.clerk)[1]
    bodies = [body_of(district) for _ in range(planned())]
    before = Case.objects.count()
    with site() as port:
        took = send_all(port, token, bodies)
    added, answered = Case.objects.count() - before, sum(1 for one in took if one is not None)
    spent = quantiles([one for one in took if one is not None], n=100)
    lost = len(bodies) - added
    yield (
        f"{len(bodies):,} filings in a minute, {EACH} a second, {PEAK} in {len(PEAKS)} of them: {answered:,} answered with their case, "
        f"{added:,} cases; median {spent[49] * 1000:,.0f} ms, 95 % below {spent[94] * 1000:,.0f} ms, longest {max(one or 0 for one in took):,.1f} s"
        f"; goal 0 lost: {'met' if not lost and answered == len(bodies) else f'NOT MET ({lost})'}"
    )


def planned() -> int:
    return (SECONDS - len(PEAKS)) * EACH + len(PEAKS) * PEAK


def moments() -> Iterator[float]:
    """When each is sent, in seconds from the first."""
    for second in range(SECONDS):
        number = PEAK if second in PEAKS else EACH
        yield from (second + place / number for place in range(number))


@contextmanager
def site() -> Iterator[int]:
    """The site as the demo runs it, on a free port of this machine alone, for the length of a block."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [
        "-m",
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"{HOST}:{port}",
        "--worker-class",
        "gthread",
        "--threads",
        "8",
    ]
    environment = os.environ | {"ALLOWED_HOSTS": HOST, "API_RATE": RATE}
    with subprocess.Popen(
        [sys.executable, *command, "--no-control-socket", "--log-level", "error"], env=environment
    ) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Until it answers; RuntimeError after a minute."""
    for _ in range(200):
        try:
            line = http.client.HTTPConnection(HOST, port, timeout=5)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except OSError:
            pass
        sleep(0.3)
    raise RuntimeError("the site does not answer")


def send_all(port: int, token: str, bodies: list[str]) -> list[float | None]:
    """Each at its moment; how long it took until it was answered with its case, None for one that never was."""
    own, began = local(), perf_counter()

    def send(task: tuple[float, str]) -> float | None:
        moment, body = task
        sleep(max(began + moment - perf_counter(), 0))
        for _ in range(TRIES):
            try:
                own.line = getattr(own, "line", None) or http.client.HTTPConnection(HOST, port, timeout=60)
                headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
                own.line.request("POST", "/api/v1/cases/", body, headers)
                reply = own.line.getresponse()
                reply.read()
                if reply.status in (200, 201):
                    return perf_counter() - began - moment
            except (OSError, http.client.HTTPException):
                own.line = None  # as a program does: once more, with the same key
        return None

    with ThreadPoolExecutor(SENDERS) as pool:
        return list(pool.map(send, zip(moments(), bodies, strict=True)))
