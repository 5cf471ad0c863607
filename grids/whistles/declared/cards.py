"""Whistles that wait for the street, parts that wait to be rated, contests that wait for the second level."""

from django.db.models import Exists
from django.urls import reverse

from grids.declare import Tabs
from grids.whistles.choices import LegState, WhistleState
from grids.whistles.models import Whistle, WhistleLeg
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.declare import Card, Tab, registry
from orgtree.models import Post
from orgtree.scope.rules.grants import post_kinds_with


def _legs(user, state: str):
    return WhistleLeg.objects.allowed(user, P.CASE_APPROVE).filter(state=state)


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
        Card(
            key="grids.whistles_to_rate",
            label="待评价部门",
            hint="部门已办结，请评价响应、到场和结果",
            place="grids",
            rows=lambda user: _legs(user, LegState.DONE),
            since="done_at",
            minutes=2,
            url=lambda user: f"{reverse('admin:grids_whistleleg_changelist')}?state__exact={LegState.DONE}",
            permission=P.CASE_APPROVE,
            at_community=False,
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
