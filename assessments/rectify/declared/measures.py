"""Figures of rectification and talks."""

from decimal import Decimal

from django.db.models import F, Q

from assessments.rectify.choices import RectifyState
from assessments.rectify.lists import item_list, talk_list
from assessments.rectify.models import RectifyItem, Talk
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP = "考核评议"
ITEMS = item_list.pick("organisation place problem source year due_on applied_at verified_at")
MARKS = (Marker(RectifyItem, ("state", "applied_at"), area="area", day="due_on"),)
VERIFIED = Q(state=RectifyState.VERIFIED)
IN_TIME = Q(applied_at__date__lte=F("due_on"), applied_at__isnull=False)


def due(window: Window):
    """Items whose day lies in the period, all but those called off."""
    rows = RectifyItem.objects.counted().filter(due_on__gte=window.period.start, due_on__lte=window.last_day)
    rows = rows.filter(entered_at__lte=window.as_of)
    return rows.select_related("area__parent__parent", "institution", "giver_area").order_by("due_on", "pk")


def held(window: Window):
    """Talks held in the period, all but those that were void."""
    rows = Talk.objects.counted().filter(held_on__gte=window.period.start, held_on__lt=window.period.end)
    rows = rows.filter(entered_at__lte=window.as_of)
    return rows.select_related("area__parent__parent", "institution", "giver_area").order_by("held_on", "pk")


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percent; None of nothing."""
    return Decimal(part) * 100 / whole if whole else None


def item_count(key: str, label: str, definition: str, only: Q | None = None) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="项",
        definition=definition,
        rows=due,
        marks=MARKS,
        area="area",
        columns=ITEMS,
        group=GROUP,
        only=only,
        dated=True,
    )


registry.add_figures(
    [
        item_count("rectify_due", "到期整改事项", "整改期限在统计期内的整改事项，不含撤销的，计在责任单位所在区域"),
        item_count("rectified", "销号整改事项", "其中已由他人核验销号的", VERIFIED),
        item_count("rectified_in_time", "按期整改事项", "其中在期限内申请销号的", IN_TIME),
        Derived(
            key="assessments.rectified_share",
            label="整改销号率",
            unit="%",
            definition="销号整改事项 ÷ 到期整改事项",
            parts=("assessments.rectified", "assessments.rectify_due"),
            formula=share,
            group=GROUP,
        ),
        Derived(
            key="assessments.rectified_in_time_share",
            label="整改按期率",
            unit="%",
            definition="按期整改事项 ÷ 到期整改事项",
            parts=("assessments.rectified_in_time", "assessments.rectify_due"),
            formula=share,
            group=GROUP,
        ),
        Measure(
            key="assessments.talks",
            label="约谈党组织负责人",
            unit="名",
            definition="统计期内对党组织负责人的提醒谈话和告诫约谈，登记在组织名下，一次计一名，不含作废的",
            rows=held,
            marks=(Marker(Talk, ("state",), area="area", day="held_on"),),
            area="area",
            columns=talk_list.pick("organisation place kind trigger held_on state"),
            additive=True,
            group=GROUP,
            source="T23",
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "assessments.rectified_share",
            "整改与约谈",
            "{period}，{place}到期整改事项{assessments.rectify_due}项，销号{assessments.rectified}项（{assessments.rectified_share}%），"
            "约谈党组织负责人{assessments.talks}名。",
            source="T23",
        )
    ]
)
