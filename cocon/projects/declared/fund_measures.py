"""Figures of budgets, and whether areas have what the norms ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter

from django.db.models import BigIntegerField, Case, DecimalField, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from cocon.projects.choices import EntryKind, FundKind, NormKey
from cocon.projects.lists import entry_list
from cocon.projects.models import FundEntry, FundLine, ProjectNorm
from orgtree.choices import AreaKind
from orgtree.declare import Column, Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.declare.money import CENT, WAN, in_wan, in_yuan
from orgtree.models import Area
from orgtree.owned.services.owned import number_on
from orgtree.tree.declared.measures import AREAS, CHILDREN
from orgtree.tree.lists import area_list
from orgtree.tree.services.lineage import below_outer

GROUP = "经费保障"
GIVEN = (EntryKind.BUDGET, EntryKind.ALLOT)  # what was given on is the community's and no more the street's
AT_COMMUNITY = (AreaKind.COMMUNITY,)
AT_STREET = (AreaKind.STREET, AreaKind.TOWN)
NORMS = Marker(ProjectNorm, ("area", "key", "number", "active_from", "active_to"))
GRANTED = (
    Marker(FundEntry, ("fen", "kind", "day", "line"), area="line__area", since="day"),
    Marker(FundLine, ("area", "kind", "year"), area="area", since="entries__day"),
)
BUILDINGS = Marker(Area, CHILDREN.columns, area="parent__parent")
YUAN = DecimalField(max_digits=16, decimal_places=2)


def granted(window: Window):
    """What was granted in the period and given on, where it may be spent; less what was taken back."""
    rows = FundEntry.objects.filter(kind__in=GIVEN, day__gte=window.period.start, day__lte=window.last_day)
    rows = rows.filter(at__lte=window.as_of).annotate(yuan=in_yuan("fen"))
    return rows.select_related("line__area__parent__parent", "by", "project").order_by("day", "pk")


def subsidies() -> tuple[Measure, Derived]:
    yuan = Measure(
        key="cocon.subsidies",
        label="社区工作者补贴",
        unit="元",
        definition="统计期内核定的社区工作者补贴，按使用区域",
        rows=granted,
        only=Q(line__kind=FundKind.SUBSIDY),
        value="yuan",
        marks=GRANTED,
        area="line__area",
        columns=entry_list.pick("number day kind yuan line reason"),
        group=GROUP,
        decimals=2,
    )
    return yuan, in_wan(yuan, "W23", definition="社区工作者补贴，万元")


# --- What areas have, and should have -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Funding:
    """One norm: the money of `kind` that each area of these kinds is to have in a year; `per` households, or for the whole of it."""

    name: str
    label: str
    key: NormKey
    kind: FundKind
    areas: tuple[str, ...]
    source: str
    per: int = 0


FUNDINGS = (
    Funding("work_fund", "社区工作经费", NormKey.WORK, FundKind.WORK, AT_COMMUNITY, "W21", per=1_000),
    Funding("service_fund", "为民服务专项经费", NormKey.SERVICE, FundKind.SERVICE, AT_COMMUNITY, "W22"),
    Funding("street_fund", "街道党建活动经费", NormKey.PARTY_STREET, FundKind.PARTY, AT_STREET, "S09"),
    Funding("party_fund", "社区党建活动经费", NormKey.PARTY_COMMUNITY, FundKind.PARTY, AT_COMMUNITY, "S10"),
)


def _households():
    """Of the lowest areas inside it."""
    leaves = Area.objects.filter(**below_outer(), rght=F("lft") + 1, households__isnull=False).order_by()
    sums = leaves.annotate(one=Value(1)).values("one").annotate(sum=Sum("households")).values("sum")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), 0)


@cache
def funded(funding: Funding) -> Callable:
    """The same for all figures of a funding, so that they are counted in one scan: areas with what they have of the money in the period's year (`has`), what they
    should (`should`) and the `norm`, in yuan.
    """

    def areas(window: Window):
        year = window.period.start.year
        entries = FundEntry.objects.filter(
            line__area=OuterRef("pk"),
            line__kind=funding.kind,
            line__year=year,
            kind__in=GIVEN,
            day__lte=window.last_day,
        )
        sums = entries.order_by().values("line__area").annotate(sum=Sum("fen")).values("sum")
        rows = Area.objects.open_on(window.last_day).filter(kind__in=funding.areas)
        rows = rows.annotate(
            fen=Coalesce(Subquery(sums, output_field=BigIntegerField()), 0),
            norm=number_on(ProjectNorm.objects.all(), funding.key, window.last_day, YUAN, default=Decimal(0)),
            heads=_households() if funding.per else Value(1, output_field=BigIntegerField()),
        )
        should = F("norm") * F("heads") / (funding.per or 1)
        return rows.annotate(
            has=F("fen") * Value(CENT, output_field=YUAN),
            should=Case(When(norm__gt=0, then=should), default=Value(0), output_field=YUAN),
        ).select_related("parent__parent__parent")

    return areas


def columns_of_funding(funding: Funding) -> tuple[Column, ...]:
    heads = (Column("户数", attrgetter("heads"), number=True),) if funding.per else ()
    money = {"number": True, "decimals": 2}
    return (
        *area_list.pick("name code kind parent"),
        *heads,
        Column("标准（元）", attrgetter("norm"), field="norm", **money),
        Column("应有（元）", attrgetter("should"), **money),
        Column("已核定（元）", attrgetter("has"), **money),
        Column("差额（元）", lambda area: max(area.should - area.has, 0), **money),
    )


def measure_of(funding: Funding, name: str, label: str, definition: str, only: Q, **more) -> Measure:
    return Measure(
        key=f"cocon.{funding.name}_{name}",
        label=label,
        definition=definition,
        rows=funded(funding),
        only=only,
        marks=(AREAS, *GRANTED, NORMS, *((CHILDREN, BUILDINGS) if funding.per else ())),
        area="",
        columns=columns_of_funding(funding),
        group=GROUP,
        stock=True,
        **{"unit": "个"} | more,
    )


def counts_of(funding: Funding, where: str) -> tuple[Measure, Measure, Measure]:
    """How many areas have the norm, the sum of their norms, and how many meet it."""
    label, has_norm = funding.label, Q(norm__gt=0)
    return (
        measure_of(funding, "norms", f"适用{label}标准的{where}", f"统计期末有{label}标准的{where}", has_norm),
        measure_of(
            funding,
            "norm_total",
            f"{label}标准合计",
            f"统计期末各{where}{label}标准之和，用来求平均",
            has_norm,
            unit="元",
            value="norm",
            decimals=2,
        ),
        measure_of(
            funding,
            "met",
            f"{label}达标{where}",
            f"统计期所在年度核定的{label}不低于标准的{where}，分配给下级的算下级的；没有户数的不算达标",
            has_norm & Q(has__gte=F("should"), heads__gt=0),
        ),
    )


def figures_of(funding: Funding) -> list[Measure | Derived]:
    """How many areas have what the norm asks for, of how many, and the norm itself."""
    count, total, met = counts_of(funding, "街道" if funding.areas == AT_STREET else "社区")
    mean = Derived(
        key=f"cocon.{funding.name}_wan",
        label=f"{funding.label}标准",
        unit="万元",
        definition=f"{funding.label}标准，万元",
        parts=(total.key, count.key),
        formula=lambda total, count: Decimal(total) / count / WAN if count else None,
        group=GROUP,
        decimals=2,
        source=funding.source,
        is_given=True,
    )
    share = Derived(
        key=f"cocon.{funding.name}_share",
        label=f"{funding.label}达标率",
        unit="%",
        definition=f"{met.label} ÷ {count.label}",
        parts=(met.key, count.key),
        formula=lambda met, count: Decimal(met) * 100 / count if count else None,
        group=GROUP,
    )
    return [count, total, met, mean, share]


registry.add_figures([*subsidies(), *(figure for funding in FUNDINGS for figure in figures_of(funding))])
registry.add_sentences(
    [
        Sentence(
            "cocon.funds",
            "经费保障",
            "{period}，{place}社区工作经费按每千户{cocon.work_fund_wan}万元、为民服务专项经费按每社区{cocon.service_fund_wan}万元"
            "的标准保障，达标社区分别为{cocon.work_fund_met}个和{cocon.service_fund_met}个，"
            "核定社区工作者补贴{cocon.subsidies_wan}万元。",
            source="W21 W22 W23",
        ),
        Sentence(
            "cocon.party_funds",
            "党建活动经费",
            "{period}，{place}党建活动经费按每街道{cocon.street_fund_wan}万元、每社区{cocon.party_fund_wan}万元的标准保障，"
            "达标街道{cocon.street_fund_met}个、社区{cocon.party_fund_met}个。",
            source="S09 S10",
        ),
    ]
)
