"""The application's own database role: it adds to the ledger, and can do nothing else to it."""

from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.app_role import connected_as
from tests.volunteers.people import accepted, logged
from volunteers.models import PointEntry
from volunteers.points.services.ledger_chain import LEDGER
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.service.services.service_records import confirm_services, void_service

TABLES = ["volunteers_pointentry", "volunteers_ledgerroot", "volunteers_ledgerhead"]


@pytest.fixture
def one_entry(committed_town):
    record = logged(accepted(committed_town.east, committed_town.secretary))
    confirm_services(record_ids=[record.pk], by=committed_town.clerk)
    LEDGER.make_root(record.served_on)
    return record


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("words", ["UPDATE {} SET digest = ''", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_may_not_alter_the_ledger(role, one_entry, table, words):
    with connected_as(role) as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege, match=table):
        cursor.execute(words.format(table))


@pytest.mark.django_db(transaction=True)
def test_control_with_the_privilege_the_trigger_still_refuses(role, one_entry):
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON volunteers_pointentry TO {role}")
    with connected_as(role) as cursor, pytest.raises(psycopg2.errors.RaiseException, match="Cannot update"):
        cursor.execute("UPDATE volunteers_pointentry SET digest = ''")


@pytest.mark.django_db(transaction=True)
def test_control_other_tables_may_be_altered(role, one_entry):
    with connected_as(role) as cursor:
        cursor.execute("UPDATE volunteers_pointcredit SET credited = 1")
        assert cursor.rowcount


@pytest.mark.django_db(transaction=True)
def test_the_application_works_as_this_role(role, committed_town):
    """Crediting, taking back, sealing and checking, each in a session of the role."""
    town = committed_town
    with connection.cursor() as cursor:
        cursor.execute(f"SET SESSION AUTHORIZATION {role}")
    try:
        record = logged(accepted(town.east, town.secretary))
        assert confirm_services(record_ids=[record.pk], by=town.clerk).done == 1
        void_service(record_id=record.pk, reason="登记有误", by=town.clerk)
        LEDGER.make_root(record.served_on)
        assert inspect_ledger().faults == {}
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET SESSION AUTHORIZATION")
    assert PointEntry.objects.filter(source__startswith="reverse:").count() == 1


@pytest.mark.django_db
def test_the_statements_can_be_read_before():
    out = StringIO()
    call_command("grant_app_role", "dangjian_app", "--print", stdout=out)
    revoked = next(line for line in out.getvalue().splitlines() if line.startswith("REVOKE UPDATE"))
    assert all(table in revoked for table in TABLES)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "words"), [("Bad; DROP", "小写字母"), ("nobody_made_this_role", "数据库拒绝授权")])
def test_a_role_that_cannot_be(name, words):
    with pytest.raises(CommandError, match=words):
        call_command("grant_app_role", name)
