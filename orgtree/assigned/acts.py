"""What is done to a task: its owner accepts, tells and reports; its giver confirms, sends back, extends, cancels."""

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, ask_reason, declare_acts
from orgtree.assigned.giving import office_of, owners_of, page_of
from orgtree.assigned.models import OPEN, TO_DO, Task
from orgtree.assigned.rules import due_moment, read_amount
from orgtree.choices import Permission as P
from orgtree.choices import TaskState
from orgtree.errors import RuleBroken

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
    due = due_moment(doing.at, office_of(task.area), due_on=doing.said["due_on"], workdays=None)
    if due <= task.due_at:
        raise RuleBroken("due", "新的期限应晚于原来的期限", field="due_on")
    task.first_due_at, task.due_at = task.due_at, due


def open_again(task: Task, doing: Doing) -> None:
    """What was reported stays to be mended; who reported and when is in the log of steps."""
    task.reported_by = task.reported_at = None


def tell_giver(task: Task, doing: Doing) -> list[Tell]:
    return [Tell((task.given_by_id,), f"任务待确认：{task.title}", f"{task.owner_label}已报告完成", page_of(task))]


def tell_owner(words: str):
    def tell(task: Task, doing: Doing) -> list[Tell]:
        return [Tell(tuple(owners_of(task)), f"任务{words}：{task.title}", doing.reason, page_of(task))]

    return tell


task_acts = declare_acts(
    Acts(
        Task,
        loads=("area", "institution", "giver_area"),
        called="任务",
        acts=(
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
                summary="填报进度",
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
                summary="报告完成",
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
                tells=tell_owner("已确认完成"),
                done="已确认完成。",
                icon="task_alt",
                summary="确认完成",
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
                icon="undo",
                summary="退回重办",
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
                summary="取消任务",
                description="交办方取消没有完成的任务，写明原因。",
            ),
        ),
    )
)
