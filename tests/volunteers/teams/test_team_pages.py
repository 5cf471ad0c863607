"""Teams on the phone, on the desk and in the API."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.volunteers.people import accepted
from tests.volunteers.team_people import joined, signed_in
from volunteers.choices import TeamPlace
from volunteers.models import ServiceTeam, TeamMember

pytestmark = pytest.mark.django_db


def text(reply) -> str:
    return reply.content.decode()


def test_a_member_joins_and_the_leader_accepts_on_the_phone(town, make_team, own, member):
    leader = accepted(town.east, town.secretary, name="欧阳队长")
    team = make_team(leader=leader)
    page = own.get(reverse("member-team", args=[team.pk]))
    assert "欧阳队长" not in text(page)  # outside: masked
    assert "欧" in text(page)
    own.post(reverse("member-team-join", args=[team.pk]))
    place = TeamMember.objects.get(member=member)
    decide = reverse("member-team-decide", args=[team.pk, place.pk])
    assert own.post(decide, {"verb": "accept"}).status_code == 404
    leads = signed_in(leader.user)
    assert member.name in text(leads.get(reverse("member-team", args=[team.pk])))
    assert "请填写不接收原因" in text(leads.post(decide, {"verb": "refuse", "reason": " "}, follow=True))
    leads.post(decide, {"verb": "accept"})
    place.refresh_from_db()
    assert place.place == TeamPlace.SERVING
    assert "欧阳队长" in text(own.get(reverse("member-team", args=[team.pk])))  # inside: in full
    assert "您已离开" in text(own.post(reverse("member-team-leave", args=[team.pk]), follow=True))


def test_the_list_of_teams_costs_the_same_for_many(town, make_team, own):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert own.get(reverse("member-teams")).status_code == 200
        return len(asked)

    make_team()
    before = cost()
    for number in range(6):
        make_team(name=f"第{number}队")
    assert cost() == before


def test_the_service_form_asks_about_teams_only_those_who_are_in_one(town, make_team, own, member):
    form = reverse("member-service-new")
    assert "服务队" not in text(own.get(form)).split("<form method", 2)[-1]
    team, other = make_team(), make_team(name="别队")
    joined(team, member, town.clerk)
    assert team.name in text(own.get(form))
    assert other.name not in text(own.get(form))


def test_the_desk_adds_exports_and_dissolves(town, make_team, member, client):
    team = make_team()
    client.force_login(town.clerk)
    act = "/desk/volunteers/serviceteam/{}/act/{}/"
    client.post(act.format(team.pk, "add"), {"member": member.pk})
    assert team.people.serving().get().member == member
    body = {"action": "export", ACTION_CHECKBOX_NAME: [team.pk]}
    reply = client.post("/desk/volunteers/serviceteam/", body)
    assert b"".join(reply.streaming_content).startswith(b"PK")
    assert "已解散" in text(client.post(act.format(team.pk, "dissolve"), {"dissolved_on": ""}, follow=True))
    client.force_login(town.west_secretary)
    assert client.get(act.format(team.pk, "dissolve")).status_code == 404


def test_the_desk_founds_a_team_in_its_form(town, member, client):
    client.force_login(town.clerk)
    form = {"area": town.east.pk, "name": "红马甲", "kind": "general", "slogan": "", "contact": "13800000000"}
    form |= {"founded_on": "2026-03-05", "leader": member.pk}
    page = client.post("/desk/volunteers/serviceteam/add/", form)
    assert "不写个人手机号" in text(page)
    client.post("/desk/volunteers/serviceteam/add/", form | {"contact": "党群服务中心"})
    assert ServiceTeam.objects.get().leader == member
    page = text(client.get(f"/desk/volunteers/serviceteam/{ServiceTeam.objects.get().pk}/change/"))
    assert "0人服务0次" in page


def test_the_desk_list_costs_the_same_for_many(town, make_team, client):
    client.force_login(town.clerk)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/volunteers/serviceteam/").status_code == 200
        return len(asked)

    make_team()
    before = cost()
    for number in range(6):
        make_team(name=f"第{number}队")
    assert cost() == before


def test_the_api_tells_teams_and_totals_within_scope(town, make_team, member, client):
    team = make_team(leader=member)
    client.force_login(town.clerk)
    [row] = client.get("/api/v1/service-teams/").json()["results"]
    assert (row["name"], row["members"]) == (team.name, 1)
    assert client.get(f"/api/v1/service-teams/{team.pk}/").json()["totals"]["services"] == 0
    client.force_login(town.west_secretary)
    assert client.get("/api/v1/service-teams/").json()["results"] == []
    assert client.get(f"/api/v1/service-teams/{team.pk}/").status_code == 404
    client.force_login(member.user)  # control: whoever leads it
    assert client.get(f"/api/v1/service-teams/{team.pk}/").status_code == 200
