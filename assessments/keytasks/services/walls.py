"""The wall chart of an area and a year: its key tasks against the areas below it, and what is late by the post that does it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from assessments.keytasks.models import KeyTask
from assessments.keytasks.rules import Tally
from assessments.keytasks.services.milestones import ORIGIN, counts, milestones_of
from assessments.keytasks.services.norms import near_days
from orgtree.assigned.models import Task
from orgtree.choices import AreaKind
from orgtree.models import Area

BELOW = (AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE)
OWN = "本级及单位"


@dataclass
class Line:
    """One key task: how far it is in all, and in each column of the chart."""

    key: KeyTask
    total: Tally = Tally()
    cells: list[Tally] = field(default_factory=list)


@dataclass
class Wall:
    """The chart; `columns` are the areas below with, last, `own`: what is done at the area itself and by units."""

    area: Area
    year: int
    columns: list[str]
    lines: list[Line]
    totals: list[Tally]
    late: list[tuple[str, int, Task]]

    @property
    def total(self) -> Tally:
        return sum((line.total for line in self.lines), Tally())


def wall_of(area: Area, year: int) -> Wall:
    """The chart of the area's own list, and of lists above it as far as they ask something here. A handful of queries."""
    today = timezone.localdate()
    places = list(Area.objects.current().filter(parent=area, kind__in=BELOW).order_by("code"))
    tasks = _tasks_in(area)
    keys = _keys_of(area, year, tasks)
    counted = _count(tasks, keys, near_days(area, today))
    lines = [_line(key, places, counted[key.pk]) for key in keys]
    names = [*(place.name for place in places), OWN]
    if places and not any(line.cells[-1].number for line in lines):  # nothing is done here itself
        names.pop()
        for line in lines:
            line.cells.pop()
    totals = [sum((line.cells[at] for line in lines), Tally()) for at in range(len(names))]
    return Wall(area, year, names, lines, totals, _late(tasks, keys))


def _tasks_in(area: Area):
    inside = area.get_descendants(include_self=True).values("pk")
    return Task.objects.filter(origin_kind=ORIGIN, area__in=inside)


def _keys_of(area: Area, year: int, tasks) -> list[KeyTask]:
    rows = KeyTask.objects.standing().filter(year=year).select_related("area")
    above = rows.filter(area__in=area.get_ancestors(), pk__in=tasks.values("origin_id"))
    return list((rows.filter(area=area) | above).order_by("area__level", "due_on", "pk"))


def _count(tasks, keys: Iterable[KeyTask], near: int) -> dict[int, list[tuple[Area, Tally]]]:
    """By the key task's id, what is done at each area. Two queries."""
    ids = [key.pk for key in keys]
    rows = list(
        (tasks & milestones_of(ids)).order_by().values("origin_id", "area_id").annotate(**counts(timezone.now(), near))
    )
    areas = Area.objects.in_bulk({row["area_id"] for row in rows})
    found: dict[int, list[tuple[Area, Tally]]] = defaultdict(list)
    for row in rows:
        key, area = row.pop("origin_id"), areas[row.pop("area_id")]
        found[key].append((area, Tally(**row)))
    return found


def _line(key: KeyTask, places: list[Area], counted: list[tuple[Area, Tally]]) -> Line:
    cells = [Tally() for _ in range(len(places) + 1)]
    for area, tally in counted:
        at = next((at for at, place in enumerate(places) if area.is_descendant_of(place, include_self=True)), -1)
        cells[at] += tally
    return Line(key, sum(cells, Tally()), cells)


def _late(tasks, keys: Iterable[KeyTask]) -> list[tuple[str, int, Task]]:
    """(post, how many are late, the one that is late longest), by the name of the post. One query."""
    rows = (tasks & milestones_of([key.pk for key in keys])).late(timezone.now())
    oldest: dict[str, Task] = {}
    number: Counter[str] = Counter()
    for task in rows.select_related("area", "institution").order_by("due_at", "pk"):
        oldest.setdefault(task.owner_label, task)
        number[task.owner_label] += 1
    return [(owner, number[owner], oldest[owner]) for owner in sorted(oldest)]
