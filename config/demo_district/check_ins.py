"""Check-ins of the demo: in every community some accepted and some waiting; the first login's summary came back."""

import random
from datetime import date, timedelta

from orgtree.choices import PostKind
from orgtree.models import Post
from volunteers.choices import CheckInKind, CheckInOrigin
from volunteers.models import Member, ReportIn
from volunteers.services.check_in_decisions import accept_check_ins, return_check_ins
from volunteers.services.check_ins import submit_check_in

PER_COMMUNITY = 12
WAITING = 3  # of those
SUMMARY = "今年参加了楼道清理、防汛值守和节前探访。建议社区把活动时间多放在周末，方便上班的人参加。"
SHORT = "今年参加了社区的志愿服务，感觉很有意义，会继续参加。"


def build_check_ins(today: date, luck: random.Random) -> None:
    """Entered by the clerk of each community, accepted by its secretary."""
    for post in Post.objects.live().filter(kind=PostKind.POINTS_CLERK).select_related("holder").order_by("pk"):
        secretary = _secretary(post.area_id)
        on_roll = ReportIn.objects.belonging().filter(community=post.area_id, member__user__isnull=True)
        people = list(on_roll.order_by("pk").values_list("member", flat=True)[:PER_COMMUNITY])
        entered = [_entered(member_id, today, luck, post.holder) for member_id in people]
        accept_check_ins(check_in_ids=entered[WAITING:], by=secretary)
    _own()


def _secretary(area_id: int):
    posts = Post.objects.live().filter(kind=PostKind.COMMUNITY_SECRETARY, area=area_id).select_related("holder")
    return posts.earliest("pk").holder


def _entered(member_id: int, today: date, luck: random.Random, clerk) -> int:
    kind = luck.choice((CheckInKind.HALF_YEAR, CheckInKind.HALF_YEAR, CheckInKind.SUMMARY))
    check_in, _ = submit_check_in(
        member_id=member_id,
        kind=kind,
        text=SUMMARY if kind == CheckInKind.SUMMARY else "",
        happened_on=today - timedelta(days=luck.randrange(60)),
        origin=CheckInOrigin.PROXY,
        by=clerk,
    )
    return check_in.pk


def _own() -> None:
    """The first login has the half-year before them, and their summary came back."""
    member = Member.objects.filter(user__isnull=False).earliest("pk")
    check_in, _ = submit_check_in(
        member_id=member.pk, kind=CheckInKind.SUMMARY, text=SHORT, origin=CheckInOrigin.SELF, by=member.user
    )
    community = member.report_ins.belonging().get().community_id
    return_check_ins(check_in_ids=[check_in.pk], reason="请写明参加了哪些服务", by=_secretary(community))
