"""Feedback sheets in the background. Each task is safe to run twice, late and out of order: the run's state decides."""

from celery import shared_task

from volunteers.feedback import services as feedback


@shared_task(name="volunteers.tasks.feedback.draw_feedback")
def draw_feedback(run_id: int) -> None:
    feedback.run_drawing(run_id)
