"""Areas of choice beside each other over twelve periods, on the page and as a workbook."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from orgtree.boards.pages.board import asked, frame
from orgtree.boards.pages.charts import plotted
from orgtree.boards.pages.keeping import keep_form
from orgtree.boards.pages.views import comparable, today_asked
from orgtree.boards.services.board_sheets import BY_TODAY, as_of_text
from orgtree.boards.services.comparing import MOST_AREAS, MOST_FIGURES, Comparison, compare, comparison_sheets
from orgtree.boards.services.mapped import mapped_figure
from orgtree.boards.services.readings import note_opened
from orgtree.choices import Permission as P
from orgtree.choices import ViewPage
from orgtree.database.replica import from_copy
from orgtree.declare import registry
from orgtree.sheets.workbooks import write_workbook
from orgtree.tree.models import Area
from orgtree.web.downloads import workbook_reply

LONGEST_ID = 12


@dataclass(frozen=True)
class Choice:
    """What an address asks for, and what it asked for too much of."""

    areas: list[Area]
    keys: list[str]
    today: bool
    refused: list[str]

    @property
    def tail(self) -> str:
        """What every address through time carries behind its period: no person, and nothing that only its reader may know."""
        named = [*(("with", area.pk) for area in self.areas), *(("figure", key) for key in self.keys)]
        return "&" + urlencode([*named, *([("borders", "today")] if self.today else [])])

    @property
    def other_boundaries(self) -> str:
        return Choice(self.areas, self.keys, not self.today, []).tail


def choice_asked(request, area: Area) -> Choice:
    """The areas and figures of an address, the first six of each. Http404 for an area out of sight, as for one that is not there."""
    ids, keys = list(dict.fromkeys(request.GET.getlist("with"))), list(dict.fromkeys(request.GET.getlist("figure")))
    if not all(one.isascii() and one.isdigit() and len(one) <= LONGEST_ID for one in ids):
        raise Http404
    if not all(key in registry.figures for key in keys):
        raise Http404
    chosen = list(
        Area.objects.allowed(request.user, P.BOARD_VIEW).filter(pk__in=ids).order_by("level", "position", "code")
    )
    if len(chosen) != len(ids):
        raise Http404
    refused = [f"最多比较{MOST_AREAS}个区域，列出前{MOST_AREAS}个"] if len(chosen) > MOST_AREAS else []
    refused += [f"最多选{MOST_FIGURES}个指标，列出前{MOST_FIGURES}个"] if len(keys) > MOST_FIGURES else []
    usual = mapped_figure()
    keys = keys or ([usual.key] if usual else [])
    areas = chosen or _usual(request, area)
    return Choice(areas[:MOST_AREAS], keys[:MOST_FIGURES], today_asked(request), refused)


def _usual(request, area: Area) -> list[Area]:
    below = Area.objects.allowed(request.user, P.BOARD_VIEW).current().filter(parent=area)
    return list(below.order_by("position", "code")[:MOST_AREAS]) or [area]


def offered(request, area: Area, chosen: list[Area]) -> list[tuple[str, list[Area]]]:
    """(heading, areas) of what may be chosen from here: those below, those beside, those above, and what is chosen already."""
    seen = Area.objects.allowed(request.user, P.BOARD_VIEW).current()
    above = [one.pk for one in area.way_up]
    near = list(
        seen.filter(Q(parent=area) | Q(parent=area.parent_id, kind=area.kind) | Q(pk__in=above)).order_by(
            "level", "position", "code"
        )
    )
    ids = {one.pk for one in near}
    parts = [
        ("下级", [one for one in near if one.parent_id == area.pk]),
        ("同级", [one for one in near if one.parent_id == area.parent_id]),
        ("上级", [one for one in near if one.pk in above and one.pk != area.pk]),
        ("另外选的", [one for one in chosen if one.pk not in ids]),
    ]
    return [(label, areas) for label, areas in parts if areas]


@require_GET
@login_required
def show(request, area_id: int):
    area, period = asked(request, area_id)
    choice = choice_asked(request, area)
    note_opened(ViewPage.COMPARE, area.kind)
    shown = from_copy(request, lambda: compare(choice.areas, period, choice.keys, today=choice.today))
    context = frame(request, area, period) | {
        "shown": shown,
        "choice": choice,
        "tail": choice.tail,
        "offered": offered(request, area, choice.areas),
        "comparable": comparable(),
        "charts": {"peers": [], "trends": _charts(shown)},
        "rows_tail": "&borders=today" if choice.today else "",
        "may_export": area.may_export,
        "keeping": keep_form(ViewPage.COMPARE, choice.tail),
    }
    return render(request, "orgtree/boards/compare.html", context)


@require_GET
@login_required
def export(request, area_id: int):
    area, period = asked(request, area_id, P.EXPORT)
    choice = choice_asked(request, area)
    shown = from_copy(request, lambda: compare(choice.areas, period, choice.keys, today=choice.today))
    about = f"统计期：{shown.periods[0].label}至{period.label}{BY_TODAY if choice.today else ''}　{as_of_text(shown.fill and shown.fill.as_of)}"
    return workbook_reply(write_workbook(comparison_sheets(shown, about)), f"{area.name}区域比较_{period.slug}.xlsx")


def _charts(shown: Comparison) -> list[dict]:
    """A chart a figure with a line an area; of figures that are known at least twice and not zero everywhere."""
    charts = []
    for place, table in enumerate(shown.tables):
        lines = [
            {"name": line.area.name, "values": [plotted(cell.value, table.figure.decimals) for cell in line.cells]}
            for line in table.lines
        ]
        values = [value for line in lines for value in line["values"]]
        if any(values) and sum(value is not None for value in lines[0]["values"]) > 1:
            names = [period.slug for period in shown.periods]
            breaks = [period.slug for period in shown.periods if period in shown.broken]
            charts.append({"id": f"compare-{place}", "title": table.figure.label, "unit": table.figure.unit, "names": names, "breaks": breaks, "lines": lines})  # fmt: skip
    return charts
