"""Statements of scans that are kept for other windows: the same as those put together anew, and of nothing else."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from orgtree.days.rules.periods import Period, Span
from orgtree.declare import Measure, Window
from orgtree.figures.services.scans import Scan, _lines_of, scans_of
from orgtree.figures.services.statements import SAMPLES, keep, statement_for
from orgtree.models import Area
from tests.orgtree.filling import LATER, OCTOBER, measures

pytestmark = pytest.mark.django_db

WINDOWS = [
    Window(OCTOBER, LATER),
    Window(Period.holding("Y", timezone.localdate()), timezone.now()),
    Window(Span(date(2024, 2, 29), date(2024, 3, 1)), LATER),
]


def said_anew(scan: Scan):
    return lambda window, areas: _lines_of(scan.measures, window, areas)


@pytest.mark.parametrize("areas", [None, frozenset({3, 1, 2})])
def test_every_scan_is_asked_as_if_it_were_put_together_anew(areas, town):
    scans, kept = scans_of(measures()), 0
    for scan in scans:
        say = said_anew(scan)
        kept += keep(say, areas) is not None
        for window in WINDOWS:  # a year too: what goes through its quarters says more of it than of a day
            given, anew = statement_for(scan.measures, areas, window, say), say(window, areas)
            assert (given and (given[0], list(given[1]))) == (anew and (anew[0], list(anew[1]))), scan.keys
    assert kept > len(scans) * 0.8


def measure_of(rows, **more) -> Measure:
    return Measure(key="planted", label="试", unit="个", definition="试", rows=rows, area="", columns=(), **more)


def is_kept(rows, **more) -> bool:
    return keep(said_anew(Scan((measure_of(rows, **more),))), None) is not None


def test_what_is_asked_by_days_and_moments_is_kept():
    assert is_kept(
        lambda window: Area.objects.filter(opened_on__gte=window.period.start, opened_on__lt=window.period.end)
    )
    assert is_kept(lambda window: Area.objects.open_on(window.last_day), value="households")
    assert is_kept(lambda window: Area.objects.filter(pk__lt=window.period.start.year, name="年"))


def by_the_earlier(window: Window):
    return Area.objects.filter(opened_on__lt=min(window.period.end, window.last_day))


def by_the_day_before(window: Window):
    return Area.objects.filter(opened_on__lt=window.period.start - timedelta(days=1))


def by_another_rule_since(window: Window):
    return Area.objects.filter(kind="grid") if window.period.start >= date(2026, 1, 1) else Area.objects.all()


def by_what_is_written(window: Window):
    return Area.objects.filter(pk__gt=Area.objects.count())


def by_what_day_it_is(window: Window):
    return Area.objects.filter(households__lt=window.period.start.month)


def by_nothing_at_all(window: Window):
    return Area.objects.none()


@pytest.mark.parametrize(
    "rows",
    [
        *(by_the_earlier, by_the_day_before, by_another_rule_since),
        *(by_what_is_written, by_what_day_it_is, by_nothing_at_all),
    ],
)
def test_what_depends_on_anything_else_is_put_together_each_time(rows):
    """Negative controls: kept, each would be right for one window and wrong for the next."""
    assert not is_kept(rows)


def test_it_is_put_together_for_two_samples_and_then_no_more(town):
    asked, measure = [], measure_of(lambda window: asked.append(window) or Area.objects.open_on(window.last_day))
    say = said_anew(Scan((measure,)))
    first, second = (statement_for((measure,), None, window, say) for window in WINDOWS[:2])
    assert asked == [sample for sample, _ in SAMPLES]
    assert first[0] == second[0]
    assert WINDOWS[0].last_day in first[1]
    assert WINDOWS[1].last_day in second[1]


def on_the_map(window: Window):
    return Area.objects.open_on(window.last_day)


def test_figures_of_a_dictionary_are_put_together_once_though_they_are_made_anew(town):
    """Control: of another kind, they are others."""
    asked = []

    def said_of(kind: int):
        measure = measure_of(on_the_map, only=Q(pk=kind))
        anew = said_anew(Scan((measure,)))
        return statement_for((measure,), None, WINDOWS[0], lambda *to: asked.append(kind) or anew(*to))

    assert said_of(7) == said_of(7) != said_of(8)
    assert asked == [7, 7, 8, 8]  # two samples each
