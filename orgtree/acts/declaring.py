"""The words in which a noun says what may be done to its rows: data and plain functions, no surface."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from orgtree.declare import DuplicateDeclaration
from orgtree.errors import RuleBroken
from orgtree.text.rules.reasons import LONGEST as LONGEST_REASON

SHORTEST_REASON = 2
READ_BY_THE_PERSON = "事由，2到200字，本人可见"


def told_apart(row: Any) -> str:
    """How a row is called where one of several is chosen: a person by what no namesake has, anything else by its name."""
    return getattr(row, "told_apart", None) or str(row)


@dataclass(frozen=True)
class Ask:
    """One thing that an act asks for, in forms and bodies under `name`: a text, unless it is said to be another.

    `label` is Chinese and stands in messages (请填写退回原因); `column` is where the row keeps the answer ("": `run` knows);
    `told` says to API users who reads it, `help` to those at the form. `check` takes the text without outer blanks,
    returns it as it is kept and raises RuleBroken. An optional one that is left out is "", a day or a row None.

    `choices` ((code, label) pairs; True and False are codes too): one of them, or `blank`. `is_day`: a date. `rows(user, ids)`: one row of another model, of those
    that the person may name for the rows of these ids (None: for any), called `shown` in the form; where they are too many for a
    list, the desk finds them by the suggestions of a relation: `found_by` (model, its field). `is_file`: an uploaded
    file of the types that it `accepts`, of forms alone, and never required. The form begins with what the row says now where it `begins_as_is`,
    or with what `begins(row)` says.

    `most`: a number from `least` to it, with so many `decimals`. `is_moment`: a day and a time. `usual` is the answer where none is
    given; a function gives only with what a page begins. Where bodies of the API name a row by another field than its id: `named_by`.
    Words that may hold personal data say why: `unscanned`. What `is_sealed` is never shown again: a page begins empty, and an empty answer keeps what the row has. `is_key`: made by whoever sends, so that a
    second sending finds the first row; pages make it themselves and hide it.
    What only pages ask, and no program says, is `by_page`. A password is typed as one and kept nowhere: `is_secret`.
    `found(user, pk)` is the one of `rows` with this id, where it can be had without putting all of them together.
    A page begins with the only row that there is to name, unless whoever asks has to know of it (`begins_blank`): a unit of somebody else.
    """

    name: str
    label: str
    longest: int = LONGEST_REASON
    shortest: int = 1
    column: str = ""
    told: str = ""
    check: Callable[[str], Any] | None = None
    is_file: bool = False
    is_optional: bool = False
    is_day: bool = False
    choices: Sequence[tuple[Any, str]] = ()
    blank: str = "请选择"
    rows: Callable[[Any, Sequence[int] | None], Any] | None = None
    shown: Callable[[Any], str] = told_apart
    found_by: tuple[Any, str] | None = None
    help: str = ""
    begins_as_is: bool = False
    begins: Callable[[Any], Any] | None = None
    least: int = 0
    most: int | None = None
    decimals: int = 0
    is_moment: bool = False
    usual: Any = None
    named_by: str = ""
    accepts: str = ""
    is_sealed: bool = False
    unscanned: str = ""
    is_key: bool = False
    begins_blank: bool = False
    by_page: bool = False
    is_secret: bool = False
    found: Callable[[Any, int], Any] | None = None

    @property
    def is_number(self) -> bool:
        return self.most is not None

    @property
    def is_text(self) -> bool:
        others = (self.is_file, self.is_day, self.is_moment, self.is_number, self.is_key, self.choices, self.rows)
        return not any(others)

    @property
    def answer(self) -> Any:
        """What is meant where nothing is said; with what only a page begins is not meant by silence."""
        return None if callable(self.usual) else self.usual

    def find(self, user, pk: int) -> Any:
        """The row with this id, if it is the person's to name; else None."""
        return self.found(user, pk) if self.found else self.rows(user, None).filter(pk=pk).first()

    def called(self, user, name: Any) -> Any:
        """The row that a body of the API names, by its id or `named_by`; else None."""
        if self.named_by and self.found:
            return self.found(user, name)
        return self.rows(user, None).filter(**{self.named_by or "pk": name}).first()

    def in_words(self, value: Any) -> str:
        """The answer as people read it: the label of a choice, the name of a row."""
        return str(dict(self.choices).get(value, "" if value is None else value))


def ask_reason(verb: str, *, column: str = "", told: str = "") -> Ask:
    """Why: 2 to 200 characters under the name `reason`, kept in the log of steps for ever."""
    return Ask("reason", f"{verb}原因", shortest=SHORTEST_REASON, column=column, told=told or READ_BY_THE_PERSON)


@dataclass(frozen=True)
class NotBy:
    """Somebody who may not take the step: the account at `path` on the row (record.member.user_id), and what they are told."""

    path: str
    code: str
    message: str

    def account_on(self, row: Any) -> int | None:
        """The account's id; None where there is nobody on the way."""
        return value_at(row, self.path)


def value_at(row: Any, path: str) -> Any:
    """What stands at a dotted path on a row; None where the way ends before."""
    for name in path.split("."):
        row = getattr(row, name, None)
    return row


@dataclass(frozen=True)
class Tell:
    """A notice to accounts (ids, None is passed over). It names no other person and says nothing that somebody typed.

    With `why` its reader sees in the app, and nowhere else, the reason that the log keeps of the act.
    """

    users: tuple[int | None, ...]
    title: str
    text: str = ""
    url: str = ""
    why: bool = False


@dataclass(frozen=True)
class Doing:
    """One act being done: by whom (None: by the platform), when, with which texts; `was` has each row as it stood, by id.

    What is read once for it, such as the rules of clocks, is kept in `memo`.
    """

    act: "Act"
    by: Any
    at: datetime
    said: dict = field(default_factory=dict)
    was: dict = field(default_factory=dict)
    memo: dict = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """What the log keeps as the reason: the words said under `reason`, or the name of the row that was asked for."""
        ask = next((ask for ask in self.act.asks if ask.name == "reason" or ask.rows), None)
        return ask.in_words(self.said.get(ask.name))[:LONGEST_REASON] if ask else self.said.get("reason", "")


# The icons of verbs that most nouns have.
ICONS = {
    "accept": "check_circle",
    "approve": "check_circle",
    "confirm": "check_circle",
    "copy": "content_copy",
    "decline": "undo",
    "edit": "edit",
    "enter": "edit_note",
    "leave": "logout",
    "refuse": "block",
    "reject": "undo",
    "remove": "delete",
    "resubmit": "edit",
    "return": "undo",
    "send_back": "undo",
    "void": "block",
    "withdraw": "undo",
}


@dataclass(frozen=True)
class Act:
    """One verb of a noun.

    It leaves any state of `leaves` and leads `to` (None: to the same state, or where `run` puts the row). The desk does it
    with `permission` on the row, the person whom the row is about with `own`; with neither it only follows from something
    else. `reach(user)` gives the person's rows where they are more than their own; `doer` is who that is. What takes a
    form of many fields (`by_form`) is done by a service of its own, which ends in `perform_on`: no surface comes from here.

    The engine locks the row, checks, sets the state, `stamps` (author and moment columns) and the columns of `asks`,
    empties the texts of `clears`, calls `run(row, doing)` for what else follows, which may raise RuleBroken, saves, logs the
    step and sends what `tells(row, doing)` returns. With `many` it is offered for many rows at once, each for itself; with `batch(rows, doing)`
    for all in one statement. `refuse(rows, doing)` names those that may not, and why ({id: RuleBroken}).
    `first(doing, ids)` takes locks that come before those of the rows. A batch that a rule refuses is done one by one.

    Where it `notes_changes`, the log keeps as its reason what it changed of the things asked for (数量：3→4), in the place of words.

    One that `removes` takes the row away; its steps stay. Of a `partial` one any of the things asked for may be left out: they
    stay as they are.

    What cannot be undone (`final`) asks first when it is done to many; `undo(row, doing)` takes back what `run` did, and the
    desk offers it for ten minutes. `after(rows, doing)` follows once for all that one request did: a notice of their sum.

    What a rule refuses is noted by `refused(broken, doing, ids)` once the refused work is undone: a list of refusals.

    `verb` fits into 已…3条 and 不能…; `done` is told after one row, {state} in it is where the row came to; `hint` before, with
    what it `meets(row)`: 3场、12人. `entry` is for the list's menu, where the label with 所选 behind it does not read well.
    `fits(row)` says whether the desk shows the button on a row in a state for it: by the rules it may be too early; `suits(row, user)` whether it
    shows it to this person, where holding the permission on the row is not all that the rules ask.
    `{row}` in `done` is the row afterwards; a function of it may say what a text cannot. What is told there is a secret where `shows_once`: on the page itself, in no message.
    Most verbs said twice mean it once; where `each_counts`, each is meant (one place up, a new password).
    What is not the usual next step says so (`aside`), and stands behind those that are.
    """

    key: str
    label: str
    verb: str
    leaves: frozenset[str]
    to: str | None
    permission: str | None = None
    own: bool = False
    asks: tuple[Ask, ...] = ()
    stamps: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    not_by: tuple[NotBy, ...] = ()
    reach: Callable[[Any], Any] | None = None
    doer: str = "本人"
    by_form: bool = False
    removes: bool = False
    partial: bool = False
    notes_changes: bool = False
    first: Callable[[Doing, Sequence[int]], None] | None = None
    run: Callable[[Any, Doing], None] | None = None
    many: bool = False
    batch: Callable[[list, Doing], None] | None = None
    refuse: Callable[[list, Doing], dict[int, RuleBroken]] | None = None
    tells: Callable[[Any, Doing], Iterable[Tell]] | None = None
    final: bool = False
    undo: Callable[[Any, Doing], None] | None = None
    after: Callable[[list, Doing], None] | None = None
    refused: Callable[[RuleBroken, Doing, Sequence[int]], None] | None = None
    done: str | Callable[[Any], str] = ""
    shows_once: bool = False
    each_counts: bool = False
    hint: str = ""
    icon: str = ""
    entry: str = ""
    meets: Callable[[Any], str] | None = None
    leads: str = ""
    fits: Callable[[Any], bool] | None = None
    suits: Callable[[Any, Any], bool] | None = None
    aside: bool = False
    # For the API's pages: what it does and what it is called there, the label where nothing else is said; neither: not offered by API.
    summary: str = ""
    description: str = ""

    def __post_init__(self):
        object.__setattr__(self, "icon", self.icon or ICONS.get(self.key, "play_arrow"))
        if self.description and not self.summary:
            object.__setattr__(self, "summary", f"批量{self.label}" if self.many else self.label)

    @property
    def rank(self) -> int:
        """Where it stands among what may be done to a row: the usual next step (0), what is aside of it (1), what sends back or ends (2)."""
        if self.removes or any(ask.name == "reason" for ask in self.asks):
            return 2
        return int(self.partial or self.aside)

    @property
    def slug(self) -> str:
        """The verb as it stands in addresses."""
        return self.key.replace("_", "-")

    @property
    def is_of_the_desk(self) -> bool:
        """Whether the desk has a button for it."""
        return bool(self.permission) and not self.by_form


def leave_as_it_was(row: Any, doing: Doing) -> None:
    """The `undo` of an act from which nothing else follows: the engine puts the state back."""


@dataclass(frozen=True)
class Acts:
    """Everything that may be done to the rows of one model.

    `member` is the lookup from a row to the person whom it is about ("" where there is none): their own acts, their notices
    and their copy of the data follow it. Where a row knows the account and no member, `account` is the dotted path to its id:
    the copy of the data follows it as well. `loads` are the relations that the acts need with the row. `called` is how
    messages name a missing row. A model whose `state` is not a column of that name says which holds it: `state_column`.
    Where `state` is a property, read off several columns, `derived` has its (code, Chinese label) pairs; such acts lead
    `to` None, and their `run` and `undo` set the columns.
    """

    model: Any
    acts: tuple[Act, ...]
    member: str = ""
    account: str = ""
    loads: tuple[str, ...] = ()
    called: str = "记录"
    state_column: str = "state"
    derived: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[Act]:
        return iter(self.acts)

    def __getitem__(self, key: str) -> Act:
        for act in self.acts:
            if act.key == key:
                return act
        raise KeyError(key)

    @property
    def noun(self) -> str:
        """The model's name for the log of steps: volunteers.hourchange."""
        return self.model._meta.label_lower

    @property
    def own_path(self) -> str:
        """The lookup from a row to the account whose own it is."""
        return f"{self.member}__user" if self.member else ""

    def account_of(self, row: Any) -> int | None:
        """The account of the person whom the row is about as it stands; None for nobody, or one without an account."""
        if self.account:
            return value_at(row, self.account)
        return value_at(row, f"{self.member.replace('__', '.')}.user_id") if self.member else None

    def tell_done(self, act: Act, row: Any, done: str = "") -> str:
        """What one is told after the act, of the row as it is then; `done` where a page has words of its own."""
        words = done or (act.done(row) if callable(act.done) else act.done)
        return words.format(state=self.state_label(row.state), row=row) or f"已{act.verb}。"

    def states(self) -> list[tuple[str, str]]:
        """(code, Chinese label) of every state, in the order in which the model lists them."""
        choices = self.derived or self.model._meta.get_field(self.state_column).flatchoices
        return [(code, str(label)) for code, label in choices]

    def state_label(self, state: str) -> str:
        return dict(self.states()).get(state, state)


_declared: dict[str, Acts] = {}


def declare_acts(acts: Acts) -> Acts:
    """Enter a noun's acts and return them; raises DuplicateDeclaration for a second entry or a verb named twice."""
    keys = [act.key for act in acts]
    if acts.noun in _declared or len(set(keys)) < len(keys):
        raise DuplicateDeclaration(acts.noun)
    _declared[acts.noun] = acts
    return acts


def acts_of(model: Any) -> Acts:
    """The acts of a model, for a service below the file that declares them. Raises KeyError where none are declared."""
    return _declared[model._meta.label_lower]


def declared_acts() -> tuple[Acts, ...]:
    """The acts of every noun, in the order of their names."""
    return tuple(_declared[noun] for noun in sorted(_declared))
