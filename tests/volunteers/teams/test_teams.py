"""Service teams: who comes in, who goes, what counts for a team, and what the figures say."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.models import Notice
from orgtree.tree.acts import area_acts
from tests.volunteers.people import accepted, logged
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import joined
from volunteers.choices import ConsentPurpose, TeamPlace, TeamRole
from volunteers.members.services.members import give_consents, withdraw_consent
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Member, ReportIn, TeamMember
from volunteers.service.services.service_records import confirm_services, void_service
from volunteers.teams.services.team_acts import service_teams
from volunteers.teams.services.team_places import team_places
from volunteers.teams.services.teams import (
    add_to_team,
    ask_to_join,
    team_totals,
    update_team,
)

pytestmark = pytest.mark.django_db


# --- The team ---------------------------------------------------------------------------------------------------------


def test_a_team_is_founded_with_its_leader_in_it(town, make_team, member):
    team = make_team(leader=member)
    place = TeamMember.objects.get()
    assert (place.team, place.member, place.role, place.place) == (team, member, TeamRole.LEADER, TeamPlace.SERVING)


def test_a_new_leader_takes_over(town, make_team, member):
    team, other = make_team(leader=member), accepted(town.east, town.secretary, name="王试")
    update_team(team_id=team.pk, leader=other, by=town.secretary)
    assert dict(team.people.values_list("member", "role")) == {member.pk: "member", other.pk: "leader"}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"contact": "张队长 138 0000 0000"}, "contact_phone", "contact"),
        ({"contact": "联系１３８００００００００"}, "contact_phone", "contact"),
        ({"founded_on": timezone.localdate() + timedelta(days=2)}, "founded_later", "founded_on"),
        ({"kind": "army"}, "invalid", "kind"),
        ({"name": " "}, "invalid", "name"),
    ],
)
def test_what_a_team_may_not_be(make_team, changes, code, field):
    with refused(code, field):
        make_team(**changes)
    assert make_team(contact="党群服务中心，电话 0379-64901234").contact  # control: a duty phone is welcome


def test_a_team_is_founded_only_where_one_organises(town, make_team):
    with refused("not_found", "area"):
        make_team(by=town.west_secretary)
    with refused("not_found", "area"):
        make_team(by=town.building_head)
    assert make_team(by=town.grid_worker, area=town.east_grid).area == town.east_grid


def test_names_are_free_again_after_dissolving(make_team, town):
    team = make_team()
    with refused("invalid"):
        make_team()
    perform_one(service_teams, "dissolve", pk=team.pk, by=town.clerk)
    assert make_team().pk != team.pk


def test_the_leader_is_on_the_roll(town, make_team, member):
    perform_one(report_ins, "leave", pk=ReportIn.objects.get(member=member).pk, by=member.user)
    with refused("leader_off_roll", "leader"):
        make_team(leader=Member.objects.get(pk=member.pk))


def test_dissolving_ends_every_place(town, make_team, member):
    team = make_team()
    asks = accepted(town.east, town.secretary)
    place = joined(team, member, town.clerk)
    ask_to_join(team_id=team.pk, member=asks, by=asks.user)
    perform_one(service_teams, "dissolve", pk=team.pk, by=town.secretary)
    place.refresh_from_db()
    assert (place.place, place.until) == (TeamPlace.LEFT, timezone.localdate())
    assert TeamMember.objects.get(member=asks).place == TeamPlace.REFUSED
    with refused("team_dissolved"):
        add_to_team(team_id=team.pk, member_ids=[asks.pk], by=town.clerk)


def test_an_area_with_a_team_is_not_dissolved_silently(town, make_team):
    team = make_team(area=town.east_grid_two)
    with refused("area_occupied", message="1支服务队"):
        perform_one(area_acts, "dissolve", pk=town.east_grid_two.pk, by=town.secretary)
    perform_one(service_teams, "dissolve", pk=team.pk, by=town.secretary)
    perform_one(area_acts, "dissolve", pk=town.east_grid_two.pk, by=town.secretary)  # control: nothing else kept it


# --- Its people -------------------------------------------------------------------------------------------------------


def test_asking_and_being_taken_in_by_the_desk(town, make_team, member):
    place = ask_to_join(team_id=make_team().pk, member=member, by=member.user)
    assert (place.place, place.since) == (TeamPlace.ASKED, None)
    assert perform(team_places, "accept", ids=[place.pk], by=town.clerk).done == 1
    place.refresh_from_db()
    assert (place.place, place.since, place.decided_by) == (TeamPlace.SERVING, timezone.localdate(), town.clerk)


def test_the_leader_takes_in_others_only_into_the_own_team(town, make_team, member):
    leader = accepted(town.east, town.secretary, name="队长")
    place = ask_to_join(team_id=make_team(leader=leader).pk, member=member, by=member.user)
    elsewhere = ask_to_join(team_id=make_team(name="另一队").pk, member=member, by=member.user)
    assert perform(team_places, "accept", ids=[elsewhere.pk], by=leader.user).done == 0
    assert perform(team_places, "accept", ids=[place.pk], by=member.user).done == 0
    assert perform(team_places, "accept", ids=[place.pk], by=leader.user).done == 1


def test_nobody_joins_twice_or_from_afar_or_before_the_report_in(town, make_team, member):
    team, far = make_team(), accepted(town.west, town.west_secretary)
    ask_to_join(team_id=team.pk, member=member, by=member.user)
    with refused("already_in_team", "member"):
        ask_to_join(team_id=team.pk, member=member, by=member.user)
    with refused("not_found"):
        ask_to_join(team_id=team.pk, member=far, by=far.user)
    with refused("not_found"):
        ask_to_join(team_id=team.pk, member=far, by=member.user)
    street = make_team(area=town.street, name="街道应急队", by=town.street_secretary)
    assert ask_to_join(team_id=street.pk, member=far, by=far.user).place == TeamPlace.ASKED  # control


def test_leaving_is_ones_own_affair(town, make_team, member):
    team = make_team(leader=member)
    perform_one(team_places, "leave", pk=TeamMember.objects.get().pk, by=member.user)
    team.refresh_from_db()
    assert team.leader is None
    assert ask_to_join(team_id=team.pk, member=member, by=member.user)  # and coming back is possible


def test_only_people_on_the_roll_are_taken_in(town, make_team, member):
    far = accepted(town.west, town.west_secretary)
    with refused("not_on_roll", "member"):
        add_to_team(team_id=make_team().pk, member_ids=[member.pk, far.pk], by=town.clerk)
    assert TeamMember.objects.count() == 0


# --- Services of a team -----------------------------------------------------------------------------------------------


def test_a_service_counts_for_the_team_of_its_day(town, make_team, member):
    team = make_team()
    with refused("not_found", "team"):
        logged(member, 9, 11, team=team)
    joined(team, member, town.clerk, days_ago=2)
    with refused("not_in_team", "team"):
        logged(member, 9, 11, days_ago=3, team=team)
    record = logged(member, 9, 11, days_ago=1, team=team, people_served=7, good_deeds=2)
    assert team_totals(team)["services"] == 0  # it waits
    confirm_services(record_ids=[record.pk, logged(member, 14, 16).pk], by=town.clerk)
    told = {"hours": Decimal("2.0"), "services": 1, "people_served": 7, "good_deeds": 2, "members": 1}
    assert team_totals(team) == told
    void_service(record_id=record.pk, reason="不实", by=town.secretary)
    assert team_totals(team)["services"] == 0


def test_who_left_may_still_write_down_what_was_done_before(town, make_team, member):
    team = make_team()
    place = joined(team, member, town.clerk)
    perform_one(team_places, "leave", pk=place.pk, by=member.user)
    assert logged(member, 9, 11, days_ago=3, team=team).team == team


def test_good_deeds_have_a_limit(member):
    with refused("good_deeds_range", "good_deeds"):
        logged(member, good_deeds=51)
    with refused("good_deeds_range", "good_deeds"):
        logged(member, good_deeds=-1)
    assert logged(member, good_deeds=50).good_deeds == 50


# --- Figures ----------------------------------------------------------------------------------------------------------


def window() -> Window:
    return Window(Period.parse(f"{timezone.localdate():%Y-%m}"), timezone.now() + timedelta(minutes=1))


def counted(key) -> int:
    return registry.figures[f"volunteers.{key}"].counted(window()).count()


def test_teams_in_being_are_counted_and_new_employment_apart(town, make_team):
    make_team()
    make_team(name="骑手先锋队", kind="new_employment")
    gone = make_team(name="旧队")
    assert (counted("teams"), counted("teams_new_employment")) == (3, 1)
    perform_one(service_teams, "dissolve", pk=gone.pk, by=town.clerk)
    assert counted("teams") == 2


def test_a_volunteer_is_on_the_roll_and_serves_in_a_team_or_agreed(town, make_team, member):
    agreed, neither = (accepted(town.east, town.secretary) for _ in range(2))
    assert counted("volunteers") == 0
    joined(make_team(), member, town.clerk)
    joined(make_team(name="第二队"), member, town.clerk)  # in two teams is one person
    give_consents(member=agreed, purposes=[ConsentPurpose.SKILLS], by=agreed.user)
    give_consents(member=neither, purposes=[ConsentPurpose.PHOTO], by=neither.user)
    assert counted("volunteers") == 2
    withdraw_consent(member=agreed, purpose=ConsentPurpose.SKILLS, by=agreed.user)
    assert counted("volunteers") == 1
    perform_one(report_ins, "leave", pk=ReportIn.objects.get(member=member).pk, by=member.user)
    assert counted("volunteers") == 0


# --- Notices ----------------------------------------------------------------------------------------------------------


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user, key__startswith="team").values_list("title", flat=True))


def test_a_request_is_told_to_the_leader_and_the_decision_to_the_member(town, make_team, member):
    team, asks = make_team(leader=member), accepted(town.east, town.secretary)
    place = ask_to_join(team_id=team.pk, member=asks, by=asks.user)
    assert told(member.user) == ["有党员申请加入服务队：邻里帮帮队"]
    assert told(town.clerk) == told(asks.user) == []  # the leader has it; nobody is told of a decision before it
    perform(team_places, "accept", ids=[place.pk], by=member.user)
    assert told(asks.user) == ["已加入服务队：邻里帮帮队"]


def test_without_a_leader_the_desk_is_told(town, make_team, member):
    team = make_team()
    place = ask_to_join(team_id=team.pk, member=member, by=member.user)
    assert len(told(town.clerk)) == 1
    assert told(town.west_secretary) == []
    perform(team_places, "refuse", ids=[place.pk], reason="人数已满", by=town.clerk)
    assert told(member.user) == ["加入服务队的申请未接收：邻里帮帮队"]
    assert Notice.objects.get(user=member.user, key__startswith=f"teammember:{place.pk}:").why == "人数已满"
    assert not Notice.objects.filter(title__contains=member.name).exists()
