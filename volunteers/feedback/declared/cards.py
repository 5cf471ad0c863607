"""Feedback sheets that wait on a desk."""

from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.feedback.choices import FeedbackState
from volunteers.feedback.models import FeedbackSheet


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
            place="people",
            rows=lambda user: FeedbackSheet.objects.allowed(user, P.FEEDBACK_SIGN).to_show(),
            since="drawn_at",
            minutes=2,
            url=_sheets(f"state__exact={FeedbackState.DRAFTED}"),
            permission=P.FEEDBACK_SIGN,
        ),
        Card(
            key="volunteers.feedback_to_sign",
            label="反馈表待签发",
            hint="本人已答复，或阅看期已满",
            place="people",
            rows=_signable,
            since="drawn_at",
            minutes=1,
            url=_sheets("ready=yes"),
            permission=P.FEEDBACK_SIGN,
        ),
        Card(
            key="volunteers.feedback_to_acknowledge",
            label="反馈表待签收",
            hint="社区送来的本单位党员反馈表",
            place="people",
            rows=lambda user: FeedbackSheet.objects.allowed(user, P.FEEDBACK_RECEIVE).to_acknowledge(),
            since="sent_at",
            minutes=1,
            url=_sheets(f"state__exact={FeedbackState.SENT}", "receivedsheet"),
            permission=P.FEEDBACK_RECEIVE,
        ),
        Card(
            key="volunteers.feedback_to_reply",
            label="反馈表阅看",
            hint="已送党员本人阅看，等待答复",
            place="people",
            turn="党员本人",
            rows=lambda user: FeedbackSheet.objects.allowed(user, P.FEEDBACK_SIGN).filter(
                state=FeedbackState.SHOWN, reply_by__gte=timezone.localdate()
            ),
            url=_sheets(f"state__exact={FeedbackState.SHOWN}"),
            permission=P.FEEDBACK_SIGN,
        ),
    ]
)
