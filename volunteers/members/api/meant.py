"""For whom a request acts: the person who asks, or one whom the desk acts for."""

from rest_framework.exceptions import NotFound

from orgtree.choices import OWN
from volunteers.members.models.member import Member


def member_meant(user, member_id: int | None, permission: str) -> tuple[Member, bool]:
    """(member, True) for the person who asks, (member, False) for one whom the desk acts for with `permission`.

    Raises NotFound for one out of reach of the user or of the token.
    """
    own = Member.objects.mine(user) if user.token_covers(OWN) else Member.objects.none()
    if member := (own.filter(pk=member_id) if member_id else own).first():
        return member, True
    member = Member.objects.allowed(user, permission).filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member, False
