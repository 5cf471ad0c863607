from django.conf import settings as django_settings

from config.celery import app


def test_a_real_worker_answers(celery_worker_process):
    assert [list(answer.values()) for answer in app.control.ping(timeout=1)] == [[{"ok": "pong"}]]


def test_tasks_survive_a_lost_worker():
    settings = app.conf
    assert (settings.task_acks_late, settings.task_reject_on_worker_lost, settings.worker_prefetch_multiplier) == (
        True,
        True,
        1,
    )
    # As the site sets it: tests/worker_tasks.py shortens it for workers that are killed on purpose.
    assert settings.task_time_limit < django_settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] / 2
    assert settings.accept_content == ["json"]


def test_every_row_of_the_schedule_names_a_task_that_a_worker_knows():
    app.loader.import_default_modules()
    assert [row["task"] for row in app.conf.beat_schedule.values() if row["task"] not in app.tasks] == []


def test_counting_has_a_queue_of_its_own_and_a_worker_of_no_queue_takes_all():
    def queue_of(task: str) -> str:
        return app.amqp.router.route({}, task)["queue"].name

    app.loader.import_default_modules()
    counted = {name for name in app.tasks if queue_of(name) == "figures"}
    assert counted == {name for name in app.tasks if name.startswith("orgtree.tasks.figures.")}
    assert len(counted) == 5
    assert queue_of("orgtree.tasks.runs.do_run") == "celery"
    assert set(app.amqp.queues) == {"celery", "figures"}
