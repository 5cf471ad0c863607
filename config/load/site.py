"""The site as `Procfile` starts it, on a free port of this machine alone, and what of the processors it spends."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from config.demo import answers, free_port
from config.load.client import HOST

ROOT = Path(__file__).resolve().parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
FIRST_PORT, STARTS_WITHIN = 8500, 240.0


def commands(port: int, folder: Path) -> dict[str, list[str]]:
    """The processes of `Procfile` by name, at this port and with beat's file in `folder`."""
    lines = (ROOT / "Procfile").read_text().splitlines()
    found = {}
    for name, _, command in (line.partition(": ") for line in lines):
        words = [sys.executable, *shlex.split(command)[1:]]
        for option, value in (("--bind", f"{HOST}:{port}"), ("--schedule", str(folder / "beat-schedule"))):
            if option in words:
                words[words.index(option) + 1] = value
        found[name] = words
    return found


@contextmanager
def site(folder: Path, *, nodes: int = 1) -> Iterator[list[int]]:
    """The ports of a running site for the length of a block, one for each of its web nodes; its log is in `folder`.

    RuntimeError where it does not answer.
    """
    ports: list[int] = []
    running = []
    with (folder / "site.log").open("w") as log:
        try:
            for name in ["web"] * nodes + ["worker", "beat"]:
                port = free_port(HOST, ports[-1] + 1 if ports else FIRST_PORT)
                if name == "web":
                    ports.append(port)
                running.append(subprocess.Popen(commands(port, folder)[name], stdout=log, stderr=log, cwd=ROOT))
            for port in ports:
                wait_for(f"http://{HOST}:{port}/healthz")
            yield ports
        finally:
            for process in running:
                process.send_signal(signal.SIGTERM)
            for process in running:
                process.wait()


def wait_for(address: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while not answers(address):
        if time.monotonic() > deadline:
            raise RuntimeError(f"{address} does not answer")
        time.sleep(0.2)


def processor_seconds(database_url: str) -> float:
    """What the site and its database have spent so far: all that we started and all that the server started."""
    with psycopg2.connect(database_url) as asked, asked.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = parent_of(cursor.fetchone()[0])
    asked.close()
    return tree_seconds(os.getpid()) - own_seconds(os.getpid()) + tree_seconds(server)


def tree_seconds(root: int) -> float:
    """Of a process, its ended children and all that runs below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := parent_of(int(entry.name))):
            children.setdefault(parent, []).append(int(entry.name))
    found, rest = 0.0, [root]
    while rest:
        pid = rest.pop()
        found += sum(fields_of(pid)[11:15]) / TICKS
        rest += children.get(pid, [])
    return found


def own_seconds(pid: int) -> float:
    return sum(fields_of(pid)[11:13]) / TICKS


def parent_of(pid: int) -> int:
    return fields_of(pid)[1]


def fields_of(pid: int) -> list[int]:
    """/proc/PID/stat from its state on, the state as 0: [1] is the parent, [11] to [14] the ticks; zeros for one that is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return [0] * 20
    return [0, *(int(word) for word in text.rpartition(")")[2].split()[1:])]
