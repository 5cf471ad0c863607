"""Meetings from the pool of topics to the minutes: who may, when, what is locked, and what became of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from openpyxl import load_workbook

from cocon.meetings.choices import MeetingState, Presence, TopicState
from cocon.meetings.declared.measures import resolved
from cocon.meetings.services.agenda import agreed_before, item_acts, outcome_acts, outcomes_of
from cocon.meetings.services.attendance import attendance_acts
from cocon.meetings.services.meetings import meeting_acts
from cocon.meetings.services.topics import topic_acts
from cocon.models import AgendaItem, Attendance, Meeting, Outcome, Topic
from orgtree.acts import make, perform, perform_one
from orgtree.assigned.acts import task_acts
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.looks.models import AccessLog
from orgtree.models import Notice, Post, Task
from orgtree.people.services.people import appoint, create_user
from orgtree.text.rules.phones import masked_name
from tests.cocon.bodies.makers import unit
from tests.cocon.meetings.makers import (
    added,
    attendance,
    called,
    item_of,
    on_agenda,
    planned,
    recorded,
    settled,
    step,
    topic,
)
from tests.cocon.units.makers import paired
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(town):
    """Who handles the school's affairs."""
    user = create_user(account="wenshu", name="文书", password=None, home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.UNIT_ORG, institution=unit(town), by=None)
    return user


def window() -> Window:
    return Window(Period.holding("M", timezone.localdate()), timezone.now())


def test_nobody_hears_of_a_draft_and_all_units_of_the_call(town, clerk):
    meeting = planned(town)
    added(town, meeting)
    assert not Notice.objects.filter(user=clerk).exists()
    assert meeting.title not in signed_in(clerk).get("/u/").content.decode()
    announced = called(town)
    assert Notice.objects.filter(user=clerk).count() == 1
    assert announced.title in signed_in(clerk).get("/u/").content.decode()


def test_from_the_pool_onto_the_agenda_and_back(town):
    meeting, rows = planned(town), [topic(town) for _ in range(3)]
    perform(topic_acts, "set", ids=[row.pk for row in rows], by=town.secretary, meeting=meeting)
    assert [item.title for item in meeting.items.all()] == [row.title for row in rows]
    perform_one(topic_acts, "unset", pk=rows[1].pk, by=town.secretary)
    assert meeting.items.count() == 2
    step(town, meeting, "call", "start")
    outcome = perform(topic_acts, "set", ids=[rows[1].pk], by=town.secretary, meeting=meeting)
    assert outcome.done == 0  # it has begun


def test_a_topic_that_came_late_is_told_so(town):
    soon, far = planned(town, days=14), planned(town, days=15)
    told = {}
    for meeting in (soon, far):
        on_agenda(town, meeting=meeting)
        page = signed_in(town.secretary).get(f"/desk/cocon/meeting/{meeting.pk}/change/").content.decode()
        told[meeting] = "未提前15天提出" in page
    assert told == {soon: True, far: False}


def test_outcomes_are_written_while_it_runs_and_locked_afterwards(town):
    meeting = called(town)
    item = added(town, meeting)
    with refused("wrong_state", "meeting"):
        recorded(town, item)
    step(town, meeting, "start")
    outcome = recorded(town, item)
    step(town, meeting, "close")
    with refused("wrong_state", "meeting"):
        recorded(town, item, words="后来又议")
    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(words="改过")
    with pytest.raises(DatabaseError), transaction.atomic():
        outcome.delete()
    with refused("wrong_state"):
        perform_one(item_acts, "edit", pk=item.pk, by=town.secretary, title="改过的事项")


def test_a_correction_stands_beside_what_it_corrects(town):
    """Acceptance C21: what is decided is not altered; a correction is an entry of its own, with its day."""
    meeting = called(town)
    item = added(town, meeting)
    step(town, meeting, "start")
    outcome = recorded(town, item)
    said = {"corrects": outcome, "words": "由物业两周内修好", "by": town.secretary}
    with refused("wrong_state", "meeting"):
        make(outcome_acts, "correct", **said)
    step(town, meeting, "close")
    make(outcome_acts, "correct", **said)
    assert [(one.words, one.corrects_id) for one in outcomes_of(item)] == [
        ("由物业一周内修好", None),
        ("由物业两周内修好", outcome.pk),
    ]


def test_a_decision_becomes_a_task_that_names_its_meeting(town, clerk):
    meeting = called(town)
    row = on_agenda(town, meeting=meeting)
    step(town, meeting, "start")
    with refused("owner", "owner"):
        recorded(town, item_of(row), "task")
    outcome = recorded(town, item_of(row), "task", owner=Post.objects.get(holder=clerk))
    task = Task.objects.get()
    assert (outcome.task, task.title, task.origin_id) == (task, row.title, meeting.pk)
    assert meeting.title in signed_in(town.secretary).get(f"/tasks/{task.pk}/").content.decode()
    step(town, meeting, "close")
    with refused("open_tasks"):
        perform_one(topic_acts, "resolve", pk=row.pk, by=town.secretary, outcome="灯已修好")
    perform_one(task_acts, "accept", pk=task.pk, by=clerk)
    perform_one(task_acts, "report", pk=task.pk, by=clerk, result="已修好")
    perform_one(task_acts, "confirm", pk=task.pk, by=town.secretary)
    perform_one(topic_acts, "resolve", pk=row.pk, by=town.secretary, outcome="灯已修好")
    assert [one.pk for one in resolved(window())] == [row.pk]


def test_the_next_agenda_begins_with_what_was_agreed(town):
    row = settled(town)
    following = planned(town, days=200)
    assert [item.title for item in following.items.all()] == ["上次议定事项"]
    assert [one.item.title for one in agreed_before(following)] == [row.title]
    desk, outcome = signed_in(town.secretary), agreed_before(following)[0]
    wall = desk.get(f"/desk/cocon/meeting/{following.pk}/wall/").content.decode()
    assert row.title in wall
    assert wall.count("上次议定事项") == 1
    page = desk.get(f"/desk/cocon/meeting/{following.pk}/change/").content.decode()
    assert f'<a href="/desk/cocon/outcome/{outcome.pk}/change/">{row.title}</a>' in page
    assert f"/desk/cocon/agendaitem/{following.items.get().pk}/change/" in page  # where outcomes are recorded


def test_what_was_not_dealt_with_goes_back_to_the_pool_and_what_was_is_settled(town):
    meeting = called(town)
    done, left = on_agenda(town, meeting=meeting), on_agenda(town, meeting=meeting)
    step(town, meeting, "start")
    recorded(town, item_of(done))
    step(town, meeting, "close")
    states = dict(Topic.objects.values_list("pk", "state"))
    assert states == {done.pk: TopicState.SETTLED, left.pk: TopicState.POOL}


def test_a_cancelled_meeting_gives_its_topics_back_and_says_so(town, clerk):
    meeting = called(town)
    row = on_agenda(town, meeting=meeting)
    perform_one(meeting_acts, "cancel", pk=meeting.pk, by=town.secretary, reason="召集人出差")
    row.refresh_from_db()
    assert row.state == TopicState.POOL
    assert Notice.objects.filter(user=clerk, title__startswith="会议取消").exists()


def test_moving_takes_what_was_said_along_and_copying_does_not(town):
    meeting, following = called(town), planned(town, days=200)
    item = added(town, meeting)
    step(town, meeting, "start")
    recorded(town, item)
    perform_one(item_acts, "copy", pk=item.pk, by=town.secretary, meeting=following)
    perform_one(item_acts, "move", pk=item.pk, by=town.secretary, meeting=following)
    copied, moved = AgendaItem.objects.filter(meeting=following).order_by("position")
    assert outcomes_of(copied) == []
    assert [one.words for one in outcomes_of(moved)] == ["由物业一周内修好"]
    assert len(outcomes_of(item)) == 1  # the minutes of the first stay whole


def test_the_roll(town, clerk):
    meeting = called(town)
    row = attendance(meeting)
    with refused("wrong_state"):
        perform_one(attendance_acts, "come", pk=row.pk, by=town.secretary)
    perform_one(attendance_acts, "excuse", pk=row.pk, by=clerk, reason="出差在外")
    step(town, meeting, "start", "close")
    row.refresh_from_db()
    assert row.state == Presence.EXCUSED  # who asked before is not absent
    other = called(town)
    step(town, other, "start", "close")
    assert set(Attendance.objects.filter(meeting=other).values_list("state", flat=True)) == {Presence.ABSENT}


def test_a_unit_proposes_where_it_is_paired_alone(town, clerk):
    said = {"institution": unit(town), "area": town.east, "title": "共用停车位", "words": "", "by": clerk}
    with refused("not_found", "area"):
        make(topic_acts, "suggest", **said)
    paired(town, unit=unit(town), since=timezone.localdate())
    row = make(topic_acts, "suggest", **said).row
    assert row.state == TopicState.POOL
    with refused("not_found", "area"):
        make(topic_acts, "suggest", **said | {"area": town.west})


def test_papers(town):
    meeting = called(town)
    added(town, meeting)
    desk = signed_in(town.secretary)
    for page in ("minutes.docx", "sign-in.docx", "meeting.ics", "wall/"):
        assert desk.get(f"/desk/cocon/meeting/{meeting.pk}/{page}").status_code == 200
        assert signed_in(town.west_secretary).get(f"/desk/cocon/meeting/{meeting.pk}/{page}").status_code == 404
    for page in ("minutes.docx", "sign-in.docx"):  # names are on them
        assert signed_in(town.organisation).get(f"/desk/cocon/meeting/{meeting.pk}/{page}").status_code == 404


def test_who_came_is_taken_along_masked_with_a_reason(town):
    """Acceptance C24: reason, log, watermark, masked."""
    row = attendance(called(town))
    desk, address = signed_in(town.secretary), "/desk/cocon/attendance/sheet/"
    assert "导出到会情况" in desk.get(address).content.decode()
    assert "spreadsheet" not in desk.post(address, {"reason": ""})["Content-Type"]
    assert not AccessLog.objects.filter(action=AccessLog.Action.EXPORT).exists()
    reply = desk.post(address, {"reason": "报街道备查"})
    book = load_workbook(BytesIO(b"".join(reply.streaming_content)))
    told = "\n".join(str(cell) for line in book.active.iter_rows(values_only=True) for cell in line if cell)
    assert row.name not in told
    for words in (masked_name(row.name), "用途：报街道备查", f"制表人：{town.secretary}"):
        assert words in told
    line = AccessLog.objects.get(action=AccessLog.Action.EXPORT)
    assert (line.actor, line.reason, line.rows) == (town.secretary, "报街道备查", 1)


def test_a_unit_sees_the_agenda_of_its_meetings_and_takes_the_calendar(town, clerk):
    meeting = called(town)
    item = added(town, meeting)
    row, page = attendance(meeting), signed_in(clerk)
    told = page.get(f"/u/meetings/{row.pk}/").content.decode()
    assert item.title in told
    assert meeting.place in told
    assert b"BEGIN:VEVENT" in page.get(f"/u/meetings/{row.pk}/meeting.ics").content
    other = create_user(account="waiwen", name="外人", password=None, home=town.district, by=None)
    appoint(holder_id=other.pk, kind=PostKind.UNIT_ORG, institution=unit(town, "城关中学"), by=None)
    assert signed_in(other).get(f"/u/meetings/{row.pk}/meeting.ics").status_code == 404


def test_a_meeting_is_planned_once_and_not_in_the_past(town):
    """Acceptance C20: pressed five times at the desk it is one meeting."""
    starts = timezone.now().replace(second=0, microsecond=0) + timedelta(days=30)
    meeting = planned(town, starts_at=starts)
    assert {planned(town, starts_at=starts) for _ in range(4)} == {meeting}
    with refused("starts_at", "starts_at"):
        planned(town, starts_at=timezone.now() - timedelta(days=3))
    assert Meeting.objects.get().state == MeetingState.DRAFT
