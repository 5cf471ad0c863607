"""Rounds that wait for the committee, objections that wait for an answer."""

from django.urls import reverse

from assessments.results.choices import DisputeState
from assessments.results.models import ResultDispute
from assessments.rounds.choices import RoundState
from assessments.rounds.models import Round
from orgtree.choices import Permission as P
from orgtree.declare import Card, Tab, registry
from orgtree.scope.services import within_reach

registry.add_cards(
    [
        Card(
            key="assessments.rounds_to_decide",
            label="待评定轮次",
            hint="已截止：先合成得分，再在评定会页逐个评定",
            place="assessments",
            rows=lambda user: within_reach(Round, P.ASSESS_DECIDE, user).filter(state=RoundState.CLOSED),
            since="closed_at",
            minutes=60,
            url=lambda user: f"{reverse('admin:assessments_round_changelist')}?state__exact={RoundState.CLOSED}",
            permission=P.ASSESS_DECIDE,
        ),
        Card(
            key="assessments.disputes_raised",
            label="待答复结果异议",
            hint="由评定人以外的人答复；成立的随后改定等次",
            place="assessments",
            rows=lambda user: ResultDispute.objects.allowed(user, P.ASSESS_DECIDE).filter(state=DisputeState.RAISED),
            since="raised_at",
            minutes=20,
            url=lambda user: (
                f"{reverse('admin:assessments_resultdispute_changelist')}?state__exact={DisputeState.RAISED}"
            ),
            permission=P.ASSESS_DECIDE,
        ),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="own-outcomes",
            label="本单位结果",
            place="assessments",
            url=lambda: reverse("outcomes"),
            permission=P.ASSESS_REPORT,
            position=46,
        )
    ]
)
