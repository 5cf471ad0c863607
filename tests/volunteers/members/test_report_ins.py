"""Report-ins from submission to end, and the points for reporting in."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.declare.follows import area_moved
from orgtree.models import Notice
from orgtree.people.services.people import appoint
from orgtree.tree.acts import area_acts
from tests.volunteers.people import accepted, enrolled, registered
from tests.volunteers.refusals import refused
from volunteers.choices import CloseReason, ReportInOrigin, ReportInState
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import end_with_account, submit_report_in, transfer_report_in
from volunteers.models import Member, PointEntry, ReportIn

pytestmark = pytest.mark.django_db


def live(member) -> ReportIn:
    return ReportIn.objects.live().get(member=member)


def test_accepting_credits_b01_once_a_year(town):
    member = accepted(town.east, town.secretary)
    assert (live(member).state, live(member).decided_by) == (ReportInState.ACCEPTED, town.secretary)
    entry = PointEntry.objects.get(account__member=member)
    assert (entry.item_code, entry.credit.credited) == ("B01", 8)
    moved = transfer_report_in(member=member, community=town.west, residence="西苑", by=member.user)
    perform(report_ins, "accept", ids=[moved.pk], by=town.west_secretary)
    assert PointEntry.objects.filter(account__member=member).count() == 1


def test_accept_says_what_it_refused(town):
    waiting, foreign, done = registered(town.east), registered(town.west), accepted(town.east, town.clerk)
    ids = [live(member).pk for member in (waiting, foreign, done)]
    outcome = perform(report_ins, "accept", ids=ids, by=town.secretary)
    assert outcome.done == 1
    assert {message for _, message in outcome.refused} == {
        "当前状态为“已报到”，不能接收",
        "记录不存在或不在您的管理范围",
    }
    assert outcome.tell_result("接收").startswith("已接收1条，2条未办理：")


def test_returned_and_handed_in_again(town):
    member = registered(town.east)
    perform_one(report_ins, "return", pk=live(member).pk, reason="住址不在本社区", by=town.clerk)
    with refused("residence_door", "residence"):
        perform_one(report_ins, "resubmit", pk=live(member).pk, residence="3楼302", by=member.user)
    again = perform_one(
        report_ins, "resubmit", pk=live(member).pk, residence="西苑", community=town.west, by=member.user
    )
    assert (again.state, again.area, again.return_reason) == (ReportInState.SUBMITTED, town.west, "")
    assert Member.objects.get(pk=member.pk).area == town.west
    assert [step.to_state for step in again.steps.all()] == ["submitted", "returned", "submitted"]
    assert again.steps.all()[1].reason == "住址不在本社区"


def test_placed_only_below_the_own_community(town):
    member, neighbour = accepted(town.east, town.secretary), accepted(town.west, town.west_secretary)
    waiting = registered(town.east)
    ids = [live(person).pk for person in (member, neighbour, waiting)]
    outcome = perform(report_ins, "place", ids=ids, area=town.east_building, by=town.street_secretary)
    assert outcome.done == 1
    assert sorted(message for _, message in outcome.refused) == [
        "1号楼不属于西园社区",
        "当前状态为“待审核”，不能编入网格",
    ]
    assert live(member).area == Member.objects.get(pk=member.pk).area == town.east_building
    first = live(member).gridded_at
    perform(report_ins, "place", ids=[live(member).pk], area=town.east_grid_two, by=town.clerk)
    assert (live(member).area, live(member).gridded_at) == (town.east_grid_two, first)
    with refused("area", "area"):
        perform(report_ins, "place", ids=ids, area=town.east, by=town.clerk)


def test_withdrawn_before_closed_after_acceptance(town):
    member = registered(town.east)
    withdrawn = perform_one(report_ins, "withdraw", pk=live(member).pk, by=member.user)
    assert (withdrawn.state, withdrawn.ended_at is not None) == (ReportInState.WITHDRAWN, True)
    submit_report_in(
        member=member, community=town.east, residence="阳光小区", origin=ReportInOrigin.SELF, by=member.user
    )
    perform(report_ins, "accept", ids=[live(member).pk], by=town.clerk)
    appoint(holder_id=member.user_id, kind="community_secretary", area=town.east, by=None)
    with refused("close_reason", "reason"):
        perform_one(report_ins, "close", pk=live(member).pk, reason=CloseReason.RETIRED, by=member.user)
    closed = perform_one(report_ins, "leave", pk=live(member).pk, by=member.user)
    assert (closed.state, closed.close_reason) == (ReportInState.CLOSED, "own_wish")


def test_transfer_ends_the_old_and_opens_the_new(town):
    member = accepted(town.east, town.secretary)
    with refused("same_community", "community"):
        transfer_report_in(member=member, community=town.east, residence="东苑", by=member.user)
    with refused("not_found"):
        transfer_report_in(member=member, community=town.west, residence="西苑", by=town.west_secretary)
    new = transfer_report_in(member=member, community=town.west, residence="西苑", by=member.user)
    assert ReportIn.objects.get(member=member, state=ReportInState.TRANSFERRED).ended_at
    assert (live(member), new.state, new.community) == (new, ReportInState.SUBMITTED, town.west)
    with refused("no_live"):
        transfer_report_in(member=enrolled_and_closed(town), community=town.west, residence="西苑", by=town.secretary)


def enrolled_and_closed(town):
    member = enrolled(town.east, town.clerk)
    end_with_account(member=member, by=town.clerk)
    return member


def test_one_live_report_in_per_person(town):
    member = accepted(town.east, town.secretary)
    with refused("already_live", "community"):
        submit_report_in(
            member=member, community=town.west, residence="西苑", origin=ReportInOrigin.SELF, by=member.user
        )
    # The rule is the database's: a row written past every service is refused too.
    with pytest.raises(IntegrityError, match="report_in_one_live_per_member"), transaction.atomic():
        ReportIn.objects.create(
            member=member, community=town.west, area=town.west, origin="self", submitted_at=timezone.now()
        )


def test_the_desk_submits_for_its_own_community_only(town):
    member = enrolled_and_closed(town)
    details = {"member": member, "residence": "阳光小区", "origin": ReportInOrigin.PROXY, "by": town.clerk}
    with refused("not_found", "community"):
        submit_report_in(community=town.west, **details)
    assert submit_report_in(community=town.east, **details).state == ReportInState.SUBMITTED


def test_a_moved_grid_takes_the_report_ins_of_its_people_along(town):
    inside, outside = (accepted(town.east, town.secretary) for _ in range(2))
    perform(report_ins, "place", ids=[live(inside).pk], area=town.east_building, by=town.secretary)
    gone = accepted(town.east, town.secretary)
    perform(report_ins, "place", ids=[live(gone).pk], area=town.east_building, by=town.secretary)
    perform_one(report_ins, "close", pk=live(gone).pk, reason=CloseReason.RETIRED, by=town.secretary)
    perform_one(area_acts, "move", pk=town.east_grid.pk, parent=town.west, by=town.street_secretary)
    assert (live(inside).community, live(inside).area) == (town.west, town.east_building)
    assert live(inside).steps.last().reason == "东园社区→西园社区"
    assert "西园社区" in Notice.objects.get(user=inside.user, title="报到社区有调整").text
    assert live(outside).community == town.east
    assert ReportIn.objects.get(member=gone).community == town.east  # what is over stays where it was
    perform(report_ins, "place", ids=[live(inside).pk], area=town.west_grid, by=town.west_secretary)
    assert live(inside).area == town.west_grid


def test_without_what_follows_from_a_move_the_report_in_stays_behind(town, monkeypatch):
    """The control: the name that the act calls says nothing."""
    asked = []
    member = accepted(town.east, town.secretary)
    perform(report_ins, "place", ids=[live(member).pk], area=town.east_building, by=town.secretary)
    monkeypatch.setitem(area_moved.acts, "members.report_ins", lambda **facts: asked.append(facts["area"].pk))
    perform_one(area_acts, "move", pk=town.east_grid.pk, parent=town.west, by=town.street_secretary)
    assert (live(member).community, asked) == (town.east, [town.east_grid.pk])
