"""Service teams: who comes in, who goes, what counts for a team, and what the figures say."""

from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import JobState
from orgtree.declare import Window, registry
from orgtree.models import Notice
from orgtree.rules.periods import Period
from orgtree.services import imports
from orgtree.services.tree import dissolve_area
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.people import accepted, logged
from tests.volunteers.refusals import refused
from volunteers.choices import ConsentPurpose, TeamPlace, TeamRole
from volunteers.models import Member, ReportIn, ServiceTeam, TeamMember
from volunteers.services.members import give_consents, withdraw_consent
from volunteers.services.report_ins import close_report_in
from volunteers.services.service_records import confirm_services, void_service
from volunteers.services.team_sheets import teams_workbook
from volunteers.services.teams import (
    accept_places,
    add_to_team,
    ask_to_join,
    create_team,
    dissolve_team,
    leave_team,
    refuse_places,
    team_totals,
    update_team,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(town):
    """A team of 东园社区, founded a year ago unless told otherwise."""

    def build(**changes) -> ServiceTeam:
        today = timezone.localdate()
        details = {"area": town.east, "name": "邻里帮帮队", "kind": "general", "by": town.clerk}
        return create_team(**details | {"founded_on": today - timedelta(days=365)} | changes)

    return build


def joined(team, member, by, *, days_ago=40) -> TeamMember:
    """A member of the team since some days ago."""
    add_to_team(team_id=team.pk, member_ids=[member.pk], by=by)
    place = TeamMember.objects.get(team=team, member=member)
    place.since = timezone.localdate() - timedelta(days=days_ago)
    place.save()
    return place


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- The team ---------------------------------------------------------------------------------------------------------


def test_a_team_is_founded_with_its_leader_in_it(town, make, member):
    team = make(leader=member)
    place = TeamMember.objects.get()
    assert (place.team, place.member, place.role, place.place) == (team, member, TeamRole.LEADER, TeamPlace.SERVING)


def test_a_new_leader_takes_over(town, make, member):
    team, other = make(leader=member), accepted(town.east, town.secretary, name="王试")
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
def test_what_a_team_may_not_be(make, changes, code, field):
    with refused(code, field):
        make(**changes)
    assert make(contact="党群服务中心，电话 0379-64901234").contact  # control: a duty phone is welcome


def test_a_team_is_founded_only_where_one_organises(town, make):
    with refused("not_found", "area"):
        make(by=town.west_secretary)
    with refused("not_found", "area"):
        make(by=town.building_head)
    assert make(by=town.grid_worker, area=town.east_grid).area == town.east_grid


def test_names_are_free_again_after_dissolving(make, town):
    team = make()
    with refused("invalid"):
        make()
    dissolve_team(team_id=team.pk, by=town.clerk)
    assert make().pk != team.pk


def test_the_leader_is_on_the_roll(town, make, member):
    close_report_in(report_in_id=ReportIn.objects.get(member=member).pk, reason="own_wish", by=member.user)
    with refused("leader_off_roll", "leader"):
        make(leader=Member.objects.get(pk=member.pk))


def test_dissolving_ends_every_place(town, make, member):
    team = make()
    asks = accepted(town.east, town.secretary)
    place = joined(team, member, town.clerk)
    ask_to_join(team_id=team.pk, member=asks, by=asks.user)
    dissolve_team(team_id=team.pk, by=town.secretary)
    place.refresh_from_db()
    assert (place.place, place.until) == (TeamPlace.LEFT, timezone.localdate())
    assert TeamMember.objects.get(member=asks).place == TeamPlace.REFUSED
    with refused("team_dissolved"):
        add_to_team(team_id=team.pk, member_ids=[asks.pk], by=town.clerk)


def test_an_area_with_a_team_is_not_dissolved_silently(town, make):
    team = make(area=town.east_grid_two)
    with refused("area_occupied", message="1支服务队"):
        dissolve_area(area_id=town.east_grid_two.pk, by=town.secretary)
    dissolve_team(team_id=team.pk, by=town.secretary)
    dissolve_area(area_id=town.east_grid_two.pk, by=town.secretary)  # control: nothing else kept it


# --- Its people -------------------------------------------------------------------------------------------------------


def test_asking_and_being_taken_in_by_the_desk(town, make, member):
    place = ask_to_join(team_id=make().pk, member=member, by=member.user)
    assert (place.place, place.since) == (TeamPlace.ASKED, None)
    assert accept_places(place_ids=[place.pk], by=town.clerk).done == 1
    place.refresh_from_db()
    assert (place.place, place.since, place.decided_by) == (TeamPlace.SERVING, timezone.localdate(), town.clerk)
    assert "不能接收" in accept_places(place_ids=[place.pk], by=town.secretary).refused[0][1]


def test_the_leader_takes_in_others_only_into_the_own_team(town, make, member):
    leader = accepted(town.east, town.secretary, name="队长")
    place = ask_to_join(team_id=make(leader=leader).pk, member=member, by=member.user)
    elsewhere = ask_to_join(team_id=make(name="另一队").pk, member=member, by=member.user)
    assert accept_places(place_ids=[elsewhere.pk], by=leader.user).done == 0
    assert accept_places(place_ids=[place.pk], by=member.user).done == 0
    assert accept_places(place_ids=[place.pk], by=leader.user).done == 1


def test_a_neighbours_desk_decides_nothing(town, make, member):
    place = ask_to_join(team_id=make().pk, member=member, by=member.user)
    for stranger in (town.west_secretary, town.organisation, town.building_head):
        assert accept_places(place_ids=[place.pk], by=stranger).done == 0
    assert refuse_places(place_ids=[place.pk], reason="队员已满", by=town.clerk).done == 1


def test_nobody_joins_twice_or_from_afar_or_before_the_report_in(town, make, member):
    team, far = make(), accepted(town.west, town.west_secretary)
    ask_to_join(team_id=team.pk, member=member, by=member.user)
    with refused("already_in_team", "member"):
        ask_to_join(team_id=team.pk, member=member, by=member.user)
    with refused("not_found"):
        ask_to_join(team_id=team.pk, member=far, by=far.user)
    with refused("not_found"):
        ask_to_join(team_id=team.pk, member=far, by=member.user)
    street = make(area=town.street, name="街道应急队", by=town.street_secretary)
    assert ask_to_join(team_id=street.pk, member=far, by=far.user).place == TeamPlace.ASKED  # control


def test_leaving_is_ones_own_affair(town, make, member):
    team = make(leader=member)
    with refused("not_found"):
        leave_team(place_id=TeamMember.objects.get().pk, reason="调整", by=town.west_secretary)
    leave_team(place_id=TeamMember.objects.get().pk, by=member.user)
    team.refresh_from_db()
    assert team.leader is None
    assert ask_to_join(team_id=team.pk, member=member, by=member.user)  # and coming back is possible


def test_the_desk_ends_a_place_only_with_a_reason(town, make, member):
    place = joined(make(), member, town.clerk)
    with refused("reason_missing", "reason"):
        leave_team(place_id=place.pk, by=town.clerk)
    assert leave_team(place_id=place.pk, reason="长期外出", by=town.clerk).place == TeamPlace.LEFT


def test_only_people_on_the_roll_are_taken_in(town, make, member):
    far = accepted(town.west, town.west_secretary)
    with refused("not_on_roll", "member"):
        add_to_team(team_id=make().pk, member_ids=[member.pk, far.pk], by=town.clerk)
    assert TeamMember.objects.count() == 0


# --- Services of a team -----------------------------------------------------------------------------------------------


def test_a_service_counts_for_the_team_of_its_day(town, make, member):
    team = make()
    with refused("not_in_team", "team"):
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


def test_who_left_may_still_write_down_what_was_done_before(town, make, member):
    team = make()
    place = joined(team, member, town.clerk)
    leave_team(place_id=place.pk, by=member.user)
    assert logged(member, 9, 11, days_ago=3, team=team).team == team


def test_good_deeds_have_a_limit(member):
    with refused("good_deeds", "good_deeds"):
        logged(member, good_deeds=51)
    with refused("good_deeds", "good_deeds"):
        logged(member, good_deeds=-1)
    assert logged(member, good_deeds=50).good_deeds == 50


# --- Figures ----------------------------------------------------------------------------------------------------------


def window() -> Window:
    return Window(Period.parse(f"{timezone.localdate():%Y-%m}"), timezone.now() + timedelta(minutes=1))


def counted(key) -> int:
    return registry.figures[f"volunteers.{key}"].rows(window()).count()


def test_teams_in_being_are_counted_and_new_employment_apart(town, make):
    make()
    make(name="骑手先锋队", kind="new_employment")
    gone = make(name="旧队")
    assert (counted("teams"), counted("teams_new_employment")) == (3, 1)
    dissolve_team(team_id=gone.pk, by=town.clerk)
    assert counted("teams") == 2


def test_a_volunteer_is_on_the_roll_and_serves_in_a_team_or_agreed(town, make, member):
    agreed, neither = (accepted(town.east, town.secretary) for _ in range(2))
    assert counted("volunteers") == 0
    joined(make(), member, town.clerk)
    joined(make(name="第二队"), member, town.clerk)  # in two teams is one person
    give_consents(member=agreed, purposes=[ConsentPurpose.SKILLS], by=agreed.user)
    give_consents(member=neither, purposes=[ConsentPurpose.PHOTO], by=neither.user)
    assert counted("volunteers") == 2
    withdraw_consent(member=agreed, purpose=ConsentPurpose.SKILLS, by=agreed.user)
    assert counted("volunteers") == 1
    close_report_in(report_in_id=ReportIn.objects.get(member=member).pk, reason="own_wish", by=member.user)
    assert counted("volunteers") == 0


# --- Workbooks --------------------------------------------------------------------------------------------------------

HEADER = ["名称", "类别", "口号", "联系方式", "成立日期", "队长编号", "队员编号"]


def check(town, *rows):
    file = upload(workbook([HEADER, *rows]))
    job = imports.upload_import(importer="teams", area=town.east, file=file, options={"willing": True}, by=town.clerk)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def take_in(town, *rows):
    job = check(town, *rows)
    assert job.state == JobState.READY, job.errors
    imports.confirm_import(job_id=job.pk, by=town.clerk)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message


def test_a_workbook_founds_teams_and_is_harmless_twice(town, member):
    row = ["雷锋小队", "专业服务", "学雷锋", "", "2024年3月5日", member.number, f"{member.number}、"]
    take_in(town, row)
    team = ServiceTeam.objects.get()
    assert (team.kind, team.leader, team.area) == ("professional", member, town.east)
    take_in(town, row)
    assert (ServiceTeam.objects.count(), TeamMember.objects.count()) == (1, 1)


def test_a_workbook_changes_what_it_names(town, make):
    team = make(slogan="旧口号")
    take_in(town, [team.name, "", "新口号", "", "", "", ""])
    team.refresh_from_db()
    assert (team.slogan, team.kind) == ("新口号", "general")


def test_bad_rows_are_told_and_nothing_is_written(town):
    far = accepted(town.west, town.west_secretary)
    job = check(
        town,
        ["甲队", "军队", "", "", "2024-3-5", "", ""],
        ["乙队", "综合服务", "", "13800000000", "2024-3-5", far.number, ""],
        ["丙队", "综合服务", "", "", "", "", "x"],
        ["甲队", "", "", "", "", "", ""],
    )
    assert job.state == JobState.INVALID
    told = {(error["row"] - 1, error["column"]) for error in job.errors}
    assert {(1, "类别"), (2, "联系方式"), (2, "队长编号"), (3, "队员编号"), (4, "名称")} <= told
    assert ServiceTeam.objects.count() == 0


def test_what_is_exported_can_be_imported_again(town, make, member):
    joined(make(slogan="有事找我", leader=member), member, town.clerk)
    with teams_workbook(ServiceTeam.objects.all()) as file:
        page = openpyxl.load_workbook(file).active
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=4)]
    job = imports.upload_import(
        importer="teams",
        area=town.east,
        file=upload(workbook([[value or "" for value in row] for row in rows])),
        options={"willing": True},
        by=town.clerk,
    )
    imports.check_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.READY, job.errors
    assert job.preview["counts"]["服务队"]["不变"] == 1


# --- Pages ------------------------------------------------------------------------------------------------------------


def text(reply) -> str:
    return reply.content.decode()


def test_a_member_joins_and_the_leader_accepts_on_the_phone(town, make, own, member):
    leader = accepted(town.east, town.secretary, name="欧阳队长")
    team = make(leader=leader)
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


def test_the_list_of_teams_costs_the_same_for_many(town, make, own):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert own.get(reverse("member-teams")).status_code == 200
        return len(asked)

    make()
    before = cost()
    for number in range(6):
        make(name=f"第{number}队")
    assert cost() == before


def test_the_service_form_asks_about_teams_only_those_who_are_in_one(town, make, own, member):
    form = reverse("member-service-new")
    assert "服务队" not in text(own.get(form)).split("<form method", 2)[-1]
    team, other = make(), make(name="别队")
    joined(team, member, town.clerk)
    assert team.name in text(own.get(form))
    assert other.name not in text(own.get(form))


def test_the_desk_adds_exports_and_dissolves(town, make, member, client):
    team = make()
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


def test_the_desk_list_costs_the_same_for_many(town, make, client):
    client.force_login(town.clerk)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/volunteers/serviceteam/").status_code == 200
        return len(asked)

    make()
    before = cost()
    for number in range(6):
        make(name=f"第{number}队")
    assert cost() == before


def test_the_api_tells_teams_and_totals_within_scope(town, make, member, client):
    team = make(leader=member)
    client.force_login(town.clerk)
    [row] = client.get("/api/v1/service-teams/").json()["results"]
    assert (row["name"], row["members"]) == (team.name, 1)
    assert client.get(f"/api/v1/service-teams/{team.pk}/").json()["totals"]["services"] == 0
    client.force_login(town.west_secretary)
    assert client.get("/api/v1/service-teams/").json()["results"] == []
    assert client.get(f"/api/v1/service-teams/{team.pk}/").status_code == 404
    client.force_login(member.user)  # control: whoever leads it
    assert client.get(f"/api/v1/service-teams/{team.pk}/").status_code == 200


# --- Notices ----------------------------------------------------------------------------------------------------------


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user, key__startswith="team-").values_list("title", flat=True))


def test_a_request_is_told_to_the_leader_and_the_decision_to_the_member(town, make, member):
    team, asks = make(leader=member), accepted(town.east, town.secretary)
    place = ask_to_join(team_id=team.pk, member=asks, by=asks.user)
    assert told(member.user) == ["有党员申请加入服务队：邻里帮帮队"]
    assert told(town.clerk) == told(asks.user) == []  # the leader has it; nobody is told of a decision before it
    accept_places(place_ids=[place.pk], by=member.user)
    assert told(asks.user) == ["已加入服务队：邻里帮帮队"]


def test_without_a_leader_the_desk_is_told(town, make, member):
    team = make()
    place = ask_to_join(team_id=team.pk, member=member, by=member.user)
    assert len(told(town.clerk)) == 1
    assert told(town.west_secretary) == []
    refuse_places(place_ids=[place.pk], reason="人数已满", by=town.clerk)
    assert told(member.user) == ["加入服务队的申请未接收：邻里帮帮队"]
    assert Notice.objects.get(user=member.user, key=f"team-decided:{place.pk}").text == "原因：人数已满"
    assert not Notice.objects.filter(title__contains=member.name).exists()
