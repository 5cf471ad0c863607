"""What is done about a board that nobody opens: it is asked about, and kept or hidden by who keeps the boards of the area."""

from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, declare_acts
from orgtree.boards.choices import BoardState
from orgtree.boards.models import BoardQuestion
from orgtree.choices import Permission as P


def _ask_again(row: BoardQuestion, doing: Doing) -> None:
    row.asked_on = timezone.localdate()


board_question_acts = declare_acts(
    Acts(
        BoardQuestion,
        loads=("area",),
        called="看板",
        acts=(
            Act("ask", "长期没有人看", "提出", frozenset(), BoardState.ASKED),
            Act("ask_again", "仍然没有人看", "再提出", frozenset({BoardState.KEPT}), BoardState.ASKED, run=_ask_again),
            Act(
                "keep",
                "保留",
                "保留",
                frozenset({BoardState.ASKED, BoardState.HIDDEN}),
                BoardState.KEPT,
                permission=P.FIGURES_CLOSE,
                stamps=("decided_by", "decided_at"),
                done="已保留，照常显示。",
                hint="照常显示；再有九十天没有人看时会再问一次。",
                icon="visibility",
                description="保留一个长期没有人看的看板，或把隐藏的恢复显示。",
            ),
            Act(
                "hide",
                "隐藏",
                "隐藏",
                frozenset({BoardState.ASKED, BoardState.KEPT}),
                BoardState.HIDDEN,
                permission=P.FIGURES_CLOSE,
                stamps=("decided_by", "decided_at"),
                done="已隐藏，看板上不再列出；数字照常统计，可以随时恢复。",
                hint="这一层级的看板上不再列出这个页签；数字照常统计，可以随时恢复。",
                icon="visibility_off",
                description="在一个层级的看板上隐藏一个页签；数字照常统计，可以恢复。",
            ),
        ),
    )
)
