"""The ledger's chain: whoever has the database's own means leaves a trace that the check names."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from orgtree.chain.rules import GENESIS, seal
from orgtree.models import Notice
from tests.volunteers.people import accepted, at
from volunteers.models import LedgerCheck, LedgerHead, LedgerRoot, MemberYear, PointCredit, PointEntry
from volunteers.points.services.ledger_chain import LEDGER
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.points.services.points import Deed, credit_deeds, reverse_deed
from volunteers.points.tasks import seal_ledger

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)
NEXT = date(2026, 11, 2)


@pytest.fixture
def account(town) -> MemberYear:
    """An account with six entries: the report-in's, four deeds, one of them taken back. A second one lies beside it."""
    member, other = (accepted(town.east, town.secretary) for _ in range(2))
    deeds = [Deed(member.pk, "G04", Decimal(1), at(9 + n, days_ago=0), member.area, f"test:{n}") for n in range(4)]
    more = Deed(other.pk, "G04", Decimal(1), at(9, days_ago=0), other.area, "other:1")  # of the year of the report-in
    credit_deeds(deeds=[*deeds, more], by=town.clerk)
    reverse_deed(source="test:2", note="登记有误", by=town.secretary)
    return MemberYear.objects.get(member=member, entries__source="test:0")


def tamper(sql: str, *values) -> None:
    """What a superuser can do: no trigger runs, no foreign key is checked."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def faults(**options) -> list[tuple]:
    found = inspect_ledger(**options).faults.values()
    return [(fault.account, fault.sequence, fault.damage) for fault in found]


def chain(account):
    return list(account.entries.order_by("sequence"))


def test_entries_form_one_chain_per_account(account):
    rows = chain(account)
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.previous_digest for row in rows] == [GENESIS, *(row.digest for row in rows[:-1])]
    assert len({row.digest for row in PointEntry.objects.all()}) == PointEntry.objects.count()
    found = inspect_ledger()
    assert (found.accounts, found.entries, found.faults) == (2, 8, {})


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("quantity", "9.0"),
        ("item_code", "G05"),
        ("occurred_at", "2026-01-01"),
        ("recorded_at", "2026-01-01"),
        ("note", "改过"),
        ("source", "test:99"),
        ("digest", "0" * 64),
    ],
)
def test_a_changed_entry_is_named(account, column, value):
    tamper(f"UPDATE volunteers_pointentry SET {column} = %s WHERE account_id = %s AND sequence = 3", value, account.pk)
    assert faults() == [(account.pk, 3, "changed")]


def test_a_changed_link_is_named(account):
    row = chain(account)[2]
    digest = seal(row.content(), 3, GENESIS)
    tamper("UPDATE volunteers_pointentry SET previous_digest = %s, digest = %s WHERE id = %s", GENESIS, digest, row.pk)
    assert faults() == [(account.pk, 3, "unlinked")]


@pytest.mark.parametrize("sequence", [1, 3])
def test_a_deleted_entry_is_named(account, sequence):
    tamper("DELETE FROM volunteers_pointentry WHERE account_id = %s AND sequence = %s", account.pk, sequence)
    assert faults()[0] == (account.pk, sequence, "missing")


def test_a_gap_that_was_closed_is_named(account):
    tamper("DELETE FROM volunteers_pointentry WHERE account_id = %s AND sequence = 3", account.pk)
    # By way of far away: the places are unique row by row, in whatever order the rows are met.
    for step, above in ((1000, 3), (-1001, 1000)):
        tamper(
            "UPDATE volunteers_pointentry SET sequence = sequence + %s WHERE account_id = %s AND sequence > %s",
            *(step, account.pk, above),
        )
    assert faults()[0] == (account.pk, 3, "moved")


def test_reordered_entries_are_named(account):
    for old, new in ((2, 99), (4, 2), (99, 4)):
        tamper(
            "UPDATE volunteers_pointentry SET sequence = %s WHERE account_id = %s AND sequence = %s",
            *(new, account.pk, old),
        )
    assert faults() == [(account.pk, 2, "moved")]


def test_swapped_contents_are_named(account):
    """The words of two entries exchanged, each under the other's place and digest."""
    first, second = chain(account)[1:3]
    words = ("source", "occurred_at")
    update = "UPDATE volunteers_pointentry SET source = %s, occurred_at = %s WHERE id = %s"
    tamper(update, "aside", first.occurred_at, first.pk)
    tamper(update, *(getattr(first, name) for name in words), second.pk)
    tamper(update, *(getattr(second, name) for name in words), first.pk)
    assert faults() == [(account.pk, 2, "swapped")]


def test_a_tail_that_was_cut_off_is_caught_by_the_root(account):
    LEDGER.make_root(DAY)
    tamper("DELETE FROM volunteers_pointentry WHERE account_id = %s AND sequence > 4", account.pk)
    assert faults() == [(account.pk, 5, "truncated")]


def test_control_without_a_root_nothing_shows_that_a_tail_is_missing(account):
    reversal = account.entries.get(kind=-1)
    tamper("DELETE FROM volunteers_pointcredit WHERE entry_id = %s", reversal.pk)
    tamper("DELETE FROM volunteers_pointentry WHERE id = %s", reversal.pk)
    assert [fault for fault in faults() if fault[2] != "credit"] == []


def reseal(account, **changes) -> None:
    """Alter the second entry and seal the whole chain anew, as someone would who knows how it is made."""
    previous = GENESIS
    for row in chain(account):
        if row.sequence == 2:
            vars(row).update(changes)
        digest = seal(row.content(), row.sequence, previous)
        tamper(
            "UPDATE volunteers_pointentry SET note = %s, previous_digest = %s, digest = %s WHERE id = %s",
            *(row.note, previous, digest, row.pk),
        )
        previous = digest


def test_a_chain_that_was_sealed_anew_is_caught_by_the_root(account, town):
    LEDGER.make_root(DAY)
    credit_deeds(deeds=[Deed(account.member_id, "G04", Decimal(1), at(8), town.east, "later")], by=town.clerk)
    LEDGER.make_root(NEXT)
    reseal(account, note="改过")
    assert faults() == [(account.pk, 1, "rewritten")]
    assert faults(until=DAY) == [(account.pk, 1, "rewritten")]


def test_roots_that_were_made_anew_are_caught_by_the_print(account):
    printed = LEDGER.make_root(DAY).digest
    reseal(account, note="改过")
    tamper("DELETE FROM volunteers_ledgerhead")
    tamper("DELETE FROM volunteers_ledgerroot")
    LEDGER.make_root(DAY)
    assert faults() == []  # from within, everything fits: this is why the root is kept elsewhere
    assert faults(until=DAY, digest=printed) == [(None, None, "root")]


def test_an_altered_root_is_named(account):
    LEDGER.make_root(DAY)
    LEDGER.make_root(NEXT)
    tamper("UPDATE volunteers_ledgerhead SET sequence = 5 WHERE account_id = %s", account.pk)
    found = inspect_ledger().faults
    assert found[DAY].damage == "root"
    assert NEXT not in found


def test_a_credit_that_the_rules_do_not_give_is_named(account):
    PointCredit.objects.filter(entry__account=account, entry__sequence=2).update(credited=50)
    assert faults() == [(account.pk, 2, "credit")]
    PointCredit.objects.filter(entry__account=account, entry__sequence=2).delete()
    assert faults() == [(account.pk, 2, "credit")]


def test_a_root_takes_in_what_moved(account, town):
    first = LEDGER.make_root(DAY)
    assert LEDGER.make_root(DAY) == first
    assert (first.entries, first.accounts, first.heads.count()) == (8, 2, 2)
    credit_deeds(deeds=[Deed(account.member_id, "G04", Decimal(1), at(8), town.east, "later")], by=town.clerk)
    second = LEDGER.make_root(NEXT)
    assert second.previous_digest == first.digest
    assert list(second.heads.values_list("account", "sequence")) == [(account.pk, 7)]
    assert (second.entries, second.accounts) == (9, 2)
    assert faults() == []


def test_the_night_checks_once_and_seals_once(account):
    seal_ledger()
    seal_ledger()
    assert LedgerRoot.objects.count() == 1
    assert [check.fault_count for check in LedgerCheck.objects.all()] == [0, 0]


def test_the_night_says_what_is_wrong(account, town):
    tamper("UPDATE volunteers_pointentry SET quantity = 9 WHERE account_id = %s AND sequence = 3", account.pk)
    seal_ledger()
    check = LedgerCheck.objects.get()
    assert check.faults == [f"账户{account.pk}第3条：内容被改动"]
    told = Notice.objects.filter(title="积分账本核验发现1处问题")
    assert {notice.user for notice in told} == {town.admin, town.auditor}


def verify(**options) -> str:
    out = StringIO()
    call_command("verify_ledger", stdout=out, **options)
    return out.getvalue()


def test_the_command_says_that_all_is_well(account):
    root = LEDGER.make_root(DAY)
    assert "核对2个账户、8条：完好" in verify()
    spaced = " ".join((root.digest[:32], root.digest[32:])).upper()
    assert root.line() in verify(root=DAY, digest=spaced)


def test_the_command_fails_and_names_the_row(account):
    tamper("UPDATE volunteers_pointentry SET quantity = 9 WHERE account_id = %s AND sequence = 3", account.pk)
    out = StringIO()
    with pytest.raises(CommandError, match="1处问题"):
        call_command("verify_ledger", stdout=out)
    assert f"账户{account.pk}第3条：内容被改动" in out.getvalue()


def test_the_command_wants_a_day_that_has_a_root(account):
    with pytest.raises(CommandError, match="没有2026-11-01的积分账根"):
        verify(root=DAY)
    with pytest.raises(CommandError, match="哪一天"):
        verify(digest="ab")


def test_many_deeds_take_few_statements(town, django_assert_max_num_queries):
    members = [accepted(town.east, town.secretary) for _ in range(3)]
    deeds = [
        Deed(member.pk, "S01", Decimal("0.5"), at(9, days_ago=n % 300), member.area, f"many:{member.pk}:{n}")
        for member in members
        for n in range(400)
    ]
    with django_assert_max_num_queries(20):
        credit_deeds(deeds=deeds, by=town.clerk)
    credit_deeds(deeds=deeds[::-1], by=town.clerk)
    assert PointEntry.objects.filter(source__startswith="many").count() == 1200
    assert faults() == []


def test_roots_and_heads_are_written_once(account):
    LEDGER.make_root(DAY)
    for table in (LedgerRoot, LedgerHead):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            table.objects.update(digest="")


def test_the_desk_prints_the_root_for_those_who_keep_it(account, town, client):
    root = LEDGER.make_root(DAY)
    client.force_login(town.auditor)
    assert "完好" not in client.get("/desk/volunteers/ledgerroot/").content.decode()
    # In groups of eight, so that it can be read aloud and compared with the print.
    groups = " ".join(re.findall(".{8}", root.digest))
    assert groups in client.get(f"/desk/volunteers/ledgerroot/{root.pk}/change/").content.decode()
    line = client.get(f"/desk/volunteers/ledgerroot/{root.pk}/line.txt")
    assert line.content.decode() == f"{root.line()}\n"
    assert client.get(f"/desk/volunteers/ledgerroot/{root.pk}/line.docx").content[:2] == b"PK"
    assert client.get(f"/desk/volunteers/ledgerroot/{root.pk}/line.pdf").status_code == 404
    client.force_login(town.clerk)
    assert client.get(f"/desk/volunteers/ledgerroot/{root.pk}/line.txt").status_code == 404


@pytest.mark.parametrize("who", ["auditor", "admin"])
def test_damage_waits_on_the_desk(account, town, client, who):
    tamper("UPDATE volunteers_pointentry SET quantity = 9 WHERE account_id = %s AND sequence = 3", account.pk)
    seal_ledger()
    client.force_login(getattr(town, who))
    assert "积分账本有问题" in client.get("/desk/").content.decode()
    page = client.get(f"/desk/volunteers/ledgercheck/{LedgerCheck.objects.get().pk}/change/").content.decode()
    assert f"账户{account.pk}第3条：内容被改动" in page


def test_a_check_is_called_by_the_hour_of_the_place():
    made = LedgerCheck(made_at=datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
    assert str(made) == "2026-11-23 00:30"
