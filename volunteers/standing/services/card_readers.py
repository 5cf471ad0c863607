"""Who reads the cards in force: the community of a member and, by their consent, their unit; every reading is on record."""

from django.db.models import Q

from orgtree.choices import Permission as P
from orgtree.looks.services.access import record_rows
from orgtree.models import AccessLog, Area
from volunteers.members.models.member import Member
from volunteers.members.services.unit_members import agreed_to_feedback
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.models.deed import DeedReport


def cards_in_reach(user):
    """The credited deductions behind cards that `user` may read: all in an area, of a unit those of members who agreed."""
    reach = DeedReport.objects.allowed(user, P.CARD_VIEW).deductions().filter(state=DeedState.CREDITED)
    by_area = Q(area__in=Area.objects.allowed(user, P.CARD_VIEW))
    return reach.filter(by_area | agreed_to_feedback("member"))


def record_reading(members, reader) -> None:
    """A look of the community in one line; what a unit reads is a delivery to it, a line for each member."""
    kept = members.filter(area__in=Area.objects.allowed(reader, P.CARD_VIEW))
    if own := list(kept):
        action, area = AccessLog.Action.VIEW, own[0].area
        record_rows(reader, own, action=action, subject="黄红牌", area=area)
    for member in members.exclude(pk__in=kept.values("pk")):
        disclose_cards(member, reader)


def disclose_cards(member: Member, by) -> None:
    """Write the line that the member's unit read the cards in force, by the consent to feedback (个人信息保护法 Art. 23)."""
    record_rows(
        by,
        [member],
        action=AccessLog.Action.DISCLOSE,
        subject=f"黄红牌（党员编号{member.number}）",
        area=member.area,
        reason=f"接收方：{member.unit}；目的：在职党员双向反馈；种类：姓名、黄红牌及其事由与期限",
    )
