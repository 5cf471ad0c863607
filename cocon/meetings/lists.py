"""The columns of topics, meetings, agendas, who came and what was agreed."""

from collections import Counter

from django.db.models import Q
from django.utils import timezone

from cocon.meetings.choices import ItemState, MeetingState, TopicState
from cocon.meetings.models import AgendaItem, Attendance, Meeting, MeetingSeries, Outcome, Topic
from cocon.meetings.rules import is_late, presence_told, time_told
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column
from orgtree.text.rules.phones import masked_name

TOPIC_COLOURS = {"待上会": "warning", "已列入议程": "info", "已议定": "info", "已解决": "success", "不上会": "info"}
SERIES_COLOURS = {"安排中": "success", "已停止": "info"}
MEETING_COLOURS = {"筹备中": "warning", "已通知": "info", "进行中": "danger", "已结束": "success", "已取消": "info"}
name_by(Meeting, "id title")
name_by(Topic, "id title")


def dress_meetings(meetings: list[Meeting]) -> None:
    """Minutes of the agenda and who came, for all rows at once."""
    ids = [meeting.pk for meeting in meetings]
    minutes, came = {pk: [] for pk in ids}, {pk: Counter() for pk in ids}
    for pk, length in AgendaItem.objects.filter(meeting__in=ids).values_list("meeting", "minutes"):
        minutes[pk].append(length)
    for pk, state in Attendance.objects.filter(meeting__in=ids).values_list("meeting", "state"):
        came[pk][state] += 1
    for meeting in meetings:
        meeting.agenda_told = time_told(meeting.minutes, minutes[meeting.pk])
        meeting.presence_told = _presence(meeting, came[meeting.pk])


def _presence(meeting: Meeting, came: Counter) -> str:
    """Before it begins only how many are invited: nobody is missing yet."""
    if meeting.state == MeetingState.CALLED:
        return f"应到{came.total()}人"
    return presence_told(came, meeting.body.kind.quorum) if came else ""


series_list = declare_list(
    MeetingSeries,
    columns=columns_of(MeetingSeries, "body title rhythm first_day last_day begins minutes place agenda ended_at")
    | area_columns("所在区域", "body.area")
    | {
        "state": Column("状态", lambda series: "已停止" if series.ended_at else "安排中", tones=SERIES_COLOURS),
    },
    desk="state body title rhythm first_day last_day begins place",
    links="state body",
    filters=("rhythm", "body__area"),
    first=Q(ended_at=None),
    order="-first_day -pk",
    loads=("body__area",),
    api="id area body title rhythm rhythm_label first_day last_day begins minutes place agenda ended_at",
    asked_by="body area under",
    ordered_by="first_day",
)
topic_list = declare_list(
    Topic,
    columns=columns_of(Topic, "title words source institution proposed_at outcome resolved_at reason")
    | area_columns("所在区域")
    | {"state": state_column(Topic, TOPIC_COLOURS)},
    desk="state title area source institution proposed_at resolved_at",
    links="state title",
    filters=("state", "source", "area"),
    first=Q(state=TopicState.POOL),
    order="-proposed_at -pk",
    loads=("area", "institution"),
    api="id area title words source source_label institution state state_label proposed_at outcome resolved_at reason",
    asked_by="state source area under",
    ordered_by="proposed_at resolved_at",
)
meeting_list = declare_list(
    Meeting,
    columns=columns_of(Meeting, "title body starts_at minutes place")
    | area_columns("所在区域", "body.area")
    | {
        "state": state_column(Meeting, MEETING_COLOURS),
        "agenda": Column("议程", lambda meeting: meeting.agenda_told),
        "presence": Column("到会", lambda meeting: meeting.presence_told),
    },
    desk="state title body starts_at place agenda presence",
    links="state title",
    filters=("state", "body", "body__area"),
    first=Q(state__in=[MeetingState.RUNNING, MeetingState.CALLED]),
    coming="starts_at",
    order="-starts_at -pk",
    loads=("body__area", "body__kind"),
    dress=dress_meetings,
    api="id area body title starts_at minutes place state state_label closed_at",
    asked_by="state body area under",
    ordered_by="starts_at",
)


def shown_late(item: AgendaItem) -> str:
    """Whether its topic came later than the body's kind asks for, in words."""
    if item.topic is None:
        return ""
    ahead, held_on = item.meeting.body.kind.topic_days, timezone.localdate(item.meeting.starts_at)
    return f"未提前{ahead}天提出" if is_late(timezone.localdate(item.topic.proposed_at), held_on, ahead) else ""


item_list = declare_list(
    AgendaItem,
    columns=columns_of(AgendaItem, "position title minutes presenter topic meeting")
    | area_columns("所在区域", "meeting.body.area")
    | {
        "state": Column("状态", lambda item: ItemState(item.state).label),
        "late": Column("提前", shown_late),
    },
    desk="position title minutes presenter state late meeting",
    links="title",
    order="meeting position pk",
    loads=("meeting__body__area", "meeting__body__kind", "topic"),
)
attendance_list = declare_list(
    Attendance,
    columns=columns_of(Attendance, "meeting institution reason")
    | {
        "starts": Column("时间", lambda row: row.meeting.starts_at),
        "place_told": Column("地点", lambda row: row.meeting.place),
    }
    | area_columns("所在区域", "meeting.body.area")
    | {
        "state": state_column(Attendance, {"出席": "success", "请假": "info", "缺席": "danger", "已邀请": "warning"}),
        "name": Column("姓名", lambda row: row.name, personal=True),
        "masked": Column("姓名", lambda row: masked_name(row.name), personal=True),
    },
    desk="name institution state reason meeting",
    sheet="meeting starts masked institution state reason",
    links="name",
    order="meeting pk",
    loads=("meeting__body__area", "institution"),
    api="id area meeting institution name state state_label reason",
    asked_by="state meeting institution area under",
)
outcome_list = declare_list(
    Outcome,
    columns=columns_of(Outcome, "kind words task at by")
    | area_columns("所在区域", "item.meeting.body.area")
    | {
        "item": Column("事项", lambda outcome: outcome.item.title),
        "meeting": Column("会议", lambda outcome: outcome.item.meeting.title),
        "progress": Column("办理", lambda outcome: outcome.task.get_state_display() if outcome.task else ""),
        "corrects": Column("更正", lambda outcome: f"更正“{outcome.corrects.words}”" if outcome.corrects else ""),
    },
    desk="kind words item meeting progress corrects at",
    links="words",
    filters=("kind", "item__meeting__body__area"),
    order="-at -pk",
    loads=("item__meeting__body__area", "task", "corrects", "by"),
    api="id area kind kind_label words task at",
    asked_by="kind area under",
    ordered_by="at",
)
