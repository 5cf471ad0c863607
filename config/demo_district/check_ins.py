"""Check-ins of the demo: in every community some accepted and some waiting; the first login's summary came back."""

import random
from datetime import date, timedelta

from config.demo_district.district_map import Part, Staffed
from orgtree.acts import perform
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.check_ins.services.check_ins import submit_check_in
from volunteers.choices import CheckInKind, CheckInOrigin
from volunteers.models import Member, ReportIn

PER_COMMUNITY = 12
WAITING = 3  # of those
SUMMARY = "今年参加了楼道清理、防汛值守和节前探访。建议社区把活动时间多放在周末，方便上班的人参加。"
SHORT = "今年参加了社区的志愿服务，感觉很有意义，会继续参加。"


def build_check_ins(part: Part) -> None:
    """Entered by the clerk of each community, accepted by its secretary."""
    luck = part.luck("check-ins")
    for place in part.staffed:
        on_roll = ReportIn.objects.belonging().filter(community=place.area, member__user__isnull=True)
        people = list(on_roll.order_by("pk").values_list("member", flat=True)[:PER_COMMUNITY])
        entered = [_entered(member_id, part.today, luck, place.clerk) for member_id in people]
        perform(check_in_acts, "accept", ids=entered[WAITING:], by=place.secretary)
    if part.is_first:
        _own(part.staffed[0])


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


def _own(home: Staffed) -> None:
    """The first login has the half-year before them, and their summary came back."""
    member = Member.objects.filter(user__isnull=False).earliest("pk")
    check_in, _ = submit_check_in(
        member_id=member.pk, kind=CheckInKind.SUMMARY, text=SHORT, origin=CheckInOrigin.SELF, by=member.user
    )
    perform(check_in_acts, "return", ids=[check_in.pk], reason="请写明参加了哪些服务", by=home.secretary)
