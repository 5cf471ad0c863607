"""The one account of a person whose two files become one: the one with a post stays, else that of the kept file."""

from orgtree.models import Notice, User
from volunteers.home.services.account_closing import erase_user
from volunteers.members.models.member import Member


def clash_of_accounts(kept: Member, gone: Member) -> str:
    """What to settle where both sign in and hold posts ("": nothing): an account of staff is never closed by the way."""
    both = kept.user and gone.user and kept.user.live_posts and gone.user.live_posts
    return "两个登记的账号都有任职，请先结束其中一个账号的任职" if both else ""


def keep_one_account(*, kept: Member, user: User | None, by) -> None:
    """`kept` signs in with one account, and the other is closed; its unread notices go along. `user` was that of the other file.

    The caller saves `kept`.
    """
    if user is None:
        return
    if kept.user is None:
        kept.user = user
        return
    stays, closed = (user, kept.user) if user.live_posts else (kept.user, user)
    kept.user = stays
    kept.save(update_fields=["user"])
    known = Notice.objects.filter(user=stays).values("key")
    Notice.objects.filter(user=closed, read_at__isnull=True).exclude(key__in=known).update(user=stays)
    erase_user(closed)
