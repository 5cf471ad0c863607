"""Needs and claims that wait on the desk, and the button that publishes a need."""

from django.urls import reverse
from django.utils import timezone

from cocon.needs.choices import ClaimState, NeedState, Side
from cocon.needs.models import Claim, Need
from cocon.needs.services.waiting import MEETING, needs_for_meeting, unaccepted_too_long
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, Quick, registry
from orgtree.desk.finding import find_by


def _claims(state: str) -> str:
    return f"{reverse('admin:cocon_claim_changelist')}?state__exact={state}"


registry.add_cards(
    [
        Card(
            key="cocon.claims_to_confirm",
            label="待确认的单位认领",
            hint="单位认领了需求，确认后开始实施",
            place="cocon",
            rows=lambda user: Claim.objects.allowed(user, P.COCON_MANAGE).filter(state=ClaimState.CLAIMED),
            since="claimed_at",
            url=lambda user: _claims(ClaimState.CLAIMED),
            permission=P.COCON_MANAGE,
        ),
        Card(
            key="cocon.claims_to_accept",
            label="待社区验收的共建事项",
            hint="单位已提交完成情况，请核实后验收",
            place="cocon",
            rows=lambda user: Claim.objects.allowed(user, P.COCON_MANAGE).without_side(Side.COMMUNITY),
            since="submitted_at",
            overdue=lambda memo: unaccepted_too_long(memo=memo),
            minutes=2,
            url=lambda user: _claims(ClaimState.SUBMITTED),
            permission=P.COCON_MANAGE,
            is_listed=False,
        ),
        Card(
            key="cocon.needs_for_meeting",
            label=f"{MEETING}：无人认领的需求",
            hint="发布后到期仍没有单位认领，提交下次联席会商量",
            place="cocon",
            rows=lambda user, memo=None: needs_for_meeting(Need.objects.allowed(user, P.COCON_MANAGE), memo),
            reads_memo=True,
            since="published_at",
            url=lambda user: f"{reverse('admin:cocon_need_changelist')}?state__exact={NeedState.PUBLISHED}",
            permission=P.COCON_MANAGE,
            is_listed=False,
        ),
        Card(
            key="cocon.acceptances_for_meeting",
            label=f"{MEETING}：迟迟没有验收的事项",
            hint="提交验收后有一方一直没有表态；沉默不算同意，提交下次联席会",
            place="cocon",
            rows=lambda user, memo=None: Claim.objects.allowed(user, P.COCON_MANAGE).filter(
                unaccepted_too_long(timezone.localdate(), memo)
            ),
            reads_memo=True,
            since="submitted_at",
            url=lambda user: _claims(ClaimState.SUBMITTED),
            permission=P.COCON_MANAGE,
            is_listed=False,
        ),
    ]
)
registry.add_quick(
    [
        Quick(
            key="new-need",
            label="发布需求",
            icon="campaign",
            url=lambda: reverse("admin:cocon_need_add"),
            permission=P.COCON_MANAGE,
            position=40,
        )
    ]
)
registry.add_finders([Finder("needs", "共建需求", P.COCON_VIEW, find_by(Need, P.COCON_VIEW, "title"))])
