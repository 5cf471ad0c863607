"""The course of report-ins, as it was kept before, goes over into the one log of steps."""

from importlib import import_module

import pgtrigger
import pytest
from django.db import connection

from tests.volunteers.members.makers import live

TABLE = """
    CREATE TABLE volunteers_reportinstep (
        id bigserial, report_in_id bigint, state varchar(12), reason varchar(200), by_id bigint, at timestamptz)
"""


@pytest.mark.django_db
def test_every_step_is_an_act_by_the_state_before_it(town, member):
    spell, own = live(member), member.user_id
    with pgtrigger.ignore("orgtree.ActStep:append_only"):
        spell.steps.delete()
    course = [
        ("submitted", "", own),
        ("returned", "请写楼栋", town.clerk.pk),
        ("submitted", "", own),
        ("accepted", "", town.clerk.pk),
        ("gridded", "", town.clerk.pk),
        ("gridded", "第二网格", town.clerk.pk),
        ("posted", "", town.clerk.pk),
        ("suspended", "外出学习或工作", own),
        ("suspended", "第一网格", town.clerk.pk),
        ("posted", "", own),
        ("closed", "本人退出", own),
    ]
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        for step in course:
            cursor.execute(
                "INSERT INTO volunteers_reportinstep (report_in_id, state, reason, by_id, at) VALUES (%s, %s, %s, %s, now())",
                [spell.pk, *step],
            )
        cursor.execute(import_module("volunteers.migrations.0008_report_in_steps").MOVED)
    moved = list(spell.steps)
    assert [step.act for step in moved] == [
        *("submit", "return", "resubmit", "accept", "place", "place", "post", "pause", "place", "resume", "leave")
    ]
    assert [(step.to_state, step.reason, step.by_id) for step in moved] == course
    assert [step.from_state for step in moved] == ["", *(state for state, _, _ in course[:-1])]
    assert {step.about_id for step in moved} == {own}
