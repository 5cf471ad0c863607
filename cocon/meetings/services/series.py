"""Meetings planned at once: one row a date; what is fixed for all is changed for those that nobody has been called to."""

from datetime import datetime, time

from django.utils import timezone

from cocon.meetings.choices import MeetingState
from cocon.meetings.models import AgendaItem, Meeting, MeetingSeries
from cocon.meetings.rules import dates_of, read_agenda, read_time
from cocon.meetings.services.agenda import item_acts
from cocon.meetings.services.meetings import meeting_acts, open_with_last
from orgtree.acts import Act, Acts, Doing, Making, ask_reason, asks_of, declare_acts, follow, note_first
from orgtree.choices import Permission as P
from orgtree.choices import Standing
from orgtree.errors import RuleBroken

OPEN = frozenset({Standing.OPEN})
KEPT = ("place", "minutes")  # columns that a meeting has from its series, until it is changed by itself


def _plan(series: MeetingSeries, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field."""
    if series.body.ended_on:
        raise RuleBroken("wrong_state", "该共建组织已撤销", field="body", conflict=True)
    if series.first_day < timezone.localdate(doing.at):
        raise RuleBroken("first_day", "第一次不能早于今天", field="first_day")
    dates_of(series.first_day, series.last_day, series.rhythm)
    read_agenda(series.agenda)


def _plan_dates(rows: list[MeetingSeries], doing: Doing) -> None:
    """A meeting for each date on which the body has none at that time."""
    for series in rows:
        moments = [_moment(series, day) for day in dates_of(series.first_day, series.last_day, series.rhythm)]
        others = Meeting.objects.exclude(state=MeetingState.CANCELLED).filter(body=series.body, starts_at__in=moments)
        taken = set(others.values_list("starts_at", flat=True))
        meetings = Meeting.objects.bulk_create(_meeting(series, at, doing) for at in moments if at not in taken)
        note_first(meeting_acts, "plan", *meetings, by=doing.by)
        open_with_last(meetings[:1])
        for meeting in meetings:
            _put_fixed(series, meeting, doing)


def _moment(series: MeetingSeries, day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(series.begins)))


def _meeting(series: MeetingSeries, at: datetime, doing: Doing) -> Meeting:
    kept = {name: getattr(series, name) for name in KEPT}
    said = {"title": _title(series, at), "planned_by": doing.by, "planned_at": doing.at}
    return Meeting(series=series, body=series.body, starts_at=at, **said, **kept)


def _title(series: MeetingSeries, at: datetime) -> str:
    return f"{series.title or series.body.name}{timezone.localtime(at):%m月%d日}会议"


def _put_fixed(series: MeetingSeries, meeting: Meeting, doing: Doing) -> None:
    """The fixed items, after what is there."""
    first = meeting.items.count() + 1
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=title, minutes=minutes, position=place, is_fixed=True)
        for place, (title, minutes) in enumerate(read_agenda(series.agenda), start=first)
    )
    note_first(item_acts, "add", *items, by=doing.by)


def _ahead(series: MeetingSeries):
    """Its meetings to come of which nobody has heard yet, locked."""
    drafts = series.meetings.filter(state=MeetingState.DRAFT, starts_at__gt=timezone.now())
    return drafts.select_related("body").order_by("starts_at").select_for_update(of=("self",), no_key=True)


def _change(series: MeetingSeries, doing: Doing) -> None:
    """What was called, opened or closed stays as it is, and of a draft whatever was changed on it alone."""
    was = doing.was[series.pk]
    agenda = read_agenda(series.agenda)
    for meeting in _ahead(series):
        for name in KEPT:
            if getattr(meeting, name) == getattr(was, name):
                setattr(meeting, name, getattr(series, name))
        if meeting.title == _title(was, meeting.starts_at):
            meeting.title = _title(series, meeting.starts_at)
        day = timezone.localdate(meeting.starts_at)
        if meeting.starts_at == _moment(was, day):
            meeting.starts_at = _moment(series, day)
        meeting.save(update_fields=["title", "starts_at", *KEPT])
        if agenda != read_agenda(was.agenda):
            meeting.items.filter(is_fixed=True, moved_to=None, moved_from=None).delete()
            _put_fixed(series, meeting, doing)


def _end(series: MeetingSeries, doing: Doing) -> None:
    """Those that were announced are held, or cancelled one by one."""
    series.ended_at = doing.at
    follow(meeting_acts, "cancel", list(_ahead(series)), reason=doing.reason, by=doing.by)


TIME = {"check": read_time, "longest": 5}
WAYS = {"begins": TIME, "minutes": {"least": 10, "most": 600}}
series_acts = declare_acts(
    Acts(
        MeetingSeries,
        called="例会安排",
        loads=("body__area",),
        derived=((Standing.OPEN, "安排中"), (Standing.ENDED, "已停止")),
        acts=(
            Making(
                "plan",
                "安排例会",
                "安排",
                None,
                permission=P.COCON_MANAGE,
                asks=asks_of(
                    MeetingSeries,
                    "body title rhythm first_day last_day begins minutes place agenda",
                    at=P.COCON_MANAGE,
                    **WAYS,
                ),
                run=_plan,
                after=_plan_dates,
                stamps=("planned_by", "planned_at"),
                leads="安排中",
                done="已按日期逐次排好会议，通知前不会有人收到消息。",
                hint="每个日期一次会议，可以分别修改；当天已有会议的日期跳过。",
                icon="event_repeat",
                summary="安排例会",
                description="按周期逐次筹备会议，每个日期一次；一次最多60次，当天同一时间已有会议的跳过。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                asks=asks_of(MeetingSeries, "title begins minutes place agenda", **WAYS),
                run=_change,
                partial=True,
                done="已修改尚未通知的各次会议；已通知、已开的不变。",
                hint="只改尚未通知的各次会议；单独改过的内容也不变。",
                icon="edit",
                summary="修改例会安排",
                description="只改尚未通知的各次会议；已通知、已开的不变，单独改过的内容也不变。",
            ),
            Act(
                "end",
                "停止安排",
                "停止",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("停止", column="end_reason"),),
                run=_end,
                leads="已停止",
                done="已停止，尚未通知的各次会议已取消。",
                hint="尚未通知的各次会议取消，议题回到议题库；已通知的照常。",
                icon="event_busy",
                summary="停止例会安排",
                description="写明原因；尚未通知的各次会议取消，已通知的照常。",
            ),
        ),
    )
)
