"""What an app declares for tables that offices ask for: what is known of an area, rows that no figure counts, and what
takes a community's time besides tables (docs/decisions/0111)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from orgtree.choices import LoadKind
from orgtree.days.rules.periods import Period
from orgtree.declare.figures import Column, Window


@dataclass(frozen=True)
class AreaFact:
    """What is known of areas themselves, never of a person.

    `names` are what offices' tables call it besides. `say(areas, period, day)` gives id of area -> words, at once for all
    lines of a table; what is not in it is empty. `day` is the day of filling. Whoever fills the table reads it with
    `permission` at the area, where one is named.
    """

    key: str
    label: str
    say: Callable[[list[Any], Period, date], dict[int, str]]
    names: tuple[str, ...] = ()
    permission: str = ""


@dataclass(frozen=True)
class ListedRows:
    """Rows that a table may list though no figure counts them: `rows(window)`, unscoped, each owned by the area that `area` looks up.

    Whoever fills the table reads them with `permission` at its area, as on the list of the desk.
    """

    key: str
    label: str
    rows: Callable[[Window], Any]
    area: str
    columns: tuple[Column, ...]
    permission: str

    def counted(self, window: Window) -> Any:
        """The rows, as a figure gives those that it counts."""
        return self.rows(window)


@dataclass(frozen=True)
class Load:
    """Meetings that communities sit in, or papers that they write: part of what is asked of them in a month.

    `rows(window)`, unscoped, are those of the days of the window, each of the area `area` whose time it takes, on the day or
    at the moment `day`. `named` says what a row is. `minutes` is the lookup to how long it took, "" where the rule says it;
    `pages` the expression of how many pages it has, None where each is one.
    """

    key: str
    label: str
    kind: LoadKind
    rows: Callable[[Window], Any]
    area: str
    day: str
    named: Callable[[Any], str]
    minutes: str = ""
    pages: Any = None
