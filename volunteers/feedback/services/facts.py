"""What the confirmed records say of a member in a community and a stretch of time, then and now."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Q

from orgtree.models import Area
from orgtree.scope.models.rows import inside
from orgtree.text.rules.numbers import plain
from volunteers.duties.models import DutyClaim
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.rules import Stretch, differences
from volunteers.service.models.service import ServiceRecord


def facts_of(member_ids: Collection[int], community: Area, stretch: Stretch) -> dict[int, dict]:
    """Member id -> {"times", "hours", "kinds", "records", "posts"} of confirmed services under the community. Two queries.

    `kinds` is [[name, times, hours]], `records` [[day, kind, hours]], hours as text; what was served elsewhere
    in the stretch is that community's to tell.
    """
    records: dict[int, list[ServiceRecord]] = defaultdict(list)
    confirmed = ServiceRecord.objects.confirmed().filter(inside(community, "area"), member__in=member_ids)
    days = confirmed.filter(served_on__gte=stretch.start, served_on__lt=stretch.end).select_related("kind")
    for record in days.order_by("started_at", "pk"):
        records[record.member_id].append(record)
    posts = _posts_of(member_ids, community, stretch)
    return {pk: _facts(records[pk], posts[pk]) for pk in member_ids}


def _facts(records: list[ServiceRecord], posts: list[str]) -> dict:
    kinds: dict[str, list] = {}
    for record in records:
        line = kinds.setdefault(record.kind.name, [0, Decimal(0)])
        line[0] += 1
        line[1] += record.hours
    return {
        "times": len(records),
        "hours": plain(sum((record.hours for record in records), Decimal(0))),
        "kinds": [[name, times, plain(hours)] for name, (times, hours) in kinds.items()],
        "records": [[record.served_on.isoformat(), record.kind.name, plain(record.hours)] for record in records],
        "posts": posts,
    }


def _posts_of(member_ids: Collection[int], community: Area, stretch: Stretch) -> dict[int, list[str]]:
    """Titles of the duty posts that each member was appointed to at some time of the stretch."""
    claims = DutyClaim.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__date__gte=stretch.start),
        inside(community, "post__area"),
        member__in=member_ids,
        appointed_at__date__lt=stretch.end,
    ).order_by("appointed_at", "pk")
    posts: dict[int, list[str]] = defaultdict(list)
    for member, title in claims.values_list("member", "post__title"):
        posts[member].append(title)
    return posts


def unanswered(sheet: FeedbackSheet) -> FeedbackSheet:
    """The sheet as if the member had not seen it yet."""
    sheet.shown_at = sheet.reply_by = sheet.agreed = sheet.replied_at = None
    sheet.reply_text = ""
    return sheet


def corrections(sheet: FeedbackSheet) -> list[str]:
    """What the records say now otherwise than the signed sheet (此后有更正); the sheet itself stays. Two queries."""
    if not sheet.frozen:
        return []
    now = facts_of([sheet.member_id], sheet.community, sheet.stretch)[sheet.member_id]
    return differences(sheet.frozen["facts"], now)
