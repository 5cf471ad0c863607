"""Topics, meetings and what belongs to them, made through the services."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from cocon.meetings.choices import ItemState, MeetingState, Presence, TopicState
from cocon.meetings.services.agenda import item_acts, outcome_acts
from cocon.meetings.services.attendance import attendance_acts
from cocon.meetings.services.meetings import meeting_acts
from cocon.meetings.services.series import series_acts
from cocon.meetings.services.topics import topic_acts
from cocon.models import AgendaItem, Attendance, Meeting, MeetingSeries, Outcome, Topic
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind, Standing
from orgtree.days.rules.months import months_on
from orgtree.models import User
from orgtree.people.services.people import appoint, create_user
from tests.cocon.bodies.makers import founded, held, unit
from tests.cocon.units.makers import paired

_days = count(1)


def topic(town, member=None, **more) -> Topic:
    """A topic in the pool of 东园社区."""
    said = {
        "area": town.east,
        "title": f"路灯不亮{next(_days)}",
        "words": "",
        "source": "community",
        "by": town.secretary,
    }
    return make(topic_acts, "propose", **said | more).row


def planned(town, member=None, *, days: int = 0, **more) -> Meeting:
    """A meeting of the community's 联席会 in some days, each on a day of its own."""
    starts = timezone.now().replace(second=0, microsecond=0) + timedelta(days=days or 20 + next(_days))
    said = {"body": founded(town, "joint"), "title": "", "starts_at": starts, "minutes": 90, "place": "二楼会议室"}
    return make(meeting_acts, "plan", by=town.secretary, **said | more).row


def step(town, meeting: Meeting, *keys: str) -> Meeting:
    for key in keys:
        meeting = perform_one(meeting_acts, key, pk=meeting.pk, by=town.secretary)
    return meeting


def prepared(town, member=None) -> Meeting:
    """Planned; a member of the 联席会 comes from the school."""
    meeting = planned(town)
    held(town, body=meeting.body, role="member")
    return meeting


def called(town, member=None) -> Meeting:
    """Announced as well."""
    return step(town, prepared(town), "call")


def running(town, member=None) -> Meeting:
    return step(town, called(town), "start")


def with_next(town, row):
    """A later meeting is planned, onto which things may go."""
    planned(town)
    return row


def pooled(town, member=None) -> Topic:
    return with_next(town, topic(town))


def on_agenda(town, member=None, *, meeting: Meeting | None = None) -> Topic:
    return perform_one(topic_acts, "set", pk=topic(town).pk, by=town.secretary, meeting=meeting or planned(town))


def item_of(row: Topic) -> AgendaItem:
    return AgendaItem.objects.filter(topic=row).latest("pk")


def recorded(town, item: AgendaItem, kind: str = "decision", **more) -> Outcome:
    said = {"item": item, "kind": kind, "words": "由物业一周内修好", "owner": None, "due_on": None}
    return make(outcome_acts, "record", by=town.secretary, **said | more).row


def settled(town, member=None) -> Topic:
    meeting = called(town)
    row = on_agenda(town, meeting=meeting)
    step(town, meeting, "start")
    recorded(town, item_of(row))
    step(town, meeting, "close")
    row.refresh_from_db()
    return row


def added(town, meeting: Meeting) -> AgendaItem:
    said = {"meeting": meeting, "title": "通报上月情况", "minutes": 10, "presenter": "社区"}
    return make(item_acts, "add", by=town.secretary, **said).row


def item_in(state: str):
    def build(town, member=None) -> AgendaItem:
        meeting = called(town)
        item = added(town, meeting)
        steps = {ItemState.RUNNING: ("start",), ItemState.LOCKED: ("start", "close")}.get(state, ())
        item.meeting = step(town, meeting, *steps)
        return with_next(town, item)

    return build


def attendance(meeting: Meeting) -> Attendance:
    return Attendance.objects.filter(meeting=meeting).latest("pk")


def excused(town, member=None) -> Attendance:
    meeting = called(town)
    row = attendance(meeting)
    row = perform_one(attendance_acts, "stay_away", pk=row.pk, by=town.secretary, reason="出差在外")
    step(town, meeting, "start")
    return Attendance.objects.select_related("meeting").get(pk=row.pk)


def present(town, member=None) -> Attendance:
    row = attendance(running(town))
    return perform_one(attendance_acts, "come", pk=row.pk, by=town.secretary)


def hands(town) -> tuple[User, User]:
    """Two who are of the community's desk and of the unit at once, which life keeps apart."""
    school = unit(town)
    if not school.pairings.exists():
        paired(town, unit=school, since=timezone.localdate())

    def person(account: str) -> User:
        if known := User.objects.filter(account=account).first():
            return known
        user = create_user(account=account, name="两边人", password=None, home=town.district, by=None)
        appoint(holder_id=user.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
        appoint(holder_id=user.pk, kind=PostKind.UNIT_ORG, institution=school, by=None)
        return user

    return person("liangbian1"), person("liangbian2")


def later() -> dict:
    return {"meeting": Meeting.objects.ahead().latest("pk")}


def of_closed(town) -> Outcome:
    """What a meeting agreed on that is over."""
    meeting = called(town)
    item = added(town, meeting)
    step(town, meeting, "start")
    outcome = recorded(town, item)
    step(town, meeting, "close")
    return Outcome.objects.get(pk=outcome.pk)


def series(town, member=None, **more) -> MeetingSeries:
    """Monthly meetings of the community's 联席会, half a year long."""
    first = timezone.localdate() + timedelta(days=20 + next(_days))
    said = {"body": founded(town, "joint"), "title": "", "rhythm": "month", "first_day": first, "begins": "9:00"}
    said |= {
        "last_day": months_on(first, 5),
        "minutes": 90,
        "place": "二楼会议室",
        "agenda": "通报上月情况 15\n群众意见",
    }
    return make(series_acts, "plan", by=town.secretary, **said | more).row


def with_pool(state):
    """A meeting in this state, and a topic that waits for one."""

    def build(town, member=None) -> Meeting:
        topic(town)
        return state(town)

    return build


MAKERS = {
    "cocon.meetingseries": {Standing.OPEN: series},
    "cocon.topic": {
        TopicState.POOL: pooled,
        TopicState.SET: on_agenda,
        TopicState.SETTLED: lambda town, member: with_next(town, settled(town)),
    },
    "cocon.meeting": {
        MeetingState.DRAFT: with_pool(prepared),
        MeetingState.CALLED: with_pool(called),
        MeetingState.RUNNING: running,
    },
    "cocon.agendaitem": {state: item_in(state) for state in (ItemState.PLANNED, ItemState.RUNNING, ItemState.LOCKED)},
    "cocon.attendance": {
        Presence.INVITED: lambda town, member: attendance(called(town)),
        Presence.PRESENT: present,
        Presence.EXCUSED: excused,
    },
}
DESKS = dict.fromkeys(
    ("cocon.topic", "cocon.meeting", "cocon.meetingseries", "cocon.agendaitem", "cocon.attendance", "cocon.outcome"),
    hands,
)
WORDS = {
    "cocon.topic.set": later,
    "cocon.agendaitem.move": later,
    "cocon.agendaitem.copy": later,
    "cocon.agendaitem.edit": {"minutes": 15, "position": 3},
    "cocon.meetingseries.edit": {"begins": "10:00", "minutes": 60},
    "cocon.meeting.edit": {"starts_at": timezone.now() + timedelta(days=200), "minutes": 60},
}
BEGINNINGS = {
    "cocon.topic.propose": lambda town, member: {"area": town.east, "title": "路灯不亮", "source": "resident"},
    "cocon.topic.suggest": lambda town, member: {"institution": unit(town), "area": town.east, "title": "共用停车位"},
    "cocon.meeting.plan": lambda town, member: {
        "body": founded(town, "joint"),
        "starts_at": timezone.now().replace(second=0, microsecond=0) + timedelta(days=20),
        "minutes": 90,
        "place": "二楼会议室",
    },
    "cocon.meetingseries.plan": lambda town, member: {
        "body": founded(town, "joint"),
        "rhythm": "month",
        "first_day": timezone.localdate() + timedelta(days=20),
        "last_day": timezone.localdate() + timedelta(days=90),
        "begins": "09:00",
        "minutes": 90,
        "place": "二楼会议室",
    },
    "cocon.agendaitem.add": lambda town, member: {"meeting": planned(town), "title": "通报上月情况", "minutes": 10},
    "cocon.outcome.record": lambda town, member: {
        "item": item_in(ItemState.RUNNING)(town),
        "kind": "decision",
        "words": "由物业一周内修好",
    },
    "cocon.outcome.correct": lambda town, member: {"corrects": of_closed(town), "words": "由物业两周内修好"},
}
