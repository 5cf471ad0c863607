"""Whether a step of a row was done before: the same sent again, or one that may still be taken back."""

import json
from datetime import timedelta
from typing import Any

from django.utils.crypto import salted_hmac

from orgtree.acts.declaring import Acts, Doing
from orgtree.acts.models import ActStep

UNDO_WITHIN = timedelta(minutes=10)


def digest_said(acts: Acts, pk: int, doing: Doing) -> str:
    """What was answered and no column of the row keeps (a day, an amount), unreadable without the installation's key; "" for nothing."""
    unkept = [ask.name for ask in doing.act.asks if not (ask.column or ask.is_file or ask.name == "reason")]
    answers = {name: getattr(answer, "pk", answer) for name in unkept if (answer := doing.said.get(name))}
    if not answers:
        return ""
    text = json.dumps(answers, sort_keys=True, default=str)
    return salted_hmac(f"{acts.noun}:{pk}", text, algorithm="sha256").hexdigest()[:16]


def last_step(acts: Acts, pk: int) -> ActStep | None:
    return ActStep.objects.of(acts.noun, pk).last()


def is_repeated(acts: Acts, row: Any, doing: Doing) -> bool:
    """Whether the last step of the row was this very one: same person, same verb, same answers.

    A step that leaves the state as it is may be meant once more; it is a repeat only for as long as it could be undone.
    Where a verb that asks for nothing leads on from state to state (confirmed, seconded), the same again is the next step.
    """
    last = last_step(acts, row.pk)
    if last is None or doing.act.each_counts:
        return False
    if (last.act, last.by_id) != (doing.act.key, doing.by and doing.by.pk):
        return False
    if last.reason != doing.reason and not doing.act.notes_changes:
        return False
    if last.said != digest_said(acts, row.pk, doing):
        return False
    if row.state != last.to_state or (row.state in doing.act.leaves and doing.at - last.at > UNDO_WITHIN):
        return False
    if row.state in doing.act.leaves and last.from_state != last.to_state and not doing.act.asks:
        return False
    kept = [ask for ask in doing.act.asks if ask.column and ask.name in doing.said and not ask.is_file]
    return all(getattr(row, ask.column) == doing.said[ask.name] for ask in kept)


def is_fresh(step: ActStep, row: Any, doing: Doing) -> bool:
    same = (step.act, step.by_id, step.to_state) == (doing.act.key, doing.by.pk, row.state)
    return same and doing.at - step.at <= UNDO_WITHIN
