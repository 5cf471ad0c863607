"""Whistles that wait for the street, parts that wait to be rated, contests that wait for the second level."""

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone

from grids.declare import Tabs
from grids.whistles.choices import LegState, WhistleState
from grids.whistles.models import AT_WORK, Whistle, WhistleClock, WhistleLeg
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.declare import Card, Tab, registry
from orgtree.models import Post
from orgtree.scope.rules.grants import post_kinds_with


def _legs(user, state: str):
    return WhistleLeg.objects.allowed(user, P.CASE_APPROVE).filter(state=state)


def _legs_card(state: LegState, label: str, hint: str, since: str, minutes: int = 2) -> Card:
    """What of departments' parts waits for the street."""
    return Card(
        key=f"grids.whistles_{state}",
        label=label,
        hint=hint,
        place="grids",
        rows=lambda user: _legs(user, state),
        since=since,
        minutes=minutes,
        url=lambda user: f"{reverse('admin:grids_whistleleg_changelist')}?state__exact={state}",
        permission=P.CASE_APPROVE,
        at_community=False,
    )


def _late(memo: dict) -> Q:
    now = memo.setdefault("now", timezone.now())
    return Q(pk__in=WhistleClock.objects.filter(stopped_at__isnull=True, due_at__lt=now).values("leg"))


def _approves_above_streets(user) -> Exists:
    """Whether the person has a post at the second level; below it nobody decides a contest."""
    posts = Post.objects.live().filter(holder=user, kind__in=post_kinds_with(P.CASE_APPROVE))
    return Exists(posts.filter(area__kind__in=[AreaKind.DISTRICT, AreaKind.CITY]))


registry.add_cards(
    [
        Card(
            key="grids.whistles_asked",
            label="待批准吹哨",
            hint="提请人以外的人批准；批准后部门时限开始计算",
            place="grids",
            rows=lambda user: Whistle.objects.allowed(user, P.CASE_APPROVE).filter(state=WhistleState.ASKED),
            since="asked_at",
            minutes=2,
            url=lambda user: f"{reverse('admin:grids_whistle_changelist')}?state__exact={WhistleState.ASKED}",
            permission=P.CASE_APPROVE,
            at_community=False,
        ),
        _legs_card(LegState.DONE, "待评价部门", "部门已办结，请评价响应、到场和结果", "done_at"),
        _legs_card(
            LegState.RETURNED, "待裁定退哨", "部门说不属其职责：同意后可加吹别的部门，不同意的写明理由", "refused_at"
        ),
        _legs_card(LegState.EXTENDING, "待批准吹哨延期", "部门申请延长办结时限；审批前时限照常计算", "more_at"),
        Card(
            key="grids.whistle_legs",
            label="本部门吹哨报到",
            hint="签收、应哨、到场、办结",
            place="grids",
            rows=lambda user: WhistleLeg.objects.allowed(user, P.CASE_UNIT).filter(state__in=AT_WORK),
            since="called_at",
            overdue=_late,
            url=lambda user: reverse("unit-whistles"),
            permission=P.CASE_UNIT,
            minutes=5,
            is_listed=False,
        ),
        Card(
            key="grids.whistles_contested",
            label="待裁定评价申诉",
            hint="由区级裁定剔除或维持；评价人和部门不能裁定",
            place="grids",
            rows=lambda user: _legs(user, LegState.CONTESTED).filter(_approves_above_streets(user)),
            since="contested_at",
            minutes=5,
            url=lambda user: f"{reverse('admin:grids_whistleleg_changelist')}?state__exact={LegState.CONTESTED}",
            permission=P.CASE_APPROVE,
            at_community=False,
        ),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="unit-whistles",
            label="本部门吹哨报到",
            place="grids",
            url=lambda: reverse("unit-whistles"),
            permission=P.CASE_UNIT,
            position=36,
        ),
        Tab(
            key="whistle-scores",
            label="部门评分表",
            place="grids",
            url=lambda: reverse("whistle-scores"),
            permission=P.CASE_VIEW,
            position=37,
            group=Tabs.WHISTLES,
        ),
    ]
)
