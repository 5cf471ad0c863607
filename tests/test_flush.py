"""A transactional test leaves the database as migrations did, append-only tables included."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import InternalError, connection

from orgtree.models import Area

pytestmark = pytest.mark.django_db(transaction=True)

LEDGER = "volunteers_pointentry"


def truncate(table):
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_a_flush_empties_the_town_and_keeps_what_migrations_wrote(committed_town):
    kept = ContentType.objects.count()
    assert kept
    call_command("flush", interactive=False, verbosity=0)
    assert not Area.objects.exists()
    assert ContentType.objects.count() == kept
    assert ContentType.objects.create(app_label="new", model="row").pk > kept


def test_outside_a_flush_the_ledger_still_refuses_to_be_emptied():
    with pytest.raises(InternalError, match="append-only"):
        truncate(LEDGER)
