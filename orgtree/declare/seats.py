"""What an app declares of rows that name an area: what becomes of them when communities are merged or split.

A dissolved community lies below the one that it became part of, with all that hangs on it: who works there reaches it as
before, figures of today count it there, those of before where it stood (docs/decisions/0075-borders.md). So most rows stay.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

STAYS, MOVES, STOPS = "stays", "moves", "stops"
FATES = {STAYS: "保留原登记，由新社区接着管理", MOVES: "转到新社区", STOPS: "须先办结"}


@dataclass(frozen=True)
class Seat:
    """One way (`app.model.field`) in which rows name an area, and their fate there.

    They stay as they are, the act moves them, or they stop it. `rows(area_ids)` are the living ones, for the preview that calls them `label`, counted
    in `unit`; without it nothing is told: their time is over, or they are rules that hold from above.
    """

    key: str
    fate: str = STAYS
    label: str = ""
    unit: str = "项"
    rows: Callable[[Collection[int]], Any] | None = None


def staying(app: str, names: str) -> Iterator[Seat]:
    """Those of an app, `model.field` by spaces, of which the preview has nothing to tell."""
    return (Seat(f"{app}.{name}") for name in names.split())


def told(key: str, label: str, unit: str, rows: Callable[[], Any], fate: str = STAYS) -> Seat:
    """One whose living rows, a queryset from `rows()`, the preview counts."""
    field = key.rpartition(".")[2]
    return Seat(key, fate, label, unit, lambda ids: rows().filter(**{f"{field}__in": ids}))
