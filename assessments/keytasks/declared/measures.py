"""Figures of key tasks: milestones due, kept and late, visits, mechanisms, and meetings that mechanisms hold."""

from django.db.models import Exists, F, OuterRef, Q

from assessments.keytasks.choices import KeyTaskState, PartKind
from assessments.keytasks.declared import indicators  # noqa: F401 -- registers its own
from assessments.keytasks.lists import key_task_list, part_list, visit_list
from assessments.keytasks.models import KeyTask, MechanismPart, SupervisionVisit
from assessments.keytasks.rules import share_of
from assessments.keytasks.services.mechanism import meetings_of
from assessments.keytasks.services.milestones import ORIGIN
from cocon.bodies.declared.measures import BODIES
from cocon.meetings.lists import meeting_list
from cocon.meetings.models import Meeting
from orgtree.assigned.declared.measures import TASKS, tasks
from orgtree.assigned.lists import task_list
from orgtree.choices import AreaKind, TaskState
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.models import Area
from orgtree.tree.declared.measures import AREAS
from orgtree.tree.lists import area_list

GROUP = "重点任务"
KEYS = Marker(KeyTask, ("area", "year", "state", "entered_at", "closed_at"), area="area")
PARTS = Marker(MechanismPart, ("kind", "area", "since", "ended_on"), area="area", since="since")
VISITS = Marker(SupervisionVisit, ("state", "day", "place"), area="place", day="day")
# What a body holds, and from when to when, touches all of its past meetings.
HOLDERS = Marker(MechanismPart, ("kind", "body", "since", "ended_on"), area="body__area")
MEETINGS = Marker(Meeting, ("state", "starts_at", "closed_at", "body"), area="body__area", day="starts_at")
MILESTONE_COLUMNS = task_list.pick("title owner giver_area due state")


def keys(window: Window):
    """Key tasks of the year's list in which the period ends, as entered by the time of the fill."""
    rows = KeyTask.objects.standing().filter(year=window.last_day.year, entered_at__lte=window.as_of)
    return rows.select_related("area__parent__parent").order_by("area_id", "due_on", "pk")


def due_milestones(window: Window):
    """Milestones whose time came in the period."""
    rows = tasks(origin_kind=ORIGIN, due_at__gte=window.beginning, due_at__lt=window.ending)
    return rows.filter(due_at__lte=window.as_of).order_by("due_at", "pk")


def late_milestones(window: Window):
    """Milestones past their time and not reported when the stock is read."""
    rows = tasks(origin_kind=ORIGIN, due_at__lt=window.moment)
    return rows.filter(Q(reported_at=None) | Q(reported_at__gt=window.moment)).order_by("due_at", "pk")


def visits(window: Window):
    """Visits of the period, as entered by the time of the fill."""
    rows = SupervisionVisit.objects.held().filter(day__gte=window.period.start, day__lte=window.last_day)
    return rows.filter(entered_at__lte=window.as_of).select_related("place__parent__parent", "host", "key_task")


def visited_streets(window: Window):
    """Streets where somebody was in the period, each once."""
    been = SupervisionVisit.objects.held().filter(
        place=OuterRef("pk"), day__gte=window.period.start, day__lte=window.last_day, entered_at__lte=window.as_of
    )
    rows = Area.objects.filter(Exists(been), kind__in=(AreaKind.STREET, AreaKind.TOWN))
    return rows.select_related("parent__parent").order_by("tree_id", "lft")


def parts(window: Window):
    """Parts of mechanisms in being on the last day that counts."""
    rows = MechanismPart.objects.in_being_on(window.last_day)
    return rows.select_related("area__parent__parent", "unit", "body").order_by("area_id", "pk")


def meetings(kind: str):
    def held(window: Window):
        """Meetings that began in the period and were closed by the time of the fill."""
        rows = meetings_of(kind).filter(
            starts_at__gte=window.beginning, starts_at__lt=window.ending, closed_at__lte=window.as_of
        )
        return rows.select_related("body__area__parent__parent", "body__kind").order_by("starts_at", "pk")

    return held


def key_count(key: str, label: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="项",
        definition=definition,
        rows=keys,
        marks=(KEYS,),
        area="area",
        columns=key_task_list.pick("year title place lead due_on state"),
        group=GROUP,
        stock=True,
        **more,
    )


def milestone_count(key: str, label: str, definition: str, rows, **more) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="项",
        definition=definition,
        rows=rows,
        marks=(TASKS,),
        area="area",
        columns=MILESTONE_COLUMNS,
        group=GROUP,
        timed="due_at",
        **more,
    )


def part_count(key: str, label: str, kind: str, source: str, headline: bool = False) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="个",
        definition=f"统计期末在册的{PartKind(kind).label}，计在所属的区域",
        rows=parts,
        only=Q(kind=kind),
        marks=(PARTS,),
        area="area",
        columns=part_list.pick("kind name lead place since"),
        group=GROUP,
        stock=True,
        source=source,
        headline=headline,
    )


def meeting_count(key: str, kind: str, source: str = "") -> Measure:
    label = PartKind(kind).label
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="次",
        definition=f"统计期内开始、已结束的{label}：由“工作机制”中登记的组织召开的会议，一次只计一次",
        rows=meetings(kind),
        marks=(BODIES, MEETINGS, HOLDERS),
        area="body__area",
        columns=meeting_list.pick("title body area starts_at place"),
        group=GROUP,
        source=source,
    )


registry.add_figures(
    [
        key_count("key_tasks", "重点任务", "统计期末所在年度清单中的重点任务，已取消的不计", headline=True),
        key_count(
            "key_tasks_done", "已办结重点任务", "其中全部节点确认完成、已经办结的", only=Q(state=KeyTaskState.DONE)
        ),
        milestone_count(
            "key_due", "到期节点", "统计期内到期的重点任务节点，已取消的不计，计在承办区域", due_milestones
        ),
        milestone_count(
            "key_kept",
            "按期完成节点",
            "统计期内到期的节点中，不晚于期限报告完成、没有退回重办的",
            due_milestones,
            only=Q(state__in=[TaskState.REPORTED, TaskState.CONFIRMED], reported_at__lte=F("due_at")),
        ),
        Derived(
            key="assessments.key_kept_share",
            label="重点任务按期完成率",
            unit="%",
            definition="按期完成节点 ÷ 到期节点",
            parts=("assessments.key_kept", "assessments.key_due"),
            formula=share_of,
            group=GROUP,
            headline=True,
        ),
        milestone_count(
            "key_late", "逾期节点", "统计期末已过期限、还没有报告完成的重点任务节点", late_milestones, stock=True
        ),
        Measure(
            key="assessments.visits",
            label="督导",
            unit="次",
            definition="统计期内登记的督导，计在督导对象，登记有误的不计",
            rows=visits,
            marks=(VISITS,),
            area="place",
            columns=visit_list.pick("day place host team found"),
            group=GROUP,
            additive=True,
        ),
        Measure(
            key="assessments.visited_streets",
            label="督导过的街道",
            unit="个",
            definition="统计期内至少督导过一次的街道，每个只计一次",
            rows=visited_streets,
            marks=(VISITS, AREAS),
            area="",
            columns=area_list.pick("name code kind parent"),
            group=GROUP,
        ),
        part_count("task_forces", "专项工作组", PartKind.FORCE, "W01", headline=True),
        part_count("member_units", "成员单位", PartKind.UNIT, "W02"),
        meeting_count("two_month_meetings", PartKind.TWO_MONTH, "J23"),
        meeting_count("half_year_meetings", PartKind.HALF_YEAR),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "assessments.mechanism",
            "工作机制",
            "截至{period}末，{place}有专项工作组{assessments.task_forces}个、成员单位{assessments.member_units}个，"
            "召开双月座谈会{assessments.two_month_meetings}次、半年调度会{assessments.half_year_meetings}次。",
            source="W01 W02 J23",
        ),
        Sentence(
            "assessments.key_tasks",
            "重点任务",
            "{period}，{place}推进重点任务{assessments.key_tasks}项，到期节点{assessments.key_due}项、按期完成"
            "{assessments.key_kept}项，督导{assessments.visits}次。",
        ),
    ]
)
