"""Feedback sheets that wait on a desk."""

from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.choices import FeedbackState
from volunteers.models import FeedbackSheet


def _sheets(query: str, model: str = "feedbacksheet"):
    return lambda user: f"{reverse(f'admin:volunteers_{model}_changelist')}?{query}"


def _signable(user):
    return FeedbackSheet.objects.allowed(user, P.FEEDBACK_SIGN).to_sign(timezone.localdate())


registry.add_cards(
    [
        Card(
            key="volunteers.feedback_to_show",
            label="反馈表待送阅",
            hint="反馈表已生成，填写评语后送党员本人阅看",
            count=lambda user: FeedbackSheet.objects.allowed(user, P.FEEDBACK_SIGN).to_show().count(),
            url=_sheets(f"state__exact={FeedbackState.DRAFTED}"),
            permission=P.FEEDBACK_SIGN,
        ),
        Card(
            key="volunteers.feedback_to_sign",
            label="反馈表待签发",
            hint="本人已答复，或阅看期已满",
            count=lambda user: _signable(user).count(),
            url=_sheets("ready=yes"),
            permission=P.FEEDBACK_SIGN,
        ),
        Card(
            key="volunteers.feedback_to_acknowledge",
            label="反馈表待签收",
            hint="社区送来的本单位党员反馈表",
            count=lambda user: FeedbackSheet.objects.allowed(user, P.FEEDBACK_RECEIVE).to_acknowledge().count(),
            url=_sheets(f"state__exact={FeedbackState.SENT}", "receivedsheet"),
            permission=P.FEEDBACK_RECEIVE,
        ),
    ]
)
