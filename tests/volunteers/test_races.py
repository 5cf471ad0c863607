"""Two people, two phones, one moment: what locks and constraints are for, and what happens without the lock."""

import threading
import uuid
from collections import Counter
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection

from orgtree.acts import make, making, perform, perform_one
from orgtree.chain import Ledger
from orgtree.errors import RuleBroken
from orgtree.models import User
from tests.volunteers.people import accepted, at, enrolled, kind, logged, new_phone, registered
from volunteers.choices import ReportInOrigin
from volunteers.members.services.members import activate_member, issue_activation_codes
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import submit_report_in
from volunteers.models import DeedReport, Member, PointCredit, PointEntry, PublicNotice, ReportIn, ServiceRecord
from volunteers.points.services import points
from volunteers.service.services import service_records
from volunteers.service.services.service_records import confirm_services, service_acts, void_service
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.deeds import DeedRow, report_deed
from volunteers.standing.services.publications import publish_quarter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(committed_town):
    return committed_town


def at_once(*calls, patience: int = 60) -> list:
    """What each call returned, or the code of its refusal, when all begin at the same moment; waits `patience` seconds."""
    start, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        try:
            start.wait()
            results[index] = call()
        except RuleBroken as broken:
            results[index] = broken.code
        except IntegrityError:
            results[index] = "conflict"
        except OperationalError as error:  # without their lock two writers may wait for each other
            results[index] = "deadlock" if "deadlock" in str(error) else error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(patience)
    return results


def unlocked(monkeypatch):
    """Control: read the members without waiting for each other, and write only once both have read."""
    both_read = threading.Barrier(2)

    def without(doing, ids):
        doing.said["member"] = Member.objects.select_related("area").get(pk=doing.said["member"].pk)

    def late(rows, members, *, by):
        found = judged(rows, members, by=by)
        both_read.wait(10)
        return found

    judged = service_records.records_of
    monkeypatch.setattr(making, "_take_turn", lambda acts, doing: True)
    monkeypatch.setattr(making, "_check_named", lambda doing: None)  # which locks the member
    monkeypatch.setattr(service_records, "lock_meant", without)
    monkeypatch.setattr(service_records, "records_of", late)


def log(member, start, end, **changes):
    details = {"kind": kind(), "started_at": at(start), "ended_at": at(end), "note": "巡查", "by": member.user}
    return lambda: make(service_acts, "log", member=member, **details | changes)


def test_a_double_tap_makes_one_record(town):
    member, key = accepted(town.east, town.secretary), uuid.uuid4()
    results = at_once(*[log(member, 9, 11, client_key=key)] * 6)
    assert ServiceRecord.objects.count() == 1
    assert sorted(made.is_new for made in results) == [False] * 5 + [True]
    assert len({made.row.pk for made in results}) == 1


def test_overlapping_services_at_once(town):
    member = accepted(town.east, town.secretary)
    results = at_once(log(member, 9, 11), log(member, 10, 12))
    assert results.count("overlap") == 1
    assert ServiceRecord.objects.count() == 1


def test_control_without_the_lock_the_constraint_still_refuses(town, monkeypatch):
    member = accepted(town.east, town.secretary)
    unlocked(monkeypatch)
    results = at_once(log(member, 9, 11), log(member, 10, 12))
    assert results.count("overlap") + results.count("deadlock") == 1
    assert ServiceRecord.objects.count() == 1


def test_the_day_is_not_overfilled(town):
    member = accepted(town.east, town.secretary)
    results = at_once(log(member, 0, 8), log(member, 8, 16))
    assert results.count("day_full") == 1


def test_control_without_the_lock_the_day_is_overfilled(town, monkeypatch):
    member = accepted(town.east, town.secretary)
    unlocked(monkeypatch)
    at_once(log(member, 0, 8), log(member, 8, 16))
    assert ServiceRecord.objects.count() == 2  # sixteen hours: what the lock is for


def test_two_confirmations_are_one_credit(town):
    member = accepted(town.east, town.secretary)
    record = logged(member)
    outcomes = at_once(
        *[lambda by=by: confirm_services(record_ids=[record.pk], by=by) for by in (town.clerk, town.secretary)]
    )
    assert sorted(outcome.done for outcome in outcomes) == [0, 1]
    assert PointEntry.objects.filter(source=f"service:{record.pk}").count() == 1


def test_two_voids_are_one_reversal(town):
    record = logged(accepted(town.east, town.secretary))
    confirm_services(record_ids=[record.pk], by=town.clerk)
    results = at_once(
        *[lambda by=by: void_service(record_id=record.pk, reason="不实", by=by) for by in (town.clerk, town.secretary)]
    )
    assert results.count("wrong_state") == 1
    assert PointEntry.objects.filter(reverses__source=f"service:{record.pk}").count() == 1


def test_confirmations_of_one_day_respect_its_cap(town):
    member = accepted(town.east, town.secretary)
    records = [logged(member, start, start + 2) for start in (8, 10, 12, 14)]
    calls = [lambda pk=record.pk: confirm_services(record_ids=[pk], by=town.clerk) for record in records]
    assert all(outcome.done == 1 for outcome in at_once(*calls))
    credited = PointCredit.objects.filter(entry__item_code="S01")
    assert sum(credit.credited for credit in credited) == 8


def test_control_without_the_account_lock_two_entries_want_one_place(town, monkeypatch):
    member = accepted(town.east, town.secretary)
    records = [logged(member, start, start + 4) for start in (8, 12)]
    both_read, heads_of = threading.Barrier(2), Ledger.heads_of

    def late(ledger, account_ids):
        heads = heads_of(ledger, account_ids)
        both_read.wait(10)  # neither sees the entry of the other, which is not written yet
        return heads

    monkeypatch.setattr(points, "lock_years", lambda account_ids: None)
    monkeypatch.setattr(Ledger, "heads_of", late)
    calls = [lambda pk=record.pk: confirm_services(record_ids=[pk], by=town.clerk) for record in records]
    assert at_once(*calls).count("conflict") == 1  # the constraint on the place still keeps the chain whole
    assert PointEntry.objects.filter(item_code="S01").count() == 1


def test_one_phone_registers_once(town):
    phone = new_phone()
    results = at_once(*[lambda area=area: registered(area, phone=phone) for area in (town.east, town.west)])
    assert Counter(type(result).__name__ for result in results) == {"Member": 1, "NoneType": 1}
    assert User.objects.filter(phone_hash__isnull=False).count() == 1


def test_one_code_opens_one_account(town):
    member = enrolled(town.east, town.clerk, phone=new_phone())
    [(_, code)] = issue_activation_codes(member_ids=[member.pk], by=town.clerk)
    details = {"phone": member.phone, "code": code, "password": "Member-pass-2026", "purposes": ["registration"]}
    results = at_once(*[lambda: activate_member(**details)] * 3)
    assert results.count("activation") == 2
    assert User.objects.filter(phone_hash__isnull=False).count() == 1


def test_two_report_ins_at_once(town):
    member = registered(town.east)
    perform_one(report_ins, "withdraw", pk=ReportIn.objects.get(member=member).pk, by=member.user)
    details = {"member": member, "residence": "阳光小区", "origin": ReportInOrigin.SELF, "by": member.user}
    results = at_once(
        *[lambda area=area: submit_report_in(community=area, **details) for area in (town.east, town.west)]
    )
    assert results.count("already_live") == 1
    assert ReportIn.objects.live().count() == 1


def test_two_second_confirmers_are_one_credit(town):
    member = accepted(town.east, town.secretary)
    report = first_confirmed(town, member)
    results = at_once(*[lambda: perform(deed_acts, "confirm", ids=[report.pk], by=town.street_secretary)] * 4)
    assert sorted(outcome.done for outcome in results) == [0, 0, 0, 1]
    assert PointEntry.objects.filter(source=report.source).count() == 1


def first_confirmed(town, member, **changes):
    details = {"happened_on": at(9).date(), "evidence": "事件2026-118已办结"}
    report, _ = report_deed(row=DeedRow(member.pk, "S10", **details | changes), by=town.clerk)
    perform(deed_acts, "confirm", ids=[report.pk], by=town.secretary)
    return report


def test_the_same_honour_at_two_levels_at_once_stands_once(town):
    member = accepted(town.east, town.secretary)
    details = {"happened_on": at(9).date(), "evidence": "表彰文件", "deed_key": "防汛先进"}
    reports = [
        report_deed(row=DeedRow(member.pk, "H03", quantity=Decimal(level), **details), by=town.clerk)[0]
        for level in (1, 2)
    ]
    at_once(
        *[lambda pk=report.pk: perform(deed_acts, "confirm", ids=[pk], by=town.street_secretary) for report in reports]
    )
    standing = DeedReport.objects.filter(state="credited")
    assert [report.quantity for report in standing] == [2]
    assert sum(credit.credited for credit in PointCredit.objects.filter(entry__item_code="H03")) == 10


def test_a_quarter_is_published_once(town):
    accepted(town.east, town.secretary)
    results = at_once(*[lambda: publish_quarter(area=town.east, year=2026, quarter=3, by=town.secretary)] * 3)
    assert results.count("published") == 2
    assert PublicNotice.objects.count() == 1
