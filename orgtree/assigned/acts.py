"""What is done to a task: its owner accepts, tells and reports; its giver confirms, sends back, extends, cancels."""

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, ask_reason, declare_acts
from orgtree.assigned.giving import add_assist, helpers_of, office_of, owners_of, page_of
from orgtree.assigned.models import OPEN, TO_DO, Task, TaskAssist
from orgtree.assigned.rules import due_moment, read_amount
from orgtree.choices import Permission as P
from orgtree.choices import PostKind, TaskState
from orgtree.errors import RuleBroken, of_another
from orgtree.notices.words import called
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.models import Area
from orgtree.units.models.institution import Institution

OWNER_READS = "事由，2到200字，承办人可见"
NOT_THE_DOER = (NotBy("reported_by_id", "own_report", "完成情况由您报告，须由另一位工作人员确认"),)


def own_tasks(user):
    return Task.objects.owned_by(user)


def check_told(task: Task, doing: Doing) -> None:
    if task.counter:
        raise RuleBroken("counted", "这项任务的进度由平台自动计数", field="told")


def extend(task: Task, doing: Doing) -> None:
    if task.first_due_at:
        raise RuleBroken("extended", "这项任务已延期一次，不能再延", conflict=True)
    due = due_moment(doing.at, office_of(task.area), doing.said["due_on"])
    if due <= task.due_at:
        raise RuleBroken("due", "新的期限应晚于原来的期限", field="due_on")
    task.first_due_at, task.due_at = task.due_at, due
    task.limit_number, task.limit_unit = None, ""  # from now on it is due by a day


def confirm(task: Task, doing: Doing) -> None:
    """Who helped does not confirm either."""
    if doing.by and Task.objects.filter(pk=task.pk).assisted_by(doing.by).exists():
        raise of_another(doing.by, "own_part", "您的岗位协办这项任务，须由另一位工作人员确认")


def assist_of(doing: Doing) -> TaskAssist:
    """The post that was named, at the unit or else at the area; not saved."""
    said = doing.said
    return TaskAssist(owner_kind=said["assist_kind"], area=said["assist_area"], institution=said["assist_unit"] or None)


def set_assist(task: Task, doing: Doing) -> None:
    """A post helps, or does so no more; what is so already stays so."""
    assist = assist_of(doing)
    if not doing.said["assists"]:
        post = {"owner_kind": assist.owner_kind, "area": assist.area, "institution": assist.institution}
        task.assists.filter(**post).delete()
        return
    try:
        add_assist(task, assist, by=doing.by)
    except RuleBroken as broken:
        at = {"owner_kind": "assist_kind", "area": "assist_area", "institution": "assist_unit"}
        raise RuleBroken(broken.code, broken.message, field=at.get(broken.field, broken.field)) from broken


def open_again(task: Task, doing: Doing) -> None:
    """What was reported stays to be mended; who reported and when is in the log of steps."""
    task.reported_by = task.reported_at = None


def tell_giver(task: Task, doing: Doing) -> list[Tell]:
    return [Tell((task.given_by_id,), f"待确认：{called(task)}", f"{task.owner_label}已报告完成", page_of(task))]


def tell_owner(words: str):
    def tell(task: Task, doing: Doing) -> list[Tell]:
        doers = (*owners_of(task), *helpers_of(task))
        return [Tell(doers, f"{called(task)}{words}", f"{task.owner_label}承办", page_of(task), why=True)]

    return tell


def tell_helper(task: Task, doing: Doing) -> list[Tell]:
    words = "协办任务" if doing.said["assists"] else "不再协办"
    helpers = tuple(owners_of(assist_of(doing)))
    return [Tell(helpers, f"{words}：{called(task)}", f"{task.owner_label}承办", page_of(task))]


def areas_to_give_in(user, ids):
    return Area.objects.allowed(user, P.TASK_GIVE)


def units_to_give_to(user, ids):
    return Institution.objects.allowed(user, P.TASK_GIVE)


DOERS = tuple((kind.value, kind.label) for kind in PostKind if kind in post_kinds_with(P.TASK_DO))


task_acts = declare_acts(
    Acts(
        Task,
        loads=("area", "institution", "giver_area"),
        called="任务",
        acts=(
            Act(
                "give",
                "交办任务",
                "交办",
                frozenset(),
                TaskState.GIVEN,
                permission=P.TASK_GIVE,
                by_form=True,
            ),
            Act(
                "accept",
                "接收",
                "接收",
                frozenset({TaskState.GIVEN}),
                TaskState.ACCEPTED,
                own=True,
                reach=own_tasks,
                stamps=("accepted_by", "accepted_at"),
                done="已接收。",
                summary="接收任务",
                description="承办岗位接收交办的任务。",
            ),
            Act(
                "tell_progress",
                "填报进度",
                "填报进度",
                frozenset({TaskState.ACCEPTED}),
                None,
                own=True,
                reach=own_tasks,
                asks=(
                    Ask("told", "已完成数量", longest=8, column="told", check=read_amount, told="已完成的数量，整数"),
                ),
                run=check_told,
                done="进度已更新。",
                description="承办岗位填报已完成的数量；自动计数的任务不能填报。",
            ),
            Act(
                "report",
                "报告完成",
                "报告完成",
                frozenset({TaskState.ACCEPTED}),
                TaskState.REPORTED,
                own=True,
                reach=own_tasks,
                asks=(Ask("result", "完成情况", longest=500, shortest=2, column="result", told="完成情况，2到500字"),),
                stamps=("reported_by", "reported_at"),
                tells=tell_giver,
                done="已报告完成，等交办方确认。",
                description="承办岗位报告任务已完成，写明完成情况；由交办方确认。",
            ),
            Act(
                "confirm",
                "确认完成",
                "确认完成",
                frozenset({TaskState.REPORTED}),
                TaskState.CONFIRMED,
                permission=P.TASK_GIVE,
                not_by=NOT_THE_DOER,
                stamps=("decided_by", "decided_at"),
                run=confirm,
                tells=tell_owner("已确认完成"),
                done="已确认完成。",
                icon="task_alt",
                description="交办方确认任务已完成；不能由报告人自己确认。",
            ),
            Act(
                "send_back",
                "退回重办",
                "退回",
                frozenset({TaskState.REPORTED}),
                TaskState.ACCEPTED,
                permission=P.TASK_GIVE,
                not_by=NOT_THE_DOER,
                asks=(ask_reason("退回", told=OWNER_READS),),
                run=open_again,
                tells=tell_owner("被退回"),
                done="已退回承办人继续办理。",
                description="交办方退回，写明原因；期限不变。",
            ),
            Act(
                "extend",
                "延期",
                "延期",
                frozenset(TO_DO),
                None,
                permission=P.TASK_GIVE,
                asks=(
                    Ask("due_on", "新的完成日期", is_day=True, told="新的完成日期"),
                    ask_reason("延期", told=OWNER_READS),
                ),
                run=extend,
                tells=tell_owner("已延期"),
                done="已延期。",
                hint="只能延期一次，到当天下班前。",
                icon="more_time",
                summary="延期一次",
                description="交办方延长期限，写明原因；一项任务只能延期一次。",
            ),
            Act(
                "assist",
                "调整协办",
                "调整协办",
                frozenset(OPEN),
                None,
                permission=P.TASK_GIVE,
                asks=(
                    Ask("assists", "增加还是退出", choices=((True, "增加协办"), (False, "不再协办"))),
                    Ask("assist_kind", "协办岗位", choices=DOERS),
                    Ask(
                        "assist_area",
                        "协办区域",
                        rows=areas_to_give_in,
                        found_by=(Task, "area"),
                        help="输入名称、拼音首字母或代码查找",
                    ),
                    Ask(
                        "assist_unit",
                        "协办单位",
                        rows=units_to_give_to,
                        found_by=(Task, "institution"),
                        is_optional=True,
                        help="由单位协办时填写，单位应在协办区域之内",
                    ),
                ),
                run=set_assist,
                each_counts=True,
                tells=tell_helper,
                done="协办岗位已调整。",
                hint="协办岗位能看到任务、添加附件和留言；接收、报告仍由承办岗位办理。",
                icon="group_add",
                description="交办方增加或取消一个协办岗位；重复提交结果不变。",
            ),
            Act(
                "cancel",
                "取消任务",
                "取消",
                frozenset(OPEN),
                TaskState.CANCELLED,
                permission=P.TASK_GIVE,
                asks=(ask_reason("取消", told=OWNER_READS),),
                tells=tell_owner("已取消"),
                done="已取消。",
                icon="cancel",
                description="交办方取消没有完成的任务，写明原因。",
            ),
        ),
    )
)
