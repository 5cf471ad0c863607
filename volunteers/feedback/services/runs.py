"""Making the sheets of a whole community: at once when they are few, by a worker with visible progress when many."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from redis.exceptions import RedisError

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.rules.tree import RESIDENT_COMMITTEE_KINDS
from orgtree.services.queue import send_on_commit
from volunteers.feedback.choices import FeedbackRunState
from volunteers.feedback.models import FeedbackRun
from volunteers.feedback.rules import Stretch
from volunteers.feedback.services.drawing import draw_sheets, members_of

TASK = "volunteers.tasks.feedback.draw_feedback"
AT_ONCE = 100  # members; more are left to a worker
KEPT = 3600  # seconds that progress is remembered
WAITING = timedelta(seconds=60)
MAX_ATTEMPTS = 3
UNFINISHED = [FeedbackRunState.QUEUED, FeedbackRunState.RUNNING]


@transaction.atomic
def start_drawing(*, community: Area, stretch: Stretch, by) -> FeedbackRun:
    """The run: done already where members are few, else on its way. Raises RuleBroken at `community` or `period`."""
    if community.kind not in RESIDENT_COMMITTEE_KINDS or not by.holds_at(P.FEEDBACK_SIGN, community):
        raise not_found("社区", field="community")
    if stretch.start > timezone.localdate():
        raise RuleBroken("future", "这一期还没有开始", field="period")
    run = FeedbackRun.objects.create(
        community=community,
        period_kind=stretch.kind,
        period_start=stretch.start,
        total=members_of(community, stretch).count(),
        created_by=by,
    )
    if run.total <= AT_ONCE:
        _draw(run)
    else:
        send_on_commit(TASK, run.pk)
    return run


def run_drawing(run_id: int) -> None:
    """Do an unfinished run; safe to start twice: another worker's run, or a finished one, is left alone."""
    if not _begin(run_id):
        return
    with transaction.atomic():
        run = _taken(run_id)
        if run is not None:
            _draw(run)


def _taken(run_id: int) -> FeedbackRun | None:
    runs = FeedbackRun.objects.select_for_update(skip_locked=True, of=("self",))
    return runs.select_related("community", "created_by").filter(pk=run_id, state__in=UNFINISHED).first()


@transaction.atomic
def _begin(run_id: int) -> bool:
    """Mark the run as being worked on, visibly for the page; False when there is nothing to do."""
    run = _taken(run_id)
    if run is None:
        return False
    run.attempts += 1
    may_go_on = run.attempts <= MAX_ATTEMPTS and run.created_by.holds_at(P.FEEDBACK_SIGN, run.community)
    run.state = FeedbackRunState.RUNNING if may_go_on else FeedbackRunState.FAILED
    run.save()
    return may_go_on


def _draw(run: FeedbackRun) -> None:
    drawn = draw_sheets(community=run.community, stretch=run.stretch, report=_reporter(run), by=run.created_by)
    run.state, run.counts = FeedbackRunState.DONE, drawn.as_counts()
    run.save()


def _reporter(run: FeedbackRun) -> Callable[[int], None]:
    def report(done: int) -> None:
        with suppress(RedisError):  # progress is a courtesy: the work goes on while Redis is away
            cache.set(_key(run.pk), done, KEPT)

    return report


def progress_of(run: FeedbackRun) -> int:
    """How many members are done; 0 while nothing is known."""
    if run.state == FeedbackRunState.DONE:
        return run.total
    with suppress(RedisError):
        return cache.get(_key(run.pk), 0)
    return 0


def _key(run_id: int) -> str:
    return f"feedback-progress:{run_id}"


@transaction.atomic
def resend_waiting_runs() -> int:
    """How many runs were sent again: unfinished ones that no worker holds and nothing has touched for a minute."""
    stale = FeedbackRun.objects.select_for_update(skip_locked=True).filter(
        state__in=UNFINISHED, touched_at__lt=timezone.now() - WAITING
    )
    waiting = list(stale.values_list("pk", flat=True))
    FeedbackRun.objects.filter(pk__in=waiting).update(touched_at=timezone.now())
    for pk in waiting:
        send_on_commit(TASK, pk)
    return len(waiting)
