"""Figures of budgets, and whether areas have what the norms ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter

from django.db.models import Case, F, Q, Value, When

from cocon.projects.choices import GIVEN, FundKind, NormKey
from cocon.projects.lists import entry_list, normed_list
from cocon.projects.models import AreaNorm, FundEntry, FundLine, NormedArea, ProjectNorm
from cocon.projects.services.compliance import ONE, YUAN, granted_fen, households_below, with_standings
from orgtree.choices import AreaKind
from orgtree.declare import Column, Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.declare.money import CENT, WAN, in_wan, in_yuan
from orgtree.models import Area, Post
from orgtree.owned.services.owned import number_on
from orgtree.tree.declared.measures import AREAS, CHILDREN
from orgtree.tree.lists import area_list

GROUP = "经费保障"
AT_COMMUNITY = (AreaKind.COMMUNITY,)
AT_STREET = (AreaKind.STREET, AreaKind.TOWN)
NORMS = Marker(ProjectNorm, ("area", "key", "number", "active_from", "active_to"))
GRANTED = (
    Marker(FundEntry, ("fen", "kind", "day", "line"), area="line__area", since="day"),
    Marker(FundLine, ("area", "kind", "year"), area="area", since="entries__day"),
)
BUILDINGS = Marker(Area, CHILDREN.columns, area="parent__parent")
# Norms of areas' own count people at work below an area, and whom they are given for: four levels, down to a building.
LEVELS = tuple("__".join(["area", *["parent"] * up]) for up in range(4))
POSTS = tuple(
    Marker(Post, ("kind", "area", "holder", "since", "until", "waits"), area=level, since="since") for level in LEVELS
)
HEADS = tuple(
    Marker(Area, (*CHILDREN.columns, "residents"), area="__".join(["parent"] * up), apart="heads") for up in (1, 2, 3)
)
OWN_NORMS = Marker(AreaNorm, ("area", "key", "counted", "at", "per", "number", "active_from", "active_to"))


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


@cache
def funded(funding: Funding) -> Callable:
    """The same for all figures of a funding, so that they are counted in one scan: areas with what they have of the money in the period's year (`has`), what they
    should (`should`) and the `norm`, in yuan.
    """

    def areas(window: Window):
        rows = Area.objects.open_on(window.last_day).filter(kind__in=funding.areas)
        rows = rows.annotate(
            fen=granted_fen(funding.kind, window.last_day),
            norm=number_on(ProjectNorm.objects.all(), funding.key, window.last_day, YUAN, default=Decimal(0)),
            heads=households_below() if funding.per else ONE,
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


# --- Norms that areas keep ------------------------------------------------------------------------------------------------


def normed(window: Window):
    """Areas with how many norms of areas' own hold for them on the last day that counts, and how many they meet."""
    rows = with_standings(NormedArea.objects.all(), window.last_day)
    return rows.select_related("parent__parent__parent")


def standing_count(name: str, label: str, definition: str, value: str) -> Measure:
    return Measure(
        key=f"cocon.{name}",
        label=label,
        unit="项次",
        definition=definition,
        rows=normed,
        only=Q(**{f"{value}__gt": 0}),
        value=value,
        marks=(AREAS, *HEADS, *POSTS, *GRANTED, OWN_NORMS),
        area="",
        columns=normed_list.pick("name kind parent held met lacking"),
        group=GROUP,
        stock=True,
    )


def own_norms() -> list[Measure | Derived]:
    """How often norms of areas' own hold, how often they are met, and the share."""
    held = "统计期末各社区、街道适用的其他保障标准，一个区域一项标准计一次；标准由各地自定，如社区工作人员"
    met = (
        "其中已有不低于标准的：经费按当年核定，人员按当天在任的书记、经办人和网格员；按户数、人口的，没有登记的不算达标"
    )
    counts = (
        standing_count("own_norms", "适用其他保障标准", held, "held"),
        standing_count("own_norms_met", "其他保障标准达标", met, "met"),
    )
    share = Derived(
        key="cocon.own_norms_share",
        label="其他保障标准达标率",
        unit="%",
        definition="其他保障标准达标 ÷ 适用其他保障标准",
        parts=("cocon.own_norms_met", "cocon.own_norms"),
        formula=lambda met, held: Decimal(met) * 100 / held if held else None,
        group=GROUP,
    )
    return [*counts, share]


registry.add_figures([*subsidies(), *(figure for funding in FUNDINGS for figure in figures_of(funding)), *own_norms()])
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
        Sentence(
            "cocon.own_norms",
            "其他保障标准",
            "截至{period}末，{place}各社区、街道适用其他保障标准{cocon.own_norms}项次，达标{cocon.own_norms_met}项次，"
            "达标率{cocon.own_norms_share}%。",
        ),
    ]
)
