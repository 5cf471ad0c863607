"""The statement of a scan, put together once per process: for each period that took longer than to count its rows.

A measure says its rows by the days and moments of a window, so that for another window the text stays and only its values
are others. Whether that is so of a scan is seen, not believed: it is said of two windows that have nothing in common. Where
the texts differ, a value is none of the window's, or the database was asked meanwhile, it is put together anew each time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from orgtree.days.rules.periods import Span
from orgtree.declare import Measure, Window

Statement = tuple[str, Sequence[Any]]
Say = Callable[[Window, frozenset[int] | None], Statement | None]


class Sample(Window):
    """A window of whose days and moments none follows from another: each is known wherever it stands."""

    beginning = ending = moment = last_day = None  # not worked out from the period, as a window's are

    def __init__(self, year: int, month: int, *days: int) -> None:
        moments = (datetime(year, month, day, 3, 33, day, tzinfo=UTC) for day in days[:4])
        start, end, last_day = (date(year, month, day) for day in days[4:])
        own = dict(zip(("beginning", "ending", "moment", "as_of"), moments, strict=True))
        self.__dict__.update(own, period=Span(start, end), last_day=last_day)


# One long gone and one still to come, in other months and quarters; what is earlier in one is later in the other.
SAMPLES = (
    (Sample(1907, 2, 2, 3, 4, 5, 7, 8, 9), frozenset({-7})),
    (Sample(2093, 11, 5, 4, 3, 2, 9, 8, 7), frozenset({-93, -11})),
)


def marks_of(window: Window, areas: frozenset[int] | None) -> dict[str, Any]:
    """What a statement may ask by, by name."""
    return {
        "start": window.period.start,
        "end": window.period.end,
        "year": window.period.start.year,
        "beginning": window.beginning,
        "ending": window.ending,
        "moment": window.moment,
        "last_day": window.last_day,
        "as_of": window.as_of,
        "areas": None if areas is None else sorted(areas),
    }


@dataclass(frozen=True)
class Kept:
    """A statement, with what is asked at each of its places: the name of a mark, or a value that stays."""

    text: str
    places: tuple[tuple[str, Any], ...]

    def for_window(self, marks: dict[str, Any]) -> Statement:
        return self.text, [marks[name] if name else value for name, value in self.places]


# Known by what is said of the rows, not by the objects: those of dictionaries are made anew each time they are asked for.
_kept: dict[tuple, Kept | None] = {}


def statement_for(
    measures: tuple[Measure, ...], areas: frozenset[int] | None, window: Window, say: Say
) -> Statement | None:
    """What `say` gives for the window and these areas; None where it counts nothing. It is called if it has to be."""
    key = (areas is None, *((one.key, one.rows, one.area, one.value, one.only) for one in measures))
    if key not in _kept:
        _kept[key] = keep(say, areas)
    kept = _kept[key]
    return kept.for_window(marks_of(window, areas)) if kept else say(window, areas)


def keep(say: Say, areas: frozenset[int] | None) -> Kept | None:
    """The statement as it is for any window; None where that cannot be seen."""
    asked: list[str] = []

    def listen(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    samples = [(window, some if areas is not None else None) for window, some in SAMPLES]
    with connection.execute_wrapper(listen):
        said = [say(*sample) for sample in samples]
    if asked or None in said:
        return None
    (text, values), (other_text, other_values) = said
    if text != other_text or len(values) != len(other_values):
        return None
    marks = [marks_of(*sample) for sample in samples]
    places = [place_of(pair, marks) for pair in zip(values, other_values, strict=True)]
    return None if None in places else Kept(text, tuple(places))


def place_of(pair: tuple[Any, Any], marks: Iterable[dict[str, Any]]) -> tuple[str, Any] | None:
    """What is asked where the samples have this pair: ("", the value) for one that stays, None for what nobody can tell."""
    names = [[name for name, mark in of.items() if is_same(mark, value)] for of, value in zip(marks, pair, strict=True)]
    if names[0] != names[1]:
        return None
    if names[0]:
        return names[0][0], None
    return ("", pair[0]) if is_same(*pair) else None


def is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other
