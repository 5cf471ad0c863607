"""A year of meetings of the demo: each quarter the 大党委 of a community with its roll and quorum; for the first logins a series, one under way and one called off."""

from datetime import timedelta

from django.utils import timezone

from cocon.bodies.choices import SeatState
from cocon.meetings.choices import MeetingState, OutcomeKind, Presence
from cocon.meetings.services.agenda import outcome_acts
from cocon.meetings.services.attendance import attendance_acts
from cocon.meetings.services.meetings import meeting_acts
from cocon.meetings.services.series import series_acts
from cocon.models import AgendaItem, Attendance, Body, Meeting, Outcome, Seat
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, make, note_steps, perform_one
from orgtree.days.rules.months import months_on

QUARTERS = (80, 170, 260, 345)  # days ago
# (item, kind of outcome, words)
SAID = (
    ("审议季度共建计划", OutcomeKind.DECISION, "通过季度共建计划，成员单位各领一项"),
    ("通报共建项目进展", OutcomeKind.INFORMATION, "三个项目按期推进，一个项目因天气顺延"),
)
SERIES_MONTHS = 6


def build_meeting_year(part: Part) -> None:
    """The meetings of a part are written at once."""
    bodies = list(Body.objects.filter(kind__code="party", area__in=part.communities).order_by("area__code"))
    seats: dict[int, list[Seat]] = {body.pk: [] for body in bodies}
    for seat in Seat.objects.filter(body__in=bodies, state=SeatState.HELD).order_by("pk"):
        seats[seat.body_id].append(seat)
    places = {place.area.pk: place for place in part.staffed}
    held = [
        _meeting(part, places[body.area_id], body, ago)
        for body in bodies
        for ago in QUARTERS
        if len(seats[body.pk]) > 1
    ]
    Meeting.objects.bulk_create(held)
    note_steps(meeting_acts, [step for meeting in held for step in _steps(meeting)])
    _call_the_roll(held, seats)
    _agree(held)
    if part.is_first:
        _wait_for_the_logins(part.staffed[0], next(body for body in bodies if body.area_id == part.staffed[0].area.pk))


def _meeting(part: Part, place: Staffed, body: Body, ago: int) -> Meeting:
    starts = moment(part.today - timedelta(days=ago - place.number % 9), 15 * 60)
    return Meeting(
        body=body,
        title=f"{body.name}{timezone.localtime(starts):%m月%d日}会议",
        starts_at=starts,
        place="社区党群服务中心",
        state=MeetingState.CLOSED,
        planned_by=place.secretary,
        planned_at=starts - timedelta(days=16),
        called_at=starts - timedelta(days=10),
        opened_at=starts,
        closed_by=place.secretary,
        closed_at=starts + timedelta(minutes=90),
    )


def _steps(meeting: Meeting) -> list[Noted]:
    by = meeting.closed_by
    course = (
        ("plan", "", "draft", meeting.planned_at),
        ("call", "draft", "called", meeting.called_at),
        ("start", "called", "running", meeting.opened_at),
        ("close", "running", "closed", meeting.closed_at),
    )
    return [Noted(meeting, key, was, to, by, at) for key, was, to, at in course]


def _call_the_roll(meetings: list[Meeting], seats: dict[int, list[Seat]]) -> None:
    """Most came; of each meeting one asked to be excused, of every other one stayed away: more than half in any case."""
    rows = [row for turn, meeting in enumerate(meetings) for row in _roll(meeting, seats[meeting.body_id], turn)]
    Attendance.objects.bulk_create(rows)
    came, excused = ("come", Presence.PRESENT), ("stay_away", Presence.EXCUSED)
    keys = {Presence.PRESENT: came, Presence.EXCUSED: excused, Presence.ABSENT: ("miss", Presence.ABSENT)}
    steps = []
    for row in rows:
        key, to = keys[Presence(row.state)]
        steps.append(Noted(row, key, Presence.INVITED, to, row.meeting.closed_by, row.meeting.opened_at, row.reason))
    note_steps(attendance_acts, steps)


def _roll(meeting: Meeting, seats: list[Seat], turn: int) -> list[Attendance]:
    rows = [
        Attendance(
            meeting=meeting, seat=seat, institution_id=seat.institution_id, name=seat.holder, state=Presence.PRESENT
        )
        for seat in seats
    ]
    rows[-1].state, rows[-1].reason = Presence.EXCUSED, "外出培训"
    if turn % 2 and len(rows) > 4:
        rows[-2].state = Presence.ABSENT
    return rows


def _agree(meetings: list[Meeting]) -> None:
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=title, position=number, presenter="社区")
        for meeting in meetings
        for number, (title, _, _) in enumerate(SAID, start=1)
    )
    told = {title: (kind, words) for title, kind, words in SAID}
    outcomes = Outcome.objects.bulk_create(
        Outcome(
            item=item,
            kind=told[item.title][0],
            words=told[item.title][1],
            by=item.meeting.closed_by,
            at=item.meeting.opened_at,
        )
        for item in items
    )
    note_steps(outcome_acts, [Noted(row, "record", "", row.state, row.by, row.at) for row in outcomes])


def _wait_for_the_logins(place: Staffed, body: Body) -> None:
    """A series of the next half-year; one that runs now, with part of the roll called; one called off."""
    first = months_on(timezone.localdate(), 1)
    said = {"body": body, "title": "", "rhythm": "month", "begins": "15:00", "minutes": 90, "place": "社区会议室"}
    days = {"first_day": first, "last_day": months_on(first, SERIES_MONTHS - 1)}
    make(series_acts, "plan", agenda="通报上月情况 10\n审议本月事项 40", by=place.secretary, **said, **days)
    now = timezone.now().replace(second=0, microsecond=0)
    told = {"body": body, "minutes": 90, "place": "社区会议室", "by": place.secretary}
    running = make(meeting_acts, "plan", title="停车共享专题会", starts_at=now, **told).row
    off = make(meeting_acts, "plan", title="文艺汇演筹备会", starts_at=now + timedelta(days=3), **told).row
    for key in ("call", "start"):
        perform_one(meeting_acts, key, pk=running.pk, by=place.secretary)
    for row in running.attendances.order_by("pk")[:4]:
        perform_one(attendance_acts, "come", pk=row.pk, by=place.secretary)
    perform_one(meeting_acts, "call", pk=off.pk, by=place.secretary)
    perform_one(meeting_acts, "cancel", pk=off.pk, by=place.secretary, reason="与街道会议冲突，另行安排")
