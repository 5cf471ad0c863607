"""A transactional test leaves the database as migrations did, append-only tables included."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import InternalError, connection, transaction

from orgtree.models import Area
from tests.flush import changed_tables, kept_tables
from volunteers.models import ServiceKind

pytestmark = pytest.mark.django_db(transaction=True)

LEDGER = "volunteers_pointentry"


def truncate(table):
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_a_flush_empties_the_town_and_keeps_what_migrations_wrote(committed_town):
    kept = ContentType.objects.count()
    assert kept
    flush()
    assert not Area.objects.exists()
    assert ContentType.objects.count() == kept
    assert ContentType.objects.create(app_label="new", model="row").pk > kept


def flush():
    call_command("flush", interactive=False, verbosity=0)


def changed() -> list[str]:
    with connection.cursor() as cursor:
        return changed_tables(cursor, kept_tables(cursor))


def test_rows_of_migrations_that_a_test_changed_removed_or_doubled_are_as_before():
    kinds = list(ServiceKind.objects.order_by("pk").values())
    ServiceKind.objects.filter(pk=kinds[0]["id"]).update(name="改过")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM volunteers_servicekind WHERE id = %s", [kinds[1]["id"]])
    ServiceKind.objects.create(code="S99", name="新的", item_code="S01")
    assert "volunteers_servicekind" in changed()
    flush()
    assert list(ServiceKind.objects.order_by("pk").values()) == kinds
    assert changed() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE volunteers_servicekind SET name = name || '1' WHERE code = 'S01'",
        "DELETE FROM volunteers_servicekind WHERE code = 'S01'",
        "INSERT INTO volunteers_servicekind (code, name, item_code, hint, position, is_active)"
        " VALUES ('S99', '新的', 'S01', '', 0, true)",
    ],
    ids=["changed", "removed", "added"],
)
def test_each_change_alone_is_noticed(change):
    with transaction.atomic(), connection.cursor() as cursor:
        assert changed() == []
        cursor.execute("SET LOCAL session_replication_role = replica")  # without its event
        cursor.execute(change)
        assert changed() == ["volunteers_servicekind"]


def test_outside_a_flush_the_ledger_still_refuses_to_be_emptied():
    with pytest.raises(InternalError, match="append-only"):
        truncate(LEDGER)
