"""A topic of the community, a meeting with the planted unit's seat invited, and what it came to."""

from datetime import timedelta

from cocon.models import AgendaItem, Attendance, Meeting, MeetingSeries, Outcome, Seat, Topic
from tests.canary import CANARY

NAMES = ("议题", "说明", "会议", "例会", "议程", "到会人", "议定")
PERSONAL = ("到会人",)


def plant(ground) -> list:
    east, staff, now = ground.town.east, ground.staff, ground.now
    seat = Seat.objects.get(holder__startswith=CANARY)
    topic = Topic.objects.create(
        area=east, title=f"{CANARY}议题", words=f"{CANARY}说明", proposed_by=staff, proposed_at=now, state="set"
    )
    meeting = Meeting.objects.create(
        body=seat.body,
        title=f"{CANARY}会议",
        starts_at=now + timedelta(days=9),
        place="会议室",
        state="called",
        planned_by=staff,
        planned_at=now,
    )
    series = MeetingSeries.objects.create(
        body=seat.body,
        title=f"{CANARY}例会",
        first_day=now.date() + timedelta(days=9),
        last_day=now.date() + timedelta(days=99),
        place="会议室",
        planned_by=staff,
        planned_at=now,
    )
    item = AgendaItem.objects.create(meeting=meeting, topic=topic, title=f"{CANARY}议程", position=1)
    attendance = Attendance.objects.create(meeting=meeting, seat=seat, institution=ground.unit, name=f"{CANARY}到会人")
    outcome = Outcome.objects.create(item=item, kind="decision", words=f"{CANARY}议定", by=staff, at=now)
    return [topic, meeting, series, item, attendance, outcome]
