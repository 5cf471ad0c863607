"""A ledger of money on the bases that the points have: appended, rooted, looked at; whoever alters it leaves a trace."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from orgtree.chain import Ledger
from orgtree.chain.rules import GENESIS, seal
from tests.upstairs.models import Purse, PurseEntry, PurseHead, PurseRoot
from volunteers.models import PointEntry

pytestmark = pytest.mark.django_db
MONEY = Ledger(PurseEntry, PurseRoot, PurseHead)
DAY, NEXT = date(2026, 11, 1), date(2026, 11, 2)
TABLE = "upstairs_purseentry"


def entered(purse: Purse, *sums: str) -> list[PurseEntry]:
    entries = [PurseEntry(account=purse, amount=Decimal(amount)) for amount in sums]
    MONEY.append(entries)
    return entries


@pytest.fixture
def purse() -> Purse:
    """A purse with four entries; a second one lies beside it."""
    first, other = Purse.objects.create(), Purse.objects.create()
    entered(first, "100.00", "-30.50", "0.10", "-0.10")
    entered(other, "7.00")
    return first


def tamper(sql: str, *values) -> None:
    """What a superuser can do: no trigger runs, no foreign key is checked."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def faults(**options) -> list[tuple]:
    found = MONEY.inspect(**options).faults.values()
    return [(fault.account or fault.day, fault.sequence, fault.damage) for fault in found]


def test_entries_form_one_chain_per_account(purse):
    rows = list(purse.entries.order_by("sequence"))
    assert [row.sequence for row in rows] == [1, 2, 3, 4]
    assert [row.previous_digest for row in rows] == [GENESIS, *(row.digest for row in rows[:-1])]
    found = MONEY.inspect()
    assert (found.accounts, found.entries, found.faults) == (2, 5, {})


@pytest.mark.parametrize("column", ["amount", "digest", "previous_digest"])
def test_a_changed_entry_is_named(purse, column):
    value = "99.99" if column == "amount" else "0" * 64
    tamper(f"UPDATE {TABLE} SET {column} = %s WHERE account_id = %s AND sequence = 3", value, purse.pk)
    assert faults() == [(purse.pk, 3, "changed")]


def test_a_missing_entry_is_named(purse):
    tamper(f"DELETE FROM {TABLE} WHERE account_id = %s AND sequence = 2", purse.pk)
    assert faults() == [(purse.pk, 2, "missing")]


def test_an_end_cut_off_is_known_to_the_root(purse):
    MONEY.make_root(DAY)
    tamper(f"DELETE FROM {TABLE} WHERE account_id = %s AND sequence = 4", purse.pk)
    assert faults() == [(purse.pk, 4, "truncated")]
    root = MONEY.make_root(NEXT)
    assert (root.accounts, root.entries) == (2, 4)  # the head that the first root saw is not forgotten


def test_a_chain_sealed_anew_is_known_to_the_root(purse):
    printed = MONEY.make_root(DAY).digest
    previous = GENESIS
    for row in purse.entries.order_by("sequence"):
        row.amount = Decimal(1)
        digest = seal(row.content(), row.sequence, previous)
        change = f"UPDATE {TABLE} SET amount = 1, digest = %s, previous_digest = %s WHERE id = %s"
        tamper(change, digest, previous, row.pk)
        previous = digest
    assert faults() == [(purse.pk, 1, "rewritten")]
    tamper("DELETE FROM upstairs_pursehead")
    tamper("DELETE FROM upstairs_purseroot")
    MONEY.make_root(DAY)  # and the roots as well
    assert faults() == []
    assert faults(until=DAY, digest=printed) == [(DAY, None, "root")]


def test_the_root_of_a_day_is_made_once(purse):
    first = MONEY.make_root(DAY)
    entered(purse, "1.00")
    assert MONEY.make_root(DAY) == first
    assert (MONEY.make_root(NEXT).heads.get().sequence, faults()) == (5, [])


@pytest.mark.parametrize("sql", [f"UPDATE {TABLE} SET amount = 1", f"DELETE FROM {TABLE}", f"TRUNCATE {TABLE}"])
def test_the_application_alters_nothing(purse, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_two_ledgers_do_not_see_each_other(purse):
    assert MONEY.inspect().entries == 5
    assert not PointEntry.objects.exists()
