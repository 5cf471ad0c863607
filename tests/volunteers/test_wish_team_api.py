"""Wishes and teams by API: what a member finds, claims, gives back and joins; what strangers and tokens do not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.volunteers.gatherings import announced, plan
from tests.volunteers.people import accepted, registered
from tests.volunteers.wishes.test_wishes import PHONE, claimed, wish
from volunteers.choices import TeamPlace, WishState
from volunteers.models import ServiceTeam, TeamMember, Wish
from volunteers.teams.services.teams import add_to_team, ask_to_join, create_team, dissolve_team

pytestmark = pytest.mark.django_db
ACTS = {"claim": {}, "give-back": {}, "more-time": {"word": "等材料"}, "fulfil": {"outcome": "已换好"}, "phone": {}}


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


# --- Wishes -----------------------------------------------------------------------------------------------------------


def test_a_member_finds_open_wishes_near_by_and_their_own(town, member, phone):
    near, mine = wish(town), claimed(town, member, title="送药")
    wish(town, area=town.west, by=town.west_secretary)
    taken = claimed(town, accepted(town.east, town.secretary), title="别人的")
    assert set(ids(phone.get("wishes/"))) == {near.pk, mine.pk}
    assert ids(phone.get("wishes/", mine="true")) == [mine.pk]
    assert ids(phone.get("wishes/", state="open")) == [near.pk]
    assert_error(phone.get(f"wishes/{taken.pk}/"), 404, "not_found")
    assert set(ids(Api(town.clerk).get("wishes/"))) == {near.pk, mine.pk, taken.pk}  # control: the desk sees all


def test_a_wish_is_claimed_once_put_off_and_fulfilled(town, phone):
    made = wish(town, phone=PHONE)
    first = phone.post(f"wishes/{made.pk}/claim/", {})
    assert (first.status_code, first.json()["state"]) == (200, "claimed"), first.json()
    assert PHONE not in first.content.decode()
    again = phone.post(f"wishes/{made.pk}/claim/", {})
    assert again.json() == first.json()  # a retry is the same claim, not a second one
    assert phone.post(f"wishes/{made.pk}/phone/", {}).json() == {"phone": PHONE}
    assert AccessLog.objects.filter(action=AccessLog.Action.REVEAL).count() == 1
    later = phone.post(f"wishes/{made.pk}/more-time/", ACTS["more-time"]).json()
    assert later["due_on"] >= first.json()["due_on"]
    assert phone.post(f"wishes/{made.pk}/more-time/", ACTS["more-time"]).json() == later
    assert_error(phone.post(f"wishes/{made.pk}/more-time/", {"word": "再等等"}), 409, "more_time_once")
    assert_error(phone.post(f"wishes/{made.pk}/fulfil/", {"outcome": "找13800000000"}), 422, "words_private", "outcome")
    done = phone.post(f"wishes/{made.pk}/fulfil/", ACTS["fulfil"])
    assert (done.json()["state"], done.json()["outcome"]) == ("fulfilled", "已换好")
    assert phone.post(f"wishes/{made.pk}/fulfil/", ACTS["fulfil"]).json() == done.json()
    assert_error(phone.post(f"wishes/{made.pk}/fulfil/", {"outcome": "另一种说法"}), 409, "wrong_state")


def test_a_wish_given_back_waits_for_the_next(town, phone):
    made = wish(town)
    phone.post(f"wishes/{made.pk}/claim/", {})
    assert phone.post(f"wishes/{made.pk}/give-back/", {}).json()["state"] == "open"
    assert_error(phone.post(f"wishes/{made.pk}/give-back/", {}), 404, "not_found")
    assert Wish.objects.get().claimed_by is None


def test_who_comes_second_is_told(town, phone):
    made = claimed(town, accepted(town.east, town.secretary))
    assert_error(phone.post(f"wishes/{made.pk}/claim/", {}), 404, "not_found")


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_on_a_wish_out_of_reach(town, member, act):
    made = claimed(town, member, phone=PHONE)
    far = accepted(town.west, town.west_secretary)
    near = accepted(town.east, town.secretary)
    for stranger in (far.user, near.user, town.clerk, town.west_secretary):
        assert_error(Api(stranger).post(f"wishes/{made.pk}/{act}/", ACTS[act]), 404, "not_found")
    # A token for the desk's reading is no token for one's own affairs.
    reader = Api(member.user, scopes=[P.ACTIVITY_VIEW])
    assert_error(reader.post(f"wishes/{made.pk}/{act}/", ACTS[act]), 403, "token_scope")
    made.refresh_from_db()
    assert (made.state, made.claimed_by) == (WishState.CLAIMED, member)


def test_who_is_not_accepted_yet_claims_nothing(town):
    waiting = registered(town.east)
    assert_error(Api(waiting.user).post(f"wishes/{wish(town).pk}/claim/", {}), 422, "not_accepted")


def test_looking_at_an_open_wish_is_no_look_at_a_person(town, member, phone):
    made = wish(town)
    assert phone.get(f"wishes/{made.pk}/").status_code == 200
    assert not AccessLog.objects.exists()
    held = claimed(town, member)
    Api(town.clerk).get(f"wishes/{held.pk}/")
    assert AccessLog.objects.get().actor == town.clerk  # control


# --- Teams ------------------------------------------------------------------------------------------------------------


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
    dissolve_team(team_id=over.pk, by=town.clerk)
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


@pytest.mark.parametrize("path", ["wishes/", "service-teams/", "activity-sessions/"])
def test_more_rows_take_no_more_queries(town, member, path):
    def more(number: int) -> None:
        wish(town)
        claimed(town, accepted(town.east, town.secretary))
        announced(town.east, town.clerk, plan(days=number + 2), team=team(town, name=f"第{number}队"))

    more(0)
    for api in (Api(town.clerk), Api(member.user)):
        cost(api, path)
        before = cost(api, path)
        more(Wish.objects.count())
        assert cost(api, path) == before
