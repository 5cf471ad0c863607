"""The board of an area, the rows behind each of its figures, and both as workbooks."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgtree.acts import does
from orgtree.boards.choices import BoardState
from orgtree.boards.models import BoardQuestion
from orgtree.boards.pages.charts import chart_data
from orgtree.boards.pages.keeping import keep_form
from orgtree.boards.pages.views import comparable, today_asked, view_asked
from orgtree.boards.services.board_sheets import board_workbook, rows_workbook
from orgtree.boards.services.boards import board, fill_of, of_one
from orgtree.boards.services.drilldown import Rows, rows_of
from orgtree.boards.services.mapped import branches, mapped_figure
from orgtree.boards.services.readings import note_opened
from orgtree.boards.services.shown import TODAY_TAIL, Board, cell_of
from orgtree.choices import Permission as P
from orgtree.choices import ViewPage
from orgtree.database.replica import from_copy
from orgtree.days.rules.periods import Period
from orgtree.declare import Derived, Measure, registry
from orgtree.doubts.services import said_of
from orgtree.errors import RuleBroken
from orgtree.figures.acts import fill_acts
from orgtree.figures.services.figures import close_period, figures_for
from orgtree.looks.services.access import record_shown
from orgtree.scope.models.rows import scope_condition
from orgtree.sheets.workbooks import MOST_ROWS, plain
from orgtree.text.free_text import ScannedForm
from orgtree.tree.models import Area
from orgtree.web.downloads import workbook_reply

ROWS_PER_PAGE = 50


class ReasonForm(ScannedForm):
    """Why rows that name persons leave the platform."""

    reason = forms.CharField(
        label="导出事由", max_length=200, required=False, help_text="必填；导出含党员信息，将留下记录"
    )


@require_GET
@login_required
def home(request):
    """The board of the viewer's own area, or a choice where they have several. 404 for who has none."""
    seats = [post.area_id for post in request.user.live_posts if post.area_id]
    areas = list(Area.objects.allowed(request.user, P.BOARD_VIEW).filter(pk__in=seats).order_by("level", "code"))
    if not areas:
        raise Http404
    if len(areas) == 1:
        return redirect("board", areas[0].pk)
    return render(request, "orgtree/boards/board_home.html", {"areas": areas})


@require_GET
@login_required
def show(request, area_id: int):
    area, period = asked(request, area_id)
    view = view_asked(request, hidden=area.hidden_boards)
    if not view.screen:  # a wall turns its pages by itself
        note_opened(view.subject or "first", area.kind)
    with_tree = view.screen or view.is_first or view.is_whole

    def read():
        takes, catalogue = view.takes_at(area.kind), view.catalogue()
        found = board(area, period, takes=takes, catalogue=catalogue, same_days=view.is_first, today=view.today)
        return found, branches(found) if with_tree else []

    shown, tree = from_copy(request, read)
    drawn = of_one(shown, view.compared) if view.is_first and not view.screen else shown
    context = frame(request, area, period) | {
        "board": shown,
        "view": view,
        "front": view.in_front(shown.headline),
        "drawn": drawn,
        "comparable": comparable(),
        "tree": tree,
        "mapped": mapped_figure(),
        "tail": view.tail,
        "may_export": area.may_export,
        "may_close": shown.may_be_closed and area.may_close,
        "charts": chart_data(drawn),
        "versus": _versus(shown)[period.kind],
        "keeping": keep_form(ViewPage.BOARD, view.tail),
    }
    return render(request, "orgtree/boards/board.html", context)


def _versus(shown: Board) -> dict[str, str]:
    """What a change is told against, by kind of period."""
    if shown.same_days:
        return SAME_DAYS
    return WHOLE if shown.running else VERSUS


@require_GET
@login_required
def export(request, area_id: int):
    area, period = asked(request, area_id, P.EXPORT)
    shown = from_copy(request, lambda: board(area, period, today=today_asked(request)))
    return workbook_reply(board_workbook(shown), f"{area.name}指标_{period.slug}.xlsx")


@does(fill_acts, "close")
@require_POST
@login_required
def close(request, area_id: int):
    """Close the period on view, for everybody; back to the board with what came of it."""
    area, period = asked(request, area_id, P.FIGURES_CLOSE)
    try:
        close_period(period=period, by=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{period.label}已关账，此后的变动记为更正。")
    return redirect(f"{reverse('board', args=[area.pk])}?period={period.slug}")


@require_GET
@login_required
def rows(request, area_id: int, key: str):
    """The rows that make up a figure; for a rate or average, the figures it is made of."""
    area, period = asked(request, area_id)
    figure = registry.catalogue().get(key)
    if isinstance(figure, Measure):
        return rows_page(request, figure, area, period)
    if isinstance(figure, Derived):
        return parts_page(request, figure, area, period)
    raise Http404


def rows_page(request, measure: Measure, area: Area, period: Period, *, form: ReasonForm | None = None, status=200):
    found = rows_asked(request, measure, area, period)
    paginator = Paginator(found.queryset, ROWS_PER_PAGE)
    paginator.count = found.count
    page = paginator.get_page(request.GET.get("page"))
    if found.personal:
        record_shown(actor=request.user, rows=page.object_list, subject=found.subject)
    context = frame(request, area, period) | {
        "rows": found,
        "tail": found.tail,
        "doubts": said_of(area, measure.key, period),
        "page": page,
        "lines": [[*zip(map(plain, line), found.columns, strict=True)] for line in found.lines(page)],
        "pages": paginator.get_elided_page_range(page.number),
        "may_export": area.may_export,
        "most_rows": MOST_ROWS,
        "form": form or ReasonForm(),
    }
    return render(request, "orgtree/boards/board_rows.html", context, status=status)


def parts_page(request, figure: Derived, area: Area, period: Period):
    today = today_asked(request)
    values = figures_for([area.pk], period, today=today)[area.pk]
    catalogue = registry.catalogue()
    context = frame(request, area, period) | {
        "cell": cell_of(figure, values),
        "parts": [cell_of(catalogue[key], values) for key in figure.parts],
        "fill": fill_of(period),
        "doubts": said_of(area, figure.key, period),
        "today": today,
        "tail": TODAY_TAIL if today else "",
    }
    return render(request, "orgtree/boards/board_parts.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def export_rows(request, area_id: int, key: str):
    """The rows as a workbook: by GET where they name nobody, by POST with a reason where they do."""
    area, period = asked(request, area_id, P.EXPORT)
    measure = registry.catalogue().get(key)
    if not isinstance(measure, Measure):
        raise Http404
    found = rows_asked(request, measure, area, period)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return rows_page(request, measure, area, period, form=form, status=422)
    try:
        file = rows_workbook(found, reason=form.cleaned_data["reason"], by=request.user)
    except RuleBroken as error:
        form.add_error(error.field, error.message)
        return rows_page(request, measure, area, period, form=form, status=422)
    return workbook_reply(file, f"{found.place}{measure.label}_{period.slug}.xlsx")


# --- Shared -----------------------------------------------------------------------------------------------------------


# What a page of a board asks of its area besides whether it may be seen, and the attribute that says so.
RIGHTS = {P.EXPORT: "may_export", P.FIGURES_CLOSE: "may_close"}


def asked(request, area_id: int, *more: str) -> tuple[Area, Period]:
    """The area and period of an address. Http404 for what the viewer may not see, same as for what is not there.

    One query: the area comes with `way_up`, the areas from the uppermost that the viewer sees down to itself, with RIGHTS, and
    with `hidden_boards`, the subjects that are hidden there.
    """
    user = request.user
    rights = {name: ExpressionWrapper(scope_condition(Area, user, one), BooleanField()) for one, name in RIGHTS.items()}
    itself = Area.objects.filter(
        pk=area_id, tree_id=OuterRef("tree_id"), lft__gte=OuterRef("lft"), rght__lte=OuterRef("rght")
    )
    above = Area.objects.allowed(user, P.BOARD_VIEW).filter(Exists(itself))
    hidden = BoardQuestion.objects.filter(
        state=BoardState.HIDDEN,
        level=OuterRef("kind"),
        area__tree_id=OuterRef("tree_id"),
        area__lft__lte=OuterRef("lft"),
        area__rght__gte=OuterRef("rght"),
    )
    way_up = list(above.annotate(**rights, hidden_boards=ArraySubquery(hidden.values("board"))).order_by("lft"))
    area = way_up[-1] if way_up else None
    if area is None or area.pk != area_id or not all(getattr(area, RIGHTS[one]) for one in more):
        raise Http404
    area.way_up = way_up
    slug = request.GET.get("period", "")
    try:
        return area, Period.parse(slug) if slug else Period.holding("M", timezone.localdate())
    except ValueError as error:
        raise Http404("统计期写法应为 2026-11、2026Q4 或 2026") from error


def rows_asked(request, measure: Measure, area: Area, period: Period) -> Rows:
    """The rows of an address: with `own` those of the area itself (本级) and not of its children, in the boundaries of today or then."""
    own = request.GET.get("own") == "1"
    return rows_of(measure, area=area, period=period, viewer=request.user, own=own, today=today_asked(request))


def frame(request, area: Area, period: Period) -> dict:
    """What every page of a board has: the way up the tree as far as the viewer sees, and the way through time."""
    today = timezone.localdate()
    kinds = [(kind, label, Period.holding(kind, min(period.start, today))) for kind, label in SWITCH]
    return {
        "area": area,
        "period": period,
        "path": area.way_up,
        "kinds": kinds,
        "earlier": period.previous,
        "later": period.next if period.end <= today else None,
        "recent": Period.holding(period.kind, today).last(RECENT[period.kind])[::-1],
    }


SWITCH = [("M", "月"), ("Q", "季"), ("Y", "年")]
RECENT = {"M": 24, "Q": 12, "Y": 6}  # how many periods are offered at a press


VERSUS = {"M": "较上月", "Q": "较上季", "Y": "较上年"}
# A period that is not over is measured by the same days of the one before on the first screen; elsewhere the page says that it is not.
SAME_DAYS = {"M": "较上月同期", "Q": "较上季同期", "Y": "较上年同期"}
WHOLE = {"M": "较上月整月", "Q": "较上季整季", "Y": "较上年全年"}
