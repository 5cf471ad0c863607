"""Transition tables that anyone can read: a verb, the states it may leave, and the state it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from orgtree.errors import RuleBroken, not_found


@dataclass(frozen=True)
class Step:
    """One verb. `by_member`: the member may do it; `by_desk`: staff with the permission may; neither: it follows from
    something else. `to` is empty where the state to come depends on more than the verb.
    """

    label: str
    leaves: frozenset[str]
    to: str
    by_member: bool = False
    by_desk: bool = False


def step_from(table: Mapping[str, Step], verb: str, state: str, labels: Mapping[str, str]) -> Step:
    """The step `verb` from `state`; raises RuleBroken (a conflict) where the table does not have it."""
    step = table[verb]
    if state not in step.leaves:
        raise RuleBroken("wrong_state", f"当前状态为“{labels[state]}”，不能{step.label}", conflict=True)
    return step


def check_actor(step: Step, *, is_member: bool, is_desk: bool) -> None:
    """Raise RuleBroken unless the step is open to the member, or to the desk, whichever is acting."""
    if not (is_member and step.by_member or is_desk and step.by_desk):
        raise not_found()


def labels_of(states: type[Enum]) -> dict[str, str]:
    """State code → Chinese label, for messages."""
    return {member.value: member.label for member in states}  # type: ignore[attr-defined]
