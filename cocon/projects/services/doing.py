"""What is done of a project: milestones, its report, its acceptance by another than its leader, and how it ends."""

from cocon.projects.choices import ProjectState
from cocon.projects.models import Project
from cocon.projects.rules.kinds import check_report
from cocon.projects.services.deciding import READ_BY_ALL, check_never_led, tell_those_who_do_it
from cocon.projects.services.milestones import confirm_reported, count_progress, give_milestone
from cocon.projects.services.paperwork import next_told
from orgtree.acts import Act, Ask, Doing, NotBy, ask_reason
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import refuse_private

MOST_PEOPLE = 1_000_000
PRIVATE = "不写姓名、电话和门牌号"


def own_projects(user):
    """The projects of the units whose shared matters the person handles."""
    return Project.objects.allowed(user, P.COCON_UNIT)


def _add_milestone(project: Project, doing: Doing) -> None:
    """Each counts; the same one pressed twice is found."""
    give_milestone(project, title=doing.said["milestone"], due_on=doing.said["due_on"], by=doing.by)


def _submit(project: Project, doing: Doing) -> None:
    """Every milestone is reported, and what its kind asks for is told."""
    done, number = count_progress([project])[project.pk]
    if not number:
        raise RuleBroken("milestones", "还没有节点，请先增加节点并报告", conflict=True)
    if done < number:
        raise RuleBroken("milestones", f"还有{number - done}个节点没有报告，报告后再提交验收", conflict=True)
    check_report(project.kind, people=project.people, hours=project.hours, sites=project.sites.count())


def _accept(project: Project, doing: Doing) -> None:
    check_never_led(project, doing)
    confirm_reported(project, by=doing.by)


def _check_ending(project: Project, doing: Doing) -> None:
    if project.has_money and doing.was[project.pk].state == ProjectState.ACCEPTED:
        raise RuleBroken("unsettled", "用钱的项目请先结算", conflict=True)


def _checked_outcome(text: str) -> str:
    refuse_private(text, field="outcome")
    return text


RUNNING, SUBMITTED = frozenset({ProjectState.RUNNING}), frozenset({ProjectState.SUBMITTED})
DOING = (
    Act(
        "add_milestone",
        "增加节点",
        "增加节点",
        RUNNING,
        None,
        permission=P.COCON_MANAGE,
        asks=(Ask("milestone", "节点", longest=60, shortest=2), Ask("due_on", "完成日期", is_day=True)),
        run=_add_milestone,
        each_counts=True,
        done="节点已交办，按报告计进度。",
        hint="节点是一项任务，由承办单位或本级岗位报告；进度按节点计，不用另填。",
        icon="flag",
        summary="增加节点",
        description="给实施中的项目定一个节点和完成日期，由承办单位或本级岗位报告。",
    ),
    Act(
        "submit",
        "提交验收",
        "提交验收",
        RUNNING,
        ProjectState.SUBMITTED,
        permission=P.COCON_MANAGE,
        own=True,
        doer="单位经办人",
        reach=own_projects,
        asks=(
            Ask(
                "outcome",
                "完成情况",
                longest=500,
                shortest=2,
                column="outcome",
                check=_checked_outcome,
                help=PRIVATE,
                told=f"完成情况，2到500字；{PRIVATE}",
            ),
            Ask(
                "people",
                "受益人数",
                column="people",
                most=MOST_PEOPLE,
                is_optional=True,
                help="只填人数。购买服务、小区整治、助学资助必填",
                told="只填人数；购买服务、小区整治、助学资助必填",
            ),
            Ask("hours", "服务小时数", column="hours", most=MOST_PEOPLE, is_optional=True, help="购买服务必填"),
        ),
        stamps=("submitted_by", "submitted_at"),
        run=_submit,
        done="已提交，等社区验收。",
        hint="全部节点报告后提交；由负责人和提交人以外的人验收。",
        icon="assignment_turned_in",
        summary="提交验收",
        description="全部节点报告后提交，写明完成情况；人数只填数目。",
    ),
    Act(
        "accept",
        "验收",
        "验收",
        SUBMITTED,
        ProjectState.ACCEPTED,
        permission=P.COCON_MANAGE,
        not_by=(
            NotBy("entered_by_id", "own_record", "立项人不能验收自己立的项目，须由另一位工作人员验收"),
            NotBy("leader_id", "own_record", "项目负责人不能验收自己的项目，须由另一位工作人员验收"),
            NotBy("submitted_by_id", "own_record", "提交人不能验收，须由另一位工作人员验收"),
        ),
        asks=(Ask("accepted_words", "验收意见", shortest=2, column="accepted_words", told="2到200字"),),
        stamps=("accepted_by", "accepted_at"),
        run=_accept,
        tells=tell_those_who_do_it("已验收"),
        done=lambda row: f"已验收。下一步：{next_told(row)}。",
        hint="核实节点和完成情况后验收；用钱的项目随后结算。",
        icon="task_alt",
        summary="验收",
        description="立项人、负责人（包括此前的）和提交人不能验收。",
    ),
    Act(
        "send_back",
        "退回补充",
        "退回",
        SUBMITTED,
        ProjectState.RUNNING,
        permission=P.COCON_MANAGE,
        asks=(ask_reason("退回", told=READ_BY_ALL),),
        tells=tell_those_who_do_it("退回补充"),
        done="已退回，承办方会看到原因。",
        icon="undo",
        summary="退回补充",
        description="写明原因，补充后再提交。",
    ),
    Act(
        "close",
        "结项与激励",
        "结项",
        frozenset({ProjectState.ACCEPTED, ProjectState.SETTLED}),
        ProjectState.CLOSED,
        permission=P.COCON_MANAGE,
        asks=(
            Ask(
                "praise",
                "激励",
                column="praise",
                is_optional=True,
                help="写一句肯定，或记下所给的表扬；不记积分",
                told="一句肯定或所给的表扬；不记积分",
            ),
        ),
        run=_check_ending,
        fits=lambda project: project.state == ProjectState.SETTLED or not project.has_money,
        stamps=("ended_by", "ended_at"),
        tells=tell_those_who_do_it("已结项"),
        done="已结项。",
        hint="用钱的项目结算后结项，可以写一句肯定。",
        icon="workspace_premium",
        summary="结项与激励",
        description="验收后的项目结项，用钱的先结算。",
    ),
)
