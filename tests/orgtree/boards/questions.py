"""A board that nobody opens, in every state, for the contract of acts."""

from django.utils import timezone

from orgtree.boards.choices import BoardState
from orgtree.models import BoardQuestion


def question_in(state: str):
    """Of 城关街道, of a board that no other row is of."""

    def make(town, member) -> BoardQuestion:
        done = state != BoardState.ASKED
        said = {"decided_by": town.organisation, "decided_at": timezone.now()} if done else {}
        return BoardQuestion.objects.create(
            area=town.street,
            board=f"b{member.pk}"[:20],
            level="community",
            state=state,
            asked_on=timezone.localdate(),
            **said,
        )

    return make
