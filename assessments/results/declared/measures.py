"""Figures of observation rounds (观摩评比): those whose results were published, and what subjects were graded. Never who came first."""

from django.db.models import Q

from assessments.results.lists import outcome_list
from assessments.results.models import Outcome
from assessments.rounds.lists import round_list
from assessments.rounds.models import Round
from assessments.schemes.choices import Grade, RoundKind
from orgtree.declare import Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP = "观摩评比"
ROUNDS = Marker(Round, ("scheme", "area", "published_at"), area="area", day="published_at")
# Grades come to count when their round is published, and do not change after.
PUBLISHED = Marker(Round, ("published_at",), area="subjects__area", day="published_at")
GRADED = Marker(Outcome, ("decided", "subject"), area="subject__area", day="subject__round__published_at")


def _published(window: Window, before: str = "") -> Q:
    moment = f"{before}published_at"
    return Q(
        **{
            f"{before}scheme__kind": RoundKind.VISITS,
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


registry.add_figures(
    [
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
            "assessments.visit_rounds",
            "观摩评比",
            "{period}，{place}开展观摩评比{assessments.visit_rounds}次，评为先进{assessments.visits_advanced}个、"
            "达标{assessments.visits_standard}个、后进{assessments.visits_lagging}个。",
            source="J24",
        )
    ]
)
