"""Accounts, posts and signing in."""

import secrets
from datetime import date

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import acts_of, note_first
from orgtree.choices import Permission as P
from orgtree.choices import PostKind, SignInKind
from orgtree.database.locks import hold_for
from orgtree.database.validation import check_valid
from orgtree.declare.follows import post_begun
from orgtree.errors import RuleBroken, not_found
from orgtree.notices.services import notify
from orgtree.people.models.people import Post, User
from orgtree.people.services.devices import known_device
from orgtree.people.services.sign_ins import account_named, record_sign_in
from orgtree.scope.rules.grants import (
    HELD_BY_ONE,
    may_hold_together,
    may_sit,
    opens_persons,
    post_kinds_with,
    seats_told,
    sits_at_units,
)
from orgtree.text.crypto import blind_index
from orgtree.text.rules.phones import sign_in_name
from orgtree.tree.models import Area
from orgtree.units.models.institution import Institution
from orgtree.web.open_forms import Guard, TooOften, client_address

# Without letters and digits that are read aloud or copied wrongly (0 o 1 l i).
ONE_TIME_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ONE_TIME_LENGTH = 12


# --- Signing in ---------------------------------------------------------------------------------------------------------


# Wrong tries alone are counted: a hall or an office with one address signs in as often as it likes.
SIGN_IN = Guard("sign-in", most=60, everywhere=None, seconds=600)
KINDS = {
    "locked_out": SignInKind.LOCKED,
    "sign_in": SignInKind.WRONG,
    "too_often": SignInKind.SLOWED,
}


def sign_in(*, request, account: str, password: str, kind: SignInKind = SignInKind.ENTERED) -> User:
    """The user whose account name or phone and password these are: the one way in for pages, desk and API.

    Raises RuleBroken `sign_in` for a wrong pair, in the same words and after the same work whether or not the
    account exists (A05), `locked_out` after five wrong ones within 15 minutes (A04), and TooOften for an address with too many
    wrong ones at whatever accounts. A device that the account is known on has five tries of its own, whatever strangers do.
    Tries at one account wait for each other, so that fifty at once are still five guesses. Each failure is recorded, as is
    who came in, as what `kind` says. Opens no session: `login` does.
    """
    name = sign_in_name(account)
    known = account_named(name)
    request.known_device = known_device(request, known)
    try:
        user = _slowed(request, name, password)
    except RuleBroken as broken:
        record_sign_in(request, KINDS[broken.code], known)
        raise
    record_sign_in(request, kind, user)
    return user


def _slowed(request, name: str, password: str) -> User:
    """The user of this name and password, within what the address may try; a known device is not asked where it is."""
    address = client_address(request)
    if request.known_device is None and not SIGN_IN.lets_in(address):
        raise TooOften("从您所在的网络登录失败的次数太多，请过10分钟再试；着急请联系社区")
    user = _checked(request, name, password)
    if request.known_device is None:
        SIGN_IN.give_back(address)
    return user


def _checked(request, name: str, password: str) -> User:
    with transaction.atomic():
        hold_for(f"sign_in:{name}")
        user = authenticate(request, username=name, password=password)
        if user is not None:
            AxesProxyHandler.reset_attempts(username=sign_in_key(request, {"username": name}))
    if user is not None:
        return user
    if getattr(request, "axes_locked_out", False):
        raise RuleBroken("locked_out", "密码连续输错次数过多，此账号已锁定15分钟，请稍后再试", conflict=True)
    raise RuleBroken("sign_in", "账号或密码不正确")


def ask_again(*, request, password: str) -> None:
    """Raise RuleBroken at `own_password` unless this is the password of who is signed in: before what opens much to others.

    Wrong ones are counted as they are when signing in.
    """
    user = request.user
    try:
        name = user.account or user.phone
        known = sign_in(request=request, account=name, password=password, kind=SignInKind.PROVED)
    except RuleBroken as broken:
        words = "密码不正确" if broken.code == "sign_in" else broken.message
        raise RuleBroken(broken.code, words, field="own_password", conflict=broken.conflict) from broken
    if known.pk != user.pk:
        raise RuleBroken("sign_in", "密码不正确", field="own_password")


def sign_in_key(request, credentials) -> str:
    """What failed tries are counted under: a blind index, so that the counters hold no phone numbers (axes setting).

    Tries in a known device are counted apart from everybody else's.
    """
    name = sign_in_name((credentials or {}).get("username") or "")
    device = getattr(request, "known_device", None)
    return blind_index(f"{name} {device.pk}" if device else name, purpose="sign_in")


@transaction.atomic
def change_password(*, user_id: int, new: str, by) -> User:
    """The account with a password that its owner chose. Raises RuleBroken for a weak one."""
    user = User.objects.select_for_update().get(pk=user_id)
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise RuleBroken("password", error.messages[0], field="new_password1") from error
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    return user


# --- Accounts -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_user(
    *, name: str, account: str = "", phone: str = "", password: str | None = None, home=None, must_change=False, by
) -> User:
    """The new account; `password` None makes one that cannot sign in yet. Raises RuleBroken at the wrong field.

    `by` is None only where a person registers by themselves or the first administrator is made on the command line.
    """
    user = User(home=home, must_change_password=must_change)
    _name_user(user, name=name, account=account, phone=phone)
    user.set_password(password)
    check_valid(user, exclude=("password",))
    user.save()
    note_first(acts_of(User), "open", user, by=by)
    return user


@transaction.atomic
def open_account(*, name: str, account: str, phone: str, home: Area, by) -> tuple[User, str]:
    """A staff account and its one-time password, which only this call ever tells; the owner must change it."""
    _require_area(home, by, field="home")
    password = one_time_password()
    user = create_user(name=name, account=account, phone=phone, password=password, home=home, must_change=True, by=by)
    return user, password


@transaction.atomic
def create_first_admin(*, account: str, name: str, area: Area, password: str) -> User:
    """An account with the post 系统管理 at `area`, made on the command line. Raises RuleBroken, also for a weak password."""
    user = create_user(name=name, account=account, home=area, by=None)
    appoint(holder_id=user.pk, kind=PostKind.SYSTEM_ADMIN, area=area, by=None)
    return change_password(user_id=user.pk, new=password, by=user)


@transaction.atomic
def update_user(*, user_id: int, name: str, account: str, phone: str | None, home: Area, by) -> User:
    """The changed account; `phone` None keeps the number. Raises RuleBroken at the wrong field."""
    user = _my_user(user_id, by)
    _require_area(home, by, field="home")
    _name_user(user, name=name, account=account, phone=phone)
    user.home = home
    check_valid(user, exclude=("password",))
    user.save(update_fields=["name", "account", "phone", "phone_hash", "home"])
    return user


def give_one_time_password(user: User) -> None:
    """Set a password that is told once, by `user.one_time_password`; it ends the sessions and must be changed at the next sign-in."""
    user.one_time_password = one_time_password()
    user.set_password(user.one_time_password)
    user.must_change_password = True


def one_time_password() -> str:
    return "".join(secrets.choice(ONE_TIME_LETTERS) for _ in range(ONE_TIME_LENGTH))


def _my_user(user_id: int, by) -> User:
    """The account, locked, when `by` looks after it; RuleBroken otherwise, the same as for an unknown id."""
    user = User.objects.allowed(by, P.POST_GRANT).select_for_update(of=("self",)).filter(pk=user_id).first()
    if user is None:
        raise not_found("账号")
    return user


def _name_user(user: User, *, name: str, account: str, phone: str | None) -> None:
    user.name = name.strip()
    user.account = sign_in_name(account) or None
    if phone is None:
        return
    try:
        user.set_phone(phone)
    except ValueError as error:
        raise RuleBroken("phone", "请填写11位手机号", field="phone") from error


# --- Posts --------------------------------------------------------------------------------------------------------------


def person_known_as(name: str, *, by) -> User:
    """The account in use with exactly this account name or phone, for those who appoint; RuleBroken otherwise.

    People who registered themselves belong to no administrator's list, and can be given a post only this way.
    """
    try:
        user = User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        user = None
    if user is None or not user.is_active or not by.holds(P.POST_GRANT):
        raise RuleBroken("not_found", "没有这个手机号或账号，请核对是否完整", field="known_as")
    return user


@transaction.atomic
def appoint(
    *,
    holder_id: int,
    kind: str,
    area=None,
    institution=None,
    since: date | None = None,
    until: date | None = None,
    beside: bool = False,
    by,
) -> Post:
    """The new post. Raises RuleBroken where the seat does not fit the kind, the posts exclude each other, or a seat for one
    is taken in the same days and nobody said to appoint another `beside`.

    The holder's row is locked, so that two appointments at once cannot pass the check together (A10). A post that opens data of
    persons waits for a second person (`waits`). `by` is None where nobody's own decision stands behind it: the first
    administrator, a right that a call-up gives.
    """
    _check_seat(kind, area, institution, by)
    holder = User.objects.select_for_update().get(pk=holder_id)
    since = since or timezone.localdate()
    if not may_hold_together({kind, *_held_during(holder, since, until)}):
        raise RuleBroken("post_exclusive", "系统管理、审计须专人专岗，不能与其他岗位兼任", field="kind")
    if by is not None and not beside:
        _check_alone(kind, area, holder, since, until)
    post = Post(
        holder=holder,
        kind=kind,
        area=area,
        institution=institution,
        since=since,
        until=until,
        waits=by is not None and opens_persons(kind),
        given_by=by,
    )
    check_valid(post)
    post.save()
    note_first(acts_of(Post), "appoint", post, by=by)
    if post.waits:
        tell_of_waiting(post)
    else:
        post_begun.run(post=post, by=by)
    return post


def tell_of_waiting(post: Post) -> None:
    """Tell those who may confirm the post, but for who gave it and who is to hold it, and the holder."""
    place = post.area or post.institution.area
    above = place.get_ancestors(include_self=True)
    seats = Post.objects.live().filter(kind__in=post_kinds_with(P.POST_CONFIRM), area__in=above)
    told = set(seats.values_list("holder", flat=True)) - {post.given_by_id, post.holder_id}
    notify(
        users=told,
        key=f"post:{post.pk}:waiting",
        title="有任职等您确认",
        text=f"岗位：{post}。能看个人信息的岗位由一人任命、另一人确认，确认后才生效。",
        url=reverse("admin:orgtree_post_change", args=[post.pk]),
    )
    notify(
        users=[post.holder_id],
        key=f"post:{post.pk}:given",
        title="您被任命了岗位",
        text=f"您将担任{post}，由第二人确认后生效。",
        url="",
    )


def _check_seat(kind: str, area: Area | None, institution: Institution | None, by) -> None:
    """Raise RuleBroken at the seat's field unless there is one, `by` may appoint there, and posts of `kind` may sit there."""
    seat, label = area or institution, PostKind(kind).label
    if seat is None:
        field, word = ("institution", "单位") if sits_at_units(kind) else ("area", "区域")
        raise RuleBroken("post_seat", f"请选择{label}的任职{word}", field=field)
    field = "area" if area else "institution"
    _require_area(area or institution.area, by, field=field)
    if not may_sit(kind, seat.kind):
        told = f"{label}设在{seats_told(kind)}，不能设在{seat.name}（{seat.get_kind_display()}）"
        raise RuleBroken("post_seat", told, field=field)


def _held_during(holder: User, since: date, until: date | None) -> set[str]:
    """The kinds of post that the holder has on some day of the stretch, also those that have yet to begin."""
    return set(_in_stretch(Post.objects.filter(holder=holder), since, until).values_list("kind", flat=True))


def _in_stretch(posts, since: date, until: date | None):
    """Those of `posts` that are held on some day of the stretch; `until` is the first day after it, None for no end."""
    lasting = posts.filter(Q(until__isnull=True) | Q(until__gt=since))
    return lasting.filter(since__lt=until) if until else lasting


def _check_alone(kind: str, area: Area | None, holder: User, since: date, until: date | None) -> None:
    """Raise RuleBroken at `beside`, naming who holds it, where a post of one at a time is taken on some day of the stretch."""
    if area is None or kind not in HELD_BY_ONE:
        return
    taken = _in_stretch(Post.objects.filter(kind=kind, area=area), since, until).exclude(holder=holder)
    names = list(taken.order_by("pk").values_list("holder__name", flat=True))
    if names:
        post = f"{area.name}已有{PostKind(kind).label}{'、'.join(names)}"
        raise RuleBroken("post_taken", f"{post}，仍要任命？确要任命，请勾选本项再保存", field="beside", conflict=True)


def _require_area(area: Area | None, by, *, field: str) -> None:
    """Raise RuleBroken at `field` unless `by` may appoint people in `area`."""
    if by is None:
        return
    if area is None or not Area.objects.allowed(by, P.POST_GRANT).filter(pk=area.pk).exists():
        raise not_found("区域", field=field)
