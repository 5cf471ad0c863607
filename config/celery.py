"""The Celery application and its whole schedule on one screen.

Tasks live in `<app>/tasks.py` and are found there. A schedule row names its task as text, so this file imports no app.
"""

from celery import Celery

app = Celery("dangjian")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What beat starts, by local time (Asia/Shanghai): {"name": {"task": "app.tasks.verb_noun", "schedule": crontab(...)}}.
app.conf.beat_schedule = {}
