"""The one way in which acts are done: reach, lock, state, second person, what follows, log, outcome, notices.

Every surface comes here, so what one refuses all refuse. Many rows are done each in a transaction of its own, so that no
lock of one is held while another waits for its own; a batch locks its rows in the order of their ids.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from orgtree.acts.asking import prepare_doing
from orgtree.acts.changes import told_changes
from orgtree.acts.declaring import LONGEST_REASON, Act, Acts, Doing
from orgtree.acts.models import ActStep
from orgtree.acts.outcome import Outcome
from orgtree.acts.repeats import digest_said, is_fresh, is_repeated, last_step
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken, not_found, of_another
from orgtree.notices.models.notices import Notice
from orgtree.notices.services import notify_each
from orgtree.scope.services import within_reach
from orgtree.text.crypto import EncryptedTextField

BATCH = 2_000  # steps in one statement
TAKEN_BACK = "take_back:"


def perform(acts: Acts, key: str, *, ids: Iterable[int], by, **said) -> Outcome:
    """Do the act to each row where it may be done; the outcome names what was refused and why.

    Raises RuleBroken at the wrong field when a text is missing or too long: then nothing is done.
    """
    doing = prepare_doing(acts[key], by, said)
    if doing.act.batch:
        return _do_at_once(acts, doing, set(ids))
    outcome, rows = _do_each(acts, doing, set(ids), lambda pk: _do_one(acts, doing, pk))
    _follow_up(doing, rows)
    return outcome


def perform_one(acts: Acts, key: str, *, pk: int, by, **said) -> Any:
    """The row after the act; as it is where the same person did the same before. Raises RuleBroken."""
    doing = prepare_doing(acts[key], by, said)
    try:
        return _do_as_one(acts, doing, pk)
    except RuleBroken as broken:
        if doing.act.refused:
            doing.act.refused(broken, doing, [pk])
        raise


@transaction.atomic
def _do_as_one(acts: Acts, doing: Doing, pk: int) -> Any:
    if doing.act.first:
        doing.act.first(doing, [pk])
    if not _reached(acts, doing, {pk}):
        raise not_found(acts.called)
    row = _lock_one(acts, pk)
    return row if is_repeated(acts, row, doing) else _follow_up(doing, [_do_locked(acts, doing, row)])[0]


def perform_on(acts: Acts, key: str, row: Any, *, by, **said) -> Any:
    """The row after an act that a service has prepared: it has locked the row, seen to the reach and set its other fields.

    Raises RuleBroken for a wrong state or the wrong person.
    """
    doing = prepare_doing(acts[key], by, said)
    return _follow_up(doing, [_do_locked(acts, doing, row)])[0]


@dataclass(frozen=True)
class Noted:
    """A step that a service has taken and saved itself: the first of a row (`from_state` ""), or one of very many at once."""

    row: Any
    key: str
    from_state: str
    to_state: str
    by: Any
    at: datetime
    reason: str = ""


def note_steps(acts: Acts, noted: Iterable[Noted]) -> None:
    """Log the steps, in their order."""
    ActStep.objects.bulk_create(
        [
            ActStep(
                noun=acts.noun,
                row_id=step.row.pk,
                act=acts[step.key].key,
                from_state=step.from_state,
                to_state=step.to_state,
                by=step.by,
                at=step.at,
                reason=step.reason[:LONGEST_REASON],
                about_id=acts.account_of(step.row),
            )
            for step in noted
        ],
        batch_size=BATCH,
    )


def note_first(acts: Acts, key: str, *rows: Any, by, reason: str = "") -> None:
    """Log how rows began that a service has just made and saved."""
    now = timezone.now()
    note_steps(acts, [Noted(row, key, "", row.state, by, now, reason) for row in rows])


def follow(acts: Acts, key: str, rows: Iterable[Any], *, reason: str = "", by=None) -> int:
    """Do an act that follows from something else to rows that the caller has locked; how many were in a state for it."""
    doing = Doing(acts[key], by, timezone.now(), {"reason": reason[:LONGEST_REASON]})
    fit = [row for row in rows if row.state in doing.act.leaves]
    for together in [fit] if doing.act.batch and fit else [[row] for row in fit]:
        _finish(together, acts, doing)
    _follow_up(doing, fit)
    return len(fit)


def take_back(acts: Acts, key: str, *, ids: Iterable[int], by) -> Outcome:
    """Undo what the same person did within the last ten minutes, as long as nothing happened since; the outcome tells.

    Raises LookupError for an act that cannot be undone.
    """
    doing = Doing(acts[key], by, timezone.now())
    if doing.act.undo is None:
        raise LookupError(key)
    return _do_each(acts, doing, set(ids), lambda pk: _undo_one(acts, doing, pk))[0]


# --- Which rows -----------------------------------------------------------------------------------------------------------


def _reached(acts: Acts, doing: Doing, asked: set[int]) -> list[int]:
    """Those of the ids asked for on which this person may do the act, in order; the command line (None) may on all."""
    act, found = doing.act, set()
    if act.permission:
        found |= _ids(within_reach(acts.model, act.permission, doing.by), asked)
    if act.own and found != asked:
        found |= _ids(own_rows(acts, act, doing.by), asked)
    return sorted(found)


def own_rows(acts: Acts, act: Act, user) -> QuerySet:
    """The rows on which the person may do the act as their own affair."""
    return act.reach(user) if act.reach else acts.model._default_manager.filter(**{acts.own_path: user.pk})


def _ids(rows: QuerySet, asked: set[int]) -> set[int]:
    return set(rows.filter(pk__in=asked).order_by().values_list("pk", flat=True))


def _rows_with_relations(acts: Acts) -> QuerySet:
    rows = acts.model._default_manager.all()
    return rows.select_related(*acts.loads) if acts.loads else rows


def _locked(acts: Acts, ids: Sequence[int]) -> QuerySet:
    rows = _rows_with_relations(acts).filter(pk__in=ids).order_by("pk")
    return rows.select_for_update(of=("self",), no_key=True)


def _lock_one(acts: Acts, pk: int) -> Any:
    """The row, locked and read after the lock; raises RuleBroken for one that is gone."""
    row = _locked(acts, [pk]).first()
    if row is None:
        raise not_found(acts.called)
    return row


# --- Doing it -------------------------------------------------------------------------------------------------------------


def _do_each(acts: Acts, doing: Doing, asked: set[int], do: Callable[[int], Any]) -> tuple[Outcome, list]:
    """What became of each, and the rows that were done."""
    outcome, reached, done = Outcome(), _reached(acts, doing, asked), []
    for pk in reached:
        try:
            row = do(pk)
        except RuleBroken as broken:
            outcome.refuse(_rows_with_relations(acts).filter(pk=pk).first(), broken.message)
        else:
            outcome.do(row)
            done.append(row)
    outcome.refuse_missing(len(asked), len(reached))
    return outcome, done


@transaction.atomic
def _do_one(acts: Acts, doing: Doing, pk: int) -> Any:
    if doing.act.first:
        doing.act.first(doing, [pk])
    return _do_locked(acts, doing, _lock_one(acts, pk))


def _do_locked(acts: Acts, doing: Doing, row: Any) -> Any:
    refused = doing.act.refuse([row], doing) if doing.act.refuse else {}
    _check(acts, row, doing, refused)
    _finish([row], acts, doing)
    return row


@transaction.atomic
def _do_at_once(acts: Acts, doing: Doing, asked: set[int]) -> Outcome:
    outcome, fit, reached = Outcome(), [], _reached(acts, doing, asked)
    if doing.act.first:
        doing.act.first(doing, reached)
    rows = list(_locked(acts, reached))
    refused = doing.act.refuse(rows, doing) if doing.act.refuse else {}
    for row in rows:
        try:
            _check(acts, row, doing, refused)
        except RuleBroken as broken:
            outcome.refuse(row, broken.message)
        else:
            fit.append(row)
    if fit:
        _finish_together(fit, acts, doing, outcome)
        _follow_up(doing, [row for row in fit if row.pk in set(outcome.did)])
    outcome.refuse_missing(len(asked), len(rows))
    return outcome


def _finish_together(rows: list, acts: Acts, doing: Doing, outcome: Outcome) -> None:
    """All in one statement; where a rule refuses one of them (its year is closed), one by one, so that only that one is."""
    before = [copy(row) for row in rows]
    try:
        with transaction.atomic():
            _finish(rows, acts, doing)
    except RuleBroken as broken:
        for row, was in zip(rows, before, strict=True):
            row.__dict__ = was.__dict__
        if len(rows) == 1:
            outcome.refuse(rows[0], broken.message)
        for row in rows if len(rows) > 1 else ():
            _finish_together([row], acts, doing, outcome)
    else:
        for row in rows:
            outcome.do(row)


@transaction.atomic
def _undo_one(acts: Acts, doing: Doing, pk: int) -> Any:
    row, step = _lock_one(acts, pk), last_step(acts, pk)
    was = copy(row)
    if step is None or not is_fresh(step, row, doing):
        raise RuleBroken("too_late", "已超过十分钟或之后又有办理，不能撤销", conflict=True)
    doing.act.undo(row, doing)
    if not acts.derived:
        row.state = step.from_state
    _clear(row, doing.act)
    _save(row, was)
    _step(acts, row, was, f"{TAKEN_BACK}{doing.act.key}", doing).save()
    Notice.objects.filter(key=_notice_key(acts, row, step)).delete()
    return row


def check_second_person(act: Act, row: Any, by) -> None:
    """Raise RuleBroken where `by` is somebody on the row who may not take the step."""
    for other in act.not_by:
        if by and other.account_on(row) == by.pk:
            raise of_another(by, other.code, other.message)


def _check(acts: Acts, row: Any, doing: Doing, refused: Mapping[int, RuleBroken]) -> None:
    act = doing.act
    if row.state not in act.leaves:
        label = acts.state_label(row.state)
        raise RuleBroken("wrong_state", f"当前状态为“{label}”，不能{act.verb}", conflict=True)
    if row.pk in refused:
        raise refused[row.pk]
    check_second_person(act, row, doing.by)


def _finish(rows: list, acts: Acts, doing: Doing) -> None:
    """Set what the declaration says, do what follows, save, log, tell."""
    before = [copy(row) for row in rows]
    changes = _changes(doing)
    for row in rows:
        for name, value in changes.items():
            setattr(row, name, value)
    doing.was.update((row.pk, was) for row, was in zip(rows, before, strict=True))
    if doing.act.batch:
        if changes:
            acts.model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**changes)
        doing.act.batch(rows, doing)
    else:
        for row, was in zip(rows, before, strict=True):
            if doing.act.run:
                doing.act.run(row, doing)
            _keep(row, was, doing.act)
    steps = [_step(acts, row, was, doing.act.key, doing) for row, was in zip(rows, before, strict=True)]
    ActStep.objects.bulk_create(steps)
    if doing.act.tells:
        notify_each([note for row, step in zip(rows, steps, strict=True) for note in _notices(acts, row, step, doing)])


def _keep(row: Any, was: Any, act: Act) -> None:
    """Save the row, or take it away; it can still be named by its id."""
    pk = row.pk
    if act.removes:
        with constraints_as_rules():
            row.delete()
    else:
        _save(row, was)
    row.pk = pk or row.pk


def _save(row: Any, was: Any) -> None:
    """All of the row but sealed words that are as they were: sealed anew they would be other letters, and a change in the trail."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    kept = {field for field in fields if isinstance(field, EncryptedTextField)}
    kept = {field for field in kept if getattr(row, field.attname) == getattr(was, field.attname)}
    with constraints_as_rules():
        row.save(update_fields=[field.name for field in fields if field not in kept] if kept else None)


def _follow_up(doing: Doing, rows: list) -> list:
    """The rows, after what follows once for all of them."""
    if rows and doing.act.after:
        with transaction.atomic():
            doing.act.after(rows, doing)
    return rows


def _changes(doing: Doing) -> dict[str, Any]:
    act = doing.act
    changes = {ask.column: doing.said[ask.name] for ask in act.asks if ask.column and ask.name in doing.said}
    changes |= dict(zip(act.stamps, (doing.by, doing.at), strict=False)) | dict.fromkeys(act.clears, "")
    return changes | ({"state": act.to} if act.to else {})


def _clear(row: Any, act: Act) -> None:
    """Take the author, the moment and the texts of an act out of the row again; the log keeps them."""
    for name in act.stamps:
        setattr(row, name, None)
    for ask in act.asks:
        if ask.column:
            setattr(row, ask.column, "" if ask.is_text or ask.choices else None)


# --- The log --------------------------------------------------------------------------------------------------------------


def _step(acts: Acts, row: Any, was: Any, key: str, doing: Doing) -> ActStep:
    """A row may change hands: a step is about whoever has it afterwards, or else had it before."""
    return ActStep(
        noun=acts.noun,
        row_id=row.pk,
        act=key,
        from_state=was.state,
        to_state=row.state,
        by=doing.by,
        at=doing.at,
        reason=told_changes(doing.act, was, row) if doing.act.notes_changes else doing.reason,
        said=digest_said(acts, row.pk, doing),
        about_id=acts.account_of(row) or acts.account_of(was),
    )


# --- Telling --------------------------------------------------------------------------------------------------------------


def _notice_key(acts: Acts, row: Any, step: ActStep) -> str:
    return f"{acts.model._meta.model_name}:{row.pk}:{step.pk}"


def _notices(acts: Acts, row: Any, step: ActStep, doing: Doing) -> Iterator[Notice]:
    key = _notice_key(acts, row, step)
    for tell in doing.act.tells(row, doing):
        for user in set(tell.users) - {None}:
            why = step if tell.why and step.reason else None
            yield Notice(user_id=user, key=key, title=tell.title, text=tell.text, url=tell.url, step=why)
