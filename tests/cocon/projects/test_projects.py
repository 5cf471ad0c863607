"""A project from 立项 to 结项: heard, shown, approved by two, done, accepted by another, closed."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal as D

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from cocon.models import Estate, FundEntry, Hearing, Project, ProjectNorm, ProjectSite
from cocon.projects.choices import ProjectState as S
from cocon.projects.choices import Verdict
from cocon.projects.services.entries import purse_of
from cocon.projects.services.paperwork import dress_projects, next_told
from cocon.projects.services.projects import site_acts
from orgtree.acts import make, perform_one
from orgtree.calendar.services.calendar import workdays_after
from orgtree.choices import TaskState
from orgtree.models import Notice, Task
from tests.cocon.needs.world import unit_with_clerk
from tests.cocon.projects.world import (
    act,
    approvers,
    begun,
    closed,
    granted,
    heard,
    hold,
    publicised,
    report_all,
    reported,
    running,
    second,
    share_of,
    street_person,
    submitted,
)
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def test_the_whole_way(town):
    row = closed(town)
    line = share_of(town)
    assert (row.state, row.praise, row.leader) == (S.CLOSED, "组织有力", town.secretary)
    assert list(row.entries.order_by("pk").values_list("kind", "fen")) == [("approve", -30_000), ("settle", 30_000)]
    assert (purse_of(line.pk).approved, purse_of(line.pk).paid, purse_of(line.pk).left) == (30_000, 30_000, 10_000)
    assert {task.state for task in Task.objects.stemming_from("cocon.project", [row.pk])} == {TaskState.CONFIRMED}


def test_c12_too_few_meet_again_and_too_few_for_it_end_it(town):
    project = heard(town, present=19, in_favour=19)
    assert (project.state, Hearing.objects.get().verdict) == (S.DRAFT, Verdict.TOO_FEW)
    assert next_told(project).startswith("上次到会不足")
    lost = heard(town, project, present=21, in_favour=12)
    assert (lost.state, lost.reason) == (S.REFUSED, "听证赞成不足，不实施")
    assert Hearing.objects.count() == 2


def test_an_area_has_numbers_of_its_own(town):
    ProjectNorm.objects.create(area=town.east, key="hearing_least", number=10, active_from=timezone.localdate())
    assert heard(town, present=10, in_favour=6).state == S.HEARD


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"present": 20, "in_favour": 21}, "in_favour"),
        ({"held_on": timezone.localdate() + timedelta(days=2)}, "held_on"),
    ],
)
def test_a_hearing_that_cannot_be_is_refused(town, said, field):
    project = begun(town)
    with refused(field, field):
        hold(project, **said)
    assert not Hearing.objects.exists()


def test_publicity_lasts_five_working_days(town):
    """The fifth working day after it began still counts to its midnight."""
    project = heard(town)
    act(project, "publicise", town.secretary, publicity="社区公告栏")
    last = workdays_after(timezone.localdate(), 5, town.east)
    for moment, fits in ((datetime.combine(last, time(23)), False), (datetime.combine(last, time.max), True)):
        with time_machine.travel(timezone.make_aware(moment) + timedelta(minutes=1), tick=False):
            if fits:
                assert act(project, "ask", town.secretary, heard_in_public="没有意见").state == S.ASKED
            else:
                with refused("publicity", message=str(last)):
                    act(project, "ask", town.secretary, heard_in_public="没有意见")


def test_c10_two_approve_and_neither_is_the_requester_nor_the_leader(town):
    """C10: payment approved by the requester; two different approvers."""
    line, boss = granted(town), town.street_secretary
    one, two = approvers(town)
    project = publicised(town, begun(town, line=line, area=town.street, by=boss))
    project = act(project, "ask", one, heard_in_public="没有意见")
    for who in (boss, one):
        with refused("own_record"):
            act(project, "approve", who)
    act(project, "approve", two)
    with refused("own_record"):
        act(project, "approve_second", two)
    for who in (boss, one):
        with refused("own_record"):
            act(project, "approve_second", who)
    third = street_person(town, "shenpi_c")
    assert act(project, "approve_second", third).state == S.RUNNING
    for who in (boss, one):
        with refused("own_record"):
            act(project, "advance", who, yuan=D(10), reason="凭证")
    assert act(project, "advance", two, yuan=D(10), reason="凭证").state == S.RUNNING


@pytest.mark.parametrize("pair", [("approved_by", "leader"), ("second_by", "asked_by"), ("second_by", "approved_by")])
def test_c10_the_database_refuses_one_person_twice(town, pair):
    project = running(town)
    with pytest.raises(DatabaseError, match="project_two_others_approve"), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**{pair[0]: getattr(project, pair[1])})


def test_c10_the_leader_accepts_nothing_of_their_own(town):
    """C10: acceptance by the project's own leader, or by who submitted it."""
    project = reported(town)
    project = act(project, "submit", town.clerk, outcome="更换灯具", people=None, hours=None)
    for who in (town.secretary, town.clerk):
        with refused("own_record"):
            act(project, "accept", who, accepted_words="已核实")
    assert act(project, "accept", town.street_secretary, accepted_words="已核实").state == S.ACCEPTED
    with pytest.raises(DatabaseError, match="project_accepted_by_another"), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(accepted_by=town.secretary)


def test_nothing_is_closed_without_acceptance_in_the_database(town):
    project = running(town)
    for state in (S.SETTLED, S.CLOSED):
        with pytest.raises(DatabaseError, match="project_done_when_accepted"), transaction.atomic():
            Project.objects.filter(pk=project.pk).update(state=state)


def test_progress_is_counted_and_an_empty_one_is_not_submitted(town):
    project = running(town)
    said = {"outcome": "更换灯具", "people": None, "hours": None}
    with refused("milestones", message="还没有节点"):
        act(project, "submit", town.secretary, **said)
    due = timezone.localdate() + timedelta(days=9)
    for name in ("采购", "安装"):
        act(project, "add_milestone", town.secretary, milestone=name, due_on=due)
    with refused("milestones", message="还有2个"):
        act(project, "submit", town.secretary, **said)
    report_all(project, town.clerk)
    assert act(project, "submit", town.secretary, **said).state == S.SUBMITTED
    assert act(project, "send_back", town.clerk, reason="请补照片").state == S.RUNNING


def test_without_money_it_starts_at_once_and_is_closed_after_acceptance(town):
    project = begun(town, yuan=0, kind="team")
    assert (project.state, next_told(project)) == (S.RUNNING, "增加节点")
    due = timezone.localdate() + timedelta(days=9)
    act(project, "add_milestone", town.secretary, milestone="上门服务", due_on=due)
    report_all(project, town.clerk)
    act(project, "submit", town.secretary, outcome="服务五十户", people=50, hours=None)
    row = act(project, "accept", town.clerk, accepted_words="已核实")
    assert next_told(row) == "结项；缺材料2份"
    assert act(project, "close", town.secretary, praise="").state == S.CLOSED
    assert not FundEntry.objects.filter(project=project).exists()
    assert begun(town).state == S.DRAFT  # control


# --- Units and places -----------------------------------------------------------------------------------------------------


def test_a_unit_reports_and_submits_on_its_own_pages(town):
    around = unit_with_clerk(town, "danwei", "第一小学")
    project = running(town, unit=around.unit, kind="purchase")
    assert Notice.objects.filter(user=around.clerk, title__contains="已批准").exists()
    due = timezone.localdate() + timedelta(days=9)
    act(project, "add_milestone", town.secretary, milestone="第一期服务", due_on=due)
    report_all(project, around.clerk)
    client = signed_in(around.clerk)
    assert "楼道照明改造" in client.get("/u/").content.decode()
    page = client.get(f"/u/projects/{project.pk}/").content.decode()
    assert "提交验收" in page
    assert "1/1" in page
    reply = client.post(f"/u/projects/{project.pk}/submit/", {"outcome": "完成服务", "people": "", "hours": "3"})
    assert (reply.status_code, "请填写受益人数" in reply.content.decode()) == (422, True)
    reply = client.post(f"/u/projects/{project.pk}/submit/", {"outcome": "完成服务", "people": "26", "hours": "30"})
    assert reply.status_code == 302
    row = Project.objects.get(pk=project.pk)
    assert (row.state, row.people, row.hours, row.submitted_by) == (S.SUBMITTED, 26, 30, around.clerk)
    stranger = unit_with_clerk(town, "danwei2", "第二小学")
    assert signed_in(stranger.clerk).get(f"/u/projects/{project.pk}/").status_code == 404


def test_places_of_a_renewal(town):
    project = running(town, kind="renewal")
    said = {"project": project, "buildings": 3, "by": town.secretary}
    make(site_acts, "add", name="东园 小区", **said)
    with refused("site_known", "name"):
        make(site_acts, "add", name="东园小区", **said | {"buildings": 4})
    row = make(site_acts, "add", name="南园", **said).row
    perform_one(site_acts, "remove", pk=row.pk, by=town.secretary)
    assert ProjectSite.objects.get().buildings == 3
    with refused("name", "name"):
        make(site_acts, "add", name="", **said)
    told = {"households": 300, "buildings": 9, "since": date(2020, 1, 1), "entered_by": town.secretary}
    told["entered_at"] = timezone.now()
    estate = Estate.objects.create(area=town.east, name="北园小区", **told)
    assert make(site_acts, "add", estate=estate, name="", **said).row.name == "北园小区"
    elsewhere = Estate.objects.create(area=town.north, name="远处小区", **told)
    with refused("not_found", "estate"):
        make(site_acts, "add", estate=elsewhere, name="", **said)
    with refused("wrong_state", "project"):
        make(
            site_acts,
            "add",
            **said | {"project": submitted(town, begun(town, yuan=20, title="另一个")), "name": "西园"},
        )


# --- Pages ----------------------------------------------------------------------------------------------------------------


def test_the_street_sees_the_whole_file_on_one_page(town):
    project = second(town)
    page = signed_in(approvers(town)[1]).get(f"/desk/cocon/project/{project.pk}/change/").content.decode()
    for words in (
        "60.0%",
        "社区公告栏",
        "公示期间没有意见",
        "等第二位审批人同意",
        "预算还可用400元",
        "第二人审批同意",
        "不予批准",
    ):
        assert words in page, words


def test_a_list_of_many_costs_no_more_than_of_few(town, django_assert_num_queries):
    def rows():
        return list(Project.objects.select_related("area", "unit", "line__area"))

    begun(town)
    with django_assert_num_queries(10):
        dress_projects(rows())
    for number in range(3):
        begun(town, yuan=10 + number, title=f"项目{number}")
    with django_assert_num_queries(10):
        dress_projects(few := rows())
        assert [project.facts.state for project in few] == [S.DRAFT] * 4
