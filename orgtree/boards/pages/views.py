"""Which part of a board is on view: the first screen with one comparison, one subject, or all of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404

from orgtree.boards.services.mapped import mapped_figure
from orgtree.boards.services.shown import Cell
from orgtree.declare import Derived, Measure, Subject, registry
from orgtree.tree.rules.tree import may_be_within

FIRST, WHOLE = "", "all"


@dataclass(frozen=True)
class View:
    """`subject` is FIRST, WHOLE or the key of a declared subject; `compared` the figure that the first screen compares by."""

    subject: str
    compared: str
    screen: bool = False
    # In the boundaries of today, whatever those of the period were.
    today: bool = False
    # Subjects that are hidden at the level of the area: not offered, and not shown on a wall; their addresses stay.
    hidden: tuple[str, ...] = ()

    @property
    def is_first(self) -> bool:
        return self.subject == FIRST

    @property
    def is_whole(self) -> bool:
        return self.subject == WHOLE

    @property
    def tail(self) -> str:
        """What every address from here through time and along the tree carries behind its period."""
        carried = {"subject": self.subject, "compare": self.is_first and self.compared, "screen": self.screen and "1"}
        carried["borders"] = self.today and "today"
        named = {name: value for name, value in carried.items() if value}
        return f"&{urlencode(named)}" if named else ""

    @property
    def other_boundaries(self) -> "View":
        """The same in the boundaries of then, or of today."""
        return replace(self, today=not self.today)

    @property
    def tabs(self) -> list[tuple[str, "View"]]:
        """(label, view) of each tab, this one among them."""
        tabs = [("概览", FIRST), *((one.label, one.key) for one in self._offered), ("全部", WHOLE)]
        return [(label, replace(self, subject=key)) for label, key in tabs]

    @property
    def following(self) -> "View":
        """What a wall shows next: the first screen and every subject with something to draw, in turn."""
        order = [FIRST, *(one.key for one in self._offered if any(map(_headlined(one), registry.figures.values())))]
        at = order.index(self.subject) if self.subject in order else -1
        return replace(self, subject=order[(at + 1) % len(order)])

    @property
    def _offered(self) -> list[Subject]:
        return [one for one in _subjects() if one.key not in self.hidden]

    @cached_property
    def front(self) -> list[str]:
        """The keys of the figures of the first screen, in their order."""
        return front()

    def in_front(self, cells: Iterable[Cell]) -> list[Cell]:
        """Those of the first screen, in their order."""
        found = [cell for cell in cells if cell.figure.key in self.front]
        return sorted(found, key=lambda cell: self.front.index(cell.figure.key))

    def takes(self, figure: Measure | Derived) -> bool:
        """Whether the figure is on view; asked of every figure there is."""
        if self.is_first:
            return figure.key in self.front or figure.key == self.compared
        return self.is_whole or figure.group in registry.subjects[self.subject].groups

    def takes_at(self, kind: str) -> Callable[[Measure | Derived], bool]:
        """The same on the page of an area of this kind; what is compared stays, whatever it says there."""
        return lambda figure: self.takes(figure) and (figure.key == self.compared or told_at(figure, kind))

    def catalogue(self) -> dict[str, Measure | Derived]:
        """The figures among which the view takes its own: for the first screen those that are declared by name, without a query."""
        return registry.figures if self.is_first else registry.catalogue()


def view_asked(request, *, hidden: Iterable[str] = ()) -> View:
    """The view of an address. Http404 for a subject that nobody declared; an unknown comparison is the usual one."""
    subject = request.GET.get("subject", FIRST)
    if subject not in (FIRST, WHOLE, *registry.subjects):
        raise Http404
    asked = registry.figures.get(request.GET.get("compare", ""))
    compared = asked if asked and asked.headline else mapped_figure()
    return View(
        subject, compared.key if compared else "", request.GET.get("screen") == "1", today_asked(request), tuple(hidden)
    )


def told_at(figure: Measure | Derived, kind: str) -> bool:
    """Whether the page of an area of this kind shows the figure: 社区数 says nothing of a grid."""
    counted = getattr(figure, "kinds", ())
    return not counted or any(may_be_within(one, kind) for one in counted)


def today_asked(request) -> bool:
    """Whether the address asks for the boundaries of today and not for those of the period."""
    return request.GET.get("borders") == "today"


def comparable() -> list[tuple[str, list[Measure | Derived]]]:
    """(label of a subject, its headline figures), in order: what the first screen may compare by."""
    found = [(one.label, list(filter(_headlined(one), registry.figures.values()))) for one in _subjects()]
    return [(label, figures) for label, figures in found if figures]


def front() -> list[str]:
    """The keys of the figures of the first screen, in their order."""
    return [key for one in _subjects() for key in one.front]


def _subjects() -> list[Subject]:
    return sorted(registry.subjects.values(), key=lambda one: one.position)


def _headlined(subject: Subject):
    return lambda figure: figure.headline and figure.group in subject.groups
