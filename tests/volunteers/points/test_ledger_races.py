"""Many writers on one ledger: each deed once, each reversal once, every sum exact, every chain whole."""

import threading
from collections import Counter
from decimal import Decimal

import pytest

from orgtree.acts import engine, make, perform
from orgtree.chain import Ledger
from tests.deeds import reported
from tests.thorough import examples
from tests.volunteers.people import accepted, at, logged
from tests.volunteers.test_races import at_once, town  # noqa: F401  (the committed town)
from volunteers.models import HourChange, MemberYear, PointCredit, PointEntry, ServiceRecord
from volunteers.points.services import points
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.points.services.points import Deed, credit_deed, reverse_deed
from volunteers.service.services.hour_changes import hour_changes
from volunteers.service.services.service_records import confirm_services, void_service

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 8, examples(50, 250)
ACCOUNTS = examples(25, 50)


def deed(member, source, days_ago=1) -> Deed:
    return Deed(member.pk, "G04", Decimal(1), at(9, days_ago=days_ago), member.area, source)


def test_fifty_at_once_with_one_key_are_one_entry(town):  # noqa: F811
    member = accepted(town.east, town.secretary)
    entries = at_once(*[lambda: credit_deed(deed=deed(member, "once"), by=town.clerk).pk] * 50)
    assert len(set(entries)) == 1
    assert PointEntry.objects.filter(source="once").count() == 1
    assert inspect_ledger().faults == {}


def test_two_reversals_at_once_are_one(town):  # noqa: F811
    member = accepted(town.east, town.secretary)
    entry = credit_deed(deed=deed(member, "once"), by=town.clerk)
    calls = [lambda by=by: reverse_deed(source="once", note="有误", by=by).pk for by in (town.clerk, town.secretary)]
    assert len(set(at_once(*calls))) == 1
    assert PointEntry.objects.filter(reverses=entry).count() == 1


def test_control_without_the_lock_one_of_two_reversals_breaks(town, monkeypatch):  # noqa: F811
    member = accepted(town.east, town.secretary)
    entry = credit_deed(deed=deed(member, "once"), by=town.clerk)
    both_read, heads_of = threading.Barrier(2), Ledger.heads_of

    def late(ledger, account_ids):
        heads = heads_of(ledger, account_ids)
        both_read.wait(10)
        return heads

    monkeypatch.setattr(points, "lock_years", lambda account_ids: None)
    monkeypatch.setattr(Ledger, "heads_of", late)
    results = at_once(*[lambda: reverse_deed(source="once", note="有误", by=town.clerk)] * 2)
    assert results.count("conflict") == 1
    assert PointEntry.objects.filter(reverses=entry).count() == 1  # the constraints hold where the lock does not


def test_eight_writers_on_few_accounts_lose_nothing(town):  # noqa: F811
    members = [reported(town.east, by=town.secretary, accepted_at=at(8, days_ago=9)) for _ in range(ACCOUNTS)]

    def write(writer):
        for number in range(EACH):
            member = members[(writer + number) % ACCOUNTS]
            credit_deed(deed=deed(member, f"{writer}:{number}", days_ago=1 + number % 5), by=town.clerk)

    results = at_once(*[lambda writer=writer: write(writer) for writer in range(WRITERS)], patience=300)
    assert results == [None] * WRITERS
    per_account = Counter(PointEntry.objects.filter(item_code="G04").values_list("account", flat=True))
    assert set(per_account.values()) == {WRITERS * EACH // ACCOUNTS}
    totals = {account.total() for account in MemberYear.objects.filter(pk__in=per_account)}
    assert totals == {Decimal(8)}  # the year's cap of meetings
    assert inspect_ledger().faults == {}


def test_control_read_add_save_loses_one_of_two(town):  # noqa: F811
    member = accepted(town.east, town.secretary)
    kept = credit_deed(deed=deed(member, "once"), by=town.clerk).pk
    both_read = threading.Barrier(2)

    def add_one():
        stored = PointCredit.objects.get(pk=kept)
        both_read.wait(10)
        stored.credited += 1
        stored.save()

    at_once(add_one, add_one)
    assert PointCredit.objects.get(pk=kept).credited == 2 + 1  # which is why no balance is ever added to


@pytest.fixture
def change(town) -> HourChange:  # noqa: F811
    member = accepted(town.east, town.secretary)
    record = logged(member, 9, 11)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    return make(
        hour_changes, "propose", record=record, started_at=at(9), ended_at=at(12), reason="少记了", by=member.user
    ).row


def decisions(change, town):  # noqa: F811
    return [
        lambda by=by: perform(hour_changes, "approve", ids=[change.pk], by=by).done
        for by in (town.clerk, town.secretary)
    ]


def versions(change) -> int:
    return PointEntry.objects.filter(source__startswith=f"service:{change.record_id}").count()


def test_two_deciders_make_one_change(town, change):  # noqa: F811
    assert sorted(at_once(*decisions(change, town))) == [0, 1]
    assert ServiceRecord.objects.get(pk=change.record_id).revision == 1
    assert versions(change) == 2
    assert inspect_ledger().faults == {}


def test_control_without_the_lock_of_the_change_it_is_made_twice(town, change, monkeypatch):  # noqa: F811
    both_read = threading.Barrier(2)

    def unlocked(acts, pk):
        found = HourChange.objects.select_related("record__member", "new_kind").get(pk=pk)
        both_read.wait(10)
        return found

    monkeypatch.setattr(engine, "_lock_one", unlocked)
    assert at_once(*decisions(change, town)) == [1, 1]
    assert versions(change) == 3
    assert inspect_ledger().faults == {}  # twice, but each time exactly


def test_a_change_and_a_void_at_once_leave_no_points_of_a_void_record(town, change):  # noqa: F811
    void = lambda: void_service(record_id=change.record_id, reason="不实", by=town.clerk).state  # noqa: E731
    approve = lambda: perform(hour_changes, "approve", ids=[change.pk], by=town.secretary).done  # noqa: E731
    state, _ = at_once(void, approve)
    assert state == "void"
    credits = PointCredit.objects.filter(entry__item_code="S01").values_list("credited", flat=True)
    assert sum(credits) == 0
    assert inspect_ledger().faults == {}
