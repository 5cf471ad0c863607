"""A month that is not over is measured by the same days of the one before."""

from datetime import date

import pytest
from django.urls import reverse

from orgtree.boards.services import boards
from orgtree.days.rules.periods import Period, Span, same_days_before
from orgtree.declare import registry
from orgtree.figures.services.figures import figures_for, fill_figures
from orgtree.figures.services.same_days import values_of_days
from tests.deeds import at, reported, served
from tests.orgtree.filling import OCTOBER, text

SEPTEMBER = OCTOBER.previous


@pytest.mark.parametrize(
    ("slug", "day", "days"),
    [
        ("2026-11", date(2026, 11, 1), (date(2026, 10, 1), date(2026, 10, 2))),
        ("2026-11", date(2026, 11, 30), (date(2026, 10, 1), date(2026, 10, 31))),
        (
            "2026-10",
            date(2026, 10, 31),
            (date(2026, 9, 1), date(2026, 10, 1)),
        ),  # a shorter month before is the whole of it
        ("2026-03", date(2026, 3, 29), (date(2026, 2, 1), date(2026, 3, 1))),
        ("2026Q4", date(2026, 10, 10), (date(2026, 7, 1), date(2026, 7, 11))),
        ("2026", date(2026, 1, 31), (date(2025, 1, 1), date(2025, 2, 1))),
        ("2026-10", date(2026, 11, 1), None),
        ("2026-10", date(2026, 9, 30), None),
    ],
)
def test_the_same_days(slug, day, days):
    assert same_days_before(Period.parse(slug), day) == (days and Span(*days))


@pytest.fixture
def half_october(town):
    """A service on the 5th and one on the 20th of September, one on the 3rd of October; it is the 10th."""
    member = reported(town.east, by=town.secretary, accepted_at=at(2026, 8, 1))
    for month, day in ((9, 5), (9, 20), (10, 3)):
        served(member, at(2026, month, day), by=town.secretary, hours="2")
    fill_figures(SEPTEMBER, as_of=at(2026, 10, 2))
    fill_figures(OCTOBER, as_of=at(2026, 10, 10))
    return town


@pytest.mark.django_db
def test_every_figure_of_days_is_that_of_the_month_where_they_are_all_of_it(half_october):
    """Exact: what is counted for a comparison is what the month has stored, figure by figure."""
    whole, area = Span(SEPTEMBER.start, SEPTEMBER.end), half_october.district
    counted = values_of_days(registry.catalogue(), area=area, span=whole, as_of=at(2026, 10, 2))
    assert counted == figures_for([area.pk], SEPTEMBER)[area.pk]
    assert counted["volunteers.services"] == 2


@pytest.mark.django_db
def test_the_first_screen_compares_days_and_says_which(client, half_october, monkeypatch):
    client.force_login(half_october.organisation)
    address = reverse("board", args=[half_october.district.pk])
    first = text(client.get(address, {"period": "2026-10"}))
    assert "与上期同样天数（9月1日至9月10日）比较" in first
    assert "较上月同期持平" in first
    assert "较上月同期减少1" not in first
    assert "较上月整月减少1" in text(client.get(address, {"period": "2026-10", "subject": "services"}))
    # Control: without the days, half a month stands against a whole one.
    asked = []
    monkeypatch.setattr(boards, "span_before", lambda *told: asked.append(told))
    assert "较上月整月减少1" in text(client.get(address, {"period": "2026-10"}))
    assert asked
