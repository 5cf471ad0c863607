"""The indicators of the year's work that a scheme may score (domain 6.2): each a share with its n and its rows.

Those whose records another subject keeps are its own figures, and stand in the sentence below by their keys.
"""

from datetime import timedelta

from django.db.models import BooleanField, Case, Count, F, Q, Value, When
from django.db.models.functions import TruncMonth

from assessments.keytasks.rules import share_of
from cocon.venues.declared.measures import VENUES
from cocon.venues.lists import venue_list
from cocon.venues.models.venues import Venue
from orgtree.calendar.services.deadlines import DeadlineBook, midnight
from orgtree.choices import AreaKind
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.models import Area
from orgtree.tree.declared.measures import AREAS
from orgtree.tree.lists import area_list
from volunteers.activities.declared.measures_activities import ACTIVITIES, SESSIONS, THERE
from volunteers.activities.models.activity import ActivitySession
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.choices.report_in import ReportInOrigin
from volunteers.members.declared.measures_report_ins import ON_THE_ROLL
from volunteers.members.lists import report_in_list
from volunteers.members.models.report_in import ReportIn

GROUP = "平时考核指标"
DAY = timedelta(days=1)


def accepted(window: Window):
    """Report-ins accepted in the period, with `in_time`: not later than the limit that held for the community that day.

    Those that came with a roster were nobody's to wait for.
    """
    rows = ReportIn.objects.standing_at(F("accepted_at"))  # it is judged who accepted, whoever has it later
    rows = rows.filter(accepted_at__gte=window.beginning, accepted_at__lt=window.ending, accepted_at__lte=window.as_of)
    rows = rows.exclude(origin=ReportInOrigin.ROSTER)
    book, late, day = DeadlineBook(), [], window.period.start
    while day <= window.last_day:
        then = Q(accepted_at__gte=midnight(day), accepted_at__lt=midnight(day + DAY))
        late.append(When(then & book.late(DeadlineKey.ACCEPT, "submitted_at", "community", day), then=Value(False)))
        day += DAY
    rows = rows.annotate(in_time=Case(*late, default=Value(True), output_field=BooleanField()))
    return rows.select_related("member", "community", "area__parent__parent").order_by("accepted_at", "pk")


def active_communities(window: Window):
    """Communities that held something in each month of the period so far: counted, not asked month by month, which costs a join for each."""
    first, last = window.period.start, window.last_day
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    held = ActivitySession.objects.held_by(window.as_of).services()
    held = held.filter(starts_at__gte=midnight(first), starts_at__lt=midnight(last + DAY)).order_by()
    areas = held.values("activity__area").annotate(months=Count(TruncMonth("starts_at"), distinct=True))
    rows = Area.objects.open_on(last).filter(kind__in=(AreaKind.COMMUNITY, AreaKind.VILLAGE))
    rows = rows.filter(pk__in=areas.filter(months=months).values("activity__area"))
    return rows.select_related("parent__parent").order_by("tree_id", "lft")


def own_venues(window: Window):
    """Venues of communities in use on the last day that counts."""
    rows = Venue.objects.in_use(window.last_day).filter(unit=None)
    return rows.select_related("area__parent__parent", "unit").order_by("area_id", "pk")


def acceptance(key: str, label: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="人次",
        definition=definition,
        rows=accepted,
        marks=ON_THE_ROLL,
        area="stood__area",
        columns=report_in_list.pick("member community submitted_at accepted_at"),
        group=GROUP,
        additive=True,
        **more,
    )


def venue_count(key: str, label: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="个",
        definition=definition,
        rows=own_venues,
        marks=(VENUES,),
        area="area",
        columns=venue_list.pick("name kind_shown area address since"),
        group=GROUP,
        stock=True,
        **more,
    )


def rate(key: str, label: str, definition: str, part: str, whole: str) -> Derived:
    return Derived(
        key=f"assessments.{key}",
        label=label,
        unit="%",
        definition=definition,
        parts=(part, whole),
        formula=share_of,
        group=GROUP,
    )


registry.add_figures(
    [
        acceptance(
            "accepted", "接收报到", "统计期内社区接收的报到，本人报到和社区代录的，名册导入的不计；还在审核的不计"
        ),
        acceptance(
            "accepted_in_time",
            "及时接收报到",
            "其中不晚于“审核报到”期限接收的，期限按提交时社区适用的规定和工作日计算",
            only=Q(in_time=True),
        ),
        rate(
            "accepted_share",
            "报到接收及时率",
            "及时接收报到 ÷ 接收报到",
            "assessments.accepted_in_time",
            "assessments.accepted",
        ),
        Measure(
            key="assessments.active_communities",
            label="月月有活动的社区",
            unit="个",
            definition="统计期内到统计时为止每个月都有活动的社区：社区主办、点名已提交且有人到场，不含培训，网格主办的不计",
            rows=active_communities,
            marks=(AREAS, SESSIONS, ACTIVITIES, THERE),
            area="",
            dated=True,
            columns=area_list.pick("name code kind parent"),
            group=GROUP,
        ),
        rate(
            "active_share",
            "活动开展率",
            "月月有活动的社区 ÷ 社区数",
            "assessments.active_communities",
            "area.communities",
        ),
        venue_count("own_venues", "社区阵地", "统计期末在用的社区阵地，单位开放的场所不计"),
        venue_count(
            "open_venues",
            "开放的社区阵地",
            "其中登记为向居民开放的；按登记，不核实当天是否开门",
            only=Q(is_public=True),
        ),
        rate(
            "open_share", "阵地开放率", "开放的社区阵地 ÷ 社区阵地", "assessments.open_venues", "assessments.own_venues"
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "assessments.indicators",
            "平时考核指标",
            "{period}，{place}报到接收及时率{assessments.accepted_share}%，入格率{volunteers.gridded_share}%，认岗率"
            "{volunteers.duty_holders_share}%，活动开展率{assessments.active_share}%，网格事项按时办结率{grids.handle_rate}%，群众满意率"
            "{assessments.residents_satisfaction}%，共建项目完成率{cocon.project_rate}%，三会一课完成率"
            "{assessments.life_share}%，阵地开放率{assessments.open_share}%，整改完成率{assessments.rectified_share}%。",
        )
    ]
)
