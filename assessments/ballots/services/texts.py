"""What voters wrote, read by the desk in the order of the words; what may be fed back is chosen, not who wrote it."""

from assessments.ballots.choices import TextState
from assessments.ballots.models import PollText
from assessments.declare import text_judged
from orgtree.acts import Act, Acts, Doing, ask_reason, declare_acts
from orgtree.choices import Permission as P

WAITING, SHOWN, HIDDEN = (frozenset({one}) for one in (TextState.WAITING, TextState.SHOWN, TextState.HIDDEN))
MANAGE = {"permission": P.ASSESS_MANAGE}


def tell_above(texts: list[PollText], doing: Doing) -> None:
    """What stands above may take up what may be fed back, and lets go what no longer may."""
    for text in texts:
        text_judged.run(text=text, is_shown=text.state == TextState.SHOWN, by=doing.by)


def take_back(text: PollText, doing: Doing) -> None:
    """Shown by mistake: it is let go above; the engine puts the state back."""
    text_judged.run(text=text, is_shown=False, by=doing.by)


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
                after=tell_above,
                undo=take_back,
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
                after=tell_above,
                hint="看得出是谁写的、攻击个人的不反馈",
                icon="visibility_off",
                **MANAGE,
            ),
        ),
    )
)
