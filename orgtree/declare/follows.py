"""What a higher subject declares on a lower one: what else happens when something has come about.

A lower subject names the moment and runs it; a higher one adds what it does then. A call that you can jump to: no
signal, no receiver in a thread of its own.
"""

from collections.abc import Callable

from orgtree.declare import DuplicateDeclaration


class Follows:
    """What follows from one moment: functions called in the order of their declaration, in the transaction of the act.

    What one of them raises undoes the act.
    """

    def __init__(self):
        self.acts: dict[str, Callable[..., object]] = {}

    def add(self, key: str, act: Callable[..., object]) -> None:
        """Call `act` from now on; raises DuplicateDeclaration where `key` (subject.what) is there already."""
        if key in self.acts:
            raise DuplicateDeclaration(key)
        self.acts[key] = act

    def run(self, **facts) -> None:
        """Call everything declared with `facts` as keywords."""
        for act in self.acts.values():
            act(**facts)


# (post, by): it is written, with whoever holds it.
post_begun = Follows()
# (area, parent, by): an area below the communities goes to another parent with all below it; it is not written yet.
area_moved = Follows()
# (posts, by): their last day is set; they begin no more, or end before today.
posts_ended = Follows()
