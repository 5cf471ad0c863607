"""Work on points that waits on the desk."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import Card, Tab, registry
from volunteers.points.models.points import MemberYear
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.models.publication import Objection


def _undecided(user):
    return MemberYear.objects.allowed(user, P.BAND_DECIDE).undecided()


def _with_others(user):
    """Deeds confirmed once, within reach, whose second decision is not this person's."""
    waiting = DeedReport.objects.allowed(user, P.POINTS_CONFIRM).filter(state=DeedState.CONFIRMED)
    return waiting.exclude(pk__in=DeedReport.objects.to_decide(user, only_second=True).values("pk"))


def _objections_with_others(user):
    waiting = Objection.objects.allowed(user, P.POINTS_PUBLISH).waiting()
    return waiting.exclude(pk__in=Objection.objects.allowed(user, P.OBJECTION_DECIDE).values("pk"))


registry.add_cards(
    [
        Card(
            key="volunteers.deeds_waiting",
            label="待办积分事项",
            hint="已登记或申报，等待您确认或复核",
            place="points",
            rows=lambda user: DeedReport.objects.to_decide(user),
            since="entered_at",
            at_community=False,
            minutes=1,
            url=lambda user: f"{reverse('admin:volunteers_deedreport_changelist')}?mine=yes",
            permission=P.POINTS_ENTER,
        ),
        Card(
            key="volunteers.objections_waiting",
            label="待裁定异议",
            hint="党员对公示或等次提出异议，须在期限内裁定",
            place="points",
            rows=lambda user: Objection.objects.allowed(user, P.OBJECTION_DECIDE).waiting(),
            since="filed_at",
            overdue=lambda memo: Q(due_on__lt=timezone.localdate()),
            at_community=False,
            minutes=10,
            url=lambda user: f"{reverse('admin:volunteers_objection_changelist')}?state__exact=filed",
            permission=P.OBJECTION_DECIDE,
        ),
        Card(
            key="volunteers.bands_waiting",
            label="待评定等次",
            hint="年度已结账，等待组织评定等次",
            place="points",
            rows=_undecided,
            since="closed_at",
            minutes=1,
            url=lambda user: f"{reverse('admin:volunteers_memberyear_changelist')}?course=undecided",
            permission=P.BAND_DECIDE,
        ),
        Card(
            key="volunteers.plans_waiting",
            label="待商定提升计划",
            hint="评定为待提升，还没有和本人商定计划",
            place="points",
            rows=lambda user: MemberYear.objects.allowed(user, P.BAND_DECIDE).without_plan(),
            since="band_decided_at",
            minutes=5,
            url=lambda user: f"{reverse('admin:volunteers_memberyear_changelist')}?course=plan",
            permission=P.BAND_DECIDE,
        ),
        Card(
            key="volunteers.deeds_at_second",
            label="积分复核",
            hint="已由一人确认，等另一级复核",
            place="points",
            turn="街道",
            rows=_with_others,
            url=lambda user: f"{reverse('admin:volunteers_deedreport_changelist')}?state__exact={DeedState.CONFIRMED}",
            permission=P.POINTS_CONFIRM,
        ),
        Card(
            key="volunteers.objections_at_street",
            label="异议裁定",
            hint="本社区党员提出的异议，等街道裁定",
            place="points",
            turn="街道",
            rows=_objections_with_others,
            url=lambda user: f"{reverse('admin:volunteers_objection_changelist')}?state__exact=filed",
            permission=P.POINTS_PUBLISH,
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
