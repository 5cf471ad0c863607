"""Needs and claims that wait on the desk, and the button that publishes a need."""

from django.urls import reverse

from cocon.declare import Tabs
from cocon.needs.choices import AskState, ClaimState, Side
from cocon.needs.models import Claim, Need, UnitAsk
from cocon.needs.services.waiting import unaccepted_too_long, unanswered_too_long
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, Quick, Tab, registry
from orgtree.desk.finding import find_by


def _claims(state: str) -> str:
    return f"{reverse('admin:cocon_claim_changelist')}?state__exact={state}"


registry.add_cards(
    [
        Card(
            key="cocon.unit_asks",
            label="待处理的单位需求",
            hint="单位提出的需求：社区自己办，或列入需求清单请其他单位认领",
            place="cocon",
            rows=lambda user: UnitAsk.objects.allowed(user, P.COCON_MANAGE).filter(state=AskState.ASKED),
            since="asked_at",
            overdue=lambda memo: unanswered_too_long(memo=memo),
            minutes=2,
            url=lambda user: f"{reverse('admin:cocon_unitask_changelist')}?state__exact={AskState.ASKED}",
            permission=P.COCON_MANAGE,
        ),
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
registry.add_tabs(
    [
        Tab(
            key="needs-matching",
            label="供需匹配",
            place="cocon",
            url=lambda: reverse("admin:cocon_need_matching"),
            permission=P.COCON_MANAGE,
            position=16,
            group=Tabs.NEEDS,
        ),
        Tab(
            key="needs-balance",
            label="供需对照",
            place="cocon",
            url=lambda: reverse("admin:cocon_need_balance"),
            permission=P.COCON_MANAGE,
            position=17,
            group=Tabs.NEEDS,
        ),
    ]
)
registry.add_finders([Finder("needs", "共建需求", P.COCON_VIEW, find_by(Need, P.COCON_VIEW, "title"))])
