"""Logging, deciding and voiding services, with the points they earn."""

import uuid
from contextlib import nullcontext
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from orgtree.acts import check_second_person, make, perform, perform_one, take_back
from orgtree.models import User
from orgtree.people.services.people import appoint
from tests.volunteers.people import accepted, at, enrolled, kind, logged, registered
from tests.volunteers.refusals import refused
from volunteers.choices import ServiceOrigin, ServiceState
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import transfer_report_in
from volunteers.models import Member, PointEntry, ReportIn, ServiceRecord
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.service.services.service_entry import ServiceRow
from volunteers.service.services.service_records import (
    confirm_services,
    enter_services,
    reject_services,
    revise_service,
    service_acts,
    void_service,
)

pytestmark = pytest.mark.django_db


def earned(member):
    return sum(entry.credit.credited for entry in PointEntry.objects.filter(account__member=member))


def test_a_service_is_confirmed_by_another_person_and_credited_once(town, member):
    record = logged(member, 9, 11.5)
    assert (record.hours, record.served_on, record.area) == (Decimal("2.5"), at(9).date(), town.east)
    assert confirm_services(record_ids=[record.pk], by=town.clerk).done == 1
    again = confirm_services(record_ids=[record.pk], by=town.secretary)
    assert again.done == 0
    assert "已确认" in again.refused[0][1]
    entry = PointEntry.objects.get(source=f"service:{record.pk}")
    assert entry.credit.credited == 5
    assert entry.credit.reasons == ["一般志愿服务 2.5小时 × 2分 = 5分"]
    assert earned(member) == 8 + 5


def test_items_by_time_count_times_not_hours(town, member):
    record = logged(member, 19, 22, code="S04")
    confirm_services(record_ids=[record.pk], by=town.clerk)
    assert PointEntry.objects.get(source=f"service:{record.pk}").quantity == 1


def test_the_same_key_makes_one_record(member):
    key = uuid.uuid4()
    first = logged(member, client_key=key)
    body = {"member": member, "kind": kind(), "started_at": at(9), "ended_at": at(11), "note": "整理社区图书室 "}
    same = make(service_acts, "log", **body, client_key=key, by=member.user)
    assert (same.row.pk, same.is_new) == (first.pk, False)
    with refused("key_reused", "client_key"):
        make(service_acts, "log", **body | {"note": "另一件事"}, client_key=key, by=member.user)
    assert ServiceRecord.objects.count() == 1


def test_bad_times_are_refused_at_their_field(member):
    logged(member, 9, 11)
    for start, end, code, field in [
        (14, 13, "ends_early", "ended_at"),
        (13.25, 14, "half_hours", "started_at"),
        (13, 14.25, "half_hours", "ended_at"),
        (10.5, 12, "overlap", "started_at"),
        (11, 21.5, "day_full", "ended_at"),
    ]:
        with refused(code, field):
            logged(member, start, end)
    with refused("future", "started_at"):
        logged(member, days_ago=-1)
    with refused("too_late", "started_at"):
        logged(member, days_ago=31)
    # Control: what touches an earlier service without overlapping it, and fills the day to its limit.
    assert logged(member, 11, 21).hours == 10


def test_a_member_logs_only_for_themselves_and_after_acceptance(town, member):
    other = accepted(town.east, town.secretary)
    with refused("not_found", "member"):
        logged(member, by=other.user)
    waiting = registered(town.east)
    with refused("not_accepted"):
        logged(waiting)


def test_the_desk_enters_for_its_own_people_and_another_confirms(town):
    member = enrolled(town.east, town.secretary)
    perform(report_ins, "accept", ids=[ReportIn.objects.get(member=member).pk], by=town.secretary)
    with refused("not_found", "member"):
        logged(member, origin=ServiceOrigin.PROXY, by=town.west_secretary)
    record = logged(member, origin=ServiceOrigin.PROXY, by=town.clerk)
    assert "另一位工作人员" in confirm_services(record_ids=[record.pk], by=town.clerk).refused[0][1]
    assert confirm_services(record_ids=[record.pk], by=town.secretary).done == 1


def test_a_confirmer_who_served_is_refused(town):
    member = accepted(town.east, town.secretary)
    appoint(holder_id=member.user_id, kind="points_clerk", area=town.east, by=None)
    record = logged(member)
    assert "本人" in confirm_services(record_ids=[record.pk], by=member.user).refused[0][1]
    assert confirm_services(record_ids=[record.pk], by=town.clerk).done == 1


def test_a_neighbour_decides_nothing(town, member):
    record = logged(member)
    outcome = confirm_services(record_ids=[record.pk, 0], by=town.west_secretary)
    assert outcome.done == 0
    assert outcome.refused == [(None, "记录不存在或不在您的管理范围")] * 2
    with refused("not_found"):
        void_service(record_id=record.pk, reason="不实", by=town.west_secretary)


def test_rejected_revised_withdrawn(town, member):
    record = logged(member)
    with refused("reason_missing", "reason"):
        reject_services(record_ids=[record.pk], reason="  ", by=town.clerk)
    assert reject_services(record_ids=[record.pk], reason="请写明地点", by=town.clerk).done == 1
    changes = {"kind": kind(), "started_at": at(9), "ended_at": at(10), "note": "图书室（2号楼）"}
    with refused("not_found"):
        revise_service(record_id=record.pk, **changes, by=accepted(town.east, town.clerk).user)
    revised = revise_service(record_id=record.pk, **changes, by=member.user)
    assert (revised.state, revised.hours, revised.reason) == (ServiceState.SUBMITTED, 1, "")
    assert perform_one(service_acts, "withdraw", pk=record.pk, by=member.user).state == ServiceState.WITHDRAWN
    with refused("wrong_state"):
        revise_service(record_id=record.pk, **changes, by=member.user)


def test_whoever_revised_a_record_does_not_confirm_it(town, member):
    record = logged(member)
    reject_services(record_ids=[record.pk], reason="时间写错", by=town.clerk)
    revise_service(
        record_id=record.pk, kind=kind(), started_at=at(9), ended_at=at(10), note="图书室", by=town.secretary
    )
    assert confirm_services(record_ids=[record.pk], by=town.secretary).done == 0
    assert confirm_services(record_ids=[record.pk], by=town.clerk).done == 1


def test_voiding_takes_exactly_its_points_back(town, member):
    records = [logged(member, 9, 12), logged(member, 13, 16)]
    confirm_services(record_ids=[record.pk for record in records], by=town.clerk)
    assert earned(member) == 8 + 8  # 12 raw, 8 a day
    voided = void_service(record_id=records[0].pk, reason="经核实未参加", by=town.secretary)
    assert voided.state == ServiceState.VOID
    # The second is no longer cut by the first.
    assert earned(member) == 8 + 6
    with refused("wrong_state"):
        void_service(record_id=records[0].pk, reason="再次", by=town.secretary)
    # The time is free again.
    assert logged(member, 9, 12).pk


def test_a_service_stays_with_the_community_of_its_day(town, member):
    ReportIn.objects.filter(member=member).update(accepted_at=timezone.now() - timedelta(days=20))
    moved = transfer_report_in(member=member, community=town.west, residence="西苑", by=member.user)
    perform(report_ins, "accept", ids=[moved.pk], by=town.west_secretary)
    assert logged(member, days_ago=3).area == town.east


def rows_for(member, days, **changes):
    return [ServiceRow(member.pk, kind(), at(9, days_ago=day), at(11, days_ago=day), "巡查", **changes) for day in days]


def test_bulk_entry_keeps_the_same_rules_and_names_the_row(town, member):
    rows = rows_for(member, [3, 2, 2])
    with refused("overlap", "started_at", message="第3行"):
        enter_services(rows=rows, confirmed_by=town.secretary, by=town.clerk)
    assert ServiceRecord.objects.count() == 0
    with refused("own_entry"):
        enter_services(rows=rows[:2], confirmed_by=town.clerk, by=town.clerk)
    with refused("not_found", "member"):
        enter_services(rows=rows[:2], by=town.west_secretary)
    assert len(enter_services(rows=rows[:2], confirmed_by=town.secretary, by=town.clerk)) == 2
    assert earned(member) == 8 + 4 + 4


def test_a_repeated_bulk_entry_adds_nothing(town, member):
    rows = [
        ServiceRow(member.pk, kind(), at(9, days_ago=d), at(10, days_ago=d), "巡查", client_key=uuid.uuid4())
        for d in (1, 2)
    ]
    assert len(enter_services(rows=rows, by=town.clerk)) == 2
    assert enter_services(rows=rows, by=town.clerk) == []


def test_nothing_leaves_a_final_state():
    assert not any(act.leaves & {ServiceState.WITHDRAWN, ServiceState.VOID} for act in service_acts)


def test_a_confirmation_taken_back_leaves_no_points_and_may_be_given_again(town, member):
    record = logged(member, 9, 11)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    assert take_back(service_acts, "confirm", ids=[record.pk], by=town.secretary).done == 1
    record.refresh_from_db()
    assert (record.state, record.decided_by, record.decided_at) == (ServiceState.SUBMITTED, None, None)
    credited = PointEntry.objects.filter(account__member=member, item_code="S01").values_list(
        "credit__credited", flat=True
    )
    assert (len(credited), sum(credited)) == (2, 0)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    assert [int(points) for points in credited.all().order_by("sequence")] == [4, -4, 4]
    assert inspect_ledger().faults == {}


@pytest.mark.parametrize(
    ("decider", "member_user", "entered_by", "code"),
    [(1, 2, 2, None), (1, None, 2, None), (1, 1, 1, "own_record"), (1, 1, 2, "own_record"), (1, 2, 1, "own_entry")],
)
def test_another_person_confirms(decider, member_user, entered_by, code):
    record = ServiceRecord(member=Member(user_id=member_user), entered_by_id=entered_by)
    with refused(code) if code else nullcontext():
        check_second_person(service_acts["confirm"], record, User(pk=decider))
