"""What a department asks of the street on the way: to be left out, more time; and the watch over its clocks (feature 34)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grids.models import Whistle, WhistleLeg
from grids.whistles.choices import LegState, StepKind, WhistleState
from grids.whistles.services.scores import unit_sheets
from grids.whistles.services.watching import watch_whistles
from grids.whistles.services.whistles import whistle_acts
from orgtree.acts import perform_one
from orgtree.declare import registry
from orgtree.models import Notice
from tests.grids.whistles import world
from tests.grids.whistles.makers import OTHER
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from tests.walk import lay_flat

pytestmark = pytest.mark.django_db


def given_back(town) -> WhistleLeg:
    row = world.leg(town)
    return world.do("give_back", row, world.clerk(town, row.unit), refusal=world.REFUSAL)


def on_site(town) -> WhistleLeg:
    row = world.leg(town)
    world.do("answer", row, world.clerk(town, row.unit), answer="半小时内到场")
    return world.do("arrive", row, town.clerk, on_site="已到场，现场定了方案")


def call_more(town, whistle, unit) -> Whistle:
    return perform_one(whistle_acts, "call_more", pk=whistle.pk, by=town.street_secretary, unit=unit, kind="department")


def test_what_is_given_back_waits_for_the_street_and_its_clocks_run_on(town):
    row = given_back(town)
    assert row.state == LegState.RETURNED
    assert sorted(row.clocks.filter(stopped_at=None).values_list("kind", flat=True)) == ["answer", "arrive", "result"]
    assert list(registry.cards["grids.whistles_returned"].rows(town.street_secretary)) == [row]
    assert "待裁定退哨" in lay_flat(signed_in(town.street_secretary).get("/desk/").content.decode())
    with refused("legs_open"):
        perform_one(whistle_acts, "end", pk=row.whistle_id, by=town.street_secretary)
    with refused("not_found"):
        world.do("release", row, world.clerk(town, row.unit))


def test_whoever_is_released_is_neither_awaited_nor_rated_and_another_leads(town):
    row = world.do("release", given_back(town), town.street_secretary)
    assert not row.clocks.filter(stopped_at=None).exists()
    other = world.department(town, OTHER)
    world.clerk(town, other)
    whistle = call_more(town, row.whistle, other)
    second = whistle.legs.get(unit=other)
    assert (whistle.lead, second.is_lead, second.clocks.count()) == (other, True, 4)
    with refused("twice", "unit"):
        call_more(town, whistle, row.unit)
    world.rated(town, second)
    ended = perform_one(whistle_acts, "end", pk=whistle.pk, by=town.street_secretary)
    assert ended.state == WhistleState.ENDED
    today = timezone.localdate()
    assert [one.unit for one in unit_sheets(WhistleLeg.objects.all(), today, today)] == [other]


def test_what_the_street_holds_is_not_given_back_again(town):
    row = world.do("hold", given_back(town), town.street_secretary, reason="三定方案明确由贵局负责")
    assert row.state == LegState.SIGNED
    clerk = world.clerk(town, row.unit)
    with refused("held"):
        world.do("give_back", row, clerk, refusal="还是不属我局职责")
    assert f"/u/whistles/{row.pk}/give" not in signed_in(clerk).get(f"/u/whistles/{row.pk}/").content.decode()


def test_more_time_is_asked_for_once_and_granted_by_the_street(town):
    row = on_site(town)
    clerk, clock = world.clerk(town, row.unit), row.clocks.get(kind=StepKind.RESULT)
    with refused("too_long", "more"):
        world.do("ask_more", row, clerk, more=6, more_why="等路面开挖批准")
    world.do("ask_more", row, clerk, **world.MORE)
    assert list(registry.cards["grids.whistles_extending"].rows(town.street_secretary)) == [row]
    row = world.do("grant_more", row, town.street_secretary)
    longer = row.clocks.get(kind=StepKind.RESULT)
    assert (row.state, longer.limit_number) == (LegState.ARRIVED, clock.limit_number + 3)
    assert longer.due_at > clock.due_at
    with refused("once"):
        world.do("ask_more", row, clerk, more=1, more_why="还要再等一天")
    assert world.do("finish", row, clerk, outcome="已疏通并更换管道").state == LegState.DONE


def test_denied_the_limit_stays_and_work_goes_on(town):
    row = on_site(town)
    clerk, before = world.clerk(town, row.unit), row.clocks.get(kind=StepKind.RESULT).due_at
    row = world.do("ask_more", row, clerk, **world.MORE)
    row = world.do("deny_more", row, town.street_secretary, reason="不需要开挖")
    assert (row.state, row.clocks.get(kind=StepKind.RESULT).due_at) == (LegState.ARRIVED, before)


def test_each_step_turns_yellow_and_red_once_and_the_street_hears_of_it(town):
    row = world.leg(town)
    clerk = world.clerk(town, row.unit)
    sign = row.clocks.get(kind=StepKind.SIGN)
    steps = Notice.objects.filter(key__startswith=f"whistleclock:{sign.pk}:")
    assert watch_whistles(row.called_at + timedelta(minutes=30)) == 0
    for _ in range(2):
        watch_whistles(row.called_at + timedelta(minutes=70))
    sign.refresh_from_db()
    assert (sign.yellow_at, sign.red_at) == (sign.due_at, None)
    assert set(steps.values_list("user", flat=True)) == {clerk.pk, town.secretary.pk, town.street_secretary.pk}
    told = steps.count()
    for _ in range(2):
        watch_whistles(row.called_at + timedelta(minutes=130))
    sign.refresh_from_db()
    assert (sign.red_at, steps.count()) == (row.called_at + timedelta(hours=2), told + 1)
    page = lay_flat(signed_in(clerk).get(f"/u/whistles/{row.pk}/").content.decode())
    assert "未办（红牌）" in page
    card = registry.cards["grids.whistle_legs"]
    assert list(card.rows(clerk)) == [row]


def test_what_was_signed_in_time_turns_no_colour(town):
    """Control of the watch: the same moments, with the step done."""
    row = world.leg(town)
    world.do("sign", row, world.clerk(town, row.unit))
    watch_whistles(row.called_at + timedelta(minutes=130))
    assert row.clocks.get(kind=StepKind.SIGN).yellow_at is None
