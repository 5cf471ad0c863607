"""Whether what is told now was told before, and who should handle it: by class, place, time, words and what came of others.

Source: docs/rules.md, "Duplicates" and "Dispatch"; G13 (three askers of one broken lamp are suggested as one before filing, with the reason).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from orgtree.text.rules.written.marks import narrow

SUGGESTED_FROM = 6  # points
PLACE_NEAR, PLACE_SAME, WORDS_SHARED = 0.5, 0.8, 0.3
FARTHEST_PLACE = 0.3  # places that have less in common are two
SOON = timedelta(days=3)
CLOSED_WITHIN = timedelta(days=7)
OPENED_WITHIN = timedelta(days=60)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Matter:
    """What is told: the code of its class, where, in which words, when."""

    code: str
    place: str
    words: str
    told_at: datetime


@dataclass(frozen=True)
class Likeness:
    """How much two matters are alike, and why, in words for whoever decides."""

    points: int
    reasons: tuple[str, ...]


def pairs_of(text: str) -> set[str]:
    """The pairs of letters that stand beside each other, marks and blanks left out."""
    letters = "".join(letter for letter in narrow(text).lower() if letter.isalnum())
    return {letters[start : start + 2] for start in range(len(letters) - 1)} or ({letters} if letters else set())


def alikeness(text: str, other: str) -> float:
    """How much of the pairs of two texts is in both, from 0 to 1; a text that stands whole in the other is nearly the same."""
    pairs, others = pairs_of(text), pairs_of(other)
    if not pairs or not others:
        return 0.0
    both = len(pairs & others)
    if both == min(len(pairs), len(others)) and both > 1:
        return max(0.9, 2 * both / (len(pairs) + len(others)))
    return 2 * both / (len(pairs) + len(others))


def share_of(text: str, other: str) -> float:
    """How much of the shorter text stands in the longer one: people tell the same at different lengths. Nothing where it is one pair."""
    pairs, others = pairs_of(text), pairs_of(other)
    both = len(pairs & others)
    return both / min(len(pairs), len(others)) if both > 1 else 0.0


def likeness_of(new: Matter, old: Matter) -> Likeness | None:
    """How much `new` is like `old`; None where they are two matters, as far as this can be said."""
    place = alikeness(new.place, old.place)
    if place < FARTHEST_PLACE:
        return None
    found = [one for one in (_by_class(new, old), _by_place(place), _by_words(new, old), _by_time(new, old)) if one]
    points = sum(worth for worth, _ in found)
    return Likeness(points, tuple(reason for _, reason in found)) if points >= SUGGESTED_FROM else None


def _by_class(new: Matter, old: Matter) -> tuple[int, str] | None:
    if new.code == old.code:
        return 3, "同一类事项"
    return (1, "同一大类") if new.code[:2] == old.code[:2] else None


def _by_place(alike: float) -> tuple[int, str] | None:
    if alike >= PLACE_SAME:
        return 4, "地点相同"
    return (3, "地点相近") if alike >= PLACE_NEAR else None


def _by_words(new: Matter, old: Matter) -> tuple[int, str] | None:
    return (2, "情况相似") if share_of(new.words, old.words) >= WORDS_SHARED else None


def _by_time(new: Matter, old: Matter) -> tuple[int, str] | None:
    apart = abs(new.told_at - old.told_at)
    if apart > SOON:
        return None
    return 1, f"相隔{apart // DAY}天" if apart >= DAY else f"相隔{max(apart // HOUR, 1)}小时内"


# --- Who should handle it -------------------------------------------------------------------------------------------------

LOOKED_BACK = timedelta(days=365)
BY_RULE, BY_CLASS, MOST_BY_PAST = 10, 4, 5
CLASS_IN_WORDS, CLASS_LIKE, WORDS_NAMED = 3, 0.4, 0.6


@dataclass(frozen=True)
class Record:
    """Of so many cases of a class that a unit brought to their end, how many were right: done by the unit of the rule, never given back."""

    right: int
    of: int

    @property
    def told(self) -> str:
        return f"{self.right}/{self.of}"

    def has_earned(self, share: int, last: int) -> bool:
        """Whether enough of enough cases were right: on the exact fraction, never on a rounded one."""
        return self.of >= last and self.right * 100 >= share * self.of


def points_of_past(right: int, wrong: int) -> int:
    """What a unit's record with a class is worth: each tenth that was right half a point, nothing where more was wrong than right."""
    whole = right + wrong
    return round(MOST_BY_PAST * right / whole) if whole and right > wrong else 0


def points_of_class(name: str, words: str, alike: list[float]) -> int:
    """What speaks for a class: its name stands in the words, and how many cases of the class are told in like words (each of 0 to 1)."""
    named = CLASS_IN_WORDS if share_of(name, words) >= WORDS_NAMED else 0
    return named + min(sum(1 for one in alike if one >= CLASS_LIKE), MOST_BY_PAST)
