"""Members: registered from a phone, enrolled by the desk, given an account by a code, kept up to date."""

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from orgtree.acts import Noted, note_steps
from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, User
from orgtree.notices.services import notify
from orgtree.people.models.people import phone_index
from orgtree.people.services.people import create_user
from orgtree.text.crypto import blind_index
from volunteers.members.choices.people import ActivityCategory, ConsentPurpose, FreeTime
from volunteers.members.choices.report_in import ReportInOrigin
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Activation, Member, Skill
from volunteers.members.services.consents import check_required, end_consents, record_consents
from volunteers.members.services.member_acts import member_acts
from volunteers.members.services.report_ins import check_destination, submit_report_in

OWN_FIELDS = frozenset({"unit_name", "skills", "free_times", "interests"})
DESK_FIELDS = OWN_FIELDS | {"name", "phone", "unit"}

# Activation codes: only a keyed digest is kept. Numbers: docs/rules.md, "Accounts".
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken for another when read aloud or copied
CODE_LENGTH = 8
VALID_DAYS = 14
MAX_ATTEMPTS = 5


def register_member(
    *,
    name: str,
    phone: str,
    password: str,
    unit_name: str,
    community: Area,
    residence: str,
    skills: Collection[Skill] = (),
    free_times: Collection[str] = (),
    interests: Collection[str] = (),
    purposes: Collection[str],
) -> Member | None:
    """The new member with account, consents and a waiting report-in; None, and nothing written, for a known phone.

    The caller answers both alike, so that nobody learns here whose number is known. Raises RuleBroken at the
    wrong field (`name`, `phone`, `password`, `unit_name`, `community`, `residence`, `purposes`).
    """
    member = _draft(
        name=name, phone=phone, unit_name=unit_name, area=community, free_times=free_times, interests=interests
    )
    if not phone:
        raise RuleBroken("phone", "请填写11位手机号", field="phone")
    check_destination(community, residence)
    check_password_rules(password, name=name)
    check_required(purposes)
    if _is_known(member.phone_hash):
        make_password(password)  # the answer takes as long as for a new number
        return None
    try:
        with transaction.atomic():
            member.user = create_user(name=name, phone=phone, password=password, by=None)
            _open_file(member, skills)
            record_consents(member, purposes, on_paper=False, by=member.user)
            submit_report_in(
                member=member, community=community, residence=residence, origin=ReportInOrigin.SELF, by=member.user
            )
    except (IntegrityError, RuleBroken):
        # Twice at once: the other one won, and this one gets the answer of every known number.
        if not _is_known(member.phone_hash):
            raise
        return None
    return member


@transaction.atomic
def join_as_member(
    *,
    unit_name: str,
    community: Area,
    residence: str,
    skills: Collection[Skill] = (),
    free_times: Collection[str] = (),
    interests: Collection[str] = (),
    purposes: Collection[str],
    by: User,
) -> Member:
    """The new member record of somebody who signs in already, with their name and phone, and a waiting report-in.

    A number that stands on a roster is not taken over here: who owns the roster entry shows by the activation code.
    """
    member = _draft(
        name=by.name, phone=by.phone, unit_name=unit_name, area=community, free_times=free_times, interests=interests
    )
    if Member.objects.filter(Q(user=by.pk) | Q(phone_hash=member.phone_hash, phone_hash__isnull=False)).exists():
        raise RuleBroken("phone_known", "您已有登记，请凭社区发放的激活码激活，或与社区联系", conflict=True)
    check_required(purposes)
    member.user = by
    _open_file(member, skills)
    record_consents(member, purposes, on_paper=False, by=by)
    submit_report_in(member=member, community=community, residence=residence, origin=ReportInOrigin.SELF, by=by)
    return member


@transaction.atomic
def enrol_member(
    *,
    name: str,
    phone: str = "",
    unit_name: str,
    community: Area,
    residence: str,
    skills: Collection[Skill] = (),
    free_times: Collection[str] = (),
    interests: Collection[str] = (),
    purposes: Collection[str],
    by,
) -> Member:
    """The new member, entered by the desk from a signed form; without account, and without phone where there is none.

    Raises RuleBroken at the wrong field, also for a phone that a member already has.
    """
    if not by.holds_at(P.MEMBER_EDIT, community):
        raise not_found(field="community")
    member = _draft(
        name=name, phone=phone, unit_name=unit_name, area=community, free_times=free_times, interests=interests
    )
    if member.phone_hash and Member.objects.filter(phone_hash=member.phone_hash).exists():
        raise RuleBroken("phone_known", "该手机号已有报到党员登记", field="phone")
    check_required(purposes)
    _open_file(member, skills)
    record_consents(member, purposes, on_paper=True, by=by)
    submit_report_in(member=member, community=community, residence=residence, origin=ReportInOrigin.PROXY, by=by)
    return member


def _draft(*, name: str, phone: str, unit_name: str, free_times, interests, **placed) -> Member:
    """An unsaved, valid member; raises RuleBroken at the wrong field."""
    told = {"free_times": list(free_times), "interests": list(interests)}
    member = Member(name=name.strip(), unit_name=unit_name.strip(), **told, **placed)
    _set_phone(member, phone)
    _check_member(member)
    return member


def _set_phone(member: Member, phone: str) -> None:
    try:
        member.set_phone(phone)
    except ValueError as error:
        raise RuleBroken("phone", "请填写11位手机号", field="phone") from error


def _check_member(member: Member) -> None:
    check_valid(member, exclude=("phone_hash", "user", "area", "unit", "free_times", "interests"))
    if not set(member.free_times) <= set(FreeTime.values):
        raise RuleBroken("free_times", "请从列出的时间中选择", field="free_times")
    if not set(member.interests) <= set(ActivityCategory.values):
        raise RuleBroken("interests", "请从列出的服务中选择", field="interests")


def _open_file(member: Member, skills: Collection[Skill]) -> None:
    member.save()
    member.skills.set(skills)


def _is_known(index: str | None) -> bool:
    """Whether a user or a member has the phone behind this index."""
    if index is None:
        return False
    return User.objects.filter(phone_hash=index).exists() or Member.objects.filter(phone_hash=index).exists()


def check_password_rules(password: str, *, name: str) -> None:
    """Raise RuleBroken at `password` with every reason why it will not do."""
    try:
        validate_password(password, user=User(name=name))
    except ValidationError as error:
        raise RuleBroken("password", "".join(error.messages), field="password") from error


@transaction.atomic
def update_member(*, member_id: int, by, **fields) -> Member:
    """The member with new `fields`: OWN_FIELDS for the person, DESK_FIELDS for the desk with MEMBER_EDIT.

    Raises RuleBroken; a new phone number becomes the number the person signs in with, a corrected name the account's.
    """
    reach = Q(pk__in=Member.objects.allowed(by, P.MEMBER_EDIT).values("pk")) | Q(user=by.pk)
    member = Member.objects.select_for_update(of=("self",), no_key=True).filter(reach, pk=member_id).first()
    if member is None:
        raise not_found()
    if member.closed_at:
        raise RuleBroken("closed", "该登记已注销，不能再修改", conflict=True)
    own = member.user_id == by.pk
    _check_fields(fields, OWN_FIELDS if own else DESK_FIELDS)
    if "phone" in fields:
        _change_phone(member, fields.pop("phone"))
    skills = fields.pop("skills", None)
    for name, value in fields.items():
        setattr(member, name, value.strip() if isinstance(value, str) else value)
    _check_member(member)
    member.save()
    if "name" in fields and member.user:
        member.user.name = member.name
        member.user.save(update_fields=["name"])
    if skills is not None:
        member.skills.set(skills)
    return member


def _check_fields(fields: Collection[str], allowed: Collection[str]) -> None:
    for name in fields:
        if name not in allowed:
            raise RuleBroken("field", "这一项由社区维护，请与社区联系", field=name)


def _change_phone(member: Member, phone: str) -> None:
    before = member.phone_hash
    _set_phone(member, phone)
    if member.phone_hash == before:
        return
    if _is_known(member.phone_hash):
        raise RuleBroken("phone_known", "该手机号已被使用", field="phone")
    if member.user:
        if not phone:
            raise RuleBroken("phone", "此人用手机号登录，手机号不能为空", field="phone")
        member.user.set_phone(phone)
        member.user.save(update_fields=["phone", "phone_hash"])
        notify(
            users=[member.user],
            key=f"number:{timezone.now():%Y%m%d%H%M%S}",
            title="登录用的手机号已更换",
            text="以后用新号码登录。不是您本人要求的，请马上联系社区。",
            url="/devices/",
        )


@transaction.atomic
def change_own_phone(*, member_id: int, phone: str, by: User) -> Member:
    """The member's own record and account under a number that they have proved. Raises RuleBroken at `phone` for one in use."""
    member = Member.objects.mine(by).select_for_update(of=("self",), no_key=True).filter(pk=member_id).first()
    if member is None:
        raise not_found()
    _change_phone(member, phone)
    member.save(update_fields=["phone", "phone_hash"])
    return member


def member_by_phone(phone: str) -> Member | None:
    """The member with this number, however it is written; None for an unknown or malformed one."""
    try:
        return Member.objects.filter(phone_hash=phone_index(phone)).first()
    except ValueError:
        return None


@transaction.atomic
def give_consents(*, member: Member, purposes: Collection[str], on_paper: bool = False, by) -> None:
    """Consent given by the member, or noted by the desk from a signed sheet (`on_paper`)."""
    record_consents(_reach(member, by, on_paper), purposes, on_paper=on_paper, by=by)


@transaction.atomic
def withdraw_consent(*, member: Member, purpose: str, by) -> None:
    """Consent taken back, from now on. What registration needs can go only after the report-in has ended."""
    locked = _reach(member, by, on_paper=True)
    if purpose == ConsentPurpose.REGISTRATION and locked.report_ins.live().exists():
        raise RuleBroken("consent_needed", "报到期间须保留这一项；如要撤回，请先退出报到", field="purpose")
    end_consents(Consent.objects.filter(member=locked, text__purpose=purpose), by=by)


def _reach(member: Member, by, on_paper: bool) -> Member:
    """The member, locked: `by` is the person, or the desk acting on a paper."""
    rows = Member.objects.mine(by)
    if on_paper:
        rows |= Member.objects.filter(pk__in=Member.objects.allowed(by, P.MEMBER_EDIT).values("pk"))
    locked = rows.filter(pk=member.pk).select_for_update(of=("self",), no_key=True).first()
    if locked is None:
        raise not_found()
    return locked


@transaction.atomic
def issue_activation_codes(*, member_ids: Collection[int], by) -> list[tuple[Member, str]]:
    """(member, code) for those with a phone and no account, to be handed over in person; an older code expires."""
    members = (
        Member.objects.allowed(by, P.MEMBER_EDIT)
        .filter(pk__in=member_ids, user__isnull=True, phone_hash__isnull=False)
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    issued = [(member, _new_code()) for member in members]
    expires_at = timezone.now() + timedelta(days=VALID_DAYS)
    Activation.objects.bulk_create(
        [
            Activation(member=member, code_digest=_digest(member, code), issued_by=by, expires_at=expires_at)
            for member, code in issued
        ],
        update_conflicts=True,
        unique_fields=["member"],
        update_fields=["code_digest", "issued_by", "expires_at", "attempts"],
    )
    return issued


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def _digest(member: Member, code: str) -> str:
    return blind_index(code.strip().upper(), purpose=f"activation:{member.pk}")


def activate_member(*, phone: str, code: str, password: str, purposes: Collection[str]) -> User:
    """The new account of the member. Raises RuleBroken: at `code` for any wrong pair, one message for all causes.

    Five wrong tries use a code up; each try is counted in a transaction of its own, so that no failure undoes it.
    """
    check_password_rules(password, name="")
    check_required(purposes)
    member = _claimed(phone, code)
    with transaction.atomic():
        # Again under the lock: of two phones with the same code, one opens the account.
        locked = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
        if locked.user_id:
            raise _wrong()
        locked.user = _account_of(locked, password)
        locked.save(update_fields=["user"])
        note_steps(member_acts, [Noted(locked, "activate", locked.state, locked.state, locked.user, timezone.now())])
        record_consents(locked, purposes, on_paper=False, by=locked.user)
        Activation.objects.filter(member=locked).delete()
    return locked.user


def _account_of(member: Member, password: str) -> User:
    """The account that the member's phone has already (staff), if the password is right; else a new one."""
    known = User.objects.filter(phone_hash=member.phone_hash, member__isnull=True).first()
    if known is None:
        return create_user(name=member.name, phone=member.phone, password=password, by=None)
    if not known.check_password(password):
        raise RuleBroken("password", "该手机号已有登录账号，请填写该账号现在的密码", field="password")
    return known


def _claimed(phone: str, code: str) -> Member:
    """The member whose valid code this is; counts the try before it looks."""
    member = member_by_phone(phone)
    usable = Activation.objects.filter(member=member, expires_at__gt=timezone.now(), attempts__lt=MAX_ATTEMPTS)
    if member is None or not usable.update(attempts=F("attempts") + 1):
        raise _wrong()
    issued = Activation.objects.filter(member=member).first()  # gone, where the same code was used in between
    if issued is None or not constant_time_compare(issued.code_digest, _digest(member, code)):
        raise _wrong()
    return member


def _wrong() -> RuleBroken:
    return RuleBroken(
        "activation",
        "手机号或激活码不正确，或激活码已失效。激活码14天内有效，输错5次作废，可向社区重新领取",
        field="code",
    )
