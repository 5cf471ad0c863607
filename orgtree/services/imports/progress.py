"""How far a running import is.

Kept in the cache: the transaction that writes the rows is not visible to the page until it ends.
"""

from collections.abc import Callable
from contextlib import suppress

from django.core.cache import cache
from redis.exceptions import RedisError

from orgtree.choices import JobState
from orgtree.models import ImportJob

KEPT = 3600  # seconds
STEP = 50  # rows between two reports


def reporter(job: ImportJob) -> Callable[[int], None]:
    """A function to call with the number of rows done; cheap to call for every row, and never fails."""
    reported = -STEP

    def report(done: int) -> None:
        nonlocal reported
        if done - reported >= STEP or done == job.total:
            reported = done
            # Progress is a courtesy: the import goes on while Redis is away.
            with suppress(RedisError):
                cache.set(_key(job.pk), (done, job.total), KEPT)

    return report


def progress_of(job: ImportJob) -> tuple[int, int]:
    """(rows done so far, all rows) of the running step; (0, 0) while none runs or nothing is known."""
    if job.state not in (JobState.CHECKING, JobState.APPLYING):
        return 0, 0
    with suppress(RedisError):
        return cache.get(_key(job.pk), (0, 0))
    return 0, 0


def _key(job_id: int) -> str:
    return f"import-progress:{job_id}"
