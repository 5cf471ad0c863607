"""Figures of a period: reported from below upward, locked, opened again for a time, with what came late beside them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.boards.services.boards import board
from orgtree.boards.services.drilldown import rows_of
from orgtree.choices import PostKind, ReturnState
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.figures.acts import figure_return_acts as acts
from orgtree.figures.rules import as_reported
from orgtree.figures.services import figures, reporting
from orgtree.figures.services.figures import figures_for, fill_figures
from orgtree.figures.services.reporting import ask_for, end_returns, remind_of_figures
from orgtree.models import ActStep, DeadlineRule, FigureFill, FigureReturn, Notice
from tests.api import Api
from tests.deeds import at, reported, served
from tests.orgtree.filling import LATER, OCTOBER, link, text
from tests.orgtree.makers import another

KEY = "volunteers.services"


@pytest.mark.parametrize(
    ("live", "below", "told"),
    [
        ({"a": 5}, [], {"a": 5}),
        ({"a": 5}, [({"a": 3}, {"a": 2})], {"a": 4}),
        ({"a": 5}, [({"a": 3}, {}), ({}, {"b": 1})], {"a": 2, "b": 1}),
        ({"a": 3}, [({"a": 3}, {})], {}),
    ],
)
def test_what_those_below_reported_stands_in_what_is_reported_above(live, below, told):
    assert as_reported(live, below) == told


@pytest.fixture
def asked(busy):
    """October asked of everybody who reports; nothing of it reported yet."""
    assert ask_for(OCTOBER, date(2026, 11, 3)) == 5
    return busy


def of(area) -> FigureReturn:
    return FigureReturn.objects.of(OCTOBER).select_related("area").get(area=area)


def report(area, by) -> FigureReturn:
    return perform_one(acts, "confirm", pk=of(area).pk, by=by)


def refused(act, area, by, **said) -> str:
    with pytest.raises(RuleBroken) as error:
        perform_one(acts, act, pk=of(area).pk, by=by, **said)
    return error.value.code


def value(area) -> int:
    return figures_for([area.pk], OCTOBER)[area.pk][KEY]


def late_service(town, area) -> None:
    """One more of October, written down in November."""
    served(reported(area, by=town.secretary, accepted_at=at(2026, 10, 1)), at(2026, 10, 20), by=town.west_secretary)
    fill_figures(OCTOBER, as_of=LATER)


@pytest.mark.django_db
def test_asked_once_for_what_was_counted_to_its_end(asked):
    states = dict(FigureReturn.objects.values_list("area__name", "state"))
    assert sorted(states.values()) == ["open", "open", "open", "waiting", "waiting"], (
        "nobody holds a post at the other street"
    )
    assert (of(asked.east).due_on, of(asked.street).due_on, of(asked.district).due_on) == (
        date(2026, 11, 6),
        date(2026, 11, 10),
        date(2026, 11, 12),
    )
    assert ask_for(OCTOBER, date(2026, 11, 4)) == 0, "once"
    assert ask_for(OCTOBER.next, date(2026, 12, 3)) == 0, "it was never counted"
    told = set(Notice.objects.filter(key__startswith="figurereturn").values_list("user__account", flat=True))
    assert asked.secretary.account in told
    assert asked.street_secretary.account not in told
    remind_of_figures(date(2026, 11, 5))
    assert Notice.objects.filter(key=f"figurereturn:{of(asked.east).pk}:due", user=asked.secretary).exists()


@pytest.mark.django_db
def test_who_has_no_rule_is_not_asked(busy):
    DeadlineRule.objects.filter(key="figure_return").delete()
    assert ask_for(OCTOBER, date(2026, 11, 3)) == 0


@pytest.mark.django_db
def test_from_below_upward_locked_and_late_facts_beside_it(asked, client, monkeypatch):
    assert refused("confirm", asked.street, asked.street_secretary) == "wrong_state"
    report(asked.east, asked.secretary)
    before = value(asked.street)
    late_service(asked, asked.east_grid)
    assert (value(asked.east), value(asked.street)) == (6, before + 1), "east stands, the street was not asked yet"
    report(asked.west, asked.west_secretary)
    assert of(asked.street).state == ReturnState.OPEN
    report(asked.street, asked.street_secretary)
    assert value(asked.street) == before, "the street reports what its communities reported"
    assert refused("call_back", asked.east, asked.secretary) == "locked"
    shown = board(asked.east, OCTOBER)
    cell = next(cell for group in shown.groups for cell in group.cells if cell.figure.key == KEY)
    assert (cell.value, cell.correction, shown.reported.state) == (6, 1, ReturnState.CONFIRMED)
    street = board(asked.street, OCTOBER)
    of_east = next(line for peers in street.peers for line in peers.lines if line.area == asked.east)
    position = [one.figure.key for one in street.headline].index(KEY)
    assert of_east.cells[position].value == 6
    rows = rows_of(registry.figures[KEY], area=asked.east, period=OCTOBER, viewer=asked.secretary)
    assert (rows.figure, rows.total, rows.correction) == (6, 7, 1)
    client.force_login(asked.organisation)
    assert "上报后更正 +1" in text(client.get(link(asked.east)))
    assert "上报后更正 +1" in text(client.get(link(asked.east, "board-rows", KEY)))
    told = Api(asked.organisation).get(f"figures/?area={asked.east.pk}&period=2026-10").json()
    late = {one["key"]: one["correction"] for one in told["figures"]}
    assert told["reported_at"]
    assert late[KEY] == 1
    with monkeypatch.context() as patched:
        patched.setattr(figures, "reported_in", lambda fills, areas: {})
        assert value(asked.east) == 7, "what was reported comes from there"


@pytest.mark.django_db
def test_an_exception_for_one_area_lapses_by_itself(asked):
    report(asked.east, asked.secretary)
    late_service(asked, asked.east_grid)
    today, said = timezone.localdate(), {"reason": "补录十月的活动"}
    two = another(PostKind.STREET_COMMITTEE, asked.street, "jiedao-two")
    assert refused("unlock", asked.east, asked.secretary, until=today, **said) == "not_found"
    assert refused("unlock", asked.east, two, until=today + timedelta(days=31), **said) == "until"
    perform_one(acts, "unlock", pk=of(asked.east).pk, by=two, until=today, **said)
    assert value(asked.east) == 6, "until it is reported anew, what was reported stands"
    step = ActStep.objects.get(noun="orgtree.figurereturn", act="unlock")
    assert (step.by, step.reason) == (two, said["reason"])
    assert Notice.objects.filter(user=asked.secretary, title__startswith="已开通限时更正").exists()
    FigureReturn.objects.filter(area=asked.east).update(unlocked_until=today - timedelta(days=1))
    assert refused("confirm", asked.east, asked.secretary) == "lock_back", "though the night has not locked it yet"
    end_returns(today)
    assert (of(asked.east).state, of(asked.east).unlocked_until, value(asked.east)) == ("confirmed", None, 6)
    perform_one(acts, "unlock", pk=of(asked.east).pk, by=two, until=today, **said)
    report(asked.east, asked.clerk)
    assert (value(asked.east), of(asked.east).state) == (7, "confirmed")
    assert refused("unlock", asked.east, asked.clerk, until=today, **said) == "not_found"


@pytest.mark.django_db
def test_called_back_until_it_is_reported_above(asked):
    report(asked.east, asked.secretary)
    report(asked.west, asked.west_secretary)
    perform_one(acts, "call_back", pk=of(asked.west).pk, by=asked.west_secretary)
    assert (of(asked.west).state, of(asked.west).values, of(asked.street).state) == ("open", {}, "waiting")
    asked.west.dissolved_on = timezone.localdate()
    asked.west.save()
    end_returns(timezone.localdate())
    assert (of(asked.west).state, of(asked.street).state) == ("lapsed", "open"), "nobody waits for it"


@pytest.mark.django_db
def test_not_before_it_is_counted(asked):
    FigureFill.objects.of(OCTOBER).update(as_of=at(2026, 10, 30))
    assert refused("confirm", asked.east, asked.secretary) == "uncounted"


@pytest.mark.django_db
def test_many_at_once_and_by_two_clicks(asked, client):
    """From the desk's home: the row, 核对无误，上报."""
    client.force_login(asked.secretary)
    page = text(client.get(reverse("admin:orgtree_figurereturn_change", args=[of(asked.east).pk])))
    assert "核对无误，上报</button>" in page
    assert registry.figures[KEY].label in page
    client.post(reverse("admin:orgtree_figurereturn_act", args=[of(asked.east).pk, "confirm"]))
    assert of(asked.east).state == ReturnState.CONFIRMED
    assert perform(acts, "confirm", ids=[of(asked.west).pk], by=asked.street_secretary).done


@pytest.mark.django_db
def test_whether_they_came_is_a_figure(asked, monkeypatch):
    report(asked.east, asked.secretary)
    FigureReturn.objects.filter(area=asked.east).update(confirmed_at=at(2026, 11, 4))
    FigureReturn.objects.filter(area=asked.west).update(confirmed_at=at(2026, 11, 9), confirmed_by=asked.clerk)
    fill_figures(OCTOBER.next, as_of=at(2026, 11, 11))
    names = ("expected", "reported", "on_time", "late", "reported_rate")

    def counts(area):
        found = figures_for([area.pk], OCTOBER.next)[area.pk]
        return [found[f"figure_return.{name}"] for name in names]

    assert counts(asked.east) == [1, 1, 1, 0, 100]
    assert counts(asked.west) == [1, 1, 0, 1, 100]
    assert counts(asked.street) == [3, 2, 1, 2, pytest.approx(Decimal(200) / 3)], "its own is over since the tenth"
    assert reporting.TERM == "figure_return"
