"""Posts: claims that wait for a decision, terms that end soon."""

from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, registry
from volunteers.duties.choices import ClaimState
from volunteers.duties.models import DutyClaim, DutyPost
from volunteers.duties.services.duty_terms import ending_posts


def ending(user):
    near = ending_posts(timezone.localdate()).values("pk")
    return DutyPost.objects.allowed(user, P.DUTY_MANAGE).filter(pk__in=near)


registry.add_cards(
    [
        Card(
            key="volunteers.duty_claims_waiting",
            label="待审认岗",
            hint="党员已认领岗位并签承诺，等待任岗或不予通过",
            place="people",
            rows=lambda user: DutyClaim.objects.allowed(user, P.DUTY_MANAGE).waiting(),
            since="claimed_at",
            minutes=1,
            url=lambda user: f"{reverse('admin:volunteers_dutyclaim_changelist')}?state__exact={ClaimState.CLAIMED}",
            permission=P.DUTY_MANAGE,
        ),
        Card(
            key="volunteers.duty_terms_ending",
            label="岗位到期",
            hint="任期快到的岗位，可以延长任期；到期当天自动离岗",
            place="people",
            kind=CardKind.KNOW,
            rows=ending,
            url=lambda user: f"{reverse('admin:volunteers_dutypost_changelist')}?term=soon",
            permission=P.DUTY_MANAGE,
        ),
    ]
)
