"""Who votes on what with which class: one person has one sheet, and for each subject one class.

A person of several classes votes with the wider right where two meet: on all subjects before one; of equal ones with the class that the
scheme names first. Source: features.md 112; docs/rules.md, "Ballots".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgtree.errors import RuleBroken


@dataclass(frozen=True)
class Right:
    """A class in which somebody is on the roll, for one subject or (None) for all."""

    voter_class: int
    subject: int | None


@dataclass(frozen=True)
class ClassOrder:
    """A class: its place in the scheme, and whether each subject has a token of its own (peers, who leave themselves out)."""

    position: int
    apart: bool = False


def rights_kept(
    rights: Iterable[Right], classes: Mapping[int, ClassOrder], subjects: Sequence[int], own: int | None = None
) -> list[Right]:
    """The rights that somebody votes by, each subject once; `own` is the subject that the person is, which they never rate.

    Raises RuleBroken where somebody would have to rate themselves on a sheet for all.
    """
    kept: list[Right] = []
    taken: set[int] = set()
    ranked = sorted(set(rights), key=lambda one: (one.subject is not None, classes[one.voter_class].position))
    for right in ranked:
        wanted = list(subjects) if right.subject is None else [right.subject]
        if own in wanted:
            if right.subject is None and not classes[right.voter_class].apart:
                raise RuleBroken(
                    "own", "评议对象本人不能领取包含自己的选票，请把所在类别设为逐个发票，或移出名册", field="roll"
                )
            wanted.remove(own)
        if right.subject is None and not classes[right.voter_class].apart:
            if not taken:
                kept.append(right)
                taken.update(wanted)
            continue
        free = [subject for subject in wanted if subject not in taken]
        kept += [Right(right.voter_class, subject) for subject in free]
        taken.update(free)
    return kept
