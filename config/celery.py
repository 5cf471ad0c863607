"""The Celery application and its whole schedule on one screen.

Tasks live in `<app>/tasks.py` and are found there. A schedule row names its task as text, so this file imports no app.
"""

import logging

from celery import Celery
from celery.schedules import crontab

app = Celery("dangjian")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

COUNTING = "orgtree.tasks.figures.count_changes"
# Every two seconds, day and night: that it was sent, taken and done is no news. What it fails at is logged as ever.
for name in ("celery.beat", "celery.worker.strategy", "celery.app.trace"):
    logging.getLogger(name).addFilter(lambda line: line.levelno > logging.INFO or COUNTING not in line.getMessage())

# What beat starts, by local time (Asia/Shanghai): {"name": {"task": "app.tasks.verb_noun", "schedule": crontab(...)}}.
app.conf.beat_schedule = {
    "changes of figures": {
        "task": COUNTING,
        "schedule": 2,
        "options": {"expires": 2},
    },
    "first figures of the running periods": {
        "task": "orgtree.tasks.figures.fill_open_periods",
        "schedule": crontab(minute="*/15"),
    },
    "figures of the last twelve months": {
        "task": "orgtree.tasks.figures.fill_recent_periods",
        "schedule": crontab(hour=2, minute=20),
    },
    "runs that no worker holds": {
        "task": "orgtree.tasks.runs.resend_waiting_runs",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "notices by other channels": {
        "task": "orgtree.tasks.channels.send_notices",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "clear old imports": {"task": "orgtree.tasks.imports.clear_old_imports", "schedule": crontab(hour=3, minute=40)},
    "pauses that end": {
        "task": "volunteers.tasks.report_ins.resume_due_report_ins",
        "schedule": crontab(hour=0, minute=20),
    },
    "borders that move today": {
        "task": "orgtree.tasks.borders.carry_out_due",
        "schedule": crontab(hour=0, minute=10),
    },
    "openings of boards": {"task": "orgtree.tasks.boards.write_readings", "schedule": crontab(minute="*/10")},
    "boards that nobody opens": {
        "task": "orgtree.tasks.boards.ask_about_unread_boards",
        "schedule": crontab(hour=6, minute=40),
    },
    "figures that are reported": {
        "task": "orgtree.tasks.figures.ask_for_returns",
        "schedule": crontab(hour=6, minute=25),
    },
    "forms that are asked today": {"task": "orgtree.tasks.oneform.keep_forms", "schedule": crontab(hour=6, minute=30)},
    "reminders": {"task": "orgtree.tasks.declared.send_reminders", "schedule": crontab(hour=8, minute=10)},
    "clear phone codes": {
        "task": "volunteers.tasks.phone_codes.clear_phone_codes",
        "schedule": crontab(hour=3, minute=52),
    },
    "clear old notices": {"task": "orgtree.tasks.notices.clear_old_notices", "schedule": crontab(hour=3, minute=50)},
    "terms of keeping": {"task": "volunteers.tasks.retention.keep_terms", "schedule": crontab(hour=4, minute=30)},
    "clear ended sessions": {
        "task": "orgtree.tasks.sessions.clear_sessions",
        "schedule": crontab(hour=4, minute=10),
    },
    "rooms that nobody uses": {"task": "cocon.tasks.keep_bookings", "schedule": crontab(minute="*/5")},
    "who booked, after the term": {"task": "cocon.tasks.purge_bookings", "schedule": crontab(hour=4, minute=40)},
    "wishes that are overdue": {
        "task": "cocon.tasks.keep_wishes",
        "schedule": crontab(hour=0, minute=25),
    },
    "claims of units that nobody moves on with": {
        "task": "cocon.tasks.lapse_claims",
        "schedule": crontab(hour=0, minute=35),
    },
    "words about helping pairs past their term": {
        "task": "cocon.tasks.keep_helping",
        "schedule": crontab(hour=4, minute=45),
    },
    "contacts of units past their term": {
        "task": "cocon.tasks.keep_units",
        "schedule": crontab(hour=4, minute=40),
    },
    "clocks of cases": {"task": "grids.tasks.watch_case_clocks", "schedule": crontab(minute="*/5")},
    "clocks of whistles": {"task": "grids.tasks.watch_whistle_clocks", "schedule": crontab(minute="2-59/5")},
    "cases answered some days ago": {
        "task": "grids.tasks.close_answered_cases",
        "schedule": crontab(hour=0, minute=30),
    },
    "who told of cases, after the term": {
        "task": "grids.tasks.purge_case_askers",
        "schedule": crontab(hour=4, minute=45),
    },
    "pictures and words of tellings, after the term": {
        "task": "grids.tasks.purge_sendings",
        "schedule": crontab(hour=4, minute=46),
    },
    "indexes of grids": {
        "task": "grids.tasks.compute_indexes",
        "schedule": crontab(hour=1, minute=50),
    },
    "counts of cases for everybody": {
        "task": "grids.tasks.publish_open_months",
        "schedule": crontab(hour=2, minute=5),
    },
    "rolls of polls past their term": {
        "task": "assessments.tasks.keep_rolls",
        "schedule": crontab(hour=4, minute=50),
    },
    "names of reviewed members past their term": {
        "task": "assessments.tasks.keep_reviews",
        "schedule": crontab(hour=4, minute=50),
    },
    "names of staff of grids past their term": {
        "task": "grids.tasks.keep_staff",
        "schedule": crontab(hour=4, minute=50),
    },
    "terms of duty posts": {
        "task": "volunteers.tasks.duties.end_duty_terms",
        "schedule": crontab(hour=0, minute=15),
    },
    "points for months in a post": {
        "task": "volunteers.tasks.duties.credit_duty_months",
        "schedule": crontab(hour=1, minute=30),
    },
    "shifts that are over": {
        "task": "volunteers.tasks.emergencies.settle_ended_shifts",
        "schedule": crontab(minute="*/15"),
    },
    "emergencies past their last day": {
        "task": "volunteers.tasks.emergencies.end_what_is_over",
        "schedule": crontab(minute=5),
    },
    "activities of tomorrow": {
        "task": "volunteers.tasks.activities.remind_of_activities",
        "schedule": crontab(hour=18, minute=30),
    },
    "damage to the trees": {
        "task": "orgtree.tasks.tree.check_tree",
        "schedule": crontab(hour=3, minute=10),
    },
    "papers: root of the day": {
        "task": "orgtree.tasks.proofs.seal_papers",
        "schedule": crontab(hour=23, minute=30),
    },
    "trail: check and root": {
        "task": "orgtree.tasks.trail.seal_trail",
        "schedule": crontab(hour=23, minute=50),
    },
    "points ledger: check and root": {
        "task": "volunteers.tasks.ledger.seal_ledger",
        "schedule": crontab(hour=23, minute=40),
    },
}
