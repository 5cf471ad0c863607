"""What an empty database costs: `manage.py migrate` in a process of its own, Django's start included."""

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from config.bench.timing import told_goal

NAME = "bench_empty"
MOST_SECONDS = 12
MIGRATE = """
from time import process_time
import django
django.setup()
from django.core.management import call_command
from config.bench.timing import server_seconds
started = process_time()
call_command("migrate", verbosity=0)
print(started, process_time(), server_seconds())
"""


def empty_database() -> Iterator[str]:
    """One line: seconds of processor of Python and of its server process, beside the goal."""
    address = urlsplit(os.environ["DATABASE_URL"])
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")
        variables = {**os.environ, "DATABASE_URL": urlunsplit(address._replace(path=f"/{NAME}"))}
        done = subprocess.run(
            [sys.executable, "-c", MIGRATE], capture_output=True, text=True, check=True, env=variables
        )
        cursor.execute(f"DROP DATABASE {NAME}")
    started, python, server = map(float, done.stdout.split()[-3:])
    whole = python + server
    yield (
        f"an empty database: {whole:.1f} CPU-seconds (Django's start {started:.1f}, migrations {python - started:.1f}, "
        f"PostgreSQL {server:.1f}){told_goal(whole, MOST_SECONDS)}"
    )
