"""What members are told about their claims."""

from collections.abc import Iterable

from django.urls import reverse

from orgtree.models import Notice
from orgtree.services.notices import notify_each
from volunteers.duties.choices import ClaimState, ReleaseCause
from volunteers.duties.models import DutyClaim

TITLES = {
    ClaimState.APPOINTED: "您认领的岗位已通过",
    ClaimState.DECLINED: "您认领的岗位未通过",
    ClaimState.RELEASED: "您已离开岗位",
}


def tell_members(claims: Iterable[DutyClaim]) -> None:
    """Tell each member what became of their claim; nothing where they did it themselves or have no account."""
    notify_each(
        Notice(
            user_id=claim.member.user_id,
            key=f"duty_claim:{claim.pk}:{claim.state}",
            title=TITLES[claim.state],
            text=_text(claim),
            url=reverse("member-duty", args=[claim.post_id]),
        )
        for claim in claims
        if claim.member.user_id and claim.cause != ReleaseCause.OWN_WISH
    )


def _text(claim: DutyClaim) -> str:
    why = claim.reason or claim.get_cause_display()
    return f"岗位：{claim.post.title}。" + (f"原因：{why}" if claim.state != ClaimState.APPOINTED else "")
