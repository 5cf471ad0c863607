"""Views of boards kept under a name: kept, dropped, and the address that one opens for a viewer of today."""

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from orgtree.boards.models import KeptView
from orgtree.boards.rules import MOST_KEPT, carried
from orgtree.choices import Permission as P
from orgtree.choices import ViewSpan
from orgtree.database.validation import check_valid
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import within_reach
from orgtree.tree.models import Area

PAGES = {"board": "board", "compare": "board-compare", "report": "report"}


@transaction.atomic
def keep_view(
    *,
    area: Area,
    title: str,
    page: str,
    asked: str,
    span: str,
    period: Period,
    is_shared: bool = False,
    is_told: bool = False,
    by,
) -> KeptView:
    """The kept view; the same one where the person has it under this title already and nothing else changed.

    `asked` is what the page's address says behind its period, of which nothing but what the page knows is kept. Raises RuleBroken at the
    wrong field: an area out of sight, a title that is taken, too many of them.
    """
    if not within_reach(Area, P.BOARD_VIEW, by).filter(pk=area.pk).exists():
        raise not_found("区域", field="area")
    view = KeptView(area=area, title=title.strip(), page=page, span=span, is_shared=is_shared, kept_by=by)
    view.is_told = is_told
    view.asked = carried(page, QueryDict(asked))
    view.period_kind = period.kind
    view.period_start = period.start if span == ViewSpan.FIXED else None
    kept = list(KeptView.objects.filter(kept_by=by).select_for_update())
    if same := next((one for one in kept if one.says_the_same(view)), None):
        return same
    if len(kept) >= MOST_KEPT:
        raise RuleBroken("too_many", f"最多保存{MOST_KEPT}个视图，请先删去不用的", field="title")
    view.kept_at = timezone.now()
    check_valid(view, at="title")
    view.save()
    return view


@transaction.atomic
def drop_view(*, view_id: int, by) -> None:
    """Take away a view of one's own. Raises RuleBroken where there is none."""
    dropped, _ = KeptView.objects.filter(pk=view_id, kept_by=by).delete()
    if not dropped:
        raise not_found("视图")


def address_of(view: KeptView, user) -> tuple[str, int]:
    """(the address that the view opens today, how many of its areas this person may not see and are left out)."""
    asked = QueryDict(view.asked, mutable=True)
    wanted = asked.getlist("with")
    seen = {
        str(pk) for pk in Area.objects.allowed(user, P.BOARD_VIEW).filter(pk__in=wanted).values_list("pk", flat=True)
    }
    asked.setlist("with", [one for one in wanted if one in seen])
    tail = f"&{asked.urlencode()}" if any(asked.values()) else ""
    address = reverse(PAGES[view.page], args=[view.area_id])
    return f"{address}?period={view.period_on(timezone.localdate()).slug}{tail}", len(wanted) - len(seen)
