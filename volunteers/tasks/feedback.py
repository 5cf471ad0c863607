"""Feedback sheets in the background. Each task is safe to run twice, late and out of order: the run's state decides."""

from celery import shared_task

from volunteers.services import feedback


@shared_task
def draw_feedback(run_id: int) -> None:
    feedback.run_drawing(run_id)
