"""What a board shows of one area in one period: the same figures for the page, the API and the workbook."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.db.models import Case, DateTimeField, Exists, Func, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from orgtree.boards.services.shown import Board, Group, Line, Peers, cell_of, cells_of, grouped
from orgtree.choices import AreaKind
from orgtree.days.rules.periods import Period, Span
from orgtree.declare import Derived, Measure, Window, registry
from orgtree.declare.marking import FILLED
from orgtree.doubts.models import FigureDoubt
from orgtree.doubts.services import marked_at, marks_of
from orgtree.figures.models import Correction, FigureAttempt, FigureFill, FigureMark, FigureReturn
from orgtree.figures.services.boundaries import boundaries_of
from orgtree.figures.services.figures import figures_of, moments_of
from orgtree.figures.services.reported import changed_since, is_reported, reported_in
from orgtree.figures.services.same_days import span_before, values_of_days
from orgtree.tree.models import Area
from orgtree.tree.services.lineage import children_of, edited_since, moved_since

TREND_PERIODS = 12


def fill_of(period: Period) -> FigureFill | None:
    """When and how the period was last filled; None before the first fill."""
    return FigureFill.objects.of(period).first()


def fills_seen_from(
    area: Area, period: Period, past: list[Period], *, compared: Span | None = None
) -> dict[Period, FigureFill]:
    """The fills of those of the periods that were ever filled. One query.

    That of `period` comes with `edited` (an area was written since the moment of its figures, or since the end of the days
    `compared`), `reshaped` (the same since the first of the periods), `doubted` (a word waits on a number of
    them), `attempted` (a full fill has not ended) and `waiting`: how many changes at or below `area` it does not hold yet,
    areas and days that were written to. Each comes with whether `area` or one below it `reported` it.
    """
    marks = FigureMark.objects.concerning(period).below(area).exclude(source=FILLED).order_by()
    apart = Func("area", "since", template="COUNT(DISTINCT (%(expressions)s))", output_field=IntegerField())
    last = Window(compared or period, timezone.now()).ending - timedelta.resolution
    moment = Least(OuterRef("as_of"), Value(last, DateTimeField()))  # `Window.moment`
    facts = {
        "edited": Exists(edited_since(moment)),
        "reshaped": Exists(edited_since(Window(past[0], timezone.now()).ending - timedelta.resolution)),
        "doubted": Exists(FigureDoubt.objects.open().of_periods(period.kind, [one.start for one in past]).within(area)),
        "attempted": Exists(FigureAttempt.objects.of(period)),
        "waiting": Subquery(marks.values(n=apart)),
    }
    rows = FigureFill.objects.filter(period_kind=period.kind, period_start__in=[one.start for one in past])
    of_period = {name: Case(When(period_start=period.start, then=fact)) for name, fact in facts.items()}
    near = is_reported(Q(area=area) | Q(area__parent=area))
    return {fill.period: fill for fill in rows.annotate(**of_period, reported=near)}


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
    one that was never filled, where something was reported, and for each of: areas edited since, and since the first period of the trend,
    a fill not ended.
    """
    past = period.last(TREND_PERIODS)
    likely = span_before(period, timezone.now()) if same_days else None
    fills = fills_seen_from(area, period, past, compared=likely)
    fill = fills.get(period)
    edited = not today and (fill is None or fill.edited)
    children = children_in(area, window_of(period, fill), moved=None if edited else {}, today=today)
    ids = [area.pk, *(child.pk for child in children)]
    boundaries = boundaries_of(moments_of(fills), ids, edited=fill is None or fill.reshaped)
    catalogue = registry.catalogue() if catalogue is None else catalogue
    chosen = [figure for figure in catalogue.values() if takes is None or takes(figure)]
    wanted, asked = with_parts(chosen, catalogue), dict.fromkeys(past, [area.pk]) | {period: ids}
    reported = {} if today else reported_in(fills, ids)
    shifts = boundaries.shifts if today else {}
    own = figures_of(asked, filled=fills, catalogue=wanted, shifts=shifts, reported=reported)
    before, span = own[past[-2]][area.pk], span_before(period, fill.as_of) if same_days and fill else None
    if span and past[-2] in fills:
        stood = _stood(fill, span == likely, today)
        before = values_of_days(wanted, area=area, span=span, as_of=fill.as_of, moved=stood)
    marks = marks_of(past, ids) if fill and fill.doubted else {}
    corrections = corrections_of(area, period, fill, reported.get((period.start, area.pk)), today=today)
    about = _about(area, period, fill, today) | {"same_days": span, "boundaries": boundaries}
    return _put_together(chosen, own, before, corrections, children, marks, about, reported)


def _put_together(chosen, own: dict, before: dict, corrections: dict, children, marks, about: dict, reported) -> Board:
    """The board of what was read."""
    area, period = about["area"], about["period"]
    values, ours = own[period], marked_at(marks, period, area)
    groups = grouped(cell_of(figure, values[area.pk], before, corrections, ours) for figure in chosen)
    headline = headline_of(groups)
    return Board(
        groups=groups,
        peers=peers_among(children, values, headline, lambda child: marked_at(marks, period, child)),
        trend=[(one, cells_of(headline, own[one][area.pk], marked_at(marks, one, area))) for one in own],
        reported=reported.get((period.start, area.pk)),
        reported_below=[row for child in children if (row := reported.get((period.start, child.pk)))],
        **about,
    )


def _stood(fill: FigureFill, edited_is_known: bool, today: bool) -> dict | None:
    """What of the tree stood elsewhere in the days that are compared: nothing, or None where that has to be asked."""
    return {} if today or (edited_is_known and not fill.edited) else None


def headline_of(groups: list[Group]) -> list[Measure | Derived]:
    """What stands first, in the order of the groups, as the page heads its columns: a group may be declared in several places."""
    return [cell.figure for group in groups for cell in group.cells if cell.figure.headline]


def _about(area: Area, period: Period, fill: FigureFill | None, today: bool) -> dict:
    """What a board is of, and how fresh, as far as `fills_seen_from` knows."""
    return {
        "area": area,
        "period": period,
        "today": today,
        "as_of": fill and fill.as_of,
        "closed": bool(fill and fill.closed_at),
        "waiting": fill.waiting if fill else 0,
        "attempt": cut_attempt(period) if fill is None or fill.attempted else None,
    }


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


def corrections_of(
    area: Area, period: Period, fill: FigureFill | None, reported: FigureReturn | None, *, today: bool = False
) -> dict[str, Decimal]:
    """What late changes would have made of the reported or closed figures of one area, by key; with `today` of what lies below it today."""
    if reported:
        return changed_since(reported)
    if fill is None or not fill.closed_at:
        return {}
    if today:
        below = Correction.objects.of(period).within(area).values_list("measure").order_by("measure")
        return dict(below.annotate(noted=Sum("own")).exclude(noted=0))
    changed = Correction.objects.of(period).filter(area=area).exclude(difference=0)
    return dict(changed.values_list("measure", "difference"))


def peers_among(
    children: list[Area], values: dict, figures: list, doubts: Callable[[Area], dict[str, int]]
) -> list[Peers]:
    """The children by kind, larger kinds first, each with the headline figures."""
    peers = [
        Peers(
            kind=kind,
            label=AreaKind(kind).label,
            lines=[
                Line(child, cells_of(figures, values[child.pk], doubts(child)))
                for child in children
                if child.kind == kind
            ],
        )
        for kind in AreaKind.values
    ]
    return [group for group in peers if group.lines]
