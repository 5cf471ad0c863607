"""Long work in the background. Each task is safe to run twice, late and out of order: the run's row decides."""

from celery import shared_task

from orgtree import runs


@shared_task(name="orgtree.tasks.runs.do_run")
def do_run(run_id: int) -> None:
    runs.do_run(run_id)


@shared_task(name="orgtree.tasks.runs.resend_waiting_runs")
def resend_waiting_runs() -> None:
    """Order every run anew that no worker holds."""
    runs.resend_waiting_runs()
