"""Which numbers are marked, and who answers for them."""

from collections.abc import Iterable, Mapping
from datetime import date

from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.doubts.models import FigureDoubt
from orgtree.people.models.people import Post
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.models import Area

SHOWN = 3  # answered words that stand beside a number

# The open words by the first day of their period, area and figure: the id of each.
Marks = Mapping[tuple[date, int, str], int]


def marks_of(periods: list[Period], areas: Iterable[int]) -> Marks:
    """The numbers of these areas and periods, all of one kind, that are marked. One query."""
    found = (
        FigureDoubt.objects.open()
        .of_periods(periods[0].kind, [one.start for one in periods])
        .filter(area__in=list(areas))
    )
    return {
        (start, area, key): pk for pk, start, area, key in found.values_list("pk", "period_start", "area", "figure")
    }


def marked_at(marks: Marks, period: Period, area: Area) -> dict[str, int]:
    """The marked figures of one area and period, by key: the id of the word."""
    return {key: pk for (start, owner, key), pk in marks.items() if (start, owner) == (period.start, area.pk)}


def open_on(area: Area, figure: str, period: Period) -> FigureDoubt | None:
    """The word that waits on a number, if there is one."""
    waiting = FigureDoubt.objects.open().of_periods(period.kind, [period.start])
    return waiting.filter(area=area, figure=figure).first()


def said_of(area: Area, figure: str, period: Period) -> list[FigureDoubt]:
    """What was said of a number and answered, the one that waits first. One query; the caller has found the area through `.allowed`."""
    said = FigureDoubt.objects.of_periods(period.kind, [period.start]).filter(area=area, figure=figure)
    return list(said.select_related("raised_by", "answered_by").order_by("-state", "-raised_at")[: SHOWN + 1])


def keepers_of(area: Area, *, but: int) -> list[int]:
    """The accounts that answer for numbers of the area, `but` one: those that report for it, else those of the nearest area above."""
    kinds = post_kinds_with(P.FORM_CONFIRM)
    above = area.get_ancestors(include_self=True).order_by("-level").values_list("pk", flat=True)
    posts = (
        Post.objects.live().filter(kind__in=kinds, area__in=list(above)).exclude(holder=but).order_by("-area__level")
    )
    seats = list(posts.values_list("area", "holder"))
    return sorted({holder for seat, holder in seats if seat == seats[0][0]})
