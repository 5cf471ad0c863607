"""A project from 立项 to 结项: heard, shown, approved by two, done, accepted by another, settled within what was approved."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal as D

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from cocon.models import Estate, FundEntry, FundLine, Hearing, Project, ProjectNorm, ProjectSite
from cocon.projects.choices import ProjectState as S
from cocon.projects.choices import Verdict
from cocon.projects.rules.hearing import judge_hearing, share_told
from cocon.projects.rules.kinds import check_report
from cocon.projects.rules.money import Settlement, check_advance, settle_for
from cocon.projects.rules.paperwork import Facts, missing_of, steps_of
from cocon.projects.services.entries import purse_of, sums_of
from cocon.projects.services.funds import line_acts
from cocon.projects.services.paperwork import dress_projects, next_told
from cocon.projects.services.projects import site_acts
from orgtree.acts import make, perform_one
from orgtree.calendar.services.calendar import workdays_after
from orgtree.choices import TaskState
from orgtree.models import Notice, Task
from tests.cocon.needs.world import unit_with_clerk
from tests.cocon.projects.world import (
    accepted,
    act,
    approvers,
    asked,
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
    settled,
    share_of,
    street_person,
    submitted,
)
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
SIXTY = D("60.0")


# --- Rules ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("present", "in_favour", "verdict", "told"),
    [
        (20, 12, Verdict.CARRIED, "60.0%"),
        (19, 19, Verdict.TOO_FEW, "100.0%"),
        (21, 12, Verdict.LOST, "57.1%"),
        (200, 119, Verdict.LOST, "59.5%"),  # prints 60 % without decimals
        (200, 120, Verdict.CARRIED, "60.0%"),
        (9_999, 5_999, Verdict.LOST, "59.9%"),  # 59.996 %: rounded it would read 60.0 %
        (20, 0, Verdict.LOST, "0.0%"),
    ],
)
def test_c12_a_hearing_is_judged_by_the_exact_fraction(present, in_favour, verdict, told):
    """C12: at least 20 present, at least 60 % for, never by a rounded share."""
    assert judge_hearing(present, in_favour, least=20, share=SIXTY) == verdict
    assert share_told(present, in_favour) == told


def test_c12_thirds_are_no_decimals():
    assert judge_hearing(30, 20, least=20, share=D("66.6")) == Verdict.CARRIED
    assert judge_hearing(30, 20, least=20, share=D("66.7")) == Verdict.LOST


@pytest.mark.parametrize(("paid", "fen", "fits"), [(0, 15_000, True), (0, 15_001, False), (10_000, 5_001, False)])
def test_an_advance_is_at_most_half(paid, fen, fits):
    if fits:
        check_advance(30_000, paid, fen, D("50.0"))
    else:
        with refused("advance_share", "yuan", message="最多150元"):
            check_advance(30_000, paid, fen, D("50.0"))


@pytest.mark.parametrize(
    ("paid", "total", "settlement"),
    [
        (0, 300, Settlement(300, 0)),
        (100, 250, Settlement(150, 50)),
        (100, 100, Settlement(0, 200)),
        (100, 60, Settlement(-40, 240)),
    ],
)
def test_a_settlement_pays_the_rest_and_gives_back(paid, total, settlement):
    assert settle_for(300, paid, total) == settlement
    with refused("over_approved", "yuan"):
        settle_for(300, paid, 301)


@pytest.mark.parametrize(
    ("kind", "told", "field"),
    [
        ("purchase", {"people": None, "hours": 3, "sites": 0}, "people"),
        ("purchase", {"people": 3, "hours": None, "sites": 0}, "hours"),
        ("aid", {"people": 0, "hours": None, "sites": 0}, "people"),
        ("renewal", {"people": 9, "hours": None, "sites": 0}, None),
    ],
)
def test_what_each_kind_tells(kind, told, field):
    with refused(field or "sites", field):
        check_report(kind, **told)
    check_report("party", people=None, hours=None, sites=0)
    check_report(kind, people=1, hours=1, sites=1)


TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"state": S.DRAFT, "least": 20, "share": SIXTY}, "召开议事听证并登记：到会不少于20人，赞成不少于60%"),
        ({"state": S.DRAFT, "was_too_few": True, "least": 20, "share": D("62.5")}, "上次到会不足，须重新召开议事听证"),
        ({"state": S.HEARD}, "开始公示"),
        ({"state": S.PUBLICISED, "publicity_until": TODAY}, "公示到2026-03-10，期满后提请审批"),
        ({"state": S.PUBLICISED, "publicity_until": TODAY - timedelta(days=1)}, "公示期满，提请审批"),
        ({"state": S.ASKED}, "等第一位审批人同意"),
        ({"state": S.SECOND}, "等第二位审批人同意"),
        ({"state": S.RUNNING}, "增加节点"),
        ({"state": S.RUNNING, "milestones": (1, 3)}, "还有2个节点没有报告"),
        ({"state": S.RUNNING, "milestones": (3, 3), "lacks_sites": True}, "登记整治的小区和楼栋数"),
        ({"state": S.RUNNING, "milestones": (3, 3)}, "提交验收"),
        ({"state": S.SUBMITTED}, "由负责人和提交人以外的人验收"),
        ({"state": S.ACCEPTED}, "按实际结算"),
        ({"state": S.ACCEPTED, "has_money": False}, "结项"),
        ({"state": S.SETTLED}, "结项，可以写一句肯定"),
        ({"state": S.CLOSED}, ""),
        ({"state": S.REFUSED}, ""),
    ],
)
def test_what_is_missing_is_computed(facts, missing):
    said = Facts(**{"has_money": True, "today": TODAY} | facts)
    assert missing_of(said).startswith(missing)
    assert [step.missing for step in steps_of(said) if step.missing] == ([missing_of(said)] if missing else [])


def test_the_papers_are_those_that_the_project_needs():
    def labels(**facts):
        return [(step.label, step.is_done) for step in steps_of(Facts(today=TODAY, **facts))]

    assert labels(state=S.RUNNING, has_money=True)[:4] == [
        ("议事听证", True),
        ("公示", True),
        ("两人审批", True),
        ("实施", False),
    ]
    assert labels(state=S.ACCEPTED, has_money=False) == [("实施", True), ("验收", True), ("结项与激励", False)]


# --- The course -----------------------------------------------------------------------------------------------------------


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
        ({"held_on": timezone.localdate() + timedelta(days=1)}, "held_on"),
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


def test_c09_more_than_is_left_is_not_approved(town):
    first, other = second(town, yuan=300), begun(town, yuan=300, title="另一个项目")
    other = second(town, other)  # both fit, each for itself
    act(first, "approve_second", approvers(town)[1])
    with refused("over_budget", message="还可用100元，需要300元"):
        act(other, "approve_second", approvers(town)[1])
    assert purse_of(share_of(town).pk).left == 10_000
    assert act(other, "refuse", approvers(town)[1], reason="预算不足").state == S.REFUSED


def test_a_closed_line_approves_nothing(town):
    line = granted(town)
    project = asked(town, begun(town, line=line, area=town.street, by=town.street_secretary))
    perform_one(line_acts, "close", pk=line.pk, by=town.street_secretary, reason="年度已结束")
    with refused("line_closed"):
        act(project, "approve", approvers(town)[0])


def test_a_line_with_projects_under_way_is_not_closed(town):
    project = running(town)
    with refused("unfinished", message="还有1个"):
        perform_one(line_acts, "close", pk=project.line_id, by=town.street_secretary, reason="年度已结束")


def test_money_is_paid_once_by_a_voucher(town):
    project, (one, two) = running(town), approvers(town)
    act(project, "advance", one, yuan=D(100), reason="凭证001")
    act(project, "advance", one, yuan=D(100), reason="凭证001")  # pressed twice
    with refused("reason_used", "reason"):
        act(project, "advance", one, yuan=D(50), reason="凭证001")
    with refused("reason_used", "reason"):
        act(project, "advance", two, yuan=D(100), reason="凭证001")
    with refused("advance_share", "yuan"):
        act(project, "advance", two, yuan=D("50.01"), reason="凭证002")
    act(project, "advance", two, yuan=D(50), reason="凭证002")
    assert sums_of(project).paid == 15_000
    assert purse_of(project.line_id).left == 10_000  # paying changes nothing of what is left


def test_what_is_not_used_comes_back_and_a_wrong_payment_is_reversed(town):
    project, (one, two) = running(town), approvers(town)
    line = project.line_id
    act(project, "advance", one, yuan=D(150), reason="凭证001")
    act(project, "reverse", two, reason="重复登记")
    assert sums_of(project).paid == 0
    with refused("nothing_paid"):
        act(project, "reverse", one, reason="再冲一次")
    act(project, "advance", one, yuan=D(120), reason="凭证002")
    due = timezone.localdate() + timedelta(days=9)
    act(project, "add_milestone", town.secretary, milestone="完成安装", due_on=due)
    report_all(project, town.clerk)
    act(project, "submit", town.secretary, outcome="更换灯具", people=None, hours=None)
    act(project, "accept", town.clerk, accepted_words="已核实")
    with refused("over_approved", "yuan"):
        act(project, "settle", one, yuan=D("300.01"), reason="凭证003")
    with refused("wrong_state"):
        act(project, "stop", one, reason="不做了")
    row = act(project, "settle", one, yuan=D(100), reason="凭证003")
    assert (row.state, sums_of(row).paid, sums_of(row).approved, purse_of(line).left) == (
        S.SETTLED,
        10_000,
        10_000,
        30_000,
    )
    row = act(project, "reverse_settlement", two, reason="结算金额有误")
    assert (row.state, sums_of(row).paid, sums_of(row).approved, purse_of(line).left) == (
        S.ACCEPTED,
        12_000,
        30_000,
        10_000,
    )
    row = act(project, "settle", one, yuan=D(300), reason="凭证004")
    assert (sums_of(row).paid, purse_of(line).left) == (30_000, 10_000)
    assert FundEntry.objects.filter(project=project, reverses__isnull=False).count() == 3


def test_a_reversal_does_not_overdraw_the_line(town):
    project, two = settled(town, total=100), approvers(town)[1]
    running(town, begun(town, yuan=300, title="另一个项目"))  # has taken what came back
    with refused("over_budget"):
        act(project, "reverse_settlement", two, reason="结算金额有误")
    assert Project.objects.get(pk=project.pk).state == S.SETTLED


def test_an_end_without_payment_gives_all_back(town):
    project, one = running(town), approvers(town)[0]
    due = timezone.localdate() + timedelta(days=9)
    act(project, "add_milestone", town.secretary, milestone="完成安装", due_on=due)
    act(project, "advance", one, yuan=D(10), reason="凭证001")
    with refused("paid"):
        act(project, "stop", one, reason="不做了")
    act(project, "reverse", one, reason="已退回")
    assert act(project, "stop", one, reason="不做了").state == S.STOPPED
    assert purse_of(project.line_id).approved == 0
    assert Task.objects.stemming_from("cocon.project", [project.pk]).get().state == TaskState.CANCELLED


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
    assert next_told(row) == "结项"
    assert act(project, "close", town.secretary, praise="").state == S.CLOSED
    assert not FundEntry.objects.filter(project=project).exists()
    assert begun(town).state == S.DRAFT  # control


def test_money_needs_a_line_that_covers_the_area(town):
    for more, field in (({"line": None, "amount": D(5)}, "line"), ({"line": share_of(town), "amount": None}, "amount")):
        with refused(field, field):
            begun(town, yuan=0, **more)
    north = FundLine.objects.create(
        area=town.north, kind="work", name="北苑", year=2026, entered_by=town.secretary, entered_at=timezone.now()
    )
    with refused("not_found", "line"):
        begun(town, line=north)


def test_a_line_with_money_left_to_settle_is_not_settled_by_closing(town):
    project = accepted(town)
    with refused("unsettled"):
        act(project, "close", town.secretary, praise="")


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
    with django_assert_num_queries(8):
        dress_projects(rows())
    for number in range(3):
        begun(town, yuan=10 + number, title=f"项目{number}")
    with django_assert_num_queries(8):
        dress_projects(few := rows())
        assert [project.facts.state for project in few] == [S.DRAFT] * 4
