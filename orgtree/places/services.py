"""Taking a place: counted under the lock of the row that offers them, so that no two get the last one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet, Sum

from orgtree.places.rules import Room


@dataclass(frozen=True)
class Capacity:
    """The places that rows of `holder` offer: `size` is the column that says how many, `taking(pk)` gives the rows that fill one each,
    or so many as their column `each` says; `line(pk)` those that wait, first come first. `beside`: foreign keys read with the row.

        SESSION_PLACES = Capacity(ActivitySession, "capacity", taking=lambda pk: SignUp.objects.taking().filter(session=pk))
        room = SESSION_PLACES.room(session.pk)  # inside the transaction that takes the place
    """

    holder: type[models.Model]
    size: str
    taking: Callable[[int], QuerySet]
    each: str = ""
    line: Callable[[int], QuerySet] | None = None
    beside: tuple[str, ...] = ()

    def hold(self, pk: int) -> tuple[Any, Room]:
        """The row and the room in it, which nobody else can count or take until the transaction ends.

        Raises TransactionManagementError outside a transaction. The row is locked first and counted by a statement of its own: what a
        statement counts that had to wait for a lock, it counts as it was before.
        """
        row = self._locked().get(pk=pk)
        return row, Room(getattr(row, self.size), self._taken(pk))

    def room(self, pk: int) -> Room:
        """The room as `hold` gives it."""
        return self.hold(pk)[1]

    def next_in_line(self, pk: int) -> list:
        """Those at the head of the wait list for whom there is a free place now."""
        room = self.room(pk)
        if self.line is None or not room.left:
            return []
        return list(room.first_of(self.line(pk)))

    def _locked(self) -> QuerySet:
        rows = (
            self.holder._default_manager.select_related(*self.beside) if self.beside else self.holder._default_manager
        )
        return rows.select_for_update(of=("self",), no_key=True)

    def _taken(self, pk: int) -> int:
        rows = self.taking(pk)
        return rows.aggregate(sum=Sum(self.each, default=0))["sum"] if self.each else rows.count()
