"""A number that somebody else registered is given back to whose phone it is: by a code to the phone, and two of the staff."""

from django.db import transaction

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found, of_another
from orgtree.models import Area, User
from orgtree.notices.services import notify
from orgtree.people.models.people import phone_index
from volunteers.members.choices.phone import CodeFor
from volunteers.members.models.member import Member
from volunteers.members.models.phone_code import PhoneCode
from volunteers.members.services.phone_codes import ask_for_code, take_code


def claim_number(*, phone: str, community: Area, by: User) -> PhoneCode:
    """A code to the number that somebody at the counter of `community` says is theirs.

    Raises RuleBroken at the wrong field: `community` out of reach, `phone` where nobody has the number, or staff has it.
    """
    if not by.holds_at(P.MEMBER_EDIT, community):
        raise not_found(field="community")
    user, member = _holders(phone)
    if user is None and member is None:
        raise RuleBroken("free", "没有人登记这个号码，请本人直接登记报到", field="phone")
    _refuse_staff(user)
    return ask_for_code(purpose=CodeFor.CLAIM, phone=phone, area=community)


def free_number(*, code_id: int, code: str, by: User) -> str:
    """What to tell the claimant. The account and the file that had the number have it no more; the account signs in by a name
    that its owner is told.

    Who told the code does not type it in: without a message, one alone could take any number from anybody. Raises RuleBroken.
    """
    asked = PhoneCode.objects.allowed(by, P.MEMBER_EDIT).filter(pk=code_id, purpose=CodeFor.CLAIM).first()
    if asked is None:
        raise not_found()
    if asked.told_by_id == by.pk:
        raise of_another(by, "told_by_you", "您告知过这个验证码，请由另一位工作人员办理", conflict=True)
    take_code(purpose=CodeFor.CLAIM, phone=asked.phone, code=code)
    return _free(asked.phone)


@transaction.atomic
def _free(phone: str) -> str:
    user, member = _holders(phone, lock=True)
    _refuse_staff(user)
    if member:
        member.set_phone("")
        member.save(update_fields=["phone", "phone_hash"])
    if user:
        user.set_phone("")
        user.account = user.account or f"m{user.pk:08d}"
        user.save(update_fields=["phone", "phone_hash", "account"])
        notify(
            users=[user],
            key=f"claimed:{phone_index(phone)[:16]}",
            title="登录用的手机号已由机主认领",
            text=f"以后用账号 {user.account} 和原来的密码登录，请到社区登记您自己的号码。有异议请向社区提出。",
            url="/devices/",
        )
    return "号码已释放，原账号已收到通知。请本人用这个号码登记报到。"


def _holders(phone: str, *, lock: bool = False) -> tuple[User | None, Member | None]:
    index = phone_index(phone)
    users, members = User.objects.filter(phone_hash=index), Member.objects.filter(phone_hash=index)
    if lock:
        users, members = users.select_for_update(of=("self",)), members.select_for_update(of=("self",))
    return users.first(), members.first()


def _refuse_staff(user: User | None) -> None:
    if user is not None and user.is_staff:
        words = "这个号码是工作人员的账号，请由本级系统管理员更改"
        raise RuleBroken("staff", words, field="phone", conflict=True)
