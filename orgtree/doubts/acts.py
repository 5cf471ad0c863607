"""What is done to a word on a number: it is said by who reads the number, and answered by who keeps it."""

from django.urls import reverse

from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, asks_of, declare_acts, rows_at
from orgtree.choices import DoubtState
from orgtree.choices import Permission as P
from orgtree.declare import registry
from orgtree.doubts.models import FigureDoubt
from orgtree.doubts.rules import read_figure, read_period
from orgtree.doubts.services import keepers_of, open_on
from orgtree.figures.services.figures import figures_for
from orgtree.notices.words import called
from orgtree.tree.models import Area


def _figure(text: str) -> str:
    return read_figure(text, {key: figure.label for key, figure in registry.catalogue().items()})


def _known(doing: Doing) -> FigureDoubt | None:
    """One open word stands for all: what is marked is the number."""
    return open_on(doing.said["area"], doing.said["figure"], doing.said["period"])


def _note_seen(doubt: FigureDoubt, doing: Doing) -> None:
    """With the number as it stands, so that its keepers know what was read."""
    period = doing.said["period"]
    doubt.period_kind, doubt.period_start = period.kind, period.start
    doubt.seen = figures_for([doubt.area.pk], period)[doubt.area.pk][doubt.figure]


def page_of(doubt: FigureDoubt) -> str:
    return reverse("admin:orgtree_figuredoubt_change", args=[doubt.pk])


def _tell_keepers(doubt: FigureDoubt, doing: Doing) -> list[Tell]:
    keepers = keepers_of(doubt.area, but=doubt.raised_by_id)
    return [
        Tell(tuple(keepers), f"请核实：{called(doubt)}", "有人认为这个数字可能不对，请核实后答复。", page_of(doubt))
    ]


def _tell_raiser(doubt: FigureDoubt, doing: Doing) -> list[Tell]:
    return [Tell((doubt.raised_by_id,), f"已答复：{called(doubt)}", "答复请打开查看。", page_of(doubt))]


doubt_acts = declare_acts(
    Acts(
        FigureDoubt,
        account="raised_by_id",
        loads=("area",),
        called="待核实数字",
        acts=(
            Making(
                "mark",
                "标为待核实",
                "标记",
                DoubtState.OPEN,
                permission=P.BOARD_VIEW,
                asks=(
                    *asks_of(
                        FigureDoubt,
                        "area",
                        area={"rows": rows_at(Area, P.BOARD_VIEW), "found_by": (FigureDoubt, "area")},
                    ),
                    Ask(
                        "figure",
                        "指标",
                        longest=60,
                        column="figure",
                        check=_figure,
                        told="指标代码或名称",
                        help="看板上的指标名称；从看板点开数字再标记时已填好",
                    ),
                    Ask(
                        "period",
                        "统计期",
                        longest=7,
                        check=read_period,
                        told="2026-11、2026Q4 或 2026",
                        help="如 2026-11、2026Q4、2026",
                    ),
                    *asks_of(FigureDoubt, "reason", reason={"shortest": 2}),
                ),
                stamps=("raised_by", "raised_at"),
                run=_note_seen,
                known=_known,
                tells=_tell_keepers,
                again="这个数字已标为待核实，返回原记录",
                done="已标为待核实，看板、明细和报表上都会显示，直到填报单位答复。",
                hint="看到的数字可能不对时标出来，由填报单位核实答复。数字本身不会因此改动。",
                icon="flag",
                summary="把一个数字标为待核实",
                description="能看这个数字的岗位标出可能不对的数字并说明理由；答复以前，看板、明细和报表上都显示待核实。",
            ),
            Act(
                "answer",
                "答复",
                "答复",
                frozenset({DoubtState.OPEN}),
                DoubtState.ANSWERED,
                permission=P.FORM_CONFIRM,
                not_by=(NotBy("raised_by_id", "own_doubt", "这项核实由您提出，须由填报单位另一位工作人员答复"),),
                asks=asks_of(
                    FigureDoubt,
                    "verdict answer",
                    verdict={"is_optional": False},
                    answer={"is_optional": False, "shortest": 2, "told": "答复，2到200字"},
                ),
                stamps=("answered_by", "answered_at"),
                tells=_tell_raiser,
                done="已答复，待核实的标记已取下。",
                hint="先到台账核对；数字有误的在台账更正，看板随着变，再来答复。",
                icon="task_alt",
                description="填报单位核实后答复；标记随即取下，提出人会收到答复。",
            ),
        ),
    )
)
