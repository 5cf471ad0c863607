"""What a meeting leaves on paper and in calendars: minutes, the sheet to sign, an .ics."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from icalendar import Calendar, Event

from cocon.meetings.choices import MeetingState, Presence
from cocon.meetings.models import Meeting
from cocon.meetings.rules import presence_told, progress_told
from cocon.meetings.services.agenda import agreed_before, outcomes_of
from orgtree.sheets.documents import Document


def _when(meeting: Meeting) -> str:
    begins = timezone.localtime(meeting.starts_at)
    return f"{begins.year}年{begins.month}月{begins.day}日{begins:%H:%M}"


def minutes_of(meeting: Meeting) -> Document:
    """会议纪要: who came, what was agreed on each item, what became of the last meeting's tasks."""
    document = Document(f"{meeting.title}纪要", meta=f"{meeting.body.name}　{_when(meeting)}　{meeting.place}")
    came = list(meeting.attendances.select_related("institution", "seat").order_by("pk"))
    counts = {state: sum(row.state == state for row in came) for state in Presence.values}
    document.paragraph(presence_told(counts) + "。" if came else "尚未通知。", indented=False)
    if rows := agreed_before(meeting):
        document.heading(f"上次议定事项{progress_told(row.task.state for row in rows if row.task)}")
        document.table(
            ("事项", "内容", "办理"),
            [
                (row.item.title, row.words, row.task.get_state_display() if row.task else row.get_kind_display())
                for row in rows
            ],
            widths=(2, 5, 1),
        )
    for number, item in enumerate(meeting.items.select_related("topic"), start=1):
        document.heading(f"{number}．{item.title}")
        for outcome in outcomes_of(item):
            document.paragraph(_told(outcome))
    document.signatures("召集人", "记录人")
    return document


def _told(outcome) -> str:
    head = f"更正（{timezone.localtime(outcome.at):%Y-%m-%d}）" if outcome.corrects_id else outcome.get_kind_display()
    task = (
        f"由{outcome.task.owner_label}于{timezone.localtime(outcome.task.due_at):%Y-%m-%d}前完成。"
        if outcome.task
        else ""
    )
    return f"{head}：{outcome.words}{'' if outcome.words.endswith('。') else '。'}{task}"


def sign_in_sheet(meeting: Meeting) -> Document:
    """签到表: a line for whoever is invited, and some to spare."""
    document = Document(f"{meeting.title}签到表", meta=f"{_when(meeting)}　{meeting.place}")
    rows = meeting.attendances.select_related("institution", "seat").order_by("pk")
    lines = [
        (number, row.name, row.institution or meeting.body.area.name, row.seat.get_role_display(), "")
        for number, row in enumerate(rows, start=1)
    ]
    document.table(
        ("序号", "姓名", "单位", "席位", "签名"), [*lines, *[("", "", "", "", "")] * 3], widths=(1, 2, 4, 2, 3)
    )
    return document


def calendar_of(meeting: Meeting) -> bytes:
    """An .ics of the meeting: what, when, where; no person."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//dangjian-governance//calendar//ZH")
    calendar.add("version", "2.0")
    event.add("uid", f"meeting-{meeting.pk}@dangjian-governance")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    event.add("dtend", timezone.localtime(meeting.starts_at + timedelta(minutes=meeting.minutes)))
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
    event.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    calendar.add_component(event)
    return calendar.to_ical()


def ics_response(meeting: Meeting) -> HttpResponse:
    """The .ics to be saved, called after the meeting."""
    reply = HttpResponse(calendar_of(meeting), content_type="text/calendar; charset=utf-8")
    reply["Content-Disposition"] = content_disposition_header(True, f"{meeting.title}.ics")
    return reply
