"""What waits to be verified, what is late, of what nothing was told."""

from django.urls import reverse
from django.utils import timezone

from assessments.rectify.choices import ProposalState, RectifyState, TalkState
from assessments.rectify.models import TO_DO, RectifyItem, RectifyProposal, Talk
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, Tab, registry
from orgtree.desk.finding import find_by


def _items(query: str):
    return lambda user: f"{reverse('admin:assessments_rectifyitem_changelist')}?{query}"


def _managed(user):
    return RectifyItem.objects.allowed(user, P.RECTIFY_MANAGE)


registry.add_cards(
    [
        Card(
            key="assessments.rectify_to_verify",
            label="待核验整改",
            hint="责任岗位已申请销号，核对证据后销号或退回",
            place="assessments",
            rows=lambda user: _managed(user).filter(state=RectifyState.APPLIED),
            since="applied_at",
            minutes=10,
            url=_items(f"state__exact={RectifyState.APPLIED}"),
            permission=P.RECTIFY_MANAGE,
        ),
        Card(
            key="assessments.rectify_to_list",
            label="待列入整改",
            hint="已公布的评议里的点评、考核情况和意见，逐条列入整改或不列入",
            place="assessments",
            rows=lambda user: RectifyProposal.objects.allowed(user, P.RECTIFY_MANAGE).waiting(),
            since="gathered_at",
            minutes=1,
            url=lambda user: (
                f"{reverse('admin:assessments_rectifyproposal_changelist')}?state__exact={ProposalState.WAITING}"
            ),
            permission=P.RECTIFY_MANAGE,
            at_community=False,
        ),
        Card(
            key="assessments.talks_to_confirm",
            label="待确认约谈落实",
            hint="被约谈单位已报告落实情况",
            place="assessments",
            rows=lambda user: Talk.objects.allowed(user, P.RECTIFY_MANAGE).filter(state=TalkState.REPORTED),
            since="reported_at",
            minutes=5,
            url=lambda user: f"{reverse('admin:assessments_talk_changelist')}?state__exact={TalkState.REPORTED}",
            permission=P.RECTIFY_MANAGE,
        ),
        Card(
            key="assessments.rectify_late",
            label="逾期整改",
            hint="已过期限还没有申请销号",
            place="assessments",
            kind=CardKind.KNOW,
            rows=lambda user: _managed(user).late_on(timezone.localdate()),
            since="due_on",
            url=_items("which=late"),
            permission=P.RECTIFY_MANAGE,
        ),
        Card(
            key="assessments.rectify_silent",
            label="未报整改进展",
            hint="本季度还没有填报进展",
            place="assessments",
            kind=CardKind.KNOW,
            rows=lambda user: _managed(user).silent_on(timezone.localdate()),
            since="claimed_at",
            url=_items("which=silent"),
            permission=P.RECTIFY_MANAGE,
        ),
        Card(
            key="assessments.rectify_own",
            label="本单位整改",
            hint="认领、填报进展、申请销号",
            place="assessments",
            rows=lambda user: RectifyItem.objects.allowed(user, P.ASSESS_REPORT).filter(state__in=TO_DO),
            since="entered_at",
            minutes=10,
            url=lambda user: reverse("rectify-items"),
            permission=P.ASSESS_REPORT,
            is_listed=False,
        ),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="own-rectify",
            label="本单位整改",
            place="assessments",
            url=lambda: reverse("rectify-items"),
            permission=P.ASSESS_REPORT,
            position=66,
        )
    ]
)
registry.add_finders([Finder("rectify", "整改事项", P.ASSESS_VIEW, find_by(RectifyItem, P.ASSESS_VIEW, "problem"))])
