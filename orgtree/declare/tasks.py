"""What an app declares for tasks; collected by `orgtree.declare.registry`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TaskOrigin:
    """A noun from which tasks stem: `find(user, pk)` gives the row's title and address to whom may open it, else None."""

    key: str
    label: str
    find: Callable[[Any, int], tuple[str, str] | None]


@dataclass(frozen=True)
class TaskCounter:
    """A way to count progress from what is recorded anyhow: `count(task)` is the number done, in `unit`."""

    key: str
    label: str
    unit: str
    count: Callable[[Any], int]
