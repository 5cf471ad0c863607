"""Check-ins of the demo: in every community some accepted and some waiting; the first login's summary came back."""

import random
from datetime import date, timedelta

from config.demo_district.district_map import Part, Staffed
from orgtree.acts import make, perform
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import CheckInKind
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
        people = [row.member for row in on_roll.select_related("member").order_by("pk")[:PER_COMMUNITY]]
        entered = [_entered(member, part.today, luck, place.clerk) for member in people]
        perform(check_in_acts, "accept", ids=entered[WAITING:], by=place.secretary)
    if part.is_first:
        _own(part.staffed[0])


def _entered(member: Member, today: date, luck: random.Random, clerk) -> int:
    kind = luck.choice((CheckInKind.HALF_YEAR, CheckInKind.HALF_YEAR, CheckInKind.SUMMARY))
    made = make(
        check_in_acts,
        "submit",
        member=member,
        kind=kind,
        text=SUMMARY if kind == CheckInKind.SUMMARY else "",
        happened_on=today - timedelta(days=luck.randrange(60)),
        by=clerk,
    )
    return made.row.pk


def _own(home: Staffed) -> None:
    """The first login has the half-year before them, and their summary came back."""
    member = Member.objects.filter(user__isnull=False).earliest("pk")
    check_in = make(check_in_acts, "submit", kind=CheckInKind.SUMMARY, text=SHORT, by=member.user).row
    perform(check_in_acts, "return", ids=[check_in.pk], reason="请写明参加了哪些服务", by=home.secretary)
