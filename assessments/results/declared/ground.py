"""What results declare for the ground floor, and what follows for them from the course of a round."""

from django.urls import reverse

from assessments.declare import round_deciding, round_publishing
from assessments.results.choices import ResultDeadline
from assessments.results.services.composing import RUN, work_on_composing
from assessments.results.services.outcomes import check_decided
from assessments.results.services.publicity import publish_results
from orgtree.choices import DeadlineUnit
from orgtree.choices import Permission as P
from orgtree.declare import Broken, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind
from orgtree.declare.runs import RunKind

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
