"""Two persons of the street approve a project; its money is spoken for under the lock of its line."""

from collections.abc import Callable, Sequence

from django.urls import reverse

from cocon.projects.choices import EntryKind, LineState, ProjectState
from cocon.projects.models import FundLine, Project
from cocon.projects.rules.money import check_left
from cocon.projects.services.entries import enter, hold_lines, purse_of, sums_of
from cocon.projects.services.milestones import call_off
from cocon.units.services.pairings import clerks_of
from orgtree.acts import Act, Doing, NotBy, Tell, ask_reason
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, of_another
from orgtree.notices.words import called

READ_BY_ALL = "事由，2到200字"
NOT_ITS_OWN = (
    NotBy("entered_by_id", "own_record", "本人立项的项目，须由其他人审批和付款"),
    NotBy("leader_id", "own_record", "本人负责的项目，须由其他人审批和付款"),
    NotBy("asked_by_id", "own_record", "本人提请的项目，须由其他人审批和付款"),
)


def hold_line_of(doing: Doing, ids: Sequence[int]) -> None:
    """The line is held before its projects, so that what is left of it is counted by one at a time."""
    hold_lines(Project.objects.filter(pk__in=ids).values_list("line", flat=True))


def desk_page_of(project: Project) -> str:
    return reverse("admin:cocon_project_change", args=[project.pk])


def tell_those_who_do_it(words: str) -> Callable[[Project, Doing], list[Tell]]:
    """The leader at the desk, the clerks of the unit on their own page."""

    def tell(project: Project, doing: Doing) -> list[Tell]:
        title = f"{project.area.name}的{called(project)}{words}"
        told = [Tell((project.leader_id,), title, url=desk_page_of(project), why=True)]
        if project.unit_id:
            told.append(
                Tell(clerks_of([project.unit_id]), title, url=reverse("unit-project", args=[project.pk]), why=True)
            )
        return told

    return tell


def check_never_led(project: Project, doing: Doing) -> None:
    """Raise RuleBroken where this person led the project before: handing it over makes nobody a stranger to it."""
    if doing.by and project.led_before.filter(pk=doing.by.pk).exists():
        raise of_another(doing.by, "own_record", "本人负责过这个项目，须由其他人审批、付款和验收")


def check_room(project: Project) -> FundLine:
    """The line of the project; raises RuleBroken where it is closed, or less is left of it than was asked for."""
    line = project.line
    if line.state != LineState.OPEN:
        raise RuleBroken("line_closed", "这条预算已结账，不能再批准项目", conflict=True)
    check_left(purse_of(line.pk), project.amount)
    return line


def _approve_first(project: Project, doing: Doing) -> None:
    check_never_led(project, doing)
    check_room(project)


def _approve(project: Project, doing: Doing) -> None:
    """Never more than is left, whoever else approves at the same time."""
    check_never_led(project, doing)
    line = check_room(project)
    enter(line, EntryKind.APPROVE, -project.amount, by=doing.by, reason=project.title, project=project)


def _stop(project: Project, doing: Doing) -> None:
    """What was spoken for is left again; what was paid must have come back before."""
    paid = sums_of(project).paid
    if paid:
        raise RuleBroken("paid", "已经付过款，请先冲正或按实际结算", conflict=True)
    release_all(project, by=doing.by, reason=doing.reason)
    call_off(project, doing.reason or "项目已终止", by=doing.by)


def release_all(project: Project, *, by, reason: str) -> None:
    """All that is approved for the project goes back to its line."""
    approved = sums_of(project).approved
    if approved:
        enter(project.line, EntryKind.RELEASE, approved, by=by, reason=reason, project=project)


ASKED, SECOND = frozenset({ProjectState.ASKED}), frozenset({ProjectState.SECOND})
DECIDING = (
    Act(
        "approve",
        "审批同意",
        "同意",
        ASKED,
        ProjectState.SECOND,
        permission=P.COCON_APPROVE,
        not_by=NOT_ITS_OWN,
        first=hold_line_of,
        run=_approve_first,
        stamps=("approved_by", "approved_at"),
        done="已同意，还须第二位审批人同意。",
        hint="须两位审批人同意，都不能是立项人、负责人或提请人；超出预算的不能批准。",
        icon="check_circle",
        summary="第一人审批",
        description="立项人、负责人和提请人不能审批；超出预算返回409。",
    ),
    Act(
        "approve_second",
        "第二人审批同意",
        "批准",
        SECOND,
        ProjectState.RUNNING,
        permission=P.COCON_APPROVE,
        not_by=(*NOT_ITS_OWN, NotBy("approved_by_id", "own_record", "本人已审批过，须由另一位审批人同意")),
        first=hold_line_of,
        run=_approve,
        stamps=("second_by", "second_at"),
        tells=tell_those_who_do_it("已批准"),
        done="已批准，金额从预算中扣除，可以预付和实施。",
        hint="批准后金额从预算中扣除；两人同时批准也不会超出预算。",
        icon="verified",
        summary="第二人审批",
        description="与第一审批人不是同一人；批准后金额从预算扣除，超出预算返回409。",
    ),
    Act(
        "refuse",
        "不予批准",
        "不予批准",
        ASKED | SECOND,
        ProjectState.REFUSED,
        permission=P.COCON_APPROVE,
        asks=(ask_reason("不予批准", column="reason", told=READ_BY_ALL),),
        stamps=("ended_by", "ended_at"),
        tells=tell_those_who_do_it("未通过"),
        done="已记为未通过，立项人会看到原因。",
        hint="写明原因，立项人可见。",
        icon="cancel",
        summary="不予批准",
        description="写明原因，立项人可见。",
    ),
    Act(
        "stop",
        "终止项目",
        "终止",
        frozenset({ProjectState.RUNNING, ProjectState.SUBMITTED}),
        ProjectState.STOPPED,
        permission=P.COCON_APPROVE,
        asks=(ask_reason("终止", column="reason", told=READ_BY_ALL),),
        first=hold_line_of,
        run=_stop,
        stamps=("ended_by", "ended_at"),
        tells=tell_those_who_do_it("已终止"),
        done="已终止，额度退回预算。",
        hint="没有付款的可以终止，额度退回预算；付过款的先冲正，或按实际验收结算。",
        icon="block",
        summary="终止项目",
        description="没有付款的可以终止，额度退回预算，未完成的节点取消。",
    ),
)
