"""For whom something begins: the person who asks, or a member whom the desk does it for."""

from collections.abc import Sequence

from orgtree.acts import Ask, Doing
from orgtree.choices import OWN
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.models.either import rows_of_either
from volunteers.members.models.member import Member


def ask_member(permission: str, told: str, found_by: tuple | None = None) -> Ask:
    """The member, of those for whom the person may do it with the permission; left out, it is oneself.

    Where the desk names one on another row's page, `found_by` is the relation by whose suggestions they are found.
    """

    def offered(user, ids: Sequence[int] | None = None):
        own = Member.objects.mine(user) if user.token_covers(OWN) else Member.objects.none()
        return rows_of_either(Member.objects.all(), own, Member.objects.allowed(user, permission))

    more = {"found_by": found_by, "help": "输入姓名、完整手机号或8位编号查找"} if found_by else {}
    return Ask("member", "党员", column="member", rows=offered, is_optional=True, told=told, **more)


def lock_meant(doing: Doing, ids: Sequence[int]) -> None:
    """`first` of a making: the member who is meant stands in its answers, locked. Raises RuleBroken where there is none."""
    named, user = doing.said["member"], doing.by
    own = Member.objects.mine(user) if user.token_covers(OWN) else Member.objects.none()
    rows = Member.objects.filter(pk=named.pk) if named else own
    member = rows.select_related("area").select_for_update(of=("self",), no_key=True).first()
    if member is None:
        raise not_found(field="member")
    if member.closed_at:
        raise RuleBroken("closed", "该登记已注销", conflict=True)
    doing.said["member"] = member
