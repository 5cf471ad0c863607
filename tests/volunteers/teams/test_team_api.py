"""Teams by API: what a member finds, joins and leaves; what strangers and tokens do not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.volunteers.gatherings import announced, plan
from tests.volunteers.people import accepted
from volunteers.choices import TeamPlace
from volunteers.models import ServiceTeam, TeamMember
from volunteers.teams.services.team_acts import service_teams
from volunteers.teams.services.teams import add_to_team, ask_to_join, create_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(member) -> Api:
    """The member's program, with the scope for their own affairs and no other."""
    return Api(member.user, scopes=[OWN])


def ids(reply) -> list[int]:
    assert reply.status_code == 200, reply.content.decode()
    return [row["id"] for row in reply.json()["results"]]


def cost(api: Api, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert api.get(path).status_code == 200
    return len(asked)


def team(town, name="邻里帮帮队", **changes) -> ServiceTeam:
    founded = timezone.localdate() - timedelta(days=365)
    details = {"area": town.east, "name": name, "kind": "general", "founded_on": founded, "by": town.clerk}
    return create_team(**details | changes)


def test_a_member_finds_teams_asks_and_leaves(town, phone, member):
    near = team(town)
    team(town, area=town.west, name="西园队", by=town.west_secretary)
    [row] = phone.get("service-teams/").json()["results"]
    assert (row["id"], row["own_place"], row["members"]) == (near.pk, None, 0)
    assert ids(phone.get("service-teams/", mine="true")) == []
    first = phone.post(f"service-teams/{near.pk}/join/", {})
    assert (first.status_code, first.json()["place"]) == (201, "asked")
    again = phone.post(f"service-teams/{near.pk}/join/", {})
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert ids(phone.get("service-teams/", mine="true")) == [near.pk]
    assert phone.get(f"service-teams/{near.pk}/").json()["own_place"] == "asked"
    assert phone.post(f"service-teams/{near.pk}/leave/", {}).json()["place"] == "left"
    assert_error(phone.post(f"service-teams/{near.pk}/leave/", {}), 404, "not_found")
    assert TeamMember.objects.get(member=member).place == TeamPlace.LEFT


def test_names_are_for_the_team_and_its_desk(town, member, phone):
    made, inside = team(town), accepted(town.east, town.secretary, name="在队人")
    add_to_team(team_id=made.pk, member_ids=[inside.pk], by=town.clerk)
    ask_to_join(team_id=made.pk, member=member, by=member.user)
    people = f"service-teams/{made.pk}/people/"
    assert_error(phone.get(people), 404, "not_found")  # who only asked is not in it
    assert [row["member"]["name"] for row in Api(inside.user).get(people).json()] == ["在队人"]
    assert len(Api(town.clerk).get(people).json()) == 2
    look = AccessLog.objects.get(actor=town.clerk)
    assert (look.action, look.rows, look.area) == ("api", 2, town.east)
    for stranger in (town.west_secretary, town.auditor, accepted(town.west, town.west_secretary).user):
        assert_error(Api(stranger).get(people), 404, "not_found")
    assert_error(Api(inside.user, scopes=[P.ACTIVITY_VIEW]).get(people), 404, "not_found")


def test_leader_and_desk_decide_on_who_asks(town, member):
    leader = accepted(town.east, town.secretary, name="队长")
    made = team(town, leader=leader)
    first = ask_to_join(team_id=made.pk, member=member, by=member.user)
    other = accepted(town.east, town.secretary)
    second = ask_to_join(team_id=made.pk, member=other, by=other.user)
    for stranger in (member.user, town.west_secretary):
        reply = Api(stranger).post("service-teams/accept/", {"ids": [first.pk]}).json()
        assert (reply["done"], reply["refused"][0]["id"]) == (0, None)
    assert Api(leader.user, scopes=[OWN]).post("service-teams/accept/", {"ids": [first.pk]}).json()["done"] == 1
    desk = Api(town.clerk, scopes=[P.ACTIVITY_MANAGE])
    assert_error(desk.post("service-teams/refuse/", {"ids": [second.pk]}), 400, "invalid", "reason")
    reply = desk.post("service-teams/refuse/", {"ids": [first.pk, second.pk], "reason": "人数已满"}).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [first.pk])
    places = dict(TeamMember.objects.exclude(member=leader).values_list("member", "place"))
    assert places == {member.pk: TeamPlace.SERVING, other.pk: TeamPlace.REFUSED}


def test_joining_what_is_far_or_dissolved_is_refused(town, phone):
    far = team(town, area=town.west, name="西园队", by=town.west_secretary)
    over = team(town)
    perform_one(service_teams, "dissolve", pk=over.pk, by=town.clerk)
    for gone in (far, over):
        assert_error(phone.post(f"service-teams/{gone.pk}/join/", {}), 404, "not_found")
    assert_error(Api(town.clerk).post(f"service-teams/{over.pk}/join/", {}), 404, "not_found")  # no member


def test_sessions_tell_their_team_and_are_found_by_it(town):
    made = team(town)
    with_team = announced(town.east, town.clerk, team=made)
    without = announced(town.east, town.clerk, plan(14, 15), title="讲座")
    api = Api(town.clerk)
    rows = {row["id"]: row["activity"]["team"] for row in api.get("activity-sessions/").json()["results"]}
    assert rows == {with_team.pk: {"id": made.pk, "name": made.name}, without.pk: None}
    assert ids(api.get("activity-sessions/", team=made.pk)) == [with_team.pk]
    assert ids(api.get("activity-sessions/", team=made.pk + 1)) == []


@pytest.mark.parametrize("path", ["service-teams/", "activity-sessions/"])
def test_more_rows_take_no_more_queries(town, member, path):
    def more(number: int) -> None:
        announced(town.east, town.clerk, plan(days=number + 2), team=team(town, name=f"第{number}队"))

    more(0)
    for api in (Api(town.clerk), Api(member.user)):
        cost(api, path)
        before = cost(api, path)
        more(ServiceTeam.objects.count())
        assert cost(api, path) == before
