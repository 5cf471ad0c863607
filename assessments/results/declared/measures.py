"""Figures of published rounds: observation rounds (观摩评比) and their grades, what the streets' word weighs in a department's year.

Never who came first.
"""

from decimal import Decimal

from django.db.models import Q

from assessments.results.lists import outcome_list
from assessments.results.models import Outcome
from assessments.rounds.lists import round_list
from assessments.rounds.models import Round
from assessments.schemes.choices import Grade, Level, RoundKind
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP, OF_STREETS = "观摩评比", "街道评部门"
ROUNDS = Marker(Round, ("scheme", "area", "published_at"), area="area", day="published_at")
# Grades come to count when their round is published, and do not change after.
PUBLISHED = Marker(Round, ("published_at",), area="subjects__area", day="published_at")
GRADED = Marker(Outcome, ("decided", "subject"), area="subject__area", day="subject__round__published_at")


def _published(window: Window, before: str = "", kind: str = RoundKind.VISITS) -> Q:
    moment = f"{before}published_at"
    return Q(
        **{
            f"{before}scheme__kind": kind,
            f"{moment}__gte": window.beginning,
            f"{moment}__lt": window.ending,
        },
        **{f"{moment}__lte": window.as_of},
    )


def rounds(window: Window):
    """Observation rounds whose results were published in the period."""
    rows = Round.objects.filter(_published(window)).select_related("scheme", "area__parent__parent", "fill")
    return rows.order_by("published_at", "pk")


def grades(window: Window):
    """What areas were graded in those rounds."""
    rows = Outcome.objects.filter(_published(window, "subject__round__"), subject__area__isnull=False)
    return rows.select_related("subject__round__area", "subject__area").order_by("subject_id")


def grade_count(key: str, grade: Grade) -> Measure:
    return Measure(
        key=f"assessments.visits_{key}",
        label=f"观摩评为“{grade.label}”",
        unit="个",
        definition=f"统计期内公布的观摩评比中评为“{grade.label}”的街道、社区",
        rows=grades,
        only=Q(decided=grade),
        marks=(PUBLISHED, GRADED),
        area="subject__area",
        columns=outcome_list.pick("round subject group decided"),
        group=GROUP,
        appraises=False,
    )


def street_rounds(window: Window):
    """Rounds in which streets assess departments, published in the period."""
    rows = Round.objects.filter(_published(window, kind=RoundKind.DEPARTMENTS))
    return rows.select_related("scheme", "area__parent__parent", "fill").order_by("published_at", "pk")


def mean_share(shares: Decimal, number: Decimal) -> Decimal | None:
    """Per cent, over the rounds; None without any."""
    return Decimal(shares) / number if number else None


def street_count(level: Level, key: str, label: str, unit: str, definition: str, value: str | None = None) -> Measure:
    """Something of those rounds at one level: how many they are, or the sum of a value."""
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=street_rounds,
        only=Q(scheme__level=level),
        value=value,
        marks=(ROUNDS,),
        area="area",
        columns=round_list.pick("title year area share published_at"),
        group=OF_STREETS,
        appraises=False,
    )


def shares_of(level: Level, key: str, who: str, source: str = "") -> list[Measure | Derived]:
    """What the streets' word weighs in the year of departments, or of stations: the mean over the rounds of the period."""
    told = f"统计期内公布结果的街道评{who}"
    weights = f"{told}各轮所占权重之和"
    return [
        street_count(level, f"{key}_rounds", f"街道评{who}", "轮", told),
        street_count(level, f"{key}_shares", f"街道评{who}权重合计", "个百分点", weights, "scheme__streets_share"),
        Derived(
            key=f"assessments.{key}_share",
            label=f"街道对{who}考评权重",
            unit="%",
            definition=f"街道评{who}权重合计 ÷ 街道评{who}轮数",
            parts=(f"assessments.{key}_shares", f"assessments.{key}_rounds"),
            formula=mean_share,
            group=OF_STREETS,
            appraises=False,
            source=source,
        ),
    ]


registry.add_figures(
    [
        *shares_of(Level.DEPARTMENT, "departments", "部门"),
        *shares_of(Level.STATION, "stations", "派驻机构", "W07"),
        Measure(
            key="assessments.visit_rounds",
            label="观摩评比",
            unit="次",
            definition="统计期内公布结果的观摩评比（听汇报、看现场、查资料、评等次）",
            rows=rounds,
            marks=(ROUNDS,),
            area="area",
            columns=round_list.pick("title year area published_at"),
            group=GROUP,
            appraises=False,
            source="J24",
        ),
        grade_count("advanced", Grade.ADVANCED),
        grade_count("standard", Grade.STANDARD),
        grade_count("lagging", Grade.LAGGING),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "assessments.departments_share",
            "街道评部门",
            "{period}，{place}街道对部门考评权重{assessments.departments_share}%（{assessments.departments_rounds}轮）。",
        ),
        Sentence(
            "assessments.stations_share",
            "街道评派驻机构",
            "{period}，{place}街道对派驻机构考评权重{assessments.stations_share}%（{assessments.stations_rounds}轮）。",
            source="W07",
        ),
        Sentence(
            "assessments.visit_rounds",
            "观摩评比",
            "{period}，{place}开展观摩评比{assessments.visit_rounds}次，评为先进{assessments.visits_advanced}个、"
            "达标{assessments.visits_standard}个、后进{assessments.visits_lagging}个。",
            source="J24",
        ),
    ]
)
