"""What voters wrote, read by the desk in the order of the words; what may be fed back is chosen, not who wrote it."""

from assessments.ballots.choices import TextState
from assessments.ballots.models import PollText
from orgtree.acts import Act, Acts, ask_reason, declare_acts, leave_as_it_was
from orgtree.choices import Permission as P

WAITING, SHOWN, HIDDEN = (frozenset({one}) for one in (TextState.WAITING, TextState.SHOWN, TextState.HIDDEN))
MANAGE = {"permission": P.ASSESS_MANAGE}

text_acts = declare_acts(
    Acts(
        PollText,
        called="意见",
        loads=("poll__area", "subject"),
        acts=(
            Act(
                "show",
                "可以反馈",
                "设为可以反馈",
                WAITING | HIDDEN,
                TextState.SHOWN,
                many=True,
                undo=leave_as_it_was,
                hint="评议对象会看到这条意见；请确认看不出是谁写的",
                icon="visibility",
                **MANAGE,
            ),
            Act(
                "hide",
                "不反馈",
                "设为不反馈",
                WAITING | SHOWN,
                TextState.HIDDEN,
                asks=(ask_reason("不反馈", column="reason", told="事由，2到200字"),),
                hint="看得出是谁写的、攻击个人的不反馈",
                icon="visibility_off",
                **MANAGE,
            ),
        ),
    )
)
