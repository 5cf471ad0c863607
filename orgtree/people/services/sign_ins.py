"""The record of sign-ins, their failures and refused acts."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from orgtree.choices import SignInKind
from orgtree.people.models.people import User
from orgtree.people.models.sign_ins import SignInRecord
from orgtree.people.rules import name_browser
from orgtree.tree.models import Area
from orgtree.web.open_forms import client_address


def record_sign_in(
    request: HttpRequest, kind: SignInKind, account: User | None, *, place: str = "", row_id: int | None = None
) -> SignInRecord:
    """The new line. `account` is whose it is; None where nobody knows: a name that no account has.

    Its area decides which auditor reads it: where the account is kept, or its holder works; the top of the tree for all others.
    """
    return SignInRecord.objects.create(
        kind=kind,
        about=account,
        text=client_address(request)[:45],
        browser=name_browser(request.META.get("HTTP_USER_AGENT", "")),
        place=place[:200],
        row_id=row_id,
        area_id=_kept_at(account),
    )


def account_named(name: str) -> User | None:
    """The account with this written name or phone; None for none. Asked of every failure alike, so that no time tells."""
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        return None


def sign_ins_due(cut: date) -> QuerySet[SignInRecord]:
    """Lines of the day `cut` or before that still say whose they are or from where."""
    return SignInRecord.objects.due(timezone.make_aware(datetime.combine(cut + timedelta(days=1), time())))


def _kept_at(account: User | None) -> int | None:
    if account and account.home_id:
        return account.home_id
    seats = (post.area_id or post.institution.area_id for post in account.live_posts) if account else iter(())
    return next(seats, None) or Area.objects.filter(parent=None).values_list("pk", flat=True).first()
