"""What results declare for the ground floor, and what follows for them from the course of a round."""

from datetime import date

from django.urls import reverse

from assessments.declare import round_deciding, round_publishing
from assessments.results.choices import OutcomeState, ResultDeadline
from assessments.results.models import Outcome
from assessments.results.services.composing import RUN, work_on_composing
from assessments.results.services.outcomes import check_decided
from assessments.results.services.publicity import publish_results
from orgtree.choices import DeadlineUnit
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Broken, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind
from orgtree.declare.runs import RunKind
from orgtree.declare.tables import AreaFact


def grades_before(areas: list, period: Period, day: date) -> dict[int, str]:
    """The published grade of each area in the year before that of the period, the last that was decided. One query."""
    rows = Outcome.objects.filter(subject__area__in=areas, subject__round__year=period.start.year - 1)
    rows = rows.filter(state=OutcomeState.FROZEN).select_related("subject").order_by("decided_at", "pk")
    return {row.subject.area_id: row.get_decided_display() for row in rows}


round_deciding.add("results.decided", check_decided)
round_publishing.add("results.frozen", publish_results)
registry.add_runs(
    [
        RunKind(
            RUN,
            "合成评议得分",
            work_on_composing,
            permission=P.ASSESS_DECIDE,
            right=P.ASSESS_MANAGE,
            url=lambda run: reverse("round-committee", args=[run.params["round"]]),
            is_whole=True,
            counted={"subjects": "考评对象"},
        )
    ]
)
registry.add_notice_kinds([NoticeKind("assess_results", "评议结果", ("outcome", "publicity", "resultdispute"))])
registry.add_deadlines(
    DeadlineKind(key, str(key.label), frozenset({DeadlineUnit.WORKDAY}), shortest=1) for key in ResultDeadline
)
registry.add_constraints({"dispute_one_at_a_time": Broken("known", "这一结果的异议正在办理", "outcome")})
registry.add_area_facts(
    [
        AreaFact(
            "grade_before",
            "上年度评议等次",
            grades_before,
            ("上年评议等次", "上年度评定等次", "上年度考核等次", "上年度述职评议等次"),
            P.ASSESS_VIEW,
        )
    ]
)
