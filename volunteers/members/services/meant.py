"""For whom something begins: the person who asks, or a member whom the desk does it for."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from orgtree.acts import Ask, Doing
from orgtree.choices import OWN
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.services import find_within_reach
from volunteers.members.models.member import Member


def ask_member(permission: str, told: str, found_by: tuple | None = None) -> Ask:
    """The member, of those for whom the person may do it with the permission; left out, it is oneself.

    Where the desk names one on another row's page, `found_by` is the relation by whose suggestions they are found.
    """

    def offered(user, ids: Sequence[int] | None = None):
        own = Member.objects.mine(user) if user.token_covers(OWN) else Member.objects.none()
        return rows_of_either(Member.objects.all(), own, Member.objects.allowed(user, permission))

    def found(user, pk: int) -> Member | None:
        held = find_within_reach(Member, permission, user, pk, among=_any)
        if held is None and user.token_covers(OWN):
            held = _lockable(Member.objects.mine(user).filter(pk=pk)).first()
        return _held(held)

    more = {"found_by": found_by, "help": "输入姓名、完整手机号或8位编号查找"} if found_by else {}
    return Ask("member", "党员", column="member", rows=offered, found=found, is_optional=True, told=told, **more)


def lock_meant(doing: Doing, ids: Sequence[int]) -> None:
    """`first` of a making: the member who is meant stands in its answers, locked. Raises RuleBroken where there is none."""
    named, user = doing.said["member"], doing.by
    own = Member.objects.mine(user) if user.token_covers(OWN) else Member.objects.none()
    if named and named.is_held:
        member = named
    else:
        member = _held(_lockable(Member.objects.filter(pk=named.pk) if named else own).first())
    if member is None:
        raise not_found(field="member")
    if member.closed_at:
        raise RuleBroken("closed", "该登记已注销", conflict=True)
    doing.said["member"] = member


def _lockable(rows: QuerySet[Member]) -> QuerySet[Member]:
    """The rows with their areas, to be locked as they are read until the transaction ends."""
    return rows.select_related("area").select_for_update(of=("self",), no_key=True)


def _any(today: date) -> QuerySet[Member]:
    return _lockable(Member.objects.all())


def _held(member: Member | None) -> Member | None:
    if member:
        member.is_held = True
    return member
