"""Replies, made through the services."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from grids.models import Reply
from grids.replies.choices import ReplyKind, ReplyState
from grids.replies.services.replies import reply_acts
from orgtree.acts import make, perform_one

_names = count(1)


def words(town, **changes) -> dict:
    """What is said of a reply of 东园社区 that may be used for a year."""
    today = timezone.localdate()
    return {
        "area": town.east,
        "kind": ReplyKind.POLICY,
        "category": "0302",
        "title": f"电动车充电{next(_names)}",
        "wording": "请到小区充电棚充电。",
        "source": "消防安全管理规定",
        "valid_from": today,
        "valid_until": today + timedelta(days=365),
    } | changes


def reply(town, member=None, **changes) -> Reply:
    by = changes.pop("by", town.secretary)
    return make(reply_acts, "enter", by=by, **words(town, **changes)).row


def withdrawn(town, member=None) -> Reply:
    return perform_one(reply_acts, "withdraw", pk=reply(town).pk, by=town.street_secretary, reason="政策废止")


MAKERS = {"grids.reply": {ReplyState.OFFERED: reply, ReplyState.WITHDRAWN: withdrawn}}
WORDS = {"grids.reply.edit": {"category": "03", "wording": "请到充电棚充电，不要进楼。"}}
BEGINNINGS = {"grids.reply.enter": lambda town, member: words(town)}
