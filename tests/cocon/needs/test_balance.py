"""Needs against resources of each community and month: a past month reads as it was, whatever happened since."""

from datetime import date, datetime, time, timedelta

import pgtrigger
import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

from cocon.models import Matter, Need, Pairing, Resource
from cocon.needs.services import balance
from cocon.needs.services.balance import Balance, Ledger, communities_of, last_day_of
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.needs import need_acts
from cocon.needs.services.resources import resource_acts
from orgtree.acts import make, perform_one
from orgtree.days.rules.periods import Period
from tests.cocon.needs.world import claimed, need, pair, paired_unit, unit_with_clerk
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/cocon/need/balance/"
JUNE, JULY, AUGUST = (date(2027, month, day) for month, day in ((6, 30), (7, 31), (8, 31)))


def at(day: date):
    return time_machine.travel(timezone.make_aware(datetime.combine(day, time(10))), tick=False)


def offer(around, title="多功能厅", **more) -> Resource:
    said = {"unit": around.unit, "kind": "place", "matter": Matter.objects.get(code="education"), "title": title}
    return make(resource_acts, "offer", by=around.clerk, **said | more).row


def told(town, day: date, user=None) -> tuple[int, int]:
    """(needs, resources) of 东园社区 on the day."""
    ledger = Ledger(list(communities_of(user or town.secretary)), day)
    [row] = [row for row in ledger.by_community() if row.about == town.east]
    return row.needs, row.resources


def lived_through(town):
    """A need and a resource from June; the need claimed in July, given back in August and withdrawn; the resource taken back then."""
    with at(date(2027, 6, 10)):
        around = paired_unit(town)
        shown, resource = need(town, until=date(2027, 12, 1)), offer(around)
        need(town, title="草稿", publish=False)
    with at(date(2027, 7, 10)):
        claim = claimed(town, around, shown)
    with at(date(2027, 8, 10)):
        perform_one(claim_acts, "withdraw", pk=claim.pk, by=around.clerk, reason="人手不够")
        perform_one(resource_acts, "withdraw", pk=resource.pk, by=around.clerk, reason="装修")
    with at(date(2027, 9, 10)):
        perform_one(need_acts, "withdraw", pk=shown.pk, by=town.secretary, reason="不需要了")
    return around


def test_each_month_reads_as_it_was(town):
    lived_through(town)
    with at(date(2027, 10, 5)):
        days = (date(2027, 5, 31), JUNE, JULY, AUGUST, date(2027, 9, 30))
        assert [told(town, day) for day in days] == [(0, 0), (1, 1), (0, 1), (1, 0), (0, 0)]


def test_control_by_states_of_today_the_past_is_lost(town, monkeypatch):
    lived_through(town)
    now = Need.objects.published().with_room().order_by().annotate(then_matter_id=F("matter_id"))
    monkeypatch.setattr(balance, "needs_waiting_on", lambda day: now)
    with at(date(2027, 10, 5)):
        assert told(town, JUNE)[0] == 0


def recorded(row, *days: date):
    """As if what was written of the row had been written on these days."""
    with pgtrigger.ignore(f"cocon.{type(row).__name__}Event:append_only"):
        for event, day in zip(row.events.order_by("pgh_id"), days, strict=True):
            moment = timezone.make_aware(datetime.combine(day, time(10)))
            row.events.filter(pk=event.pk).update(pgh_created_at=moment)


def edited(town) -> None:
    """In June one lesson is needed and a hall is shared; in September the need is three of another matter and lasts longer, and
    the hall is shared for a short time, for another matter."""
    around, health = paired_unit(town), Matter.objects.get(code="health")
    with at(date(2027, 6, 10)):
        shown, resource = need(town, until=date(2027, 9, 20), quantity=1), offer(around)
    with at(date(2027, 7, 10)):
        claim = claimed(town, around, shown, 1)
    with at(date(2027, 8, 10)):
        perform_one(claim_acts, "withdraw", pk=claim.pk, by=around.clerk, reason="人手不够")
    with at(date(2027, 9, 10)):
        perform_one(
            need_acts, "edit", pk=shown.pk, by=town.secretary, quantity=3, matter=health, until=date(2027, 12, 1)
        )
        perform_one(
            resource_acts,
            "edit",
            pk=resource.pk,
            by=around.clerk,
            until=date(2027, 9, 20),
            matter=health,
            title="小礼堂",
        )
    for row in (shown, resource):
        recorded(row, date(2027, 6, 10), date(2027, 9, 10))


def by_matter(town, day: date) -> list[tuple[str, int, int]]:
    return [(row.about.code, row.needs, row.resources) for row in Ledger([town.east], day).by_matter()]


def test_what_was_edited_since_reads_as_it_stood(town):
    edited(town)
    with at(date(2027, 10, 5)):
        assert [by_matter(town, day) for day in (JUNE, JULY, AUGUST, date(2027, 9, 30))] == [
            [("education", 1, 1)],
            [("education", 0, 1)],
            [("education", 1, 1)],
            [("health", 1, 0)],
        ]
        page = signed_in(town.secretary).get(PAGE, {"month": "2027-06"})
        assert [(row.matter.code, row.amount) for row in page.context["needs"]] == [("education", "1场")]
        assert [row.matter.code for row in page.context["resources"]] == ["education"]


def test_control_by_columns_of_today_it_does_not(town, monkeypatch):
    edited(town)
    asked = []

    def as_it_is(rows, moment, *names):
        asked.append(names)
        return rows.annotate(**{f"then_{name}": F(name) for name in names})

    monkeypatch.setattr(balance, "as_it_stood", as_it_is)
    with at(date(2027, 10, 5)):
        assert by_matter(town, JULY) == [("health", 1, 1)]
    assert len(asked) == 2


def test_what_was_recorded_only_later_reads_as_it_was_recorded_first(town):
    shown, day = need(town), timezone.localdate() - timedelta(days=30)
    Need.objects.filter(pk=shown.pk).update(published_at=timezone.now() - timedelta(days=60))
    perform_one(need_acts, "edit", pk=shown.pk, by=town.secretary, matter=Matter.objects.get(code="health"))
    assert by_matter(town, day) == [("education", 1, 0)]


def test_the_moment_counts_that_the_day_ends(town):
    with at(JUNE):
        need(town, until=date(2027, 12, 1))
    with at(AUGUST):
        assert [told(town, day)[0] for day in (JUNE - timedelta(days=1), JUNE)] == [0, 1]


def test_the_running_month_is_looked_at_today():
    with at(date(2027, 7, 15)):
        assert last_day_of(Period.parse("2027-07")) == date(2027, 7, 15)
        assert last_day_of(Period.parse("2027-06")) == JUNE


def test_claims_end_on_their_day_and_closing_days_count(town):
    with at(date(2027, 6, 10)):
        need(town, until=date(2027, 12, 1), claim_by=JULY)
    with at(date(2027, 9, 10)):
        assert [told(town, day)[0] for day in (JUNE, JULY, AUGUST)] == [1, 1, 0]


def test_what_a_unit_shares_with_two_communities_counts_at_each_and_once_together(town):
    around = paired_unit(town)
    pair(town, around.unit, town.west)
    offer(around)
    make(
        resource_acts,
        "enter",
        by=town.secretary,
        area=town.east,
        kind="goods",
        matter=Matter.objects.get(code="health"),
        title="轮椅",
    )
    today = timezone.localdate()
    ledger = Ledger([town.east, town.west], today)
    assert [(row.about.name, row.resources) for row in ledger.by_community()] == [("东园社区", 2), ("西园社区", 1)]
    assert sum(row.resources for row in ledger.by_matter()) == 2


def test_who_was_paired_then_and_not_now(town):
    with at(date(2027, 6, 10)):
        around = paired_unit(town)
        offer(around)
    Pairing.objects.update(until=date(2027, 7, 15))
    with at(date(2027, 9, 1)):
        assert [told(town, day)[1] for day in (JUNE, JULY)] == [1, 0]
        page = signed_in(town.secretary).get(PAGE, {"month": "2027-06"}).content.decode()
        assert "另有1项" in page
        assert "多功能厅" not in page


def test_a_unit_that_sits_in_the_community_counts_once(town):
    around = unit_with_clerk(town, "sheqian", "社区卫生站", area=town.east)
    pair(town, around.unit)
    offer(around)
    assert told(town, timezone.localdate()) == (0, 1)


def test_kinds_by_what_is_lacking_first(town):
    around = paired_unit(town)
    need(town)
    need(town, title="义诊", matter=Matter.objects.get(code="health"))
    offer(around)
    rows = Ledger([town.east], timezone.localdate()).by_matter()
    assert [(row.about.code, row.needs, row.resources, row.difference) for row in rows] == [
        ("health", 1, 0, -1),
        ("education", 1, 1, 0),
    ]


def test_it_costs_the_same_for_many(town, django_assert_num_queries):
    around = paired_unit(town)
    for number in range(3):
        need(town, title=f"需求{number}")
        offer(around, f"资源{number}")
    communities = [town.east, town.west, town.north]
    with django_assert_num_queries(3):
        rows = Ledger(communities, timezone.localdate()).by_community()
    assert rows[0] == Balance(town.east, 3, 3)


def test_the_page_of_a_month(town):
    lived_through(town)
    with at(date(2027, 10, 5)):
        street = signed_in(town.street_secretary)
        page = street.get(PAGE, {"month": "2027-06"}).content.decode()
        for words in ("2027年6月", "东园社区", "西园社区", "?month=2027-05", "?month=2027-07"):
            assert words in page, words
        page = street.get(PAGE, {"month": "2027-06", "area": town.east.pk}).content.decode()
        assert "周末课业辅导" in page
        assert street.get(PAGE, {"month": "2028-01"}).context["month"] == Period.parse("2027-10")
        assert street.get(PAGE, {"month": "x", "area": "y"}).status_code == 200
        other = signed_in(town.north_secretary).get(PAGE, {"month": "2027-06", "area": town.east.pk}).content.decode()
        assert "周末课业辅导" not in other
        assert "东园社区" not in other
