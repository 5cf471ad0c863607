"""Communities merged and split, taken back, and what stays as it was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.borders.acts import border_acts
from orgtree.borders.services.due import carry_out_due
from orgtree.borders.services.planning import plan_change
from orgtree.choices import BorderState, JobState
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import close_period, fill_figures
from orgtree.models import Area, BorderChange, Correction, Figure, ImportJob, Notice, Post
from orgtree.people.services.tree_health import check_trees
from tests.orgtree.filling import LATER, OCTOBER
from tests.volunteers.people import accepted
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Member, Placing, ReportIn

pytestmark = pytest.mark.django_db
NEW = {"name": "新园社区", "code": "370702001009"}


def planned(town, **changes) -> BorderChange:
    """西园社区 into 东园社区, unless told otherwise."""
    said = {"kind": "merge", "community": town.east, "parts": [town.west], "by": town.street_secretary}
    return plan_change(**said | changes)


def done(town, **changes) -> BorderChange:
    change = planned(town, **changes)
    return perform_one(border_acts, "confirm", pk=change.pk, by=town.street_secretary)


def undo(town, change) -> BorderChange:
    return perform_one(border_acts, "undo", pk=change.pk, by=town.street_secretary)


def stands() -> dict:
    """Everything that a change of borders may touch."""
    return {
        "areas": set(Area.objects.values_list("pk", "parent", "name", "position", "dissolved_on", "replaced_by")),
        "posts": set(Post.objects.values_list("pk", "area", "until", "waits")),
        "report_ins": set(ReportIn.objects.values_list("pk", "community", "area", "state", "ended_at")),
        "members": set(Member.objects.values_list("pk", "area")),
    }


@pytest.fixture
def people(town):
    """(at 东园社区, at 西园社区, in a grid of 西园社区)."""
    east = accepted(town.east, town.secretary)
    west, placed = (accepted(town.west, town.west_secretary) for _ in range(2))
    live = ReportIn.objects.live().get(member=placed)
    perform(report_ins, "place", ids=[live.pk], area=town.west_grid, by=town.west_secretary)
    return east, west, placed


def community_of(member) -> Area:
    return ReportIn.objects.live().get(member=member).community


def test_merged_into_one_that_is_there_and_undone(town, people):
    east, west, placed = people
    was = stands()
    change = done(town)
    grid = Area.objects.get(pk=town.west_grid.pk)
    assert (change.state, grid.parent, grid.name) == (BorderState.DONE, town.east, "西园一网格")
    assert {community_of(one) for one in people} == {town.east}
    gone = Area.objects.get(pk=town.west.pk)
    assert (gone.dissolved_on, gone.replaced_by, gone.parent) == (timezone.localdate(), town.east, town.east)
    assert all(not faults for faults in check_trees().values())
    for user in (town.secretary, town.west_secretary):  # both work in the one community now, its past with it
        assert set(Member.objects.allowed(user, P.MEMBER_VIEW)) >= {east, west, placed}
    assert not Member.objects.allowed(town.north_secretary, P.MEMBER_VIEW).filter(pk=placed.pk).exists()
    told = Notice.objects.filter(key__startswith="borderchange").values_list("user", flat=True)
    assert {town.secretary.pk, town.west_secretary.pk} <= set(told)
    undo(town, change)
    assert stands() == was
    assert all(not faults for faults in check_trees().values())


def test_a_name_that_is_taken_is_given_back_too(town, people):
    Area.objects.filter(pk=town.east_grid.pk).update(name="一网格")
    Area.objects.filter(pk=town.west_grid.pk).update(name="一网格")
    was = stands()
    change = done(town)
    assert Area.objects.get(pk=town.west_grid.pk).name == "西园一网格"
    undo(town, change)
    assert stands() == was


def test_merged_into_a_new_one(town, people):
    change = done(town, **NEW)
    assert {community_of(one) for one in people} == {change.made}
    assert set(Area.objects.filter(pk__in=[town.east.pk, town.west.pk]).values_list("parent", flat=True)) == {
        change.made_id
    }
    assert town.secretary.holds_at(P.MEMBER_VIEW, Area.objects.get(pk=town.west_grid.pk))


def test_split_undone_and_split_again(town, people):
    change = done(town, kind="split", parts=[town.east_grid_two], **NEW)
    assert Area.objects.get(pk=town.east_grid_two.pk).parent == change.made
    assert community_of(people[0]) == town.east
    undo(town, change)
    assert Area.objects.get(pk=town.east_grid_two.pk).parent == town.east
    again = done(town, kind="split", parts=[town.east_grid], **NEW)
    assert (again.made, again.made.dissolved_on) == (change.made, None)


def test_a_closed_month_stays_and_its_control_does_not(services):
    fill_figures(OCTOBER, as_of=LATER)
    close_period(period=OCTOBER, by=services.organisation)
    drain()
    frozen = list(Figure.objects.of(OCTOBER).order_by("pk").values_list())
    change = done(services)
    drain()
    fill_figures(OCTOBER)
    assert not Correction.objects.of(OCTOBER).exclude(difference=0).exists()
    undo(services, change)
    Placing.objects.filter(area=services.west).update(area=services.east)  # where they stood, written over
    fill_figures(OCTOBER)
    assert Correction.objects.of(OCTOBER).filter(measure="volunteers.reported").exclude(difference=0).exists()
    assert list(Figure.objects.of(OCTOBER).order_by("pk").values_list()) == frozen


def test_on_a_later_day_by_night(town, people):
    was, day = stands(), timezone.localdate() + timedelta(days=3)
    change = done(town, on=day)
    assert (change.state, stands()) == (BorderState.AGREED, was)
    assert carry_out_due() == 0
    BorderChange.objects.update(on=timezone.localdate())
    job = ImportJob.objects.create(
        importer="grids",
        filename="网格.xlsx",
        area=town.west,
        created_by=town.secretary,
        state=JobState.READY,
        context=uuid4(),
    )
    assert (carry_out_due(), stands()) == (0, was)
    assert "表格导入" in Notice.objects.get(key__contains="stopped", user=town.street_secretary).text
    ImportJob.objects.filter(pk=job.pk).update(state=JobState.DISCARDED)
    assert carry_out_due() == 1
    assert community_of(people[1]) == town.east


def test_what_may_not_be_done(town, people):
    for changes in (
        {"by": town.secretary},
        {"parts": [town.north]},
        {"parts": []},
        {"name": "新园社区"},
        {"name": "新园社区", "code": town.north.code},
        {"name": town.east.name, "code": NEW["code"]},
        {"on": timezone.localdate() - timedelta(days=1)},
        {"kind": "split", "parts": [town.east_grid]},
        {"kind": "split", "parts": [town.east_grid, town.east_grid_two], **NEW},
    ):
        with pytest.raises(RuleBroken):
            planned(town, **changes)
    assert planned(town) == planned(town)
    with pytest.raises(RuleBroken):
        planned(town, community=town.west, parts=[town.east])
    assert BorderChange.objects.count() == 1


def test_not_taken_back_when_something_was_written_on_top_or_the_day_is_over(town, people):
    change = done(town)
    Post.objects.filter(holder=town.west_secretary).update(area=town.street)
    with pytest.raises(RuleBroken, match="变动"):
        undo(town, change)
    Post.objects.filter(holder=town.west_secretary).update(area=town.east)
    BorderChange.objects.update(done_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(RuleBroken, match="当天"):
        undo(town, change)


def test_six_clicks_from_the_menu(town, people):
    client = Client()
    client.force_login(town.street_secretary)
    clicks = [reverse("admin:orgtree_area_changelist"), reverse("admin:orgtree_area_change", args=[town.east.pk])]
    assert clicks[1] in client.get(clicks[0]).content.decode()
    clicks.append(reverse("admin:orgtree_borderchange_plan", args=["merge", town.east.pk]))
    assert clicks[2] in client.get(clicks[1]).content.decode()
    assert "西园社区" in client.get(clicks[2]).content.decode()
    clicks += ["tick", "preview"]
    preview = client.post(clicks[2], {"parts": [town.west.pk]}, follow=True)
    page = preview.content.decode()
    assert [words for words in ("在册报到", "2名", "转到新社区") if words not in page] == []
    change = BorderChange.objects.get()
    clicks.append(reverse("admin:orgtree_borderchange_act", args=[change.pk, "confirm"]))
    assert clicks[5] in page
    assert "已生效" in client.post(clicks[5], follow=True).content.decode()
    assert len(clicks) <= 6
    stranger = Client()
    stranger.force_login(town.north_secretary)
    assert stranger.get(clicks[2]).status_code == 404
    assert stranger.get(preview.request["PATH_INFO"]).status_code == 404
