"""What an app declares of figures: what is counted and where, in which columns its rows are shown, and the sentences made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from orgtree.days.rules.periods import Period, Span
from orgtree.declare.marking import Marker


@dataclass(frozen=True)
class Window:
    """What a fill looks at: one period, as the records stood at `as_of` (an aware datetime).

    Rows are chosen by its days and moments, never by the kind of the period: it may be part of one as well.
    """

    period: Period | Span
    as_of: datetime

    @property
    def beginning(self) -> datetime:
        """The first moment of the period, local time."""
        return timezone.make_aware(datetime.combine(self.period.start, time.min))

    @property
    def ending(self) -> datetime:
        """The first moment after the period, local time."""
        return timezone.make_aware(datetime.combine(self.period.end, time.min))

    @property
    def moment(self) -> datetime:
        """When a stock is read: the last moment of the period, or `as_of` while the period runs."""
        return min(self.ending - timedelta.resolution, self.as_of)

    @property
    def last_day(self) -> date:
        """The last day that counts: of the period, or the day of `as_of` while the period runs."""
        return min(self.period.end - timedelta(days=1), timezone.localdate(self.as_of))


@dataclass(frozen=True)
class Column:
    """One column of a list or of the rows behind a figure: Chinese heading, value of a row, whether it names a person.

    A number that `is_fixed` has all its decimals wherever it is shown (93.00); pages show others without zeros at the end.
    `field` is the lookup that a numeric column prints; exports total the column whose field the measure sums. `order` is
    the lookup by which a list may be sorted, "" for none; `tones` give the words of a state their colours on the desk, those
    of `toned(row)` where the column shows more than them. The list of the desk shows so many `chars` of a long text, and the
    `html(row, value)` of a value that is dressed there; every other surface all of it, as it is.
    """

    label: str
    value: Callable[[Any], Any]
    personal: bool = False
    number: bool = False
    decimals: int = 0
    is_fixed: bool = False
    field: str = ""
    order: str = ""
    tones: dict[str, str] | None = None
    toned: Callable[[Any], str | None] | None = None
    chars: int = 0
    html: Callable[[Any, Any], Any] | None = None


@dataclass(frozen=True)
class Measure:
    """An additive figure.

    `rows(window)` returns a queryset, unscoped, of which the figure counts those that meet `only` (None: all); `area` is
    the lookup from a row to its owning area, and `value` the expression summed over the rows (None: each row counts
    one). The figure of an area is the sum over the rows owned by the area and everything below it, so the number of
    rows, or the total of their values, is the number shown. Measures with the same `rows` and `area` are read together,
    in one scan of the table: what tells them apart belongs in `only`.

    `marks` says which writes touch it; every table that `rows` and `only` look at has one. Without any the figure is
    right after each full fill alone, by night.
    """

    key: str
    label: str
    unit: str
    definition: str
    rows: Callable[[Window], Any]
    area: str
    columns: tuple[Column, ...]
    value: str | None = None
    only: Q | None = None
    marks: tuple[Marker, ...] = ()
    group: str = ""
    decimals: int = 0
    headline: bool = False
    # A stock is a state at the period's end (members on the roll); a flow is what happened in it.
    stock: bool = False
    # Rows enter or leave it as days pass, without a write: like every stock it is counted anew when a day begins.
    dated: bool = False
    # The same as moments pass, such as deadlines: the lookup to the moment, best one with an index, at which a row enters
    # or leaves it. Areas that own such a row are counted anew when its moment has passed.
    timed: str = ""
    # Each row counts in the month of one day, and what it adds depends on nothing else of the period: a year is then the
    # sum of its months. Not so where rows are chosen because there is something else in the period, each once.
    additive: bool = False
    # Whether the board draws the tree with areas as large as this figure; the first such measure is taken.
    mapped: bool = False
    # Kinds of area that it counts: the page of an area that can hold none of them leaves it out.
    kinds: tuple[str, ...] = ()
    # Whether it may be scored: what says how things are in a place, and not what was done about it, judges nobody.
    appraises: bool = True
    source: str = ""

    def __post_init__(self) -> None:
        if self.additive and (self.stock or self.dated or self.timed):
            raise ValueError(f"{self.key}: what is counted of a day, or as time passes, is no sum of its months")

    def counted(self, window: Window):
        """The very rows that the figure counts, unscoped."""
        rows = self.rows(window)
        return rows if self.only is None else rows.filter(self.only)


@dataclass(frozen=True)
class Derived:
    """A rate or average, computed at every node from already folded parts and never averaged upward.

    `formula` takes the values of `parts` in order and returns a number, or None where it has no meaning. The last
    part is what the rate is a rate of: boards show it as n. A sum or difference says `is_rate=False` and has no n.
    """

    key: str
    label: str
    unit: str
    definition: str
    parts: tuple[str, ...]
    formula: Callable[..., Decimal | None]
    group: str = ""
    decimals: int = 1
    headline: bool = False
    source: str = ""
    is_rate: bool = True
    appraises: bool = True
    # A norm or a target: it stands whatever was done, so that a sentence with nothing else in it says nothing.
    is_given: bool = False


@dataclass(frozen=True)
class Subject:
    """A tab of the board: the figures of these groups. `front`: headline figures of it that stand on the first screen."""

    key: str
    label: str
    position: int
    groups: tuple[str, ...]
    front: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A sentence that offices publish, with keys of figures in braces: `{volunteers.reported}名在职党员报到`.

    `{place}` and `{period}` stand for the names of the area and of the time. `source` says who publishes it so.
    """

    key: str
    label: str
    text: str
    source: str = ""
