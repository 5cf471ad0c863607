"""The application's own database role, as an installation makes it."""

from contextlib import contextmanager
from io import StringIO

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

PASSWORD = "only-for-this-test"


@pytest.fixture
def role(committed_town) -> str:
    """A role of this test database, with a password and the application's rights; gone after the test."""
    name = f"app_{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' NOSUPERUSER")
    call_command("grant_app_role", name, stdout=StringIO())
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}")
        cursor.execute(f"DROP ROLE {name}")


@contextmanager
def connected_as(role: str):
    """A connection of its own, as the application would open it."""
    at = connection.settings_dict
    there = {"host": at["HOST"], "port": at["PORT"], "dbname": at["NAME"]}
    opened = psycopg2.connect(user=role, password=PASSWORD, **there)
    try:
        yield opened.cursor()
    finally:
        opened.close()
