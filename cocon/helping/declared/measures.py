"""Figures of helping pairs, of what units gave in them and besides, of social organisations and their services."""

from decimal import Decimal

from django.db.models import Q

from cocon.helping.choices import HelpKind, HelpState, PairEnd
from cocon.helping.lists import contribution_list, engagement_list, help_list, pair_list, service_list
from cocon.helping.models import Contribution, Engagement, HelpGiven, HelpingPair, SocialService
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.declare.money import WAN, in_yuan

GROUP = "共驻共建"
PAIRS = Marker(HelpingPair, ("since", "until", "end_reason", "area"), area="area", since="since")
GIVEN = (
    Marker(HelpGiven, ("state", "kind", "fen", "day", "pair"), area="pair__area", day="day"),
    Marker(HelpingPair, ("unit", "end_reason", "area"), area="area", day="helps__day"),
)
CONTRIBUTED = (Marker(Contribution, ("state", "fen", "day", "area", "unit"), area="area", day="day"),)
TERMS = ("organisation", "area", "since", "until")
# Where an organisation counts depends on where else it works.
ENGAGED = Marker(Engagement, TERMS, area="organisation__engagements__area", since="since")
SERVED = (
    Marker(SocialService, ("state", "heads", "day", "engagement"), area="engagement__area", day="day"),
    Marker(Engagement, ("area",), area="area", day="services__day"),
)


def pairs_in_force(window: Window):
    """Pairs that last on the last day that counts."""
    rows = HelpingPair.objects.in_force_on(window.last_day).select_related("area__parent__parent", "unit", "team")
    return rows.order_by("pk")


def given(window: Window):
    """What was given in the period, what was made void left out; its value in yuan."""
    rows = HelpGiven.objects.filter(day__gte=window.period.start, day__lte=window.last_day, at__lte=window.as_of)
    rows = rows.exclude(pair__end_reason=PairEnd.MISTAKE).filter(state=HelpState.KEPT)
    rows = rows.annotate(yuan=in_yuan("fen"))
    return rows.select_related("pair__area__parent__parent", "pair__unit", "pair__team").order_by("day", "pk")


def contributed(window: Window):
    """What units gave in the period besides their pairs, what was made void left out; its value in yuan."""
    rows = Contribution.objects.kept().filter(day__gte=window.period.start, day__lte=window.last_day)
    rows = rows.filter(at__lte=window.as_of).annotate(yuan=in_yuan("fen"))
    return rows.select_related("area__parent__parent", "unit").order_by("day", "pk")


def engagements(window: Window):
    """Engagements in force on the last day that counts."""
    rows = Engagement.objects.in_force_on(window.last_day).select_related("area__parent__parent", "organisation")
    return rows.order_by("pk")


def first_engagements(window: Window):
    """Of each organisation in force on the last day that counts, the engagement that began first."""
    rows = Engagement.objects.first_on(window.last_day).select_related("area__parent__parent", "organisation")
    return rows.order_by("pk")


def served(window: Window):
    """Sessions held in the period, what was made void left out."""
    rows = SocialService.objects.filter(day__gte=window.period.start, day__lte=window.last_day, at__lte=window.as_of)
    rows = rows.filter(state=HelpState.KEPT)
    return rows.select_related("engagement__area__parent__parent", "engagement__organisation").order_by("day", "pk")


def count_given(key: str, label: str, unit: str, definition: str, only: Q, columns: str, **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=given,
        only=only,
        marks=GIVEN,
        area="pair__area",
        columns=help_list.pick(columns),
        group=GROUP,
        **more,
    )


def count_served(key: str, label: str, unit: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=served,
        marks=SERVED,
        area="engagement__area",
        columns=service_list.pick("day kind title organisation place hours heads"),
        group=GROUP,
        **more,
    )


HELP_FUNDS = count_given(
    "help_funds",
    "单位帮扶资金物资",
    "元",
    "统计期内单位在帮扶对子中给的资金和物资折价，按登记的金额相加；服务队给的、作废的不算",
    Q(fen__gt=0, pair__unit__isnull=False),
    "day kind pair helper place yuan",
    value="yuan",
    decimals=2,
)
registry.add_figures(
    [
        Measure(
            key="cocon.helping_pairs",
            label="帮扶对子",
            unit="对",
            definition="统计期末仍在帮扶的对子，单位帮扶的和服务队帮扶的都算；登记有误的不算，最后一天仍算",
            rows=pairs_in_force,
            marks=(PAIRS,),
            area="area",
            columns=pair_list.pick("code helper place need helped since until"),
            group=GROUP,
            stock=True,
            source="T10",
        ),
        count_given(
            "help_visits",
            "帮扶走访",
            "次",
            "统计期内登记的对帮扶对子的走访，作废的不算",
            Q(kind=HelpKind.VISIT),
            "day pair helper place words",
        ),
        HELP_FUNDS,
        Measure(
            key="cocon.contributed",
            label="单位共建投入",
            unit="元",
            definition="统计期内单位为社区共建出的资金和物资折价，帮扶对子里的不在内；按登记的金额相加，作废的不算",
            rows=contributed,
            value="yuan",
            marks=CONTRIBUTED,
            area="area",
            columns=contribution_list.pick("day kind unit_name place words yuan"),
            group=GROUP,
            decimals=2,
        ),
        Derived(
            key="cocon.funds_and_goods_wan",
            label="投入资金物资",
            unit="万元",
            definition="（单位帮扶资金物资 + 单位共建投入）÷ 10000",
            parts=("cocon.help_funds", "cocon.contributed"),
            formula=lambda helped, contributed: (Decimal(helped) + Decimal(contributed)) / WAN,
            group=GROUP,
            decimals=2,
            source="T06",
            is_rate=False,
        ),
        Measure(
            key="cocon.social_organisations",
            label="引进社会组织",
            unit="家",
            definition="统计期末在册的引进社会组织，每家计一次；几个地方都引进的，计入最早引进的地方，各地的见“社会组织引进”",
            rows=first_engagements,
            marks=(ENGAGED,),
            area="area",
            columns=engagement_list.pick("organisation place purpose since until"),
            group=GROUP,
            stock=True,
            source="J22",
        ),
        Measure(
            key="cocon.engagements",
            label="社会组织引进",
            unit="家次",
            definition="统计期末在册的引进记录，每个地方引进的各计一次；一家到几个地方计几次，所以相加大于家数",
            rows=engagements,
            marks=(Marker(Engagement, TERMS, area="area", since="since"),),
            area="area",
            columns=engagement_list.pick("organisation place purpose since until"),
            group=GROUP,
            stock=True,
        ),
        count_served(
            "social_services", "社工专业服务", "次", "统计期内登记的社工服务，一次计一次，作废的不算", source="T09"
        ),
        count_served(
            "social_heads", "社工服务人次", "人次", "统计期内社工服务的人数之和；同一人来几次算几次", value="heads"
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.helping",
            "帮扶对子",
            "{period}，{place}结成帮扶对子{cocon.helping_pairs}对，走访{cocon.help_visits}次，"
            "单位投入资金物资{cocon.funds_and_goods_wan}万元。",
            source="T06 T10",
        ),
        Sentence(
            "cocon.social",
            "社会组织与社工",
            "{period}，{place}引进社会组织{cocon.social_organisations}家，开展社工专业服务{cocon.social_services}次，"
            "服务{cocon.social_heads}人次。",
            source="T09 J22",
        ),
    ]
)
