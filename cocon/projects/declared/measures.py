"""Figures of projects: how many of each kind, what was paid for them, whom they reached."""

from django.db.models import Exists, OuterRef, Q

from cocon.projects.choices import ProjectKind
from cocon.projects.declared import fund_measures  # noqa: F401 -- figures of budgets and norms
from cocon.projects.lists import entry_list, project_list, site_list
from cocon.projects.models import FundEntry, Project, ProjectSite
from cocon.projects.models.projects import APPROVED, DONE
from cocon.projects.rules.completion import COUNTED, STARTED
from cocon.projects.rules.money import PAID
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.declare.money import in_wan, in_yuan

GROUP = "共建项目"
COLUMNS = ("state", "kind", "area", "people", "hours", "second_at", "accepted_at")
PROJECTS = project_list.pick("title kind area unit second_at accepted_at people hours")
SITES = site_list.pick("name buildings project area")


def _marks(moment: str) -> tuple[Marker, ...]:
    return (Marker(Project, COLUMNS, area="area", day=moment),)


def _projects(window: Window, moment: str):
    rows = Project.objects.filter(**{f"{moment}__gte": window.beginning, f"{moment}__lt": window.ending})
    rows = rows.filter(**{f"{moment}__lte": window.as_of})
    return rows.select_related("area__parent__parent", "unit", "line__area").order_by(moment, "pk")


def approved(window: Window):
    """Projects that two persons approved in the period and that were not stopped."""
    return _projects(window, "second_at").filter(state__in={*APPROVED, *DONE})


def entered(window: Window):
    """Projects begun in the period, those refused, withdrawn and stopped left out."""
    return _projects(window, "entered_at").filter(state__in=COUNTED)


def accepted(window: Window):
    """Projects accepted in the period."""
    return _projects(window, "accepted_at").filter(state__in=DONE)


def paid(window: Window):
    """What was paid in the period, less what came back and what was reversed."""
    rows = FundEntry.objects.filter(kind__in=PAID, day__gte=window.period.start, day__lte=window.last_day)
    rows = rows.filter(at__lte=window.as_of).annotate(yuan=in_yuan("fen"))
    return rows.select_related("line__area", "project__area__parent__parent", "by").order_by("day", "pk")


def reached(window: Window):
    """小区 of renewals accepted in the period; of several rows about the same one that with the most buildings."""
    accepted_then = {"project__accepted_at__gte": window.beginning, "project__accepted_at__lt": window.ending}
    rows = ProjectSite.objects.filter(
        **accepted_then,
        project__accepted_at__lte=window.as_of,
        project__state__in=DONE,
        project__kind=ProjectKind.RENEWAL,
    )
    same = rows.order_by().filter(project__area=OuterRef("project__area"), key=OuterRef("key"))
    better = Q(buildings__gt=OuterRef("buildings")) | Q(buildings=OuterRef("buildings"), pk__lt=OuterRef("pk"))
    rows = rows.exclude(Exists(same.filter(better)))
    return rows.select_related("project__area__parent__parent").order_by("project_id", "pk")


def counted(key: str, label: str, unit: str, definition: str, rows, moment: str, **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=rows,
        marks=_marks(moment),
        area="area",
        columns=PROJECTS,
        group=GROUP,
        additive=True,
        **more,
    )


def done(key: str, label: str, unit: str, definition: str, **more) -> Measure:
    return counted(key, label, unit, f"统计期内验收的{definition}", accepted, "accepted_at", **more)


MONEY = (
    Marker(FundEntry, ("fen", "kind", "day", "project"), area="project__area", day="day"),
    Marker(Project, ("kind", "area"), area="area", day="entries__day"),
)


def money(key: str, label: str, source: str = "", only: Q | None = None) -> tuple[Measure, Derived]:
    """What was paid, in yuan, and the same in 万元 as offices publish it."""
    yuan = Measure(
        key=f"cocon.{key}",
        label=label,
        unit="元",
        definition=f"统计期内支付的{label}：预付与结算之和，冲正和退回的已减去",
        rows=paid,
        only=only,
        value="yuan",
        marks=MONEY,
        area="project__area",
        columns=entry_list.pick("number day kind yuan line project reason"),
        additive=True,
        group=GROUP,
        decimals=2,
    )
    return yuan, in_wan(yuan, source)


def site_figure(key: str, label: str, unit: str, source: str, **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit=unit,
        definition="统计期内验收的小区整治项目所整治的；同一社区的同一小区有几个项目的只计一次，楼栋数取其中最多的",
        rows=reached,
        marks=(
            Marker(ProjectSite, ("key", "buildings", "project"), area="project__area", day="project__accepted_at"),
            *_marks("accepted_at"),
        ),
        area="project__area",
        columns=SITES,
        group=GROUP,
        source=source,
        **more,
    )


STAGES = (
    counted(
        "projects_entered",
        "立项项目",
        "个",
        "统计期内立项的共建项目，未通过、撤回和终止的不计",
        entered,
        "entered_at",
    ),
    counted(
        "projects_started",
        "其中已开始的项目",
        "个",
        "统计期内立项的共建项目中，到统计时已经实施、验收或结项的",
        entered,
        "entered_at",
        only=Q(state__in=STARTED),
    ),
    counted(
        "projects_finished",
        "其中已验收的项目",
        "个",
        "统计期内立项的共建项目中，到统计时已经验收的",
        entered,
        "entered_at",
        only=Q(state__in=DONE),
    ),
)


def rate(key: str, label: str, of: str, definition: str) -> Derived:
    """What is accepted by now, of these projects."""
    return Derived(
        key=f"cocon.{key}",
        label=label,
        unit="%",
        definition=f"统计期内立项、到统计时已验收的项目 ÷ {definition}",
        parts=("cocon.projects_finished", f"cocon.{of}"),
        formula=lambda done, number: done * 100 / number if number else None,
        group=GROUP,
    )


RATES = (
    rate(
        "project_rate",
        "项目完成率（含未开始的）",
        "projects_entered",
        "统计期内立项的全部项目，还没有开始的也在分母里",
    ),
    rate(
        "started_rate",
        "项目完成率（已开始的）",
        "projects_started",
        "统计期内立项、已经开始的项目，还没有开始的不在分母里",
    ),
)


KIND = {kind: Q(kind=kind) for kind in ProjectKind}
OF_KIND = {kind: Q(project__kind=kind) for kind in ProjectKind}
registry.add_figures(
    [
        counted(
            "projects_approved",
            "批准项目",
            "个",
            "统计期内经两人审批的共建项目，终止的不计",
            approved,
            "second_at",
            headline=True,
        ),
        counted(
            "party_projects",
            "党建工作项目",
            "个",
            "统计期内经两人审批的党建项目，终止的不计",
            approved,
            "second_at",
            only=KIND[ProjectKind.PARTY],
            source="S12",
        ),
        *STAGES,
        *RATES,
        done("projects_done", "验收项目", "个", "共建项目"),
        done("team_projects", "组团式服务项目", "个", "组团服务项目", only=KIND[ProjectKind.TEAM], source="W28"),
        done("venture_projects", "公益创投项目", "个", "公益创投项目", only=KIND[ProjectKind.VENTURE]),
        done(
            "purchase_people",
            "购买服务受益人数",
            "名",
            "购买服务项目的受益人数之和，只记人数；同一人在几个项目中受益的重复计",
            only=KIND[ProjectKind.PURCHASE],
            value="people",
            source="T14",
        ),
        done(
            "purchase_hours",
            "购买服务小时数",
            "小时",
            "购买服务项目的服务小时数之和",
            only=KIND[ProjectKind.PURCHASE],
            value="hours",
        ),
        done(
            "aid_students",
            "资助学生",
            "名",
            "助学资助项目的资助学生数之和，只记人数；同一学生受几个项目资助的重复计",
            only=KIND[ProjectKind.AID],
            value="people",
            source="T11",
        ),
        done(
            "renewal_people",
            "整治惠及居民",
            "人",
            "小区整治项目的惠及居民数之和，按项目填报；同一居民在几个项目中惠及的重复计",
            only=KIND[ProjectKind.RENEWAL],
            value="people",
            source="T22",
        ),
        site_figure("renewal_sites", "整治小区", "个", "T20"),
        site_figure("renewal_buildings", "整治楼栋", "栋", "T21", value="buildings"),
        *money("project_funds", "项目资金"),
        *money("party_funds", "党建项目资金", "S13", OF_KIND[ProjectKind.PARTY]),
        *money("purchase_funds", "购买服务投入", "T13", OF_KIND[ProjectKind.PURCHASE]),
        *money("aid_funds", "助学金", "T12", OF_KIND[ProjectKind.AID]),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.projects",
            "共建项目",
            "{period}，{place}批准共建项目{cocon.projects_approved}个，其中党建工作项目{cocon.party_projects}个，"
            "支付党建项目资金{cocon.party_funds_wan}万元；开展组团式服务项目{cocon.team_projects}个。",
            source="S12 S13 W28",
        ),
        Sentence(
            "cocon.project_rates",
            "项目完成情况",
            "{period}，{place}立项共建项目{cocon.projects_entered}个，已开始{cocon.projects_started}个，"
            "已验收{cocon.projects_finished}个，占全部立项项目的{cocon.project_rate}%，占已开始项目的{cocon.started_rate}%。",
        ),
        Sentence(
            "cocon.purchases",
            "购买服务与助学",
            "{period}，{place}投入{cocon.purchase_funds_wan}万元购买服务，受益{cocon.purchase_people}名；"
            "发放助学金{cocon.aid_funds_wan}万元，资助学生{cocon.aid_students}名。",
            source="T11 T12 T13 T14",
        ),
        Sentence(
            "cocon.renewals",
            "小区整治",
            "{period}，{place}整治小区{cocon.renewal_sites}个、楼栋{cocon.renewal_buildings}栋，"
            "按项目填报惠及居民{cocon.renewal_people}人次。",
            source="T20 T21 T22",
        ),
    ]
)
