"""The full fill as judge of the marks: what it finds wrong though nothing told of it, and fills that did not end."""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.utils import timezone

from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Measure
from orgtree.declare.marking import ALL, MOVED
from orgtree.figures.models import FigureAttempt, FigureFill, FigureMark
from orgtree.figures.services.draining import depends_on_days, is_due, is_running
from orgtree.notices.services import notify
from orgtree.people.models.people import Post

UNMARKED = """
    SELECT count(*) FROM differences WHERE own <> 0 AND measure = ANY(%(judged)s) AND NOT EXISTS (
        SELECT FROM orgtree_figuremark mark
        JOIN unnest(%(measures)s::text[], %(sources)s::text[]) told(measure, source) ON told.source = mark.source
        WHERE told.measure = differences.measure AND (mark.area_id IS NULL OR mark.area_id = differences.area_id)
        AND (mark.since IS NULL OR mark.since < %(end)s) AND (mark.until IS NULL OR mark.until >= %(start)s)
    )
"""


def count_unmarked(fill: FigureFill, measures: Iterable[Measure]) -> int:
    """How many own cells in `differences` differ without a mark that tells of it.

    Marks are read after the cells were counted, so what was written up to then is excused. Measures without marks, and
    those that time alone has changed, are not judged.
    """
    due, running = is_due(fill, timezone.now()), is_running(fill)
    passed = {one.key for one in measures if (due and depends_on_days(one)) or (running and one.timed)}
    judged = [one for one in measures if one.marks and one.key not in passed]
    told = [(one.key, source) for one in judged for source in (ALL, *(marker.source for marker in one.marks))]
    with connection.cursor() as cursor:
        cursor.execute(
            UNMARKED,
            {
                "judged": [one.key for one in judged],
                "measures": [key for key, _ in told],
                "sources": [source for _, source in told],
                "start": fill.period.start,
                "end": fill.period.end,
            },
        )
        return cursor.fetchone()[0]


def has_moved(period: Period) -> bool:
    """Whether a mark tells that areas moved: totals are then expected to be wrong."""
    return FigureMark.objects.concerning(period).filter(source__in=[MOVED, ALL]).exists()


# --- Fills that did not end -------------------------------------------------------------------------------------------


def begin_attempt(period: Period) -> None:
    """Say that a full fill begins; the fill itself takes it back. Not inside its transaction, which may be lost."""
    FigureAttempt.objects.update_or_create(
        period_kind=period.kind,
        period_start=period.start,
        defaults={"started_at": timezone.now(), "limit": settings.CELERY_TASK_TIME_LIMIT, "cut_at": None},
    )


def note_cut(period: Period) -> None:
    """Say that the fill of `period` was cut short by its time limit, and tell the system administrators."""
    FigureAttempt.objects.of(period).update(cut_at=timezone.now())
    _tell(
        f"figures-cut:{period.slug}",
        "指标汇总超时中止",
        f"{period.label}的夜间汇总超过{settings.CELERY_TASK_SOFT_TIME_LIMIT}秒，已中止。看板数字仍然可用，但未经核对。",
    )


def tell_of_corrections(period: Period, corrected: int) -> None:
    """Tell the system administrators that figures were wrong and nothing had told of it."""
    _tell(
        f"figures-corrected:{period.slug}",
        "指标核对发现差异",
        f"{period.label}的夜间核对更正了{corrected}处指标，这些变动没有留下登记。数字已更正，请查明是否有绕过平台的写入。",
    )


def _tell(key: str, title: str, text: str) -> None:
    """Once a day to everybody who administers the system."""
    administrators = Post.objects.live().filter(kind=PostKind.SYSTEM_ADMIN).values_list("holder", flat=True)
    notify(users=administrators, key=f"{key}:{timezone.localdate()}", title=title, text=text)
