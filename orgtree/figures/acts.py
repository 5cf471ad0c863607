"""What is done to a period: it is closed, once, by who oversees everybody that counts in it; and to the figures of one area in it: they are reported."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, ask_reason, declare_acts
from orgtree.choices import Permission as P
from orgtree.choices import ReturnState, Standing
from orgtree.errors import RuleBroken
from orgtree.figures.models import TO_CHECK, FigureFill, FigureReturn
from orgtree.figures.services.reporting import call_back_above, page_of, pass_upward, reporters_of, take_numbers

MOST_DAYS_OPEN = 30
REPORTER_READS = "事由，2到200字，填报人可见"

fill_acts = declare_acts(
    Acts(
        FigureFill,
        called="统计期",
        derived=((Standing.OPEN, "未关账"), (Standing.ENDED, "已关账")),
        acts=(
            Act(
                "close",
                "关账",
                "关账",
                frozenset({Standing.OPEN}),
                None,
                permission=P.FIGURES_CLOSE,
                stamps=("closed_by", "closed_at"),
                by_form=True,
                leads="已关账",
                icon="lock",
            ),
        ),
    )
)


# --- What is reported: the same of figures and of forms (orgtree/oneform/acts.py) -----------------------------------------


def open_until(row: Any, doing: Doing) -> None:
    """Open it until the day that was said, within MOST_DAYS_OPEN. Raises RuleBroken at `until`."""
    today, until = timezone.localdate(), doing.said["until"]
    if not today <= until <= today + timedelta(days=MOST_DAYS_OPEN):
        raise RuleBroken("until", f"更正期限应在今天起{MOST_DAYS_OPEN}天之内", field="until")
    row.unlocked_until = until


def lock_again(row: Any, doing: Doing) -> None:
    row.unlocked_until = None


def reporting(**more) -> Act:
    """Somebody answers for the numbers: they stand from now on."""
    return Act(
        "confirm",
        "核对无误，上报",
        "上报",
        frozenset(TO_CHECK),
        ReturnState.CONFIRMED,
        permission=P.FORM_CONFIRM,
        stamps=("confirmed_by", "confirmed_at"),
        many=True,
        final=True,
        entry="核对无误，上报所选",
        icon="task_alt",
        **more,
    )


def calling_back(**more) -> Act:
    """What was reported is looked at again, while nobody above has reported it."""
    return Act(
        "call_back",
        "撤回",
        "撤回",
        frozenset({ReturnState.CONFIRMED}),
        ReturnState.OPEN,
        permission=P.FORM_CONFIRM,
        aside=True,
        done="已撤回，请更正后重新上报。",
        hint="上级核对上报以前可以撤回；之后请上级开通限时更正。",
        icon="undo",
        **more,
    )


def lapsing(after: Callable[[list, Doing], None]) -> Act:
    """Nobody asks for it any more; with `after` nobody above waits for it."""
    begun = frozenset({ReturnState.OPEN, ReturnState.WAITING})
    return Act("lapse", "不再要求", "结束", begun, ReturnState.LAPSED, after=after)


def unlocking(**more) -> Act:
    """The exception for one area, report and period, until a day."""
    return Act(
        "unlock",
        "开通限时更正",
        "开通",
        frozenset({ReturnState.CONFIRMED}),
        ReturnState.UNLOCKED,
        permission=P.FORM_REGISTER,
        asks=(
            Ask("until", "更正到哪天为止", is_day=True, told="更正期限"),
            ask_reason("更正", told=REPORTER_READS),
        ),
        run=open_until,
        aside=True,
        done="已开通，到期自动锁定。",
        icon="lock_open",
        **more,
    )


# The platform asks; what is above waits for what is below.
ASKED = (
    Act("open", "发出", "发出", frozenset(), None, leads="待核对；上级的为待下级"),
    Act("arrive", "下级已报齐", "待核对", frozenset({ReturnState.WAITING}), ReturnState.OPEN),
    Act("await_again", "下级撤回", "待下级", frozenset({ReturnState.OPEN}), ReturnState.WAITING),
)
RELOCK = Act("relock", "到期锁定", "锁定", frozenset({ReturnState.UNLOCKED}), ReturnState.CONFIRMED, run=lock_again)


def _report(row: FigureReturn, doing: Doing) -> None:
    take_numbers(row)
    row.unlocked_until = None


def _reported(rows: list, doing: Doing) -> None:
    for row in rows:
        pass_upward(row, doing.by)


def _call_back(row: FigureReturn, doing: Doing) -> None:
    call_back_above(row, doing.by)
    row.confirmed_by = row.confirmed_at = None
    row.values = {}


def _tell_reporters(row: FigureReturn, doing: Doing) -> list[Tell]:
    words = f"{row.unlocked_until}前可以更正后重新上报"
    return [Tell(tuple(reporters_of(row.area)), f"已开通限时更正：{row}", words, page_of(row), why=True)]


figure_return_acts = declare_acts(
    Acts(
        FigureReturn,
        loads=("area",),
        called="本期数字",
        acts=(
            *ASKED,
            reporting(
                run=_report,
                after=_reported,
                done="已上报，本期数字已锁定。",
                hint="上报后本期数字照此保存，以后补录的记为更正；上级核对以前可以撤回。",
                description="核对一期数字后上报；下级没有报齐的不能上报。上报的数字不再改动，以后的变动记为更正，列在旁边。",
            ),
            calling_back(run=_call_back, description="撤回已上报的本期数字；上级已核对上报的不能撤回。"),
            unlocking(
                not_by=(NotBy("confirmed_by_id", "own_report", "这期数字由您上报，须由另一位工作人员开通限时更正"),),
                tells=_tell_reporters,
                hint="只对这一个区域、这一期开通；上级已经上报的数字不变，更正另行列出。",
                description="让一个区域在限期内更正一期已上报的数字，写明原因；到期自动锁定，不由上报人自己开通。",
            ),
            RELOCK,
            lapsing(_reported),
        ),
    )
)
