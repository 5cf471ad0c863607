"""The course of a row in words: for its page and for the copy of a person's data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orgtree.acts.declaring import Acts
from orgtree.acts.engine import TAKEN_BACK
from orgtree.acts.models import ActStep


@dataclass(frozen=True)
class Passed:
    """One step: when, what was done, from which state to which (labels), why, and by whom (None: by the platform)."""

    at: datetime
    act: str
    before: str
    state: str
    reason: str
    by: Any


def course_of(acts: Acts, row: Any) -> list[Passed]:
    """The steps of the row, the first one first. One query."""
    return [passed(acts, step) for step in ActStep.objects.of(acts.noun, row.pk).select_related("by")]


def passed(acts: Acts, step: ActStep) -> Passed:
    """The step in words."""
    key = step.act.removeprefix(TAKEN_BACK)
    label = next((act.label for act in acts if act.key == key), key)
    label = label if key == step.act else f"撤销：{label}"
    return Passed(
        step.at, label, acts.state_label(step.from_state), acts.state_label(step.to_state), step.reason, step.by
    )
