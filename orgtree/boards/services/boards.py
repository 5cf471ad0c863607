"""What a board shows of one area in one period: the same figures for the page, the API and the workbook."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Case, DateTimeField, Exists, Func, IntegerField, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from orgtree.choices import AreaKind
from orgtree.days.rules.periods import Period, Span
from orgtree.declare import Derived, Measure, Window, registry
from orgtree.declare.marking import FILLED
from orgtree.figures.models import Correction, Figure, FigureAttempt, FigureFill, FigureMark
from orgtree.figures.rules import Change, added, change_between, rounded, signed, written
from orgtree.figures.services.boundaries import Boundaries, Break, boundaries_of
from orgtree.figures.services.figures import figures_of, figures_over, moments_of
from orgtree.figures.services.same_days import span_before, values_of_days
from orgtree.tree.models import Area
from orgtree.tree.services.lineage import children_of, edited_since, moved_since

TREND_PERIODS = 12
TODAY_TAIL = "&borders=today"
FEW = 10  # below so many a rate is marked as resting on few


@dataclass(frozen=True)
class Cell:
    """One figure at one area: its value, the one before, and what was corrected after closing."""

    figure: Measure | Derived
    value: Decimal | None
    previous: Decimal | None = None
    correction: Decimal | None = None
    base: Decimal | None = None

    @property
    def text(self) -> str:
        return written(self.value, self.figure.decimals)

    @property
    def is_charted(self) -> bool:
        """Whether it is worth a chart: rates, what happened in the period, and the figure that the map shows."""
        return isinstance(self.figure, Derived) or self.figure.mapped or not self.figure.stock

    @property
    def base_text(self) -> str:
        """What a rate is of, as `基数40`; empty for a count."""
        return "" if self.base is None else f"基数{written(self.base)}"

    @property
    def rests_on_few(self) -> bool:
        return self.base is not None and self.base < FEW

    @property
    def change(self) -> Change | None:
        return change_between(self.value, self.previous, decimals=self.figure.decimals)

    @property
    def change_text(self) -> str:
        """`增加12（+3.4%）`, `减少0.5`, `持平`; empty where there is nothing to compare with."""
        change = self.change
        if change is None or change.direction == "flat":
            return "持平" if change else ""
        word = "增加" if change.direction == "up" else "减少"
        amount = written(abs(change.difference), self.figure.decimals)
        unit = "个百分点" if self.figure.unit == "%" else ""
        if change.percent is None or unit:
            return f"{word}{amount}{unit}"
        return f"{word}{amount}（{rounded(change.percent, 1):+}%）"

    @property
    def correction_text(self) -> str:
        return signed(self.correction, self.figure.decimals)


@dataclass(frozen=True)
class Group:
    """Figures under one heading."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Line:
    """One child area and its cells, in the order of the headline figures."""

    area: Area
    cells: list[Cell]


@dataclass(frozen=True)
class Peers:
    """Children of one kind, in their order in the tree: like compared with like, no ranks."""

    kind: str
    label: str
    lines: list[Line]


@dataclass(frozen=True)
class Board:
    """Everything one page shows; `as_of` None: the period was never filled.

    `waiting` is how many changes are not yet counted, `attempt` a full fill that was cut short. `trend` holds the headline figures of the last twelve periods, oldest first.
    """

    area: Area
    period: Period
    as_of: datetime | None
    closed: bool
    groups: list[Group]
    peers: list[Peers]
    trend: list[tuple[Period, list[Cell]]]
    waiting: int = 0
    attempt: FigureAttempt | None = None
    # The days that a running period is compared with; None: the whole period before.
    same_days: Span | None = None
    # Whether all is told in the boundaries of today, and where the boundaries of the periods shown differ.
    today: bool = False
    boundaries: Boundaries = Boundaries([], {}, [])

    @property
    def tail(self) -> str:
        """What addresses of its rows and sheets carry besides the period."""
        return TODAY_TAIL if self.today else ""

    @cached_property
    def breaks(self) -> list[Break]:
        return self.boundaries.breaks

    @property
    def trend_marked(self) -> list[tuple[Period, list[Cell], list[Break]]]:
        """The trend with the breaks before each period; none of them where all of it is told in one tree."""
        breaks = [] if self.today else self.breaks
        return [(one, cells, [found for found in breaks if found.period == one]) for one, cells in self.trend]

    @property
    def headline(self) -> list[Cell]:
        """The figures that stand first; lines of `peers` and `trend` keep their order."""
        return [cell for group in self.groups for cell in group.cells if cell.figure.headline]

    @property
    def running(self) -> bool:
        """Whether the period is not over by the time of the figures."""
        return self.as_of is not None and timezone.localdate(self.as_of) < self.period.end

    @property
    def days_told(self) -> str:
        """10月1日至10月30日: the days that it is compared with; empty where that is the whole period before."""
        if self.same_days is None:
            return ""
        first, last = self.same_days.start, self.same_days.end - timedelta(days=1)
        return f"{first.month}月{first.day}日至{last.month}月{last.day}日"

    @property
    def may_be_closed(self) -> bool:
        """Whether the period is over, filled after its end, and still open."""
        return self.as_of is not None and not self.running and not self.closed

    @property
    def remainder(self) -> list[Cell] | None:
        """What the area owns itself, outside the children shown; None where there is nothing of it."""
        own = [self._own(cell, position) for position, cell in enumerate(self.headline)]
        return own if self.peers and any(cell.value for cell in own) else None

    def _own(self, cell: Cell, position: int) -> Cell:
        if isinstance(cell.figure, Derived) or cell.value is None:
            return Cell(cell.figure, None)
        below = added(line.cells[position].value for peers in self.peers for line in peers.lines)
        return Cell(cell.figure, cell.value - (below or 0))

    @property
    def child_kinds(self) -> str:
        return "、".join(peers.label for peers in self.peers)


def fill_of(period: Period) -> FigureFill | None:
    """When and how the period was last filled; None before the first fill."""
    return FigureFill.objects.of(period).first()


def fills_seen_from(
    area: Area, period: Period, past: list[Period], *, compared: Span | None = None
) -> dict[Period, FigureFill]:
    """The fills of those of the periods that were ever filled. One query.

    That of `period` comes with `edited` (an area was written since the moment of its figures, or since the end of the days
    `compared`), `reshaped` (the same since the first of the periods), `attempted` (a full fill has not ended) and `waiting`: how many changes at or below `area` it does not hold yet,
    areas and days that were written to.
    """
    marks = FigureMark.objects.concerning(period).below(area).exclude(source=FILLED).order_by()
    apart = Func("area", "since", template="COUNT(DISTINCT (%(expressions)s))", output_field=IntegerField())
    last = Window(compared or period, timezone.now()).ending - timedelta.resolution
    moment = Least(OuterRef("as_of"), Value(last, DateTimeField()))  # `Window.moment`
    facts = {
        "edited": Exists(edited_since(moment)),
        "reshaped": Exists(edited_since(Window(past[0], timezone.now()).ending - timedelta.resolution)),
        "attempted": Exists(FigureAttempt.objects.of(period)),
        "waiting": Subquery(marks.values(n=apart)),
    }
    rows = FigureFill.objects.filter(period_kind=period.kind, period_start__in=[one.start for one in past])
    of_period = {name: Case(When(period_start=period.start, then=fact)) for name, fact in facts.items()}
    return {fill.period: fill for fill in rows.annotate(**of_period)}


def cut_attempt(period: Period) -> FigureAttempt | None:
    """The last full fill of the period, where it was cut short; None where it ended, or still runs within its time."""
    attempt = FigureAttempt.objects.of(period).first()
    return attempt if attempt and attempt.is_cut else None


def window_of(period: Period, fill: FigureFill | None) -> Window:
    """The window through which the figures of the period were taken (now, where it was never filled)."""
    return Window(period, fill.as_of if fill else timezone.now())


def board(
    area: Area,
    period: Period,
    *,
    takes: Callable[[Measure | Derived], bool] | None = None,
    catalogue: dict[str, Measure | Derived] | None = None,
    same_days: bool = False,
    today: bool = False,
) -> Board:
    """The board of `area`, which the caller has found through `.allowed`, of the figures that `takes` says (None: of all).

    `catalogue` are the figures that there are (None: `registry.catalogue()`). With `same_days` a running period is compared with as
    many days of the one before, which is for few figures: their rows are counted. With `today` every period is told in the
    boundaries of today, else each in its own.

    Three queries beside those of the catalogue, whatever its size; one more of a closed period, of one that is compared by days, of
    one that was never filled, and for each of: areas edited since, and since the first period of the trend, a fill not ended.
    """
    past = period.last(TREND_PERIODS)
    likely = span_before(period, timezone.now()) if same_days else None
    fills = fills_seen_from(area, period, past, compared=likely)
    fill = fills.get(period)
    edited = not today and (fill is None or fill.edited)
    children = children_in(area, window_of(period, fill), moved=None if edited else {}, today=today)
    catalogue = registry.catalogue() if catalogue is None else catalogue
    chosen = [figure for figure in catalogue.values() if takes is None or takes(figure)]
    asked = dict.fromkeys(past, [area.pk]) | {period: [area.pk, *(child.pk for child in children)]}
    reshaped = fill is None or fill.reshaped
    boundaries = boundaries_of(moments_of(fills), [area.pk, *(child.pk for child in children)], edited=reshaped)
    wanted = with_parts(chosen, catalogue)
    own = figures_of(asked, filled=fills, catalogue=wanted, shifts=boundaries.shifts if today else {})
    span = span_before(period, fill.as_of) if same_days and fill else None
    before = own[past[-2]][area.pk]
    if span and past[-2] in fills:
        moved = None if not today and (fill.edited or span != likely) else {}
        before = values_of_days(wanted, area=area, span=span, as_of=fill.as_of, moved=moved)
    corrections = corrections_of(area, period, today=today) if fill and fill.closed_at else {}
    groups = grouped(cell_of(figure, own[period][area.pk], before, corrections) for figure in chosen)
    # In the order of the groups, as the page heads its columns: a group may be declared in several places.
    headline = [cell.figure for group in groups for cell in group.cells if cell.figure.headline]
    return Board(
        area=area,
        period=period,
        as_of=fill and fill.as_of,
        closed=bool(fill and fill.closed_at),
        groups=groups,
        peers=peers_among(children, own[period], headline),
        trend=[(one, [cell_of(figure, own[one][area.pk]) for figure in headline]) for one in past],
        waiting=fill.waiting if fill else 0,
        attempt=cut_attempt(period) if fill is None or fill.attempted else None,
        same_days=span,
        today=today,
        boundaries=boundaries,
    )


def with_parts(figures: Iterable[Measure | Derived], catalogue: dict) -> dict[str, Measure | Derived]:
    """The figures and all that they are worked out from, by key, in the order of the catalogue."""
    wanted: set[str] = set()
    rest = [figure.key for figure in figures]
    while rest:
        key = rest.pop()
        if key not in wanted:
            wanted.add(key)
            rest += getattr(catalogue[key], "parts", ())
    return {key: figure for key, figure in catalogue.items() if key in wanted}


def of_one(shown: Board, key: str) -> Board:
    """The same board with nothing but one of its headline figures, to compare the children by."""
    at = next(position for position, cell in enumerate(shown.headline) if cell.figure.key == key)
    cell = shown.headline[at]
    peers = [replace(group, lines=[Line(line.area, [line.cells[at]]) for line in group.lines]) for group in shown.peers]
    return replace(shown, groups=[Group(cell.figure.group, [cell])], peers=peers, trend=[])


def children_in(area: Area, window: Window, *, moved: dict | None = None, today: bool = False) -> list[Area]:
    """The children of `area` that existed in the period; those without any date count as existing.

    `moved` is what `moved_since` says of it, where it was asked before. With `today` they are those of today, though they began later.
    """
    moved = {} if today else moved_since(window.moment) if moved is None else moved
    return [
        child
        for child in children_of([area.pk], moved)
        if (child.dissolved_on is None or child.dissolved_on > window.period.start)
        and (today or child.opened_on is None or child.opened_on <= window.last_day)
    ]


def corrections_of(area: Area, period: Period, *, today: bool = False) -> dict[str, Decimal]:
    """What late changes would have made of the closed figures of one area, by key; with `today` of what lies below it today."""
    if today:
        below = Correction.objects.of(period).within(area).values_list("measure").order_by("measure")
        return dict(below.annotate(noted=Sum("own")).exclude(noted=0))
    changed = Correction.objects.of(period).filter(area=area).exclude(difference=0)
    return dict(changed.values_list("measure", "difference"))


def cell_of(figure, values: dict, before: dict | None = None, corrections: dict | None = None) -> Cell:
    return Cell(
        figure=figure,
        value=values[figure.key],
        previous=before[figure.key] if before else None,
        correction=(corrections or {}).get(figure.key),
        base=values[figure.parts[-1]] if is_rate(figure) else None,
    )


def is_rate(figure: Measure | Derived) -> bool:
    """Whether the figure rests on a number of cases that is told with it."""
    return isinstance(figure, Derived) and figure.is_rate


def grouped(cells: Iterable[Cell]) -> list[Group]:
    """The cells under the headings of their figures, in order of declaration."""
    groups: dict[str, Group] = {}
    for cell in cells:
        groups.setdefault(cell.figure.group, Group(cell.figure.group, [])).cells.append(cell)
    return list(groups.values())


def peers_among(children: list[Area], values: dict, figures: list) -> list[Peers]:
    """The children by kind, larger kinds first, each with the headline figures."""
    peers = [
        Peers(
            kind=kind,
            label=AreaKind(kind).label,
            lines=[
                Line(child, [cell_of(figure, values[child.pk]) for figure in figures])
                for child in children
                if child.kind == kind
            ],
        )
        for kind in AreaKind.values
    ]
    return [group for group in peers if group.lines]


def mapped_figure() -> Measure | None:
    """The measure by which the tree is drawn."""
    return next((one for one in registry.figures.values() if isinstance(one, Measure) and one.mapped), None)


def branches(shown: Board, *, levels: int = 2) -> list[dict]:
    """The tree below the board's area as nested {id, name, value, children}, as many levels deep, by the mapped figure.

    In the boundaries in which the board is told. Areas without a value are left out, so that every rectangle stands for something.
    One query, a few more where an area has moved since.
    """
    figure = mapped_figure()
    if figure is None or shown.as_of is None:
        return []
    lines = _mapped_of_other_times if shown.boundaries.moves else _mapped
    nodes: dict[int, dict] = {shown.area.pk: {"children": []}}
    for pk, parent, name, total in lines(shown, figure, levels):
        nodes[pk] = {"id": pk, "name": name, "value": rounded(total, figure.decimals), "children": []}
        if parent in nodes:
            nodes[parent]["children"].append(nodes[pk])
    return nodes[shown.area.pk]["children"]


def _mapped(shown: Board, figure: Measure, levels: int) -> Iterable[tuple]:
    """(id, parent id, name, value) of the areas below, the higher ones first, where the tree is as it was."""
    area = shown.area
    stored = Figure.objects.of(shown.period).filter(measure=figure.key, total__gt=0)
    near = stored.within(area).filter(area__level__gt=area.level, area__level__lte=area.level + levels)
    ordered = near.order_by("area__level", "area__position", "area__code")
    return ordered.values_list("area_id", "area__parent_id", "area__name", "total")


def _mapped_of_other_times(shown: Board, figure: Measure, levels: int) -> Iterable[tuple]:
    """The same in the boundaries of the board."""
    stood = {} if shown.today else shown.boundaries.stood(shown.period)
    found, above = [], [shown.area.pk]
    for _ in range(levels):
        below = list(children_of(above, stood))
        found += below
        above = [area.pk for area in below]
    values = figures_over(
        [area.pk for area in found], [shown.period], catalogue={figure.key: figure}, today=shown.today
    )
    for area in found:
        if (value := values[shown.period][area.pk][figure.key]) > 0:
            yield area.pk, stood.get(area.pk, area.parent_id), area.name, value
