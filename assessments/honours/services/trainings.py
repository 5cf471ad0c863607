"""Trainings are entered with their hours, who came is counted by audience, what was entered wrongly counts no more."""

from decimal import Decimal

from django.utils import timezone

from assessments.honours.choices import EntryState
from assessments.honours.models import Training, TrainingRoll
from grids.staff.models import StaffTraining
from grids.staff.services.terms import training_acts as staff_training_acts
from orgtree.acts import Act, Acts, Doing, Making, ask_reason, asks_of, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

COUNTED = frozenset({EntryState.COUNTED})
MOST_HOURS, MOST_PEOPLE = 200, 100_000


def _enter(training: Training, doing: Doing) -> None:
    if training.held_on > timezone.localdate():
        raise RuleBroken("held_on", "日期不能晚于今天", field="held_on")


def _count(roll: TrainingRoll, doing: Doing) -> None:
    if not Training.objects.counted().filter(pk=roll.training_id).exists():
        raise RuleBroken("wrong_state", "这次培训已作废", field="training", conflict=True)


def _void_records(rolls, doing: Doing) -> None:
    """The hours that came of a called roll count no more with it."""
    records = StaffTraining.objects.filter(called_by__roll__in=rolls).select_for_update(of=("self",)).order_by("pk")
    follow(staff_training_acts, "void", records, reason=doing.said["reason"], by=doing.by)


def _void_training(training: Training, doing: Doing) -> None:
    _void_records(training.rolls.counted(), doing)


def _void_roll(roll: TrainingRoll, doing: Doing) -> None:
    _void_records([roll], doing)


def void(of: str, run) -> Act:
    return Act(
        "void",
        "作废",
        "作废",
        COUNTED,
        EntryState.VOID,
        permission=P.HONOUR_MANAGE,
        asks=(ask_reason("作废", column="reason", told="作废原因，2到200字"),),
        run=run,
        done="已作废，不再计入。",
        hint="用于登记有误，记录保留，不再计入。",
        icon="block",
        summary=f"作废{of}",
        description="用于登记有误，写明原因。",
    )


# Source: docs/rules.md, "Honours and training".
training_acts = declare_acts(
    Acts(
        Training,
        called="培训",
        loads=("area",),
        acts=(
            Making(
                "enter",
                "登记培训",
                "登记",
                EntryState.COUNTED,
                permission=P.HONOUR_MANAGE,
                asks=asks_of(
                    Training,
                    "area kind title held_on hours",
                    at=P.HONOUR_MANAGE,
                    title={"shortest": 2},
                    hours={"least": Decimal("0.5"), "most": MOST_HOURS, "decimals": 1},
                ),
                stamps=("entered_by", "entered_at"),
                run=_enter,
                done="已登记，接着按签到册登记到场人次。",
                hint="办完以后登记；到场人次按对象分别登记，不写姓名。",
                summary="登记培训",
                description="方式、内容、日期和学时；不能登记还没有举办的。",
            ),
            void("培训", _void_training),
        ),
    )
)
roll_acts = declare_acts(
    Acts(
        TrainingRoll,
        called="培训人次",
        loads=("training__area",),
        acts=(
            Making(
                "count",
                "登记到场人次",
                "登记",
                EntryState.COUNTED,
                permission=P.HONOUR_MANAGE,
                on="training",
                asks=asks_of(
                    TrainingRoll,
                    "training audience people",
                    at=P.HONOUR_MANAGE,
                    people={"least": 1, "most": MOST_PEOPLE},
                ),
                stamps=("entered_by", "entered_at"),
                run=_count,
                fits=lambda training: training.state == EntryState.COUNTED,
                done="已登记{row.people}人次。",
                hint="按纸质签到册的人数，签到册由举办方保存。书记可以用“按岗位点名”，学时记到每个岗位。",
                icon="groups",
                summary="登记培训到场人次",
                description="按对象登记人数，不写姓名；同一对象已登记的返回409。",
            ),
            void("培训人次", _void_roll),
        ),
    )
)
