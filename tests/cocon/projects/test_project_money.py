"""Money of a project: never more than is left of its line, paid once, what is wrong reversed."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from cocon.models import FundEntry, FundLine, Project
from cocon.projects.choices import ProjectState as S
from cocon.projects.services.entries import purse_of, sums_of
from cocon.projects.services.funds import line_acts
from orgtree.acts import perform_one
from orgtree.choices import TaskState
from orgtree.models import Task
from tests.cocon.projects.world import (
    accepted,
    act,
    approvers,
    asked,
    begun,
    granted,
    report_all,
    running,
    second,
    settled,
    share_of,
)
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db


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
