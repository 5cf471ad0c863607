"""Figures of whistles: how many were blown, how departments were rated, with and without what a second level took out."""

from decimal import Decimal

from django.db.models import Q

from grids.cases.models import Case
from grids.whistles.choices import LegState
from grids.whistles.lists import leg_list, whistle_list
from grids.whistles.models import Whistle, WhistleLeg
from grids.whistles.rules import SATISFIED
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP = "吹哨报到"
BLOWN = (
    Marker(Whistle, ("approved_at", "state", "case"), area="case__area", day="approved_at"),
    Marker(Case, ("area",), area="area", day="whistles__approved_at"),
)
RATED = (
    Marker(WhistleLeg, ("rated_at", "state", "result"), area="whistle__case__area", day="rated_at"),
    Marker(Whistle, ("case",), area="case__area", day="legs__rated_at"),
    Marker(Case, ("area",), area="area", day="whistles__legs__rated_at"),
)


def blown(window: Window):
    """Whistles that were approved in the period, as known at the time of the fill."""
    rows = Whistle.objects.filter(approved_at__gte=window.beginning, approved_at__lt=window.ending)
    rows = rows.filter(approved_at__lte=window.as_of).exclude(state="refused")
    return rows.select_related("case__area__parent__parent", "lead", "second", "third").order_by("approved_at", "pk")


def rated(window: Window):
    """Parts of departments that were rated in the period."""
    rows = WhistleLeg.objects.judged().filter(rated_at__gte=window.beginning, rated_at__lt=window.ending)
    rows = rows.filter(rated_at__lte=window.as_of)
    return rows.select_related("whistle__case__area__parent__parent", "unit").order_by("rated_at", "pk")


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percent; None of nothing."""
    return Decimal(part) * 100 / whole if whole else None


def rating_count(key: str, label: str, definition: str, only: Q | None = None) -> Measure:
    return Measure(
        key=f"grids.{key}",
        label=label,
        unit="件",
        definition=definition,
        rows=rated,
        marks=RATED,
        area="whistle__case__area",
        columns=leg_list.pick("unit case area called_at rated_at response attendance result state"),
        group=GROUP,
        only=only,
    )


GOOD, OUT = Q(result__gte=SATISFIED), Q(state=LegState.EXCLUDED)
registry.add_figures(
    [
        Measure(
            key="grids.whistles",
            label="吹哨",
            unit="次",
            definition="统计期内街道批准的吹哨",
            rows=blown,
            marks=BLOWN,
            area="case__area",
            columns=whistle_list.pick("case words lead others area approved_at state"),
            group=GROUP,
        ),
        rating_count("whistle_rated", "街道评价部门", "统计期内街道评价的部门报到，含申诉后剔除的"),
        rating_count("whistle_satisfied", "评价满意", "其中结果四星及以上的，含剔除的", GOOD),
        rating_count("whistle_excluded", "剔除的评价", "其中部门申诉、区级裁定剔除的", OUT),
        rating_count("whistle_kept", "剔除后评价", "街道评价部门，不含剔除的", ~OUT),
        rating_count("whistle_kept_satisfied", "剔除后评价满意", "其中结果四星及以上的，不含剔除的", GOOD & ~OUT),
        Derived(
            key="grids.whistle_satisfaction",
            label="街道评部门满意率（含剔除）",
            unit="%",
            definition="评价满意 ÷ 街道评价部门",
            parts=("grids.whistle_satisfied", "grids.whistle_rated"),
            formula=share,
            group=GROUP,
        ),
        Derived(
            key="grids.whistle_satisfaction_kept",
            label="街道评部门满意率（不含剔除）",
            unit="%",
            definition="剔除后评价满意 ÷ 剔除后评价",
            parts=("grids.whistle_kept_satisfied", "grids.whistle_kept"),
            formula=share,
            group=GROUP,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "grids.whistles",
            "吹哨报到",
            "{period}，{place}吹哨{grids.whistles}次，评价部门报到{grids.whistle_rated}件，"
            "满意率{grids.whistle_satisfaction}%（剔除{grids.whistle_excluded}件后{grids.whistle_satisfaction_kept}%）。",
        )
    ]
)
