"""Work on points that waits on the desk."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, Tab, registry
from volunteers.models import DeedReport, MemberYear, Objection


def _undecided(user):
    return MemberYear.objects.allowed(user, P.BAND_DECIDE).undecided()


registry.add_cards(
    [
        Card(
            key="volunteers.deeds_waiting",
            label="待办积分事项",
            hint="已登记或申报，等待您确认或复核",
            count=lambda user: DeedReport.objects.to_decide(user).count(),
            url=lambda user: f"{reverse('admin:volunteers_deedreport_changelist')}?mine=yes",
            permission=P.POINTS_ENTER,
        ),
        Card(
            key="volunteers.objections_waiting",
            label="待裁定异议",
            hint="党员对公示或等次提出异议，须在期限内裁定",
            count=lambda user: Objection.objects.allowed(user, P.OBJECTION_DECIDE).waiting().count(),
            url=lambda user: f"{reverse('admin:volunteers_objection_changelist')}?state__exact=filed",
            permission=P.OBJECTION_DECIDE,
        ),
        Card(
            key="volunteers.bands_waiting",
            label="待评定等次",
            hint="年度已结账，等待组织评定等次",
            count=lambda user: _undecided(user).count(),
            url=lambda user: f"{reverse('admin:volunteers_memberyear_changelist')}?course=undecided",
            permission=P.BAND_DECIDE,
        ),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="points-cards",
            label="黄牌、红牌",
            place="points",
            url=lambda: reverse("points-cards"),
            permission=P.CARD_VIEW,
            position=50,
        ),
        Tab(
            key="points-rules-here",
            label="适用哪套规则",
            place="points",
            url=lambda: reverse("points-rules-here"),
            permission=P.RULES_VIEW,
            position=80,
            to_read=True,
        ),
    ]
)
