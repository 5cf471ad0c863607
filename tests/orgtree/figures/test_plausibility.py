"""Numbers that are hardly so: outside their usual range, against a rule between two; said softly, and nothing refused."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from orgtree.errors import RuleBroken
from orgtree.figures.rules import Usual, breaks_rule, usual_range
from orgtree.figures.services import plausibility
from orgtree.figures.services.plausibility import outliers_of
from orgtree.figures.services.reporting import ask_for
from orgtree.models import Figure, FigureFill, FigureReturn, FigureRule
from orgtree.owned.services.versions import save_version
from tests.deeds import at
from tests.orgtree.filling import OCTOBER, link, text

KEY = "volunteers.services"


@pytest.mark.parametrize(
    ("before", "usual"),
    [
        ([6] * 5, None),  # too few
        ([6] * 5 + [None], None),  # unknown is none
        ([0] * 12, None),  # it never was anything
        ([0] * 11 + [6], None),  # it is kept since one month
        ([6] * 6, Usual(D(1), D(11))),  # by five at least
        ([100] * 12, Usual(D(80), D(120))),  # by a fifth at least
        ([90, 100, 110, 100, 90, 110], Usual(D("55.522"), D("144.478"))),
        ([90, 100, 110, 100, 90, 110, 100_000], Usual(D("55.522"), D("144.478"))),  # one wild month changes nothing
        ([1] * 12, Usual(D(0), D(6))),  # nothing is below zero
    ],
)
def test_between_what_it_usually_lies(before, usual):
    assert usual_range(before) == usual


@pytest.mark.parametrize(
    ("lesser", "greater", "number", "broken"),
    [
        (5, 5, 1, False),
        (6, 5, 1, True),
        (24, 2, 12, False),
        (25, 2, 12, True),
        (None, 5, 1, False),
        (5, None, 1, False),
    ],
)
def test_one_is_at_most_so_many_times_the_other(lesser, greater, number, broken):
    assert breaks_rule(lesser, greater, D(number)) == broken


@pytest.fixture
def year(busy):
    """东园社区 had six services in each of the twelve months before October."""
    for month in OCTOBER.last(13)[:-1]:
        FigureFill.objects.get_or_create(period_kind="M", period_start=month.start, defaults={"as_of": at(2026, 11, 3)})
        Figure.objects.update_or_create(
            measure=KEY, period_kind="M", period_start=month.start, area=busy.east, defaults={"own": 6, "total": 6}
        )
    return busy


def told(town, area=None) -> set[tuple[str, str]]:
    found = outliers_of([area or town.east], OCTOBER)
    return {(one.measure.key, one.why) for one in found if one.measure.key in (KEY, "area.households")}


def put(area, **totals) -> None:
    for key, total in totals.items():
        measure = KEY if key == "services" else f"area.{key}"
        Figure.objects.update_or_create(
            measure=measure,
            period_kind="M",
            period_start=OCTOBER.start,
            area=area,
            defaults={"own": total, "total": total},
        )


@pytest.mark.django_db
def test_what_is_far_from_usual_is_listed_and_leads_on(year, client, monkeypatch):
    assert told(year) == set()
    put(year.east, services=60)
    assert told(year) == {(KEY, "以往12期一般在1至11之间")}
    FigureFill.objects.of(OCTOBER).update(as_of=at(2026, 10, 9))
    put(year.east, services=0)
    assert told(year) == set(), "of a month that is not over nothing is too little yet"
    put(year.east, services=60)
    FigureFill.objects.of(OCTOBER).update(as_of=at(2026, 11, 3))
    client.force_login(year.organisation)
    page = text(client.get(link(year.street, "board-outliers")))
    assert "以往12期一般在1至11之间" in page
    assert f"{reverse('board-rows', args=[year.east.pk, KEY])}?period=2026-10" in page
    assert f"{reverse('admin:orgtree_figuredoubt_add')}?area={year.east.pk}" in page
    ask_for(OCTOBER, OCTOBER.end)
    row = FigureReturn.objects.of(OCTOBER).get(area=year.east)
    client.force_login(year.secretary)
    shown = reverse("admin:orgtree_figurereturn_change", args=[row.pk])
    assert "请再看一眼" in text(client.get(shown))
    with monkeypatch.context() as patched:
        patched.setattr(plausibility, "usual_range", lambda before: None)
        assert told(year) == set(), "the range comes from there"
        assert "请再看一眼" not in text(client.get(shown))
    client.force_login(year.north_secretary)
    assert client.get(link(year.street, "board-outliers")).status_code == 404


@pytest.mark.django_db
def test_two_numbers_that_do_not_fit(year):
    put(year.east, households=10, residents=9)
    ((key, why),) = told(year)
    assert key == "area.households"
    assert why.startswith("户数不多于人口：")
    rule = FigureRule.objects.get(key="户数不多于人口")
    own = FigureRule(area=year.district, key=rule.key, lesser=rule.lesser, greater=rule.greater, number=2)
    own.active_from = at(2020, 1, 1).date()
    with pytest.raises(RuleBroken) as error:
        save_version(row=own, by=year.organisation)
    assert error.value.field == "active_from", "the past is not rewritten"
    own.save()
    assert told(year) == set(), "the district has its own"
    with pytest.raises(RuleBroken):
        save_version(row=own, by=year.secretary)
