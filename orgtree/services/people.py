"""Accounts and posts."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from orgtree.errors import RuleBroken
from orgtree.models import Post, User
from orgtree.rules.grants import GRANTS, may_hold_together
from orgtree.rules.phones import normal_account
from orgtree.services.validation import check_valid


@transaction.atomic
def create_user(
    *, name: str, account: str = "", phone: str = "", password: str | None = None, home=None, must_change=False, by
) -> User:
    """The new account; `password` None makes one that cannot sign in yet. Raises RuleBroken at the wrong field.

    `by` is None only where a person registers by themselves or the first administrator is made on the command line.
    """
    user = User(name=name.strip(), account=normal_account(account) or None, home=home, must_change_password=must_change)
    try:
        user.set_phone(phone)
    except ValueError as error:
        raise RuleBroken("phone", "请填写11位手机号", field="phone") from error
    user.set_password(password)
    check_valid(user, exclude=("password",))
    user.save()
    return user


@transaction.atomic
def appoint(
    *, holder_id: int, kind: str, area=None, institution=None, since: date | None = None, until: date | None = None, by
) -> Post:
    """The new post. Raises RuleBroken where the seat does not fit the kind or the posts exclude each other.

    The holder's row is locked, so that two appointments at once cannot pass the check together (A10).
    """
    holder = User.objects.select_for_update().get(pk=holder_id)
    seat = "area" if area else "institution"
    if seat not in GRANTS[kind].seats:
        raise RuleBroken("post_seat", "这一岗位不能设在所选的区域或单位", field=seat)
    held = set(Post.objects.live().filter(holder=holder).values_list("kind", flat=True))
    if not may_hold_together(held | {kind}):
        raise RuleBroken("post_exclusive", "系统管理、审计须专人专岗，不能与其他岗位兼任", field="kind")
    post = Post(
        holder=holder,
        kind=kind,
        area=area,
        institution=institution,
        since=since or timezone.localdate(),
        until=until,
    )
    check_valid(post)
    post.save()
    return post
