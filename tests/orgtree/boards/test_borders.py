"""Figures "as it was" and "in today's boundaries" after communities are merged and split, both held against a recount by foot."""

import random
from datetime import datetime

import pytest
from django.db import connection
from django.urls import reverse

from orgtree.acts import perform_one
from orgtree.boards.services.boards import board
from orgtree.boards.services.drilldown import rows_of
from orgtree.boards.services.mapped import branches
from orgtree.borders.acts import border_acts
from orgtree.borders.services.planning import parts_for, plan_change
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.figures.services.boundaries import Boundaries
from orgtree.figures.services.figures import figures_for, fill_figures
from orgtree.models import Area, AreaEvent
from tests.deeds import at, reported, served
from tests.orgtree.filling import measures_with_rows, recounted, stored
from tests.thorough import examples

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER, NOVEMBER = PERIODS = Period.parse("2026-11").last(3)
AS_OF = at(2026, 12, 2)
LONG_AGO = at(2026, 1, 1)
STEPS = [at(2026, 9, 25), at(2026, 10, 10), at(2026, 11, 5)]


def happened(moment: datetime, *, after: int = 0) -> int:
    """Say that what was written over areas behind the entry `after` of their history was written at this moment; returns the last entry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true)")
        AreaEvent.objects.filter(pgh_id__gt=after).update(pgh_created_at=moment)
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
    return AreaEvent.objects.order_by("-pgh_id").first().pgh_id


def parents() -> dict[int, int | None]:
    return dict(Area.objects.values_list("pk", "parent"))


def confirmed(town, **said) -> None:
    change = plan_change(**said, by=town.street_secretary)
    perform_one(border_acts, "confirm", pk=change.pk, by=town.street_secretary)


def merge_or_split(town, dice: random.Random, number: int) -> None:
    """Some communities of the street become one, or some grids of one become another, as the dice say."""
    communities = list(Area.objects.filter(parent=town.street, dissolved_on=None).order_by("pk"))
    of_many = [one for one in communities if parts_for("split", one).count() > 1]
    new = {"name": f"新设{number}社区", "code": f"37070200109{number}"}
    if len(communities) > 1 and (not of_many or dice.random() < 0.5):
        community = dice.choice(communities)
        others, said = list(parts_for("merge", community)), dice.choice([{}, new])
        parts = dice.sample(others, dice.randint(1, len(others)))
        confirmed(town, kind="merge", community=community, parts=parts, **said)
    else:
        community = dice.choice(of_many)
        grids = list(parts_for("split", community))
        parts = dice.sample(grids, dice.randint(1, len(grids) - 1))
        confirmed(town, kind="split", community=community, parts=parts, **new)


def as_it_was(trees: dict[Period, dict]) -> None:
    for period in PERIODS:
        assert stored(period) == recounted(Window(period, AS_OF), trees[period]), period.label


def in_today_s(now: dict) -> None:
    """Every count of every area, and the rows behind one of them."""
    shown = {measure.key for measure in measures_with_rows()}
    for period in PERIODS:
        found = figures_for(now, period, today=True)
        cells = {(key, area): found[area][key] for area in found for key in shown if found[area][key]}
        assert cells == recounted(Window(period, AS_OF), now), period.label


def furnish(town, seed: int) -> list[Area]:
    """Everything so far was so long ago; people of some grids more have served."""
    happened(LONG_AGO)
    dice = random.Random(seed)
    for place in (town.east_grid_two, town.west_grid):
        member = reported(place, by=town.secretary, accepted_at=at(2026, 8, 1))
        for month in (9, 10, 11):
            served(member, at(2026, month, dice.randint(1, 28)), by=town.west_secretary, people=dice.randint(1, 9))


@pytest.mark.parametrize("seed", range(examples(1, 7)))
def test_both_tellings_equal_a_recount(services, seed, monkeypatch):
    """Three changes a seed: 21 of them in `make thorough`."""
    furnish(services, seed)
    dice, trees, last = random.Random(seed), {}, happened(LONG_AGO)
    for number, (period, moment) in enumerate(zip(PERIODS, STEPS, strict=True)):
        merge_or_split(services, dice, number)
        last = happened(moment, after=last)
        trees[period] = parents()
    for period in PERIODS:
        fill_figures(period, as_of=AS_OF)
    now = parents()
    as_it_was(trees)
    in_today_s(now)
    moved = [period for period in PERIODS if trees[period] != now]
    assert moved == [SEPTEMBER, OCTOBER]
    assert recounted(Window(SEPTEMBER, AS_OF), now) != stored(SEPTEMBER), (
        "what moved had nothing: the test would tell nothing"
    )
    with monkeypatch.context() as patched:
        patched.setattr(Boundaries, "_shifts", lambda self, stood: [])
        with pytest.raises(AssertionError):
            in_today_s(now)


@pytest.fixture
def merged(services):
    """西园社区 became part of 东园社区 on the 10th of October; figures of September to November."""
    furnish(services, 1)
    last = happened(LONG_AGO)
    confirmed(services, kind="merge", community=services.east, parts=[services.west])
    happened(at(2026, 10, 10), after=last)
    for period in PERIODS:
        fill_figures(period, as_of=AS_OF)
    for name in ("east", "street", "other_street", "district", "north"):
        getattr(services, name).refresh_from_db()  # where it lies in the tree now
    return services


def values(shown) -> dict[str, int]:
    return {cell.figure.key: cell.value for group in shown.groups for cell in group.cells}


KEY = "volunteers.services"


def test_the_board_tells_both_and_marks_the_break(merged, client):
    now = parents()
    then, today = (board(merged.east, NOVEMBER, today=today) for today in (False, True))
    assert [(found.period, found.on.isoformat(), found.text) for found in then.breaks] == [
        (OCTOBER, "2026-10-10", "西园社区划入东园社区")
    ]
    assert values(then) == values(today), "of a period after the break"
    position = [cell.figure.key for cell in then.headline].index(KEY)
    trend = {one: cells[position].value for one, cells in today.trend}
    for period in PERIODS:
        assert trend[period] == recounted(Window(period, AS_OF), now)[KEY, merged.east.pk]
    assert {one: cells[position].value for one, cells in then.trend}[SEPTEMBER] < trend[SEPTEMBER]
    assert not board(merged.other_street, NOVEMBER).breaks
    assert not board(merged.district, NOVEMBER).breaks, "neither it nor its streets have other boundaries"
    assert [one.text for one in board(merged.street, SEPTEMBER).breaks] == ["西园社区划入东园社区"]
    assert [one.period for one in board(merged.street, SEPTEMBER).breaks] == [None]


def test_rows_children_and_map_of_either_telling(merged):
    for today in (False, True):
        for area in (merged.east, merged.street):
            shown = board(area, SEPTEMBER, today=today)
            value = values(shown)[KEY]
            measure = registry.catalogue()[KEY]
            rows = rows_of(measure, area=area, period=SEPTEMBER, viewer=merged.organisation, today=today)
            assert (rows.total, rows.figure, rows.differs) == (value, value, False)
            own = rows_of(measure, area=area, period=SEPTEMBER, viewer=merged.organisation, today=today, own=True)
            assert own.total == own.figure
            position = [cell.figure.key for cell in shown.headline].index(KEY)
            below = sum(line.cells[position].value for peers in shown.peers for line in peers.lines)
            assert below + (shown.remainder[position].value if shown.remainder else 0) == value
            assert own.total == value - below
            mapped = {one["name"]: one["value"] for one in branches(shown)}
            at_map = [cell.figure.key for cell in shown.headline].index("volunteers.reported")
            cells = {line.area.name: line.cells[at_map].value for peers in shown.peers for line in peers.lines}
            assert mapped == {name: count for name, count in cells.items() if count}
    names = {
        today: {one["name"] for one in branches(board(merged.street, SEPTEMBER, today=today))}
        for today in (False, True)
    }
    assert names == {False: {"东园社区", "西园社区"}, True: {"东园社区"}}


def test_the_page_and_the_api(merged, client):
    client.force_login(merged.organisation)
    page = client.get(
        reverse("board", args=[merged.east.pk]), {"period": "2026-11", "subject": "services"}
    ).content.decode()
    words = [
        "按各期当时的区划",
        "2026年10月10日西园社区划入东园社区",
        "前后不能直接比较",
        "以下按调整后的区划",
        "subject=services&amp;borders=today",
    ]
    assert [one for one in words if one not in page] == []
    asked = {"period": "2026-11", "subject": "services", "borders": "today"}
    page = client.get(reverse("board", args=[merged.east.pk]), asked).content.decode()
    assert [
        one
        for one in ("按今天的区划", "此前的数字已折算", f"/rows/{KEY}/?period=2026-11&amp;borders=today")
        if one not in page
    ] == []
    assert "以下按调整后的区划" not in page
    itself = asked | {"figure": KEY, "with": merged.east.pk}
    drawn = [
        client.get(reverse(name, args=[merged.east.pk]), itself | {"borders": borders}).context["charts"]["trends"]
        for name in ("board", "board-compare")
        for borders in ("", "today")
    ]
    assert [{tuple(chart["breaks"]) for chart in charts} for charts in drawn] == [{("2026-10",)}, {()}] * 2
    plain = client.get(reverse("board", args=[merged.north.pk]), asked | {"borders": ""}).content.decode()
    assert "区划调整" not in plain, "nothing changed here"
    answers = {}
    for borders in ("then", "today"):
        told = client.get("/api/v1/figures/", {"area": merged.east.pk, "period": "2026-09", "borders": borders}).json()
        answers[borders] = next(one["value"] for one in told["figures"] if one["key"] == KEY)
        assert told["breaks"] == [{"on": "2026-10-10", "text": "西园社区划入东园社区"}]
    assert float(answers["then"]) < float(answers["today"])
    assert (
        client.get("/api/v1/figures/", {"area": merged.east.pk, "period": "2026-09", "borders": "x"}).status_code == 400
    )
