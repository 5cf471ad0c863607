"""Quarters and years put together of their months: the same as counted anew, whatever was written and filled in between."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from orgtree.boards.services.boards import board
from orgtree.days.rules.periods import Period, Span, parts_of
from orgtree.declare import Measure, registry
from orgtree.declare.marking import FILLED
from orgtree.figures.services import counting, draining, figures
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import close_period, fill_figures
from orgtree.models import Figure, FigureMark
from tests.deeds import at, reported, served, void
from tests.orgtree.filling import OCTOBER, differing_sums, recounted_now, stored, value
from volunteers.models import Member, ReportIn, ServiceRecord

# November has rows and no figures of its own; so have the months before August, but no rows.
SPANS = [Period.parse(slug) for slug in ("2026-08", "2026-09", "2026-10", "2026Q3", "2026Q4", "2026")]
YEAR = SPANS[-1]


def are_exact() -> bool:
    return all(stored(period) == recounted_now(period) for period in SPANS)


def member():
    return ReportIn.objects.order_by("pk").first().member


# What the writes of this file touch: nothing else can change, and to recount it all each time is most of the cost.
TOUCHED = {Member, ReportIn, ServiceRecord}


@pytest.fixture
def touched_alone(monkeypatch):
    """Only the measures that a service or a report-in can change are declared."""
    touched = {
        key: measure
        for key, measure in registry.figures.items()
        if isinstance(measure, Measure) and TOUCHED & {marker.model for marker in measure.marks}
    }
    monkeypatch.setattr(registry, "figures", touched)


@pytest.fixture
def year(services, touched_alone):
    """The town with services, months, quarters and the year filled from them, nothing waiting to be counted."""
    FigureMark.objects.all().delete()
    for period in SPANS:
        fill_figures(period)
    FigureMark.objects.all().delete()
    return services


@pytest.fixture
def looked(monkeypatch):
    """What each drain counted and summed: (period, keys counted, cells summed), in the order of the work."""
    seen = []
    original = counting.recount

    def recount(window, target, scans, summed=None):
        keys = {key for scan in scans for key in scan.keys}
        seen.append((window.period, keys, list(zip(*summed.cells, strict=True)) if summed else []))
        return original(window, target, scans, summed)

    monkeypatch.setattr(counting, "recount", recount)
    return seen


def hours_of(looked) -> dict[str, str]:
    """How the hours of each period were found."""
    key = "volunteers.hours"
    return {
        period.slug: "counted" if key in keys else "summed" if any(cell[0] == key for cell in cells) else "left"
        for period, keys, cells in looked
    }


# --- What is declared -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_said_to_be_additive_is(services):
    additive = [measure for measure in registry.measures() if measure.additive]
    assert "volunteers.hours" in {measure.key for measure in additive}
    assert differing_sums(additive, YEAR) == []


@pytest.mark.django_db
def test_control_persons_each_once_are_no_sum_of_their_months(services):
    assert differing_sums([registry.figures["volunteers.serving"]], YEAR) == ["volunteers.serving"]


def test_a_stock_cannot_be_additive():
    with pytest.raises(ValueError, match=r"area\.streets"):
        replace(registry.figures["area.streets"], additive=True)


@pytest.mark.parametrize(
    ("slug", "parts", "gaps"),
    [
        ("2026-08", [], [(8, 9)]),
        ("2026Q3", ["2026-08", "2026-09"], [(7, 8)]),
        ("2026Q4", ["2026-10"], [(11, 13)]),
        ("2026", ["2026Q3", "2026Q4"], [(1, 7)]),
        ("2025", [], [(-11, 1)]),
    ],
)
def test_parts_are_the_longest_there_are(slug, parts, gaps):
    def first(month: int) -> date:
        return date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, 1)

    found = parts_of(Period.parse(slug), SPANS)
    assert found == ([Period.parse(part) for part in parts], [Span(first(a), first(b)) for a, b in gaps])


# --- Drains -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
class TestSums:
    def test_a_record_is_counted_in_its_month_and_summed_above(self, year, looked):
        served(member(), at(2026, 10, 7, 21), by=year.west_secretary, hours="2", area=year.north)
        drain()
        assert hours_of(looked) == {"2026-10": "counted", "2026Q4": "summed", "2026": "summed"}
        assert are_exact()

    def test_only_what_changed_is_summed(self, year, looked):
        record = ServiceRecord.objects.during(OCTOBER).order_by("pk").first()
        ServiceRecord.objects.filter(pk=record.pk).update(hours=9)
        drain()
        assert looked[-1][2] == [("volunteers.hours", record.area_id)]
        assert are_exact()

    def test_from_one_quarter_to_another(self, year, looked):
        record = ServiceRecord.objects.during(OCTOBER).order_by("pk").first()
        ServiceRecord.objects.filter(pk=record.pk).update(served_on="2026-09-03")
        drain()
        assert set(hours_of(looked).values()) == {"counted", "summed"}
        assert are_exact()

    def test_persons_are_counted_in_every_period(self, year, looked):
        served(member(), at(2026, 10, 7, 21), by=year.west_secretary)
        drain()
        assert all("volunteers.serving" in keys for _, keys, _ in looked)

    def test_what_lies_in_no_part_is_counted(self, year, looked):
        served(member(), at(2026, 11, 25, 21), by=year.west_secretary, hours="2")
        served(member(), at(2026, 2, 3), by=year.west_secretary, hours="2")
        drain()
        assert hours_of(looked) == {"2026Q4": "counted", "2026": "counted"}
        assert are_exact()

    def test_a_closed_month_in_an_open_year(self, year, looked):
        close_period(period=OCTOBER, by=year.organisation)
        was = value(year.district, "volunteers.hours", YEAR)
        late = served(member(), at(2026, 10, 7, 21), by=year.west_secretary, hours="2", area=year.east_grid)
        drain()
        assert hours_of(looked)["2026"] == "summed"
        assert value(year.district, "volunteers.hours", YEAR) == was + 2
        ServiceRecord.objects.filter(pk=late.pk).update(hours=7)
        drain()
        assert are_exact()
        void(late, when=timezone.now())
        drain()
        assert value(year.district, "volunteers.hours", YEAR) == was
        assert are_exact()

    def test_a_lost_difference_heals_with_the_next_change(self, year):
        record = ServiceRecord.objects.during(OCTOBER).order_by("pk").first()
        Figure.objects.of(YEAR).filter(area=record.area, measure="volunteers.hours").update(own=1)
        ServiceRecord.objects.filter(pk=record.pk).update(hours=9)
        drain()
        cell = Figure.objects.of(YEAR).get(area=record.area, measure="volunteers.hours")
        assert cell.own == sum(
            ServiceRecord.objects.during(YEAR).filter(area=record.area).values_list("hours", flat=True)
        )


@pytest.mark.django_db
class TestFills:
    """A full fill may see what is written before a drain does: the month then has it, and nothing in it changes any more."""

    def see_first(self, town, period: Period) -> None:
        served(member(), at(2026, 10, 7, 21), by=town.west_secretary, hours="2", area=town.north)
        fill_figures(period)
        drain()

    @pytest.mark.parametrize("slug", ["2026-10", "2026Q4", "2026"])
    def test_what_a_full_fill_saw_first_reaches_every_period(self, year, slug):
        self.see_first(year, Period.parse(slug))
        assert are_exact()
        assert not FigureMark.objects.exists()

    def test_even_when_marks_are_taken_in_parts(self, year, monkeypatch):
        monkeypatch.setattr(draining, "TAKEN_AT_ONCE", 1)
        self.see_first(year, OCTOBER)
        assert are_exact()

    def test_control_without_a_word_of_it_the_year_would_miss_it(self, year, monkeypatch):
        monkeypatch.setattr(figures, "note_filled", lambda period: None)
        self.see_first(year, OCTOBER)
        assert stored(OCTOBER) == recounted_now(OCTOBER)
        assert stored(YEAR) != recounted_now(YEAR)
        assert fill_figures(YEAR).corrected > 0

    def test_its_word_is_no_change_that_waits(self, year):
        served(member(), at(2026, 10, 7, 21), by=year.west_secretary, hours="2", area=year.north)
        before = board(year.district, OCTOBER).waiting
        fill_figures(OCTOBER)
        assert FigureMark.objects.filter(source=FILLED).exists()
        assert board(year.district, OCTOBER).waiting == before

    def test_a_fill_that_finds_nothing_waiting_says_nothing(self, year):
        fill_figures(OCTOBER)
        assert not FigureMark.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [3, 14])
def test_random_writes_and_fills(year, seed, looked):
    dice = random.Random(seed)
    for _ in range(6):
        for _ in range(dice.randint(1, 6)):
            write_at_random(dice, year)
        if dice.random() < 0.4:
            fill_figures(dice.choice(SPANS))
        drain()
        assert are_exact()
    assert any(cells for _, _, cells in looked)
    assert [fill_figures(period).corrected for period in SPANS] == [0] * len(SPANS)


def write_at_random(dice: random.Random, town) -> None:
    """A record that comes, goes, is voided, or is of another place, day or length, from June to November."""
    places = [town.east, town.east_grid, town.east_building, town.west, town.west_grid, town.north]
    record = dice.choice(list(ServiceRecord.objects.order_by("pk")))
    start = at(2026, 6, 1) + timedelta(days=dice.randrange(170), hours=dice.randrange(10))
    row = ServiceRecord.objects.filter(pk=record.pk)
    match dice.randrange(6):
        case 0:
            somebody = reported(dice.choice(places), by=town.secretary, accepted_at=start)
            served(somebody, start, by=town.west_secretary, area=dice.choice(places))
        case 1:
            void(record, when=timezone.now())
        case 2:
            row.update(area=dice.choice(places))
        case 3:
            row.update(served_on=start.date())
        case 4:
            row.update(hours=dice.randint(1, 9), people_served=dice.randint(0, 9))
        case 5:
            record.delete()
