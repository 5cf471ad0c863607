"""A list of the desk, taken in again as it went out, changes nothing, whatever has become of its rows; what is not there any more
would be written. That every importer knows its own list again: tests/test_importers.py.
"""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from orgtree.acts import perform_one
from orgtree.imports import services as imports
from orgtree.sheets.declaring import importers
from tests.orgtree.workbooks import upload
from tests.volunteers.people import accepted, enrolled, kind, logged, registered
from tests.volunteers.posts import opened
from tests.volunteers.standing.test_deeds import entered
from tests.volunteers.team_people import joined, signed_in
from volunteers.choices import ServiceOrigin
from volunteers.duties.services.duty_posts import duty_posts
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import DutyPost, Member, ReportIn, ServiceRecord, ServiceTeam, Skill
from volunteers.service.services.service_records import reject_services
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.teams.services.team_acts import service_teams
from volunteers.teams.services.teams import create_team

pytestmark = pytest.mark.django_db

SAME = {"新增": 0, "更新": 0}


def taken_again(model: str, importer: str, town, **options):
    """The job that looks at the list of the desk as it went out."""
    reply = signed_in(town.clerk).get(f"/desk/volunteers/{model}/sheet/")
    assert reply.status_code == 200, reply
    content = b"".join(reply.streaming_content)
    job = imports.upload_import(importer=importer, area=town.east, file=upload(content), options=options, by=town.clerk)
    imports.check_import(job.pk)
    job.refresh_from_db()
    assert job.errors == []
    return job.preview["counts"]


def test_the_roster(town):
    placed = accepted(town.east, town.clerk, name="甲试")
    Member.objects.filter(pk=placed.pk).update(free_times=["weekend_day", "holiday"], interests=["patrol"])
    perform_one(
        report_ins, "place", pk=ReportIn.objects.live().get(member=placed).pk, area=town.east_building, by=town.clerk
    )
    gone, kept = Skill.objects.create(name="旧特长", is_active=False), Skill.objects.filter(is_active=True).first()
    placed.skills.set([gone, kept])
    enrolled(town.east, town.clerk, name="乙试")  # waits: the list decides nothing
    registered(town.east, name="丙试")
    accepted(town.east, town.clerk, name="丁试")
    read = taken_again("member", "roster", town, consented=True)
    assert read == {"报到党员": {**SAME, "不变": 4}}
    assert ReportIn.objects.waiting().count() == 2


def test_control_a_roster_that_says_otherwise_would_change(town, monkeypatch):
    accepted(town.east, town.clerk, name="甲试")
    monkeypatch.setattr(importers["roster"].form.base_fields["residence"], "clean", lambda text: "别的小区")
    assert taken_again("member", "roster", town, consented=True)["报到党员"]["更新"] == 1


def test_duty_posts(town):
    opened(town.east, town.clerk, title="宣讲员", free_times=["weekend_day"], contact="社区一楼")
    opened(town.east_building, town.clerk, title="楼长", needed=1, skills=Skill.objects.all()[:2])
    over = opened(town.east_grid, town.clerk, title="巡查员", until=timezone.localdate() + timedelta(days=1))
    DutyPost.objects.filter(pk=over.pk).update(
        since=timezone.localdate() - timedelta(days=9), until=timezone.localdate()
    )
    stopped = opened(town.east, town.clerk, title="旧岗位")
    perform_one(duty_posts, "close", pk=stopped.pk, by=town.clerk)
    assert taken_again("dutypost", "duties", town) == {"岗位": {**SAME, "不变": 4}}


def test_service_teams(town, make_team, member):
    joined(make_team(slogan="有事找我", leader=member), member, town.clerk)
    create_team(area=town.east_grid, name="网格小队", kind="general", founded_on=timezone.localdate(), by=town.clerk)
    perform_one(service_teams, "dissolve", pk=make_team(name="散了的队").pk, by=town.clerk)
    ReportIn.objects.filter(member=member).update(ended_at=timezone.now(), state="transferred")  # leads on paper
    assert taken_again("serviceteam", "teams", town, willing=True) == {"服务队": {**SAME, "不变": 3}}
    assert ServiceTeam.objects.count() == 3


def test_deeds(town, member):
    entered(member, town.clerk, evidence="议事会会议纪要")
    sent_back = entered(member, town.clerk, evidence="凭据不足")
    perform_one(deed_acts, "reject", pk=sent_back.pk, by=town.secretary, reason="凭据不足")
    assert taken_again("deedreport", "deeds", town) == {"积分事项": {**SAME, "不变": 2}}


def test_services(town, member, make_team):
    logged(member, 9, 11, note="清理楼道" * 20)
    logged(member, 22, 26, days_ago=3, people_served=4)
    over = logged(member, 14, 15)
    reject_services(record_ids=[over.pk], by=town.secretary, reason="时间有误")
    retired = logged(member, 9, 10, days_ago=5)
    ServiceRecord.objects.filter(pk=retired.pk).update(
        kind=kind("S02"), team=make_team(area=town.east), origin=ServiceOrigin.PAPER
    )
    kind("S02").__class__.objects.filter(code="S02").update(is_active=False)
    assert taken_again("servicerecord", "booklets", town) == {"服务记录": {**SAME, "不变": 4}}


def test_the_workbook_has_the_whole_of_what_the_desk_shortens(town, member):
    said = "清理三号楼楼道里的杂物并登记需要维修的路灯"
    logged(member, note=said)
    entered(member, town.clerk, evidence=said)
    client = signed_in(town.clerk)
    for model in ("servicerecord", "deedreport"):
        page = client.get(f"/desk/volunteers/{model}/").content.decode()
        assert said[:12] in page
        assert said not in page
        sheet = b"".join(client.get(f"/desk/volunteers/{model}/sheet/").streaming_content)
        assert said in str(list(load_workbook(BytesIO(sheet)).active.iter_rows(values_only=True)))


def test_a_workbook_of_many_costs_no_more_queries(town):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            for model in ("member", "reportin", "dutypost", "deedreport", "servicerecord"):
                b"".join(client.get(f"/desk/volunteers/{model}/sheet/").streaming_content)
        return len(seen)

    def one_more(number: int) -> None:
        member = accepted(town.east, town.clerk)
        opened(town.east_grid, town.clerk, title=f"岗位{number}", skills=Skill.objects.all()[:2])
        entered(member, town.clerk)
        logged(member)

    client = signed_in(town.clerk)
    one_more(1)
    queries()  # what is looked up once
    few = queries()
    for number in (2, 3, 4):
        one_more(number)
    assert queries() == few
