"""The one way in which long work is done.

A worker holds the run by an advisory lock of its own session, which PostgreSQL lets go when the worker dies: a second
delivery of the message finds it held and leaves, and the sweeper knows who is alive without a clock. State and steps are
short transactions, so that the page sees how far it is and the owner can stop it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.core.cache import cache
from django.db import DatabaseError, OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import RedisError

from orgtree.choices import RunState
from orgtree.database.queue import send, send_on_commit
from orgtree.declare.runs import RunKind
from orgtree.errors import RuleBroken
from orgtree.notices.services import notify
from orgtree.runs.models import UNFINISHED, Run
from orgtree.runs.seen import kind_of, title_of

logger = logging.getLogger(__name__)

TASK = "orgtree.tasks.runs.do_run"
LOCKS = 7_430_001  # first half of the lock's key, the second is the run's id
HALF = 2**31  # of the second half of a lock's key; two runs that share one only wait for each other
WAITING = timedelta(seconds=60)
KEPT = 3600  # seconds that the progress of a whole run is remembered
STEP = 50  # pieces between two reports of a whole run

LOST_RIGHT = "您已不再负责该区域或没有权限，没有继续办理"
TOO_OFTEN = "多次处理没有完成，请稍后再试；仍不成功请联系系统管理员"
WENT_WRONG = "处理时出错，没有完成；请稍后再试，仍不成功请联系系统管理员"


class RunStopped(Exception):
    """The run was stopped by a person, or by what it rests on; its message, if any, is shown."""


class Running:
    """A run in the hands of its worker."""

    def __init__(self, run: Run, kind: RunKind):
        self.run, self.kind = run, kind
        self._reported = -STEP

    @property
    def pk(self) -> int:
        return self.run.pk

    def report(self, done: int, *, total: int | None = None, words: str | None = None) -> None:
        """Say how far it is; cheap to call often. Raises RunStopped once the owner has stopped it.

        In steps that commit it is part of the step. A run in one transaction is not visible before its end: its progress is
        kept in the cache, as a courtesy that goes missing with Redis.
        """
        changes = {"done": done, "total": total, "words": words}
        changes = {name: value for name, value in changes.items() if value is not None}
        for name, value in changes.items():
            setattr(self.run, name, value)
        if not self.kind.is_whole:
            self._write(changes)
        elif done - self._reported >= STEP or done in (0, self.run.total):
            self._reported = done
            with suppress(RedisError):
                cache.set(_progress_key(self.pk), (done, self.run.total), KEPT)

    def _write(self, changes: dict) -> None:
        if not _open(self.pk).update(**changes, touched_at=timezone.now()):
            raise RunStopped


def start_run(run: Run) -> Run:
    """Save an order, a Run or a noun that is one, and wake a worker for it once this has committed."""
    run.save()
    send_on_commit(TASK, run.pk)
    return run


def do_now(run: Run) -> Run:
    """Save an order and do it within the running transaction, for small ones. Raises what the work raises."""
    run.state, run.attempts, run.started_at = RunState.RUNNING, 1, timezone.now()
    run.save()
    _work(Running(run, kind_of(run)))
    run.refresh_from_db()
    return run


def do_run(run_id: int) -> None:
    """Work through a run; safe to call twice, late and out of order, by several workers at once, and after a crash."""
    with _holding(run_id) as held:
        running = _begin(run_id) if held else None
        if running is None:
            return
        try:
            _work(running)
        except OperationalError:
            raise  # the database went away: the run stays as it is and is sent again
        except SoftTimeLimitExceeded:
            send(TASK, run_id)  # it goes on where it was, in a message of its own
        except RunStopped as stop:
            _end(running, RunState.STOPPED, str(stop), stop)
        except RuleBroken as refusal:
            _end(running, RunState.FAILED, refusal.message, refusal)
        except Exception as error:
            logger.exception("Run %s (%s) failed", run_id, running.kind.key)
            _end(running, RunState.FAILED, WENT_WRONG, error)


def stop_runs(runs) -> int:
    """End unfinished runs of a queryset from outside; how many. Their workers leave at their next step."""
    return runs.filter(state__in=UNFINISHED).update(state=RunState.STOPPED, ended_at=timezone.now())


def progress_of(run: Run) -> tuple[int, int]:
    """(pieces done, all pieces) of a run as it stands; (0, 0) while nothing is known."""
    kind = kind_of(run)
    if not (run.state == RunState.RUNNING and kind and kind.is_whole):
        return run.done, run.total
    with suppress(RedisError):
        return cache.get(_progress_key(run.pk), (0, run.total))
    return 0, run.total


@transaction.atomic
def resend_waiting_runs() -> int:
    """How many runs were sent again: unfinished ones that no worker holds and nothing has touched for a minute."""
    stale = Run.objects.unfinished().filter(touched_at__lt=timezone.now() - WAITING)
    held = _held()
    waiting = [
        pk for pk in stale.select_for_update(skip_locked=True).values_list("pk", flat=True) if pk % HALF not in held
    ]
    Run.objects.filter(pk__in=waiting).update(touched_at=timezone.now())
    for pk in waiting:
        send_on_commit(TASK, pk)
    return len(waiting)


# --- One run ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def _begin(run_id: int) -> Running | None:
    """Mark the run as being worked on; None when there is nothing to do, or nothing may be done any more."""
    run = (
        Run.objects.unfinished()
        .select_for_update(of=("self",))
        .select_related("created_by", "area")
        .filter(pk=run_id)
        .first()
    )
    kind = kind_of(run) if run else None
    if kind is None:
        return None
    run.attempts += 1
    run.state, run.started_at = RunState.RUNNING, run.started_at or timezone.now()
    run.save()
    running = Running(run, kind)
    if run.attempts > kind.most_attempts:
        _end(running, RunState.FAILED, TOO_OFTEN, None)
        return None
    if kind.right and not run.created_by.holds_at(kind.right, run.area):
        _end(running, RunState.FAILED, LOST_RIGHT, None)
        return None
    return running


def _work(running: Running) -> None:
    """Do the work and mark the run as done; for a whole run both or neither."""
    if not running.kind.is_whole:
        _finish(running, running.kind.work(running))
        return
    with transaction.atomic():
        running.report(0)  # what an attempt before has reported is over
        _finish(running, running.kind.work(running))


def _finish(running: Running, counts: dict[str, int] | None) -> None:
    run, now = running.run, timezone.now()
    done = {"done": run.done, "total": run.total, "words": run.words, "counts": counts or {}}
    if not _open(run.pk).update(state=RunState.DONE, ended_at=now, touched_at=now, message="", **done):
        raise RunStopped


@transaction.atomic
def _end(running: Running, state: str, message: str, error: Exception | None) -> None:
    """Mark a run that is still open as failed or stopped, with what follows from it."""
    run, now = running.run, timezone.now()
    if not _open(run.pk).update(state=state, message=message, ended_at=now, touched_at=now):
        return
    run.state, run.message = state, message
    if running.kind.ended:
        running.kind.ended(run, error)
    if running.kind.tells_owner and state == RunState.FAILED:
        tell = {"title": f"{running.kind.label}没有完成", "text": f"{title_of(run)}：{message}"}
        notify(users=[run.created_by_id], key=f"run:{run.pk}:{run.attempts}", url=reverse("run", args=[run.pk]), **tell)


def _open(run_id: int):
    return Run.objects.filter(pk=run_id, state=RunState.RUNNING)


def _progress_key(run_id: int) -> str:
    return f"run-progress:{run_id}"


# --- Holding it ---------------------------------------------------------------------------------------------------------


@contextmanager
def _holding(run_id: int) -> Iterator[bool]:
    """Whether this session holds the run meanwhile; False where another does."""
    key = [LOCKS, run_id % HALF]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with suppress(DatabaseError), connection.cursor() as cursor:  # a broken session holds nothing any more
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _held() -> set[int]:
    """The second halves of the locks that workers hold now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCKS],
        )
        return {row[0] for row in cursor.fetchall()}
