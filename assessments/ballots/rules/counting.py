"""How ballots are counted: what is valid, which class counts for a subject, how much turnout is told while it runs.

Source: domain.md 3.2, 3.3; reliability.md F05, F06; docs/rules.md, "Ballots".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.ballots.choices import ShareBase, VoidReason

ABSTAIN = ""  # a subject left without a mark
STEP = 5  # in which turnout is told while ballots are taken
LEAST = 5  # valid ballots of a class below which nothing of it is told, whatever the scheme asks for (F05)
LEAST_TEXTS = 5  # ballots on a subject from which on what was written is shown


@dataclass(frozen=True)
class Counted:
    """What came of one class for one subject: counts by option, abstentions, spoiled paper ballots; `entitled` is of the roll."""

    entitled: int
    counts: Mapping[str, int]
    abstained: int
    spoiled: int

    @property
    def valid(self) -> int:
        return sum(self.counts.values())

    @property
    def returned(self) -> int:
        return self.valid + self.abstained + self.spoiled


def count_choices(choices: Iterable[str], options: Iterable[str]) -> tuple[dict[str, int], int]:
    """({option: ballots}, abstentions), every option there."""
    found = Counter(choices)
    return {option: found[option] for option in options}, found[ABSTAIN]


def why_void(counted: Counted, *, least: int, turnout: Fraction) -> VoidReason | None:
    """Why the class does not count for the subject; None where it does. Fewer than `least` valid ones, or than five, would show whose they are."""
    if counted.valid < max(least, LEAST):
        return VoidReason.FEW
    if counted.returned < counted.entitled * turnout:
        return VoidReason.TURNOUT
    return None


def base_of(counted: Counted, base: str) -> int:
    """What stands for 100 per cent."""
    return {
        ShareBase.VALID: counted.valid,
        ShareBase.CAST: counted.returned,
        ShareBase.ENTITLED: counted.entitled,
    }[ShareBase(base)]


def turnout_told(taken: int, entitled: int, turnout: Fraction) -> tuple[int, bool]:
    """(a multiple of five not above how many have a ballot, whether that is enough): the exact number would tell who abstains."""
    return taken // STEP * STEP, bool(entitled) and taken >= entitled * turnout
