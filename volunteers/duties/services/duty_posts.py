"""Duty posts (设岗): set up, changed and closed by the community; claims on them are in `duties.services.duties`."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, declare_acts, note_first
from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import check_rule_keeper
from volunteers.duties.choices import DutyState, ReleaseCause
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.duties.rules.duties import check_needed, check_place
from volunteers.duties.services.claiming import POST_PLACES
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
    note_first(duty_posts, "open", post, by=by)
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
    check_needed(needed=post.needed, live=POST_PLACES.room(post.pk).taken)
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


# --- The acts -----------------------------------------------------------------------------------------------------------


def _close(post: DutyPost, doing: Doing) -> None:
    """No more claims, and those on it end with the reason."""
    post.closed_at = doing.at
    end_claims_of([post], ReleaseCause.POST_CLOSED, doing.reason, by=doing.by)


def _expire(post: DutyPost, doing: Doing) -> None:
    post.closed_at = doing.at
    end_claims_of([post], ReleaseCause.TERM, doing.reason, by=doing.by)


def _reopen(post: DutyPost, doing: Doing) -> None:
    """Taking claims again, until the day that was named, or without an end."""
    post.closed_at = None
    if post.until is not None and post.until <= timezone.localdate():
        raise RuleBroken("until", "任期截止应晚于今天", field="until")
    check_duty(post)


def _met(post: DutyPost) -> str:
    return f"在岗{post.appointed}人、待任岗{post.waiting}人，停止后随即离岗。"


OPEN, CLOSED = frozenset({DutyState.OPEN}), frozenset({DutyState.CLOSED})
# Source: docs/rules.md, "Duty posts".
duty_posts = declare_acts(
    Acts(
        DutyPost,
        loads=("area",),
        called="岗位",
        acts=(
            Act("open", "设置岗位", "设置", frozenset(), DutyState.OPEN, permission=P.DUTY_MANAGE, by_form=True),
            Act(
                "close",
                "停止岗位",
                "停止",
                OPEN,
                DutyState.CLOSED,
                permission=P.DUTY_MANAGE,
                asks=(Ask("reason", "原因", is_optional=True, told="原因，离岗的党员可见"),),
                run=_close,
                meets=_met,
                done="岗位已停止，在岗和待任岗的党员已离岗。",
                hint="停止后不再招募，在岗和待任岗的党员随即离岗，会收到通知；已计的积分不变。",
                icon="block",
                description="不再招募，在岗和待任岗的党员随即离岗，会收到通知；已计的积分不变。同样原因重复提交返回同一结果。",
            ),
            Act(
                "reopen",
                "重新招募",
                "重新招募",
                CLOSED,
                DutyState.OPEN,
                permission=P.DUTY_MANAGE,
                asks=(
                    Ask(
                        "until",
                        "任期截止",
                        column="until",
                        is_day=True,
                        is_optional=True,
                        told="任期截止，应晚于今天；省略为不设",
                        help="应晚于今天；不填为长期",
                    ),
                ),
                run=_reopen,
                done="岗位已重新招募。",
                hint="恢复招募，以前离岗的党员可以重新认领。",
                icon="replay",
                description="恢复招募，以前离岗的党员可以重新认领。重复提交返回同一结果。",
            ),
            # Its term is over, or what it was for is.
            Act("expire", "任期届满", "停止", OPEN, DutyState.CLOSED, run=_expire),
        ),
    )
)
