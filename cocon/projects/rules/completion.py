"""How far projects have come, read in two ways that are never mixed. Source: docs/rules.md, "Projects and money" (C06: 65.8 or 75.2 %)."""

from collections.abc import Iterable
from dataclasses import dataclass

from cocon.projects.choices import ProjectState as State
from cocon.projects.rules.hearing import share_told

DONE = (State.ACCEPTED, State.SETTLED, State.CLOSED)
STARTED = (State.RUNNING, State.SUBMITTED, *DONE)
COUNTED = (State.DRAFT, State.HEARD, State.PUBLICISED, State.ASKED, State.SECOND, *STARTED)


@dataclass(frozen=True)
class Completion:
    """Of some projects how many there are (those refused, withdrawn and stopped left out), have begun, were accepted."""

    number: int
    started: int
    done: int

    def __str__(self) -> str:
        """Both rates, each with what it is a rate of."""
        if not self.number:
            return "还没有项目"
        told = f"全部{self.number}个项目（含未开始的）中已验收{self.done}个，{share_told(self.number, self.done)}"
        if not self.started:
            return told
        return f"{told}；已开始的{self.started}个中，{share_told(self.started, self.done)}"


def completion_of(states: Iterable[str]) -> Completion:
    """The completion of projects in these states."""
    known = [state for state in states if state in COUNTED]
    return Completion(len(known), *(sum(state in some for state in known) for some in (STARTED, DONE)))
