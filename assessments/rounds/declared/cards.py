"""What of rounds waits on the desk: reports to hand in and to review, scores to give."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.rounds.choices import ReportState, RoundState
from assessments.rounds.models import SubjectReport
from assessments.rounds.services.panels import subjects_to_score
from orgtree.choices import Permission as P
from orgtree.declare import Card, Tab, registry


def _late(memo: dict) -> Q:
    return Q(due_on__lt=memo.setdefault("today", timezone.localdate()))


def _reports(user, permission: str, *states: str):
    rows = SubjectReport.objects.allowed(user, permission)
    return rows.filter(state__in=states, subject__round__state=RoundState.OPEN, subject__is_left_out=False)


def _list(user, state: str) -> str:
    """The list on the desk; the pages of units for whoever has no look at assessments."""
    if not user.holds(P.ASSESS_VIEW):
        return reverse("unit-reports")
    return f"{reverse('admin:assessments_subjectreport_changelist')}?state__exact={state}"


registry.add_cards(
    [
        Card(
            key=f"assessments.reports_{state}",
            label=label,
            hint=hint,
            place="assessments",
            rows=lambda user, state=state, permission=permission: _reports(user, permission, state),
            since=since,
            overdue=_late if permission == P.ASSESS_REPORT else None,
            url=lambda user, state=state: _list(user, state),
            permission=permission,
            minutes=minutes,
            at_community=False,
        )
        for state, label, hint, permission, since, minutes in (
            (
                ReportState.DUE,
                "待提交述职报告",
                "数字已按关账数填好，补充内容后提交",
                P.ASSESS_REPORT,
                "subject__round__opened_at",
                30,
            ),
            (
                ReportState.RETURNED,
                "待修改述职报告",
                "按修改意见改好后再提交",
                P.ASSESS_REPORT,
                "reviewed_at",
                15,
            ),
            (
                ReportState.HANDED_IN,
                "待审阅述职报告",
                "审定，或写明意见退回",
                P.ASSESS_MANAGE,
                "handed_in_at",
                10,
            ),
        )
    ]
)
registry.add_cards(
    [
        Card(
            key="assessments.own_sheets",
            label="待评分",
            hint="您是考评组成员，逐个考评对象评分后提交",
            place="assessments",
            rows=subjects_to_score,
            since="round__opened_at",
            minutes=10,
            url=lambda user: reverse("panel-home"),
            permission=None,
            at_community=False,
            is_listed=False,
        )
    ]
)
registry.add_tabs(
    [
        Tab(
            key="own-reports",
            label="本单位述职",
            place="assessments",
            url=lambda: reverse("unit-reports"),
            permission=P.ASSESS_REPORT,
            position=24,
            unless=P.ASSESS_VIEW,
        ),
        Tab(
            key="panel",
            label="我的考评",
            place="assessments",
            url=lambda: reverse("panel-home"),
            permission=P.ASSESS_VIEW,
            position=25,
        ),
    ]
)
