"""The terms of posts: announced before they end, and ended on their day."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from orgtree.acts import follow
from orgtree.errors import RuleBroken
from orgtree.notices.services import notify
from orgtree.notices.words import called
from volunteers.duties.choices import DutyState
from volunteers.duties.models import DutyClaim, DutyPost
from volunteers.duties.rules.duties import DutyLimits
from volunteers.duties.services.duty_posts import duty_posts
from volunteers.points.models.points import RuleSet
from volunteers.points.services.rule_sets import RuleBook


@transaction.atomic
def end_terms(*, today: date) -> int:
    """Close the posts whose term is over by `today`, and end the claims on them; how many posts.

    The claims end in the name of whoever set the post up, as the term said they would.
    """
    return end_duties(posts=DutyPost.objects.filter(until__lte=today))


@transaction.atomic
def end_duties(*, posts, reason: str = "") -> int:
    """Close those of a queryset of posts that are still open, because what they were for is over; how many posts."""
    still = posts.filter(state=DutyState.OPEN).order_by("pk")
    ended = list(still.select_related("created_by").select_for_update(of=("self",), no_key=True))
    return sum(follow(duty_posts, "expire", [post], reason=reason, by=post.created_by) for post in ended)


def ending_posts(today: date):
    """Open posts whose term ends within the longest notice that any rules in force give."""
    longest = RuleSet.objects.in_force(today).order_by().aggregate(days=Max("duty_remind_days"))["days"] or 0
    return DutyPost.objects.filter(state=DutyState.OPEN, until__gt=today, until__lte=today + timedelta(days=longest))


def remind_of_terms(*, today: date) -> int:
    """Tell those in a post, once per term, that it ends soon; how many posts were near their end."""
    book, near = RuleBook(), 0
    for post in ending_posts(today).select_related("area"):
        if (post.until - today).days <= _notice_days(book, post, today):
            near += 1
            _tell(post)
    return near


def _notice_days(book: RuleBook, post: DutyPost, today: date) -> int:
    try:
        return DutyLimits.of(book.set_for(post.area, today)).remind_days
    except RuleBroken:
        return 0


def _tell(post: DutyPost) -> None:
    holders = DutyClaim.objects.appointed().filter(post=post).values_list("member__user", flat=True)
    notify(
        users=list(holders),
        key=f"duty:{post.pk}:ends:{post.until.isoformat()}",
        title="您的岗位任期快到了",
        text=f"{called(post)}任期到{(post.until - timedelta(days=1)).isoformat()}。要继续的话，请与社区联系。",
        url=reverse("member-duty", args=[post.pk]),
    )
