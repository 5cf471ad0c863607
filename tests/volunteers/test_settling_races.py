"""A grid is dissolved while somebody is being placed in it: one of the two is refused, whoever comes first."""

import threading

import pytest

from orgtree.acts import perform, perform_one
from orgtree.models import Area
from orgtree.people.acts import post_acts
from orgtree.tree.acts import area_acts
from orgtree.tree.services import settling, tree
from tests.volunteers.people import accepted, registered
from tests.volunteers.test_races import at_once
from volunteers.members.services import deciding, report_in_acts
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import transfer_report_in
from volunteers.models import ReportIn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(committed_town):
    return committed_town


def dissolve(area):
    return lambda: perform_one(area_acts, "dissolve", pk=area.pk, by=None)


def placing(member, area, by):
    pk = ReportIn.objects.live().get(member=member).pk
    return lambda: perform(report_ins, "place", ids=[pk], area=area, by=by)


def meet(monkeypatch, *, patience: float = 2) -> list[str]:
    """Both have looked before either writes: the placing waits after its look at the area, the closing after its count.

    Where the lock keeps them from meeting, they go on after `patience` seconds. Comes back with who looked, as they do: a
    test that no longer stands in the way of the code it races would pass or fail by luck.
    """
    both_looked, looked = threading.Barrier(2), []

    def wait():
        try:
            both_looked.wait(patience)
        except threading.BrokenBarrierError:
            return  # the other one waits for the lock

    look, count = settling.settle, tree._check_empty

    def late_look(area):
        fresh = look(area)
        looked.append("settler")
        wait()
        return fresh

    def late_count(area):
        count(area)
        looked.append("closer")
        wait()

    for module in (deciding, report_in_acts):
        monkeypatch.setattr(module, "settle", late_look)
    monkeypatch.setattr(tree, "_check_empty", late_count)
    return looked


def lost_members() -> int:
    """Members who live in an area that is no more."""
    return ReportIn.objects.live().filter(area__dissolved_on__isnull=False).count()


def test_nobody_is_placed_in_a_grid_that_goes(town, monkeypatch):
    member = accepted(town.east, town.secretary)
    looked = meet(monkeypatch)
    results = at_once(placing(member, town.east_grid_two, town.secretary), dissolve(town.east_grid_two))
    assert "settler" in looked
    assert {"area", "area_occupied"} & {result for result in results if isinstance(result, str)}
    assert lost_members() == 0


def test_nobody_moves_into_a_community_that_goes(town, monkeypatch):
    member = accepted(town.east, town.secretary)
    # North has nothing below it and one post, which would keep it open: that is not what is raced for here.
    perform_one(post_acts, "end", pk=town.north_secretary.posts.get().pk, by=town.admin)
    looked = meet(monkeypatch)
    moving = {"member": member, "community": town.north, "residence": "北苑", "by": member.user}
    results = at_once(lambda: transfer_report_in(**moving), dissolve(town.north))
    assert "settler" in looked
    assert {"community", "area_occupied"} & {result for result in results if isinstance(result, str)}
    assert lost_members() == 0


def test_control_without_the_lock_a_member_is_lost(town, monkeypatch):
    member = accepted(town.east, town.secretary)
    monkeypatch.setattr(settling, "_hold", lambda area_id, function: None)
    looked = meet(monkeypatch, patience=20)
    at_once(placing(member, town.east_grid_two, town.secretary), dissolve(town.east_grid_two))
    assert sorted(looked) == ["closer", "settler"]
    assert lost_members() == 1


def test_a_dissolved_place_is_refused_afterwards(town):
    member, stale = accepted(town.east, town.secretary), Area.objects.get(pk=town.east_grid_two.pk)
    dissolve(town.east_grid_two)()
    assert at_once(placing(member, stale, town.secretary)) == ["area"]
    assert at_once(lambda: registered(town.east).pk > 0) == [True]
