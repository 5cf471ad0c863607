"""Figures of activities: sessions held, who was there by their rolls, and lectures among them."""

from django.db.models import Q

from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from volunteers.activities.lists import session_list
from volunteers.activities.models.activity import Activity, ActivitySession, SignUp
from volunteers.members.choices.people import ActivityCategory
from volunteers.service.declared.measures import SERVED, SERVICE_COLUMNS, services_in

SESSION_COLUMNS = session_list.pick("activity category host starts_at place roll_submitted_at")
GROUP = "活动"
# One service for each person and session.
FROM_A_ROLL = Q(session__isnull=False)
SESSION_TOUCHES, ACTIVITY_TOUCHES = ("activity", "starts_at", "roll_submitted_at"), ("area", "category")
SESSIONS = Marker(ActivitySession, SESSION_TOUCHES, area="activity__area", day="starts_at")
ACTIVITIES = Marker(Activity, ACTIVITY_TOUCHES, area="area", day="sessions__starts_at")
THERE = Marker(SignUp, ("state", "session"), area="session__activity__area", day="session__starts_at")
# Who came to a lecture counts where they belong.
OF_LECTURES = (
    Marker(ActivitySession, SESSION_TOUCHES, area="services__area", day="services__served_on"),
    Marker(Activity, ACTIVITY_TOUCHES, area="sessions__services__area", day="sessions__services__served_on"),
)
LECTURE = Q(activity__category=ActivityCategory.LECTURE)


def held_in(window: Window):
    """Sessions of service that began in the period and whose roll was in, with somebody there, at the time of the fill."""
    return all_held_in(window).services()


def trainings_in(window: Window):
    return all_held_in(window).trainings()


def all_held_in(window: Window):
    """The same with trainings."""
    return (
        ActivitySession.objects.held_by(window.as_of)
        .filter(starts_at__gte=window.beginning, starts_at__lt=window.ending)
        .select_related("activity__area__parent__parent")
        .order_by("starts_at", "pk")
    )


def lecture_attendances_in(window: Window):
    """Confirmed services of the period at a lecture; a scan of their own, since few services have a session to look at."""
    return services_in(window).filter(session__activity__category=ActivityCategory.LECTURE)


def of_sessions(key: str, label: str, definition: str, rows, **more) -> Measure:
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit="场",
        definition=definition,
        rows=rows,
        area="activity__area",
        columns=SESSION_COLUMNS,
        marks=(SESSIONS, ACTIVITIES, THERE),
        additive=True,
        group=GROUP,
        **more,
    )


def of_attendances(key: str, label: str, definition: str, rows, **more) -> Measure:
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit="人次",
        definition=definition,
        rows=rows,
        area="area",
        columns=SERVICE_COLUMNS,
        additive=True,
        marks=(SERVED, *OF_LECTURES),
        group=GROUP,
        **more,
    )


registry.add_figures(
    [
        of_sessions(
            "sessions_held",
            "活动场次",
            "统计期内开始、点名已提交且有人到场的活动场次，按主办区域统计，不含培训",
            held_in,
            headline=True,
        ),
        of_sessions(
            "trainings",
            "志愿者培训",
            "统计期内开始、点名已提交且有人到场的培训场次，按主办区域统计",
            trainings_in,
        ),
        of_attendances(
            "attendances",
            "活动参与人次",
            "统计期内由活动点名或扫码签到产生、已确认且未作废的服务记录，每人每场计一次，按参加人归属区域统计",
            services_in,
            only=FROM_A_ROLL,
            headline=True,
            source="W29",
        ),
        of_sessions("lectures", "讲习活动", "上述活动场次中类型为“讲习”的", held_in, only=LECTURE, source="J16"),
        of_attendances(
            "lecture_attendances",
            "讲习参与人次",
            "上述活动参与人次中参加“讲习”的",
            lecture_attendances_in,
            source="J17",
        ),
    ]
)
