"""How a row begins: asked for, checked, made once, logged and told, the same from every surface (docs/decisions/0047-makings.md)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from orgtree.acts.asking import prepare_doing
from orgtree.acts.declaring import LONGEST_REASON, Act, Acts, Ask, Doing
from orgtree.acts.engine import _changes, _notices, check_second_person
from orgtree.acts.models import ActStep
from orgtree.acts.outcome import Outcome
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.kept import look_again, one_look
from orgtree.database.locks import hold, lock_called
from orgtree.database.prepared import Prepared
from orgtree.errors import RuleBroken, not_found
from orgtree.notices.services import notify_each
from orgtree.scope.services import is_within_reach
from orgtree.text.crypto import EncryptedTextField

CANDIDATES = 20  # rows of the same words that are looked at for being one's own


@dataclass(frozen=True)
class Making(Act):
    """An act that makes a row in the state `to` (None: `run` or the model says which; `leads` tells it in words).

    Whoever makes it must be in reach of the row that comes about: by `permission` where the row belongs, or, with `own`,
    because it is about them. `on` names the ask that another row's page answers itself: there is the button, not on the list.
    `run(row, doing)` sets what follows from the answers before the row is saved, `after(rows, doing)` does what follows then.
    `first(doing, ())` takes locks and may complete `doing.said`.

    Where the log has it under another verb when somebody does it for the person whom it is about, that is `entered`, an act
    `by_form` with words and button of its own.

    The same person saying the same again finds the row, as long as nothing else happened to it: no second one is made, and
    the API answers 200 with `again`. An ask that `is_key` decides instead of the words. Where `each_counts`, each makes a row
    that is not `known`.
    `known(doing)` is the row that stands for what is said already, whoever made it (None: there is none).
    `anew(doing)` is a row that was left and begins again, instead of a new one (None: there is none).
    With `many`, one is made for each of many rows that the ask `on` offers; `address` is the verb there, where it is not the key.
    `same(row, doing)` tells rows of the same words apart by what is not in words: the file that came with them.
    """

    leaves: frozenset[str] = field(default=frozenset(), init=False)
    on: str = ""
    entered: str = ""
    known: Callable[[Doing], Any] | None = None
    anew: Callable[[Doing], Any] | None = None
    same: Callable[[Any, Doing], bool] | None = None
    again: str = "此前已提交，返回原记录"
    address: str = ""

    @property
    def slug(self) -> str:
        return self.address or super().slug

    @property
    def is_of_the_desk(self) -> bool:
        """Its page is the one to add a row, or a button on the page of another."""
        return False

    @property
    def on_ask(self) -> Ask:
        """What another row's page answers by itself."""
        return next(ask for ask in self.asks if ask.name == self.on)

    @property
    def key_ask(self) -> str:
        """The name of the ask that tells one sending from another; "" where the words do."""
        return next((ask.name for ask in self.asks if ask.is_key), "")


@dataclass(frozen=True)
class Made:
    """The row, and whether it was made just now or found again."""

    row: Any
    is_new: bool


def makings_of(acts: Acts) -> Iterator[Making]:
    """The ways in which rows of the noun begin that are declared whole."""
    return (act for act in acts if isinstance(act, Making))


def make(acts: Acts, key: str, /, *, by, **said) -> Made:
    """The new row, or the one that the same person made before with the same words. Raises RuleBroken at the wrong field."""
    doing = prepare_doing(acts[key], by, said)
    with transaction.atomic():
        with one_look():
            key_is_known = _take_turn(acts, doing)
            _check_named(doing)
            if doing.act.first:
                doing.act.first(doing, ())
            if known := _made_before(acts, doing, key_is_known):
                return Made(known, is_new=False)
            row = (doing.act.anew and doing.act.anew(doing)) or acts.model()
            was = row.state if row.pk else ""
            _prepare(acts, row, doing)
        _save(acts, row, doing)
        _log(acts, row, was, doing)
        if doing.act.after:
            doing.act.after([row], doing)
    return Made(row, is_new=True)


def make_each(
    acts: Acts,
    key: str,
    /,
    *,
    ids: Iterable[int],
    by,
    rows: QuerySet | None = None,
    answers: Callable[[Any], dict] | None = None,
    **said,
) -> tuple[Outcome, list[Made]]:
    """(what became of each of the rows with these ids, what was made for them), each for itself.

    They are those that the ask `on` offers and answer it, unless `rows` and `answers(row)` say otherwise.
    """
    act, ids = acts[key], set(ids)
    offered = act.on_ask.rows(by, None) if rows is None else rows
    found, outcome, made = list(offered.filter(pk__in=ids).order_by("pk")), Outcome(), []
    for row in found:
        try:
            made.append(make(acts, key, by=by, **(answers(row) if answers else {act.on: row}), **said))
        except RuleBroken as broken:
            outcome.refuse(row, broken.message)
        else:
            outcome.do(row)
    outcome.refuse_missing(len(ids), len(found))
    return outcome, made


def _take_turn(acts: Acts, doing: Doing) -> bool:
    """Wait until no other sending of the same person is under way; whether a row has the key of this one by then."""
    act, lock = doing.act, lock_called(f"{acts.noun}:{_sender(doing)}")
    if key := act.key_ask and doing.said.get(act.key_ask):
        return bool(_with_key(acts.model, _key_column(act)).behind(lock, key=key))
    hold(lock)
    return False


def _sender(doing: Doing) -> Any:
    """What two sendings of one row have in common: the person; of somebody without an account the key of the page that was sent."""
    return doing.by.pk if doing.by else doing.said.get(doing.act.key_ask)


def _check_named(doing: Doing) -> None:
    """Raise RuleBroken at the first ask that names a row which is not the person's to name; a program names it by its id."""
    for ask in doing.act.asks:
        named = doing.said.get(ask.name)
        if not (ask.rows and named):
            continue
        if isinstance(named, int) or ask.found:
            named = doing.said[ask.name] = ask.find(doing.by, named if isinstance(named, int) else named.pk)
        elif not ask.rows(doing.by, None).filter(pk=named.pk).exists():
            named = None
        if named is None:
            raise not_found(ask.label, field=ask.name)


def _prepare(acts: Acts, row: Any, doing: Doing) -> None:
    """The row as it is to be saved. Raises RuleBroken."""
    act, changes = doing.act, _changes(doing)
    if act.to:
        changes[acts.state_column] = changes.pop("state")
    for name, value in changes.items():
        setattr(row, name, value)
    if act.run:
        act.run(row, doing)
    check_second_person(act, row, doing.by)


def _save(acts: Acts, row: Any, doing: Doing) -> None:
    with constraints_as_rules(in_act=True):
        row.save()
    look_again()
    if not _is_in_reach(acts, doing.act, row, doing.by):
        raise not_found(acts.called)


def _is_in_reach(acts: Acts, act: Act, row: Any, by) -> bool:
    """Whether this person may have a row there; asked of the row as it is saved, so that nothing else can be right by mistake."""
    if by is None or (act.own and acts.account_of(row) == by.pk):
        return True
    if act.reach and act.reach(by).filter(pk=row.pk).exists():
        return True
    return bool(act.permission) and is_within_reach(acts.model, act.permission, by, row.pk)


def _log(acts: Acts, row: Any, was: str, doing: Doing) -> None:
    """The first step of the row, and who is told of it."""
    is_own = doing.by is not None and acts.account_of(row) == doing.by.pk
    step = ActStep(
        noun=acts.noun,
        row_id=row.pk,
        act=doing.act.key if is_own or not doing.act.entered else doing.act.entered,
        from_state=was,
        to_state=row.state,
        by=doing.by,
        at=doing.at,
        reason=doing.said.get("reason", "")[:LONGEST_REASON],
        about_id=acts.account_of(row),
    )
    step.save()
    if doing.act.tells:
        notify_each(list(_notices(acts, row, step, doing)))


# --- Once ---------------------------------------------------------------------------------------------------------------


def _made_before(acts: Acts, doing: Doing, key_is_known: bool) -> Any:
    """The row of an earlier sending, or the one that stands for the same; None where this is the first. Raises RuleBroken for a key that came with other words."""
    act = doing.act
    if act.key_ask and (key := doing.said.get(act.key_ask)):
        return _made_with_key(acts, doing, key) if key_is_known else None
    if act.known and (row := act.known(doing)) and _is_in_reach(acts, act, row, doing.by):
        return row
    return None if act.each_counts or doing.by is None else _made_with_words(acts, doing)


def _made_with_key(acts: Acts, doing: Doing, key: Any) -> Any:
    column, answers = _key_column(doing.act), _answers(acts, doing)
    whose = {name: value for name, value in answers.items() if name == acts.member}
    rows = acts.model._default_manager.filter(**{column: key}, **whose).order_by("pk")[:CANDIDATES]
    known = next((row for row in rows if _is_in_reach(acts, doing.act, row, doing.by)), None)
    if known and not _says(known, answers):
        raise RuleBroken("key_reused", "这一提交标识已用于另一条记录，请刷新页面后重试", field=doing.act.key_ask)
    return known


def _key_column(act: Act) -> str:
    return next(ask.column for ask in act.asks if ask.is_key)


@cache
def _with_key(model: type[Model], column: str) -> Prepared:
    """Whether any row has the key: most sendings are the first, and need no more than this."""
    return Prepared(
        lambda key: model._default_manager.filter(**{column: key}).only("pk").order_by()[:1], key=UUID(int=0)
    )


def _made_with_words(acts: Acts, doing: Doing) -> Any:
    """One of the same words that this person began and to which nothing has happened since."""
    answers = _answers(acts, doing)
    words = {name: value for name, value in answers.items() if not _is_sealed(acts, name)}
    rows = [row for row in _same_rows(acts, doing, words)[:CANDIDATES] if _says(row, answers)]
    if doing.act.same:
        rows = [row for row in rows if doing.act.same(row, doing)]
    steps: dict[int, list[tuple[str, int]]] = {}
    logged = ActStep.objects.filter(noun=acts.noun, row_id__in=[row.pk for row in rows])
    for pk, act, by in logged.values_list("row_id", "act", "by"):
        steps.setdefault(pk, []).append((act, by))
    firsts = [[(key, doing.by.pk)] for key in (doing.act.key, doing.act.entered)]
    return next((row for row in rows if steps.get(row.pk) in firsts), None)


def _same_rows(acts: Acts, doing: Doing, words: dict) -> QuerySet:
    rows = acts.model._default_manager.filter(**words).order_by("-pk")
    if doing.act.to:
        rows = rows.filter(**{acts.state_column: doing.act.to})
    if acts.own_path and doing.act.own and not doing.act.permission:
        rows = rows.filter(**{acts.own_path: doing.by.pk})
    return rows.select_related(*acts.loads)


def _answers(acts: Acts, doing: Doing) -> dict[str, Any]:
    """What was said, by the columns that keep it; files are not compared."""
    return {
        ask.column: doing.said[ask.name] for ask in doing.act.asks if ask.column and not (ask.is_file or ask.is_key)
    }


def _says(row: Any, answers: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in answers.items())


def _is_sealed(acts: Acts, name: str) -> bool:
    return isinstance(acts.model._meta.get_field(name), EncryptedTextField)
