"""A month's headline figures, told to who asked for it with a kept view. In the app and its channels, never more than counts."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from orgtree.boards.models import KeptView
from orgtree.boards.rules import DIGEST_DAYS
from orgtree.boards.services.boards import with_parts
from orgtree.boards.services.shown import Cell, cell_of
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services.figures import figures_over, fills_over
from orgtree.notices.services import notify
from orgtree.notices.words import called
from orgtree.tree.models import Area


def send_digests(today: date) -> None:
    """Of the month that is over, once its figures were filled after its end; safe to run every morning: each is told once."""
    month = Period.holding("M", today).previous
    fill = fills_over([month]).get(month)
    if today.day > DIGEST_DAYS or fill is None or timezone.localdate(fill.as_of) < month.end:
        return
    for view in KeptView.objects.filter(is_told=True).select_related("area", "kept_by"):
        if Area.objects.allowed(view.kept_by, P.BOARD_VIEW).filter(pk=view.area_id).exists():
            _tell(view, month)


def _tell(view: KeptView, month: Period) -> None:
    page = reverse("board-view", args=[view.pk])
    title = f"{called(view)}：{month.label}主要数字"
    words = "；".join(_said(cell) for cell in headline_cells(view.area, month))
    notify(users=[view.kept_by_id], key=f"keptview:{view.pk}:{month.slug}", title=title, text=words, url=page)


def headline_cells(area: Area, month: Period) -> list[Cell]:
    """The figures of the first screen of a board, with the month before."""
    subjects = sorted(registry.subjects.values(), key=lambda one: one.position)
    figures = [registry.figures[key] for one in subjects for key in one.front]
    values = figures_over([area.pk], [month, month.previous], catalogue=with_parts(figures, registry.figures))
    now, before = values[month][area.pk], values[month.previous][area.pk]
    return [cell_of(figure, now, before) for figure in figures]


def _said(cell: Cell) -> str:
    change = f"（{cell.change_text.split('（')[0]}）" if cell.change_text else ""
    return f"{cell.figure.label}{cell.text}{cell.figure.unit if cell.value is not None else ''}{change}"
