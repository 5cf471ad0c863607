"""Duty posts (设岗): set up, changed and closed by the community; claims on them are in `duties.services.duties`."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.services.reach import check_rule_keeper
from orgtree.services.validation import check_valid
from volunteers.duties.choices import DutyState, ReleaseCause
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.duties.rules.duties import check_needed, check_place
from volunteers.duties.services.duties import end_claims_of
from volunteers.members.models.member import Skill
from volunteers.points.choices import PointUnit
from volunteers.points.services.rule_sets import RuleBook

FIELDS = frozenset({"title", "post_class", "kind", "duties", "needed", "free_times", "since", "until", "contact"})


@transaction.atomic
def open_duty(*, area, skills: Collection[Skill] = (), point_item: str = "", by, **fields) -> DutyPost:
    """The new post; `fields` are FIELDS. Raises RuleBroken at the wrong field, or `area` where `by` sets up no posts."""
    if not by.holds_at(P.DUTY_MANAGE, area):
        raise not_found("区域", field="area")
    post = DutyPost(area=area, created_by=by, point_item=point_item, **_known(fields))
    check_duty(post)
    post.save()
    post.skills.set(skills)
    return post


def _known(fields: dict) -> dict:
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"no such fields of a post: {sorted(unknown)}")
    return fields


@transaction.atomic
def change_duty(
    *, post_id: int, skills: Collection[Skill] | None = None, point_item: str | None = None, by, **fields
) -> DutyPost:
    """The post with new `fields`; its area stays. Raises RuleBroken at the wrong field."""
    post = _locked(post_id, by)
    for name, value in _known(fields).items():
        setattr(post, name, value)
    if point_item is not None and point_item != post.point_item:
        post.point_item = point_item
        # Months that went by without the item, or under another one, stay as they were.
        month = timezone.localdate().replace(day=1)
        DutyClaim.objects.appointed().filter(post=post).update(credit_from=month)
    check_duty(post)
    check_needed(needed=post.needed, live=DutyClaim.objects.live().filter(post=post).count())
    post.save()
    if skills is not None:
        post.skills.set(skills)
    return post


def check_duty(post: DutyPost) -> None:
    """Raise RuleBroken at the wrong field of a post that is about to be saved."""
    check_valid(post, at="until")
    check_place(post.kind, post.area.kind)
    if post.area.is_dissolved:
        raise RuleBroken("area", "区域已撤销，请选择现有的社区、网格或楼栋", field="area")
    if post.point_item:
        _check_item(post)


def _check_item(post: DutyPost) -> None:
    """Raise RuleBroken at `point_item` unless the rules in force there have it, by the month."""
    try:
        item = RuleBook().item_for(post.point_item, post.area, timezone.localdate())
    except RuleBroken as broken:
        raise RuleBroken(broken.code, broken.message, field="point_item") from broken
    if item.unit != PointUnit.MONTH:
        raise RuleBroken("point_item", "请选择按月计分的项目", field="point_item")


@transaction.atomic
def close_duty(*, post_id: int, reason: str, by) -> int:
    """Close a post: no more claims, and those on it end with the reason; how many there were."""
    post = _locked(post_id, by)
    if post.state == DutyState.CLOSED:
        raise RuleBroken("wrong_state", "岗位已经停止", conflict=True)
    _close(post)
    return end_claims_of([post], ReleaseCause.POST_CLOSED, reason.strip()[:200], by=by)


@transaction.atomic
def reopen_duty(*, post_id: int, until: date | None = None, by) -> DutyPost:
    """The closed post, taking claims again, until `until` (None: without an end)."""
    post = _locked(post_id, by)
    if post.state == DutyState.OPEN:
        raise RuleBroken("wrong_state", "岗位正在招募", conflict=True)
    post.state, post.closed_at, post.until = DutyState.OPEN, None, until
    if until is not None and until <= timezone.localdate():
        raise RuleBroken("until", "任期截止应晚于今天", field="until")
    check_duty(post)
    post.save()
    return post


def _close(post: DutyPost) -> None:
    post.state, post.closed_at = DutyState.CLOSED, timezone.now()
    post.save(update_fields=["state", "closed_at"])


def _locked(post_id: int, by) -> DutyPost:
    """The post, locked; raises RuleBroken where `by` sets up no posts."""
    posts = DutyPost.objects.allowed(by, P.DUTY_MANAGE).filter(pk=post_id)
    post = posts.select_related("area").select_for_update(of=("self",), no_key=True).first()
    if post is None:
        raise not_found()
    return post


@transaction.atomic
def publish_pledge(*, kind: str, text: str, active_from: date, by) -> PledgeText:
    """The next version of the pledge for a kind of post. Raises RuleBroken for a date that is past."""
    check_rule_keeper(by)
    if active_from < timezone.localdate():
        raise RuleBroken("past", "启用日期不能早于今天", field="active_from")
    latest = PledgeText.objects.filter(kind=kind).aggregate(latest=Max("version"))["latest"]
    words = PledgeText(kind=kind, version=(latest or 0) + 1, text=text, active_from=active_from)
    check_valid(words)
    words.save()
    return words
