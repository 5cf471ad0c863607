"""Which buttons of a row stand on its page and which behind 更多: the usual next steps first."""

import pytest

from orgtree.desk.actions import ObjectAction
from orgtree.desk.row_pages import at_hand


def actions(ranks: str) -> list[ObjectAction]:
    return [
        ObjectAction(key=f"{number}", label="", permission="", run=lambda *_: "", rank=int(rank))
        for number, rank in enumerate(ranks)
    ]


@pytest.mark.parametrize(
    ("ranks", "most", "first"),
    [
        ("0012", 6, 4),  # few: all of them
        ("001222", 6, 6),
        ("0011222", 6, 2),  # many: the usual next steps alone
        ("00000000", 6, 5),  # one place is for 更多 itself
        ("1112222", 6, 1),  # none is usual: the first
        ("0011222", 1, 1),  # links take the room
    ],
)
def test_the_usual_next_steps_are_at_hand(ranks, most, first):
    offered = actions(ranks)
    shown, more = at_hand(offered, most)
    assert shown == offered[:first]
    assert sorted(shown + more, key=lambda action: action.key) == offered  # none is lost
