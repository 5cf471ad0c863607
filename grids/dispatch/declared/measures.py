"""Figures of dispatch: whether the first unit was the right one, how many came back, how often a case went on."""

from dataclasses import replace

from django.db.models import Q

from grids.cases.choices import LegRole, LegState
from grids.cases.declared.measures.counting import GROUP, OUT, between, done, mean, share
from grids.cases.declared.measures.figures import CASE_COLUMNS
from grids.cases.lists import case_list, leg_list
from grids.cases.models import Case, Leg
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

LEGS = leg_list.pick("number title place category unit given_at state return_kind reason")
HOPS = case_list.pick("number title category place state lead opened_at done_at hops")
# The list shows how often a case went on and adds nothing up; behind the sum it is one.
SUMMED_HOPS = (*HOPS[:-1], replace(HOPS[-1], field="hops"))
KNOWN = Q(hop=1, was_right__isnull=False)
GIVEN = (
    Marker(Leg, ("role", "state", "hop", "was_right"), area="case__area", day="given_at"),
    Marker(Case, CASE_COLUMNS, area="area", day="legs__given_at"),
)
DONE = (Marker(Case, CASE_COLUMNS, area="area", day="done_at"),)


def given(window: Window):
    """Parts of units that lead, given in the period, each time that a case was given anew."""
    rows = Leg.objects.filter(role=LegRole.LEAD, hop__gt=0, case__excluded_at__isnull=True).exclude(case__state__in=OUT)
    rows = rows.select_related("case__area__parent__parent", "case__category", "institution")
    return between(rows, "given_at", window.beginning, window.ending, window.as_of)


def done_by_units(window: Window):
    """Cases done in the period that had been given to units."""
    return done(window).filter(hops__gt=0)


def _of_legs(key: str, label: str, definition: str, only: Q) -> Measure:
    more = {"rows": given, "marks": GIVEN, "area": "case__area", "columns": LEGS, "group": GROUP}
    return Measure(key=f"grids.{key}", label=label, definition=definition, only=only, unit="件", **more)


def _of_cases(key: str, label: str, definition: str, unit: str, **more) -> Measure:
    said = {"rows": done_by_units, "marks": DONE, "area": "area", "columns": HOPS, "group": GROUP}
    return Measure(key=f"grids.{key}", label=label, definition=definition, unit=unit, **said | more)


def _rate(key: str, label: str, definition: str, part: str, whole: str) -> Derived:
    parts = (f"grids.{part}", f"grids.{whole}")
    said = {"unit": "%", "formula": share, "group": GROUP, "decimals": 2}
    return Derived(key=f"grids.{key}", label=label, definition=definition, parts=parts, **said)


registry.add_figures(
    [
        _of_legs("given", "交办单位", "统计期内交给主办单位的次数；退回后再交办的再算一次", Q()),
        _of_legs("given_back", "退回", "统计期内交给主办单位、后来被单位退回的次数", Q(state=LegState.RETURNED)),
        _rate("back_rate", "退单率", "退回 ÷ 统计期内交办单位的次数", "given_back", "given"),
        _of_legs("first_known", "首派有结果", "统计期内首次交办、已办结、退回或改派的事项", KNOWN),
        _of_legs("first_right", "首派准确", "统计期内首次交办、由该单位办结的事项", KNOWN & Q(was_right=True)),
        _of_legs("first_wrong", "首派不准", "统计期内首次交办后被退回或改派的事项", KNOWN & Q(was_right=False)),
        _rate(
            "first_right_rate",
            "首派准确率",
            "首派准确 ÷ 首派有结果；退回和改派的见“首派不准”",
            "first_right",
            "first_known",
        ),
        _of_cases("done_by_units", "单位办结的事项", "统计期内办结、交给过单位的事项", "件"),
        _of_cases(
            "hops", "派转次数", "统计期内办结、交给过单位的事项派转次数之和", "次", value="hops", columns=SUMMED_HOPS
        ),
        Derived(
            key="grids.mean_hops",
            label="平均派转次数",
            unit="次",
            definition="派转次数 ÷ 单位办结的事项；一次就派对的为1",
            parts=("grids.hops", "grids.done_by_units"),
            formula=mean,
            group=GROUP,
            decimals=2,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "grids.dispatch",
            "派单",
            "{period}，{place}首派准确率{grids.first_right_rate}%，退单率{grids.back_rate}%，平均派转{grids.mean_hops}次。",
        ),
    ]
)
