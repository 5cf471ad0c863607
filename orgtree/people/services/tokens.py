"""Issue and find API tokens."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from orgtree.acts import acts_of, note_first
from orgtree.database.prepared import Prepared
from orgtree.errors import RuleBroken
from orgtree.people.models.people import User
from orgtree.people.models.tokens import ApiToken

PREFIX = "djt_"  # lets secret scanners recognise one that ends up in a repository
TOKEN_BYTES = 32
LIVE_TOKENS_PER_USER = 20
USE_NOTED_EVERY = timedelta(minutes=1)


CALLED = Prepared(
    lambda digest, now: ApiToken.objects.live(now).select_related("user").filter(digest=digest).order_by(),
    digest="-",
    now=datetime.min.replace(tzinfo=UTC),
)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def password_mark(user: User) -> str:
    """What changes when the password does."""
    return user.get_session_auth_hash()


@transaction.atomic
def issue_token(*, name: str, scopes: list[str], days: int, by: User) -> tuple[ApiToken, str]:
    """The stored token and its secret, which is shown this once. Raises RuleBroken above twenty live tokens, and for a
    password that its owner has yet to choose.
    """
    if by.must_change_password:
        raise RuleBroken("must_change_password", "请先在网站登录并修改初始密码")
    User.objects.select_for_update().get(pk=by.pk)
    if ApiToken.objects.mine(by).live().count() >= LIVE_TOKENS_PER_USER:
        raise RuleBroken("token_limit", f"有效令牌最多{LIVE_TOKENS_PER_USER}个，请先吊销不用的", conflict=True)
    secret = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    token = ApiToken.objects.create(
        user=by,
        name=name,
        scopes=sorted(set(scopes)),
        digest=_digest(secret),
        password_mark=password_mark(by),
        expires_at=timezone.now() + timedelta(days=days),
    )
    note_first(acts_of(ApiToken), "issue", token, by=by)
    return token, secret


def user_of_token(secret: str) -> User | None:
    """The person behind a live token, limited to its scopes; None for anything else."""
    token = next(iter(CALLED(digest=_digest(secret), now=timezone.now())), None)
    if token is None or not token.user.is_active:
        return None
    if not constant_time_compare(token.password_mark, password_mark(token.user)):
        return None
    _note_use(token)
    token.user.token_scopes = frozenset(token.scopes)
    return token.user


def _note_use(token: ApiToken) -> None:
    """Keep the time of last use, at most once a minute: a read must not cost a write each time."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
