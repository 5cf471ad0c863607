"""Jobs over the accounts of a year. Each is safe to run twice, late and out of order."""

from celery import shared_task

from volunteers.standing.services import dry_runs, year_closing


@shared_task(name="volunteers.tasks.years.run_closing")
def run_closing(closing_id: int) -> None:
    year_closing.run_closing(closing_id)


@shared_task(name="volunteers.tasks.years.run_dry_run")
def run_dry_run(run_id: int) -> None:
    dry_runs.run_dry_run(run_id)
