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
    assert settings.task_time_limit < settings.broker_transport_options["visibility_timeout"] / 2
    assert settings.accept_content == ["json"]


def test_every_row_of_the_schedule_names_a_task_that_a_worker_knows():
    app.loader.import_default_modules()
    assert [row["task"] for row in app.conf.beat_schedule.values() if row["task"] not in app.tasks] == []
