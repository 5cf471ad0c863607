"""Figures of needs and of what units do about them."""

from decimal import Decimal

from django.db.models import Q

from cocon.needs.choices import AskState, ClaimState, NeedState
from cocon.needs.lists import ask_list, claim_list, need_list, resource_list
from cocon.needs.models import Claim, Need, Resource, UnitAsk
from orgtree.database.spans import lasting_on
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

NEEDS = need_list.pick("title matter place amount published_at ended_at")
CLAIMS = claim_list.pick("need matter place unit amount claimed_at accepted_at")
GROUP = "共驻共建"


def published(window: Window):
    """Needs published in the period, drafts and what was withdrawn left out."""
    rows = Need.objects.filter(published_at__gte=window.beginning, published_at__lt=window.ending)
    rows = rows.filter(published_at__lte=window.as_of).exclude(state=NeedState.WITHDRAWN)
    return rows.select_related("area__parent__parent", "matter").order_by("published_at", "pk")


def standing(window: Window):
    """Needs that were published and had not ended at the end of the period."""
    rows = Need.objects.filter(published_at__lte=window.moment)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=window.moment))
    return rows.select_related("area__parent__parent", "matter").order_by("published_at", "pk")


def closed(window: Window):
    """Needs that came to 销号 in the period."""
    rows = Need.objects.filter(ended_at__gte=window.beginning, ended_at__lt=window.ending, state=NeedState.CLOSED)
    return (
        rows.filter(ended_at__lte=window.as_of)
        .select_related("area__parent__parent", "matter")
        .order_by("ended_at", "pk")
    )


def _claims(window: Window, moment: str):
    rows = Claim.objects.filter(**{f"{moment}__gte": window.beginning, f"{moment}__lt": window.ending})
    rows = rows.filter(**{f"{moment}__lte": window.as_of})
    return rows.select_related("need__area__parent__parent", "need__matter", "unit").order_by(moment, "pk")


def taken_on(window: Window):
    """Claims that a community confirmed in the period, as projects of units; what was withdrawn or lapsed is none."""
    live = [ClaimState.RUNNING, ClaimState.SUBMITTED, ClaimState.ACCEPTED]
    return _claims(window, "confirmed_at").filter(state__in=live)


def accepted(window: Window):
    """Claims that both sides accepted in the period."""
    return _claims(window, "accepted_at").filter(state=ClaimState.ACCEPTED)


def shared(window: Window):
    """Resources on the shared list at the end of the period."""
    rows = Resource.objects.filter(entered_at__lte=window.moment)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=window.moment))
    rows = rows.filter(lasting_on(window.last_day))
    return rows.select_related("area__parent__parent", "unit", "matter").order_by("entered_at", "pk")


def asked(window: Window):
    """What units asked for in the period; what they withdrew left out."""
    rows = UnitAsk.objects.filter(asked_at__gte=window.beginning, asked_at__lt=window.ending)
    rows = rows.filter(asked_at__lte=window.as_of).exclude(state=AskState.WITHDRAWN)
    return rows.select_related("area__parent__parent", "unit", "matter", "need").order_by("asked_at", "pk")


def ask_count(key: str, label: str, definition: str, only: Q | None = None) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit="项",
        definition=definition,
        rows=asked,
        only=only,
        marks=(Marker(UnitAsk, ("state",), area="area", day="asked_at"),),
        area="area",
        columns=ask_list.pick("title unit matter place amount asked_at state"),
        group=GROUP,
    )


def share(accepted_ones: Decimal, running: Decimal) -> Decimal | None:
    """Percent of the claims confirmed in the period; None where there was none."""
    return accepted_ones * 100 / running if running else None


def _of_need(day: str) -> tuple[Marker, ...]:
    return (Marker(Need, ("state",), area="area", day=day),)


def _of_claim(day: str) -> tuple[Marker, ...]:
    return (
        Marker(Claim, ("state",), area="need__area", day=day),
        Marker(Need, (), area="area", day=f"claims__{day}"),
    )


registry.add_figures(
    [
        Measure(
            key="cocon.needs_published",
            label="发布需求",
            unit="项",
            definition="统计期内发布的共建需求，不含撤回的",
            rows=published,
            marks=_of_need("published_at"),
            area="area",
            columns=NEEDS,
            group=GROUP,
        ),
        Measure(
            key="cocon.needs_closed",
            label="需求销号",
            unit="项",
            definition="统计期内经双方验收后销号的共建需求",
            rows=closed,
            marks=_of_need("ended_at"),
            area="area",
            columns=NEEDS,
            group=GROUP,
            headline=True,
        ),
        Measure(
            key="cocon.claims_confirmed",
            label="单位认领项目",
            unit="个",
            definition="统计期内经社区确认的单位认领，不含撤回和失效的；一个单位认领一项需求算一个",
            rows=taken_on,
            marks=_of_claim("confirmed_at"),
            area="need__area",
            columns=CLAIMS,
            group=GROUP,
        ),
        Measure(
            key="cocon.claims_accepted",
            label="共建项目验收",
            unit="个",
            definition="统计期内双方都验收了的单位认领",
            rows=accepted,
            marks=_of_claim("accepted_at"),
            area="need__area",
            columns=CLAIMS,
            group=GROUP,
        ),
        Measure(
            key="cocon.claims_done",
            label="其中已验收",
            unit="个",
            definition="统计期内经社区确认的单位认领中，到统计时双方都已验收的",
            rows=taken_on,
            only=Q(state=ClaimState.ACCEPTED),
            marks=_of_claim("confirmed_at"),
            area="need__area",
            columns=CLAIMS,
            group=GROUP,
        ),
        Measure(
            key="cocon.resources_shared",
            label="共享场地物资",
            unit="处（件）",
            definition="统计期末在共享清单上的资源：场地、物资、人才、服务各计一项，按所在区域统计；收回的和过了最后一天的不算",
            rows=shared,
            marks=(Marker(Resource, ("state", "until", "ended_at"), area="area", since="entered_at"),),
            area="area",
            columns=resource_list.pick("title kind matter owner area until"),
            group=GROUP,
            stock=True,
            source="J21",
        ),
        Measure(
            key="cocon.needs_standing",
            label="在办需求",
            unit="项",
            definition="统计期末已发布、还没有销号或撤回的共建需求，认领满的也算",
            rows=standing,
            marks=(Marker(Need, ("published_at", "ended_at"), area="area", since="entered_at"),),
            area="area",
            columns=NEEDS,
            group=GROUP,
            stock=True,
        ),
        ask_count("unit_asks", "单位需求", "统计期内单位向社区提出的需求，不含撤回的"),
        ask_count(
            "unit_asks_met",
            "其中已办成",
            "统计期内单位提出的需求中，到统计时社区已办成，或列入需求清单后已销号的",
            Q(state=AskState.MET),
        ),
        Derived(
            key="cocon.supply_balance",
            label="供需差额",
            unit="项",
            definition="统计期末的共享资源项数 − 在办需求项数，负数为资源不足；单位的资源按单位所在区域统计",
            parts=("cocon.resources_shared", "cocon.needs_standing"),
            formula=lambda resources, needs: resources - needs,
            group=GROUP,
            decimals=0,
            is_rate=False,
        ),
        Derived(
            key="cocon.claims_rate",
            label="认领项目完成率",
            unit="%",
            definition="统计期内确认的认领中双方都已验收的 ÷ 统计期内确认的认领；还没有开始实施的也计入分母",
            parts=("cocon.claims_done", "cocon.claims_confirmed"),
            formula=share,
            group=GROUP,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.needs",
            "需求与认领",
            "{period}，{place}发布共建需求{cocon.needs_published}项，单位认领项目{cocon.claims_confirmed}个，"
            "双方验收{cocon.claims_accepted}个，需求销号{cocon.needs_closed}项。",
        ),
        Sentence(
            "cocon.unit_asks",
            "单位需求",
            "{period}，{place}驻区单位提出需求{cocon.unit_asks}项，已办成{cocon.unit_asks_met}项。",
        ),
        Sentence(
            "cocon.balance",
            "供需对照",
            "截至{period}末，{place}在办共建需求{cocon.needs_standing}项，共享资源{cocon.resources_shared}项。",
        ),
        Sentence(
            "cocon.resources",
            "共享资源",
            "截至{period}末，{place}共享场地物资等{cocon.resources_shared}项。",
            source="J21",
        ),
    ]
)
