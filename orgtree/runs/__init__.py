"""Long work in the background: ordered by a row, done by a worker that holds it, sent again when its worker died.

start_run(YearClosing(area=area, year=2025, created_by=user))      # at once on its way, once committed
"""

from orgtree.runs.engine import (
    Running,
    RunStopped,
    do_now,
    do_run,
    progress_of,
    resend_waiting_runs,
    start_run,
    stop_runs,
)
from orgtree.runs.seen import kind_of, runs_seen_by, title_of, url_of

__all__ = [
    "RunStopped",
    "Running",
    "do_now",
    "do_run",
    "kind_of",
    "progress_of",
    "resend_waiting_runs",
    "runs_seen_by",
    "start_run",
    "stop_runs",
    "title_of",
    "url_of",
]
