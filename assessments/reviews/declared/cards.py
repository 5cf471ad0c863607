"""Reviews that wait for the desk: votes for a second person, members who are not told yet."""

from django.urls import reverse

from assessments.reviews.choices import ReviewedState, ReviewState
from assessments.reviews.models import Review, Reviewed
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, registry
from orgtree.desk.finding import find_by

registry.add_cards(
    [
        Card(
            key="assessments.votes_to_enter",
            label="待复录的评议票数",
            hint="同一支部的票数须由另一人再录一遍，两遍一致才算数",
            place="assessments",
            rows=lambda user: (
                Review.objects.allowed(user, P.MEMBER_REVIEW)
                .filter(state=ReviewState.ENTERED)
                .exclude(first_by=user.pk)
            ),
            since="first_at",
            minutes=10,
            url=lambda user: f"{reverse('admin:assessments_review_changelist')}?state__exact={ReviewState.ENTERED}",
            permission=P.MEMBER_REVIEW,
        ),
        Card(
            key="assessments.reviewed_to_tell",
            label="待告知的评议结果",
            hint="评定后逐人告知，登记告知时间，再归档",
            place="assessments",
            rows=lambda user: Reviewed.objects.allowed(user, P.MEMBER_REVIEW).filter(state=ReviewedState.GRADED),
            since="review__decided_at",
            minutes=3,
            url=lambda user: f"{reverse('admin:assessments_reviewed_changelist')}?state__exact={ReviewedState.GRADED}",
            permission=P.MEMBER_REVIEW,
        ),
    ]
)
registry.add_finders(
    [Finder("reviews", "民主评议党员", P.MEMBER_REVIEW, find_by(Review, P.MEMBER_REVIEW, "branch__name"))]
)
