"""Replies whose last day is near wait for their keeper."""

from django.urls import reverse
from django.utils import timezone

from grids.replies.models import Reply
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, registry
from orgtree.desk.finding import find_by

registry.add_cards(
    [
        Card(
            key="grids.replies_ending",
            label="到期口径",
            hint="有效期将到或已过，请更新内容和有效期，不再适用的停用",
            place="grids",
            rows=lambda user: Reply.objects.allowed(user, P.CASE_DISPATCH).ending_by(timezone.localdate()),
            since="valid_until",
            minutes=5,
            url=lambda user: f"{reverse('admin:grids_reply_changelist')}?valid=ending",
            permission=P.CASE_DISPATCH,
        )
    ]
)
registry.add_finders([Finder("replies", "答复口径", P.CASE_VIEW, find_by(Reply, P.CASE_VIEW, "title"))])
