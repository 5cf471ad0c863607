"""A forgotten password, set anew by who has proved the phone."""

from django.db import transaction
from django.utils import timezone

from orgtree.models import User
from orgtree.notices.services import notify
from orgtree.people.services.people import change_password
from volunteers.members.models.member import Member
from volunteers.members.services.members import check_password_rules


def member_to_reset(phone: str) -> Member | None:
    """Whose password a code may set anew: a member with account. Who holds a post of the desk is not: the staff that tells
    codes would hold the keys of every other; they get theirs from who keeps accounts.
    """
    member = Member.objects.with_phone(phone).filter(user__is_active=True).select_related("user", "area").first()
    return None if member is None or member.user.is_staff else member


@transaction.atomic
def reset_password(*, phone: str, password: str) -> User | None:
    """The account with its new password, which ends its sessions and devices, and told so; None, and nothing changed, where the
    number has no account of this kind any more. The caller has proved the phone. Raises RuleBroken at `password`.
    """
    check_password_rules(password, name="")
    member = member_to_reset(phone)
    if member is None:
        return None
    user = change_password(user_id=member.user_id, new=password, by=member.user)
    notify(
        users=[user],
        key=f"password:{timezone.now():%Y%m%d%H%M%S}",
        title="密码已用验证码重设",
        text="其他设备上的登录已退出。不是您本人办的，请马上联系社区。",
        url="/devices/",
    )
    return user
