"""Figures of brands: how many, in how many communities a main one, and how many residents their projects served."""

from decimal import Decimal

from django.db.models import Q

from cocon.brands.lists import brand_list, tally_list
from cocon.brands.models import Brand, BrandPart, BrandTally
from cocon.brands.services.counting import of_brands, projects_of_brands, served_sessions
from cocon.projects.declared.measures import COLUMNS
from cocon.projects.lists import project_list
from cocon.projects.models import Project
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from volunteers.activities.declared.measures_activities import ACTIVITIES, SESSIONS
from volunteers.activities.declared.measures_ratings import ECHOES
from volunteers.activities.lists import echo_list
from volunteers.activities.models.activity import Activity

GROUP = "党建品牌"
BRANDS = Marker(Brand, ("since", "ended_on", "is_main"), area="area", since="since")
TALLIES = (
    Marker(BrandTally, ("state", "day", "people"), area="brand__area", day="day"),
    Marker(Brand, ("area",), area="area", day="tallies__day"),
)
TEAMS = Marker(Activity, ("team",), area="area")
# What is linked, and from when to when the brand is, touches all of the activity's past.
LINKS = tuple(
    marker
    for way in ("activity", "team__activities")
    for marker in (
        Marker(BrandPart, ("activity", "team"), area=f"{way}__area"),
        Marker(Brand, ("since", "ended_on"), area=f"parts__{way}__area"),
    )
)
PROJECTS = (
    Marker(Project, COLUMNS, area="area", day="accepted_at"),
    Marker(BrandPart, ("project",), area="project__area"),
    Marker(Brand, ("since", "ended_on"), area="parts__project__area"),
)


def in_being(window: Window):
    """Brands in being on the last day that counts."""
    return Brand.objects.in_being_on(window.last_day).select_related("area__parent__parent").order_by("pk")


def sessions(window: Window):
    """Sessions of brands that began in the period and served residents, each once however many brands it belongs to."""
    began = {"session__starts_at__gte": window.beginning, "session__starts_at__lt": window.ending}
    rows = of_brands(served_sessions()).filter(**began, session__starts_at__lte=window.as_of)
    return rows.select_related("session__activity__area__parent__parent").order_by("session__starts_at", "pk")


def projects(window: Window):
    """Projects of brands that were accepted in the period and reached people, each once however many brands it belongs to."""
    then = {"accepted_at__gte": window.beginning, "accepted_at__lt": window.ending, "accepted_at__lte": window.as_of}
    rows = projects_of_brands().filter(**then)
    return rows.select_related("area__parent__parent", "unit").order_by("accepted_at", "pk")


def tallies(window: Window):
    """Entries of the period that count, as known at the time of the fill."""
    rows = BrandTally.objects.counted().filter(day__gte=window.period.start, day__lte=window.last_day)
    return rows.filter(entered_at__lte=window.as_of).select_related("brand__area__parent__parent", "entered_by")


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percent; None of nothing."""
    return Decimal(part) * 100 / whole if whole else None


def brand_count(key: str, label: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit="个",
        definition=definition,
        rows=in_being,
        marks=(BRANDS,),
        area="area",
        columns=brand_list.pick("name area is_main what since"),
        group=GROUP,
        stock=True,
        **more,
    )


registry.add_figures(
    [
        brand_count("brands", "党建品牌", "统计期末在用的党建品牌"),
        brand_count(
            "main_brands",
            "一社区一品",
            "统计期末有“一社区一品”的社区，每个社区最多一个",
            only=Q(is_main=True),
        ),
        Derived(
            key="cocon.brand_share",
            label="一社区一品覆盖率",
            unit="%",
            definition="一社区一品 ÷ 社区数",
            parts=("cocon.main_brands", "area.communities"),
            formula=share,
            group=GROUP,
        ),
        Measure(
            key="cocon.brand_at_sessions",
            label="品牌活动服务居民",
            unit="人次",
            definition="统计期内开始、属于品牌关联的活动或服务队的场次所登记的服务居民；一场只计一次",
            rows=sessions,
            value="residents",
            marks=(ECHOES, SESSIONS, ACTIVITIES, TEAMS, *LINKS),
            area="session__activity__area",
            columns=echo_list.pick("activity starts_at host residents"),
            group=GROUP,
            dated=True,
        ),
        Measure(
            key="cocon.brand_at_projects",
            label="品牌共建项目受益居民",
            unit="人",
            definition="统计期内验收、属于品牌的共建项目填报的受益人数；按项目填报，一个项目只计一次",
            rows=projects,
            value="people",
            marks=PROJECTS,
            area="area",
            columns=project_list.pick("title kind area unit accepted_at people"),
            group=GROUP,
            dated=True,
        ),
        Measure(
            key="cocon.brand_entered",
            label="品牌另外登记的服务居民",
            unit="人次",
            definition="统计期内平台上没有活动记录、按日登记的服务人次，作废的不计",
            rows=tallies,
            value="people",
            marks=TALLIES,
            area="brand__area",
            columns=tally_list.pick("day people what brand area"),
            group=GROUP,
        ),
        Derived(
            key="cocon.brand_attendances",
            label="品牌项目服务居民",
            unit="人次",
            definition="品牌活动服务居民 + 品牌共建项目受益居民 + 品牌另外登记的服务居民；同一居民来几次计几次，项目按填报人数计一次",
            parts=("cocon.brand_at_sessions", "cocon.brand_at_projects", "cocon.brand_entered"),
            formula=lambda at_sessions, at_projects, entered: at_sessions + at_projects + entered,
            group=GROUP,
            decimals=0,
            is_rate=False,
            headline=True,
            source="W34",
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.brands",
            "党建品牌",
            "{period}，{place}{cocon.brands}个党建品牌服务居民{cocon.brand_attendances}人次，"
            "{cocon.main_brands}个社区有“一社区一品”。",
            source="W34",
        )
    ]
)
