"""What the owner of a run may do: stop it, and begin once more what failed or was stopped."""

from orgtree.acts import Act, Acts, Doing, declare_acts
from orgtree.choices import RunState
from orgtree.database.queue import send_on_commit
from orgtree.errors import RuleBroken
from orgtree.runs.engine import TASK, RunStopped
from orgtree.runs.models import UNFINISHED, Run
from orgtree.runs.seen import kind_of

STOPPED_BY_OWNER = "本人已停止办理"


def own_runs(user):
    return Run.objects.filter(created_by=user.pk)


def stop(run: Run, doing: Doing) -> None:
    run.ended_at, run.message = doing.at, STOPPED_BY_OWNER
    kind = kind_of(run)
    if kind and kind.ended:
        kind.ended(run, RunStopped())


def begin_again(run: Run, doing: Doing) -> None:
    kind = kind_of(run)
    if kind is None or not kind.may_go_again:
        raise RuleBroken("not_again", "这项办理不能重新开始，请回到原来的页面重新发起", conflict=True)
    run.attempts, run.message, run.ended_at = 0, "", None
    send_on_commit(TASK, run.pk)


run_acts = declare_acts(
    Acts(
        Run,
        loads=("area",),
        called="后台办理",
        acts=(
            Act(
                "stop",
                "停止",
                "停止",
                frozenset(UNFINISHED),
                RunState.STOPPED,
                own=True,
                reach=own_runs,
                run=stop,
                done="已停止。已经办完的部分保留。",
                icon="stop_circle",
                summary="停止后台办理",
                description="停止本人发起、还没有结束的后台办理；已经办完的部分保留。",
            ),
            Act(
                "again",
                "重新办理",
                "重新办理",
                frozenset({RunState.FAILED, RunState.STOPPED}),
                RunState.QUEUED,
                own=True,
                reach=own_runs,
                run=begin_again,
                done="已重新开始，从上次停下的地方继续。",
                icon="restart_alt",
                summary="重新开始后台办理",
                description="未完成或已停止的后台办理重新开始，从上次停下的地方继续；有的事项须回到原来的页面重新发起，返回409。",
            ),
        ),
    )
)
