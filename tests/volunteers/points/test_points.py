"""The ledger: append-only, each deed once, credits recomputed, single and bulk alike."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgtree.acts import make, perform
from tests.thorough import examples
from tests.volunteers.people import accepted, at, kind, logged
from tests.volunteers.refusals import refused
from volunteers.models import PointCredit, PointEntry, RuleSet, ServiceRecord
from volunteers.points.services.points import Deed, credit_deed, credit_deeds, explain, recompute_years, reverse_deed
from volunteers.points.services.rule_sets import RuleBook
from volunteers.service.services.service_entry import ServiceRow
from volunteers.service.services.service_records import confirm_services, enter_services, service_acts

pytestmark = pytest.mark.django_db


def deed(member, source="test:1", *, item="G04", moment=None, quantity=1):
    return Deed(member.pk, item, Decimal(quantity), moment or at(9), member.area, source)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE volunteers_pointentry SET quantity = 99",
        "DELETE FROM volunteers_pointentry",
        "TRUNCATE volunteers_pointentry CASCADE",
    ],
)
def test_the_ledger_is_append_only(town, member, statement):
    before = list(PointEntry.objects.values())
    connection.check_constraints()  # no deferred check is left that would refuse a TRUNCATE in our trigger's place
    with pytest.raises(DatabaseError, match="append-only|Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(PointEntry.objects.values()) == before


def test_control_the_derived_credits_may_change(member):
    connection.cursor().execute("UPDATE volunteers_pointcredit SET credited = 99")
    assert PointCredit.objects.get().credited == 99
    assert recompute_years([PointEntry.objects.get().account_id]) == 1
    assert PointCredit.objects.get().credited == 8
    assert recompute_years([PointEntry.objects.get().account_id]) == 0


def test_a_deed_counts_once(town, member):
    first, second = (credit_deed(deed=deed(member), by=town.clerk) for _ in range(2))
    assert first.pk == second.pk
    assert (first.credit.credited, explain(first)) == (2, "参加议事会、联席会 1次 × 2分 = 2分")


def test_a_reversal_happens_once_and_is_exact(town, member):
    entry = credit_deed(deed=deed(member), by=town.clerk)
    first, second = (reverse_deed(source="test:1", note="登记有误", by=town.secretary) for _ in range(2))
    assert first.pk == second.pk
    assert first.credit.credited == -PointCredit.objects.get(entry=entry).credited
    assert reverse_deed(source="unknown", note="", by=town.secretary) is None


def test_a_year_is_the_calendar_year_of_the_town(town, member):
    # 31 December 20:00 UTC is already the new year in Shanghai.
    moment = datetime(2025, 12, 31, 20, tzinfo=timezone.get_fixed_timezone(0))
    assert credit_deed(deed=deed(member, moment=moment), by=town.clerk).account.year == 2026


def test_no_rules_no_entry(town, member):
    with refused("no_rules", "started_at", message="2024年12月31日"):
        credit_deed(
            deed=deed(member, moment=datetime(2024, 12, 31, 12, tzinfo=timezone.get_default_timezone())), by=town.clerk
        )
    with refused("no_item", "kind"):
        credit_deed(deed=deed(member, item="X99"), by=town.clerk)


def published(name, area, active_from, **changes):
    return RuleSet.objects.create(
        **{
            "name": name,
            "area": area,
            "active_from": active_from,
            "total_cap": 120,
            "pass_mark": 60,
            "good_mark": 70,
            "excellent_mark": 85,
            "published_at": timezone.now(),
        }
        | changes
    )


def test_the_nearest_area_then_the_latest_date_then_the_version(town):
    default = RuleSet.objects.get()
    street = published("街道规则", town.street, date(2026, 1, 1))
    newer = published("街道规则", town.street, date(2026, 7, 1))
    second = published("街道规则", town.street, date(2026, 7, 1), version=2)
    published("草稿", town.street, date(2026, 8, 1), published_at=None)
    ended = published("社区试行", town.east, date(2026, 3, 1), active_to=date(2026, 4, 1))
    book = RuleBook()
    assert book.set_for(town.north, date(2026, 9, 1)) == default
    assert book.set_for(town.east_building, date(2026, 2, 1)) == street
    assert book.set_for(town.east, date(2026, 3, 31)) == ended
    assert book.set_for(town.east, date(2026, 4, 1)) == street
    assert book.set_for(town.east, date(2026, 6, 30)) == street
    assert book.set_for(town.east, date(2026, 9, 1)) == second
    assert newer != second


def test_a_late_service_is_credited_as_if_in_time(town, member):
    evening = logged(member, 18, 21, days_ago=2)
    confirm_services(record_ids=[evening.pk], by=town.clerk)
    credit = PointCredit.objects.get(entry__source=f"service:{evening.pk}")
    assert credit.credited == 6
    morning = logged(member, 8, 11, days_ago=2)
    confirm_services(record_ids=[morning.pk], by=town.clerk)
    credit.refresh_from_db()
    assert credit.credited == 2
    assert credit.reasons[-1] == "本日上限8分，已计6分，本条计入2分"


services = st.lists(
    st.tuples(
        st.integers(1, 25),  # days ago
        st.integers(12, 40),  # half hour of the day it begins
        st.integers(1, 6),  # half hours long
        st.sampled_from(["S01", "S02", "S04", "S05"]),
    ),
    min_size=1,
    max_size=12,
)


def without_overlap(drawn):
    """At most one service a morning: the first drawn for each day."""
    return {days: one for one in reversed(drawn) for days in [one[0]]}.values()


@settings(
    max_examples=examples(5, thorough=50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=services)
def test_bulk_gives_what_one_by_one_gives(town, drawn):
    """The same services, entered one at a time in the order drawn and in bulk, are credited alike."""
    with transaction.atomic():
        single, bulk = accepted(town.east, town.secretary), accepted(town.east, town.secretary)
        chosen = [
            (kind(code), at(start / 2, days_ago=days), at((start + length) / 2, days_ago=days))
            for days, start, length, code in without_overlap(drawn)
        ]
        for service, start, end in chosen:
            said = {"kind": service, "started_at": start, "ended_at": end, "note": "巡查", "origin": "paper"}
            record = make(service_acts, "log", member=single, by=town.clerk, **said).row
            perform(service_acts, "vouch", ids=[record.pk], by=town.street_secretary)  # where it takes two
            confirm_services(record_ids=[record.pk], by=town.secretary)
        rows = [ServiceRow(bulk.pk, service, start, end, "巡查") for service, start, end in chosen]
        enter_services(rows=rows[::-1], confirmed_by=town.secretary, by=town.clerk)
        assert what_it_gave(single) == what_it_gave(bulk)
        transaction.set_rollback(True)


def what_it_gave(member):
    records = ServiceRecord.objects.filter(member=member).order_by("started_at")
    ledger = PointEntry.objects.filter(account__member=member, source__startswith="service:").order_by("occurred_at")
    return (
        list(records.values_list("kind", "area", "served_on", "hours", "state", "origin", "entered_by", "decided_by")),
        list(
            ledger.values_list(
                "item_code", "quantity", "occurred_at", "credit__raw", "credit__credited", "credit__reasons"
            )
        ),
    )


def test_bulk_takes_few_statements(town, member, django_assert_max_num_queries):
    moments = [at(9, days_ago=1) - timedelta(days=number) for number in range(60)]
    rows = [ServiceRow(member.pk, kind(), moment, moment + timedelta(hours=2), "巡查") for moment in moments]
    with django_assert_max_num_queries(40):
        enter_services(rows=rows, confirmed_by=town.secretary, by=town.clerk)
    assert credit_deeds(deeds=[], by=town.clerk) is None
