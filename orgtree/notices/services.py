"""Notices in the app: written once per key, read by their person alone, cleared when old."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.utils import timezone

from orgtree.errors import not_found
from orgtree.notices.models.notices import Notice

# Retention: docs/rules.md, "Notices".
READ_DAYS = 180
LONGEST_DAYS = 730
BATCH = 2_000
PER_PAGE = 30


def notify(*, users: Iterable[Any], key: str, title: str, text: str = "", url: str = "") -> None:
    """Tell each of `users` (accounts or their ids; None, a person without an account, is passed over) once per `key`.

    Whoever has a notice under this key keeps it as it is. `url` is an address on this site. Name no other person
    in `title` or `text`, and nothing that somebody typed (`called`); what is longer than a notice holds is cut with an ellipsis, the page behind `url` has it whole.
    """
    ids = {getattr(user, "pk", user) for user in users} - {None}
    Notice.objects.bulk_create(
        [_fitted(Notice(user_id=pk, key=key, title=title, text=text, url=url)) for pk in sorted(ids)],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def notify_each(notices: Iterable[Notice]) -> None:
    """The same for notices whose words differ from person to person; unsaved rows, each with its own key."""
    Notice.objects.bulk_create([_fitted(notice) for notice in notices], ignore_conflicts=True, batch_size=BATCH)


def _fitted(notice: Notice) -> Notice:
    """The notice with its words cut to what their columns hold: a long reason must not stop the act that it tells of."""
    for name in ("title", "text"):
        longest, words = Notice._meta.get_field(name).max_length, getattr(notice, name)
        if len(words) > longest:
            setattr(notice, name, words[: longest - 1] + "…")
    return notice


def page_of(user, number: str | None) -> Page:
    """One page of the person's own notices, the newest first."""
    return Paginator(Notice.objects.mine(user).select_related("step"), PER_PAGE).get_page(number)


@transaction.atomic
def mark_read(*, notice_id: int, by) -> Notice:
    """The person's own notice, read; raises RuleBroken for anyone else's."""
    notice = Notice.objects.mine(by).select_for_update().filter(pk=notice_id).first()
    if notice is None:
        raise not_found()
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, by) -> int:
    """How many of the person's notices were unread until now."""
    return Notice.objects.mine(by).unread().update(read_at=timezone.now())


@transaction.atomic
def clear_old_notices() -> int:
    """How many were deleted: read ones older than READ_DAYS, and all that are older than LONGEST_DAYS."""
    now = timezone.now()
    read = Notice.objects.filter(read_at__lt=now - timedelta(days=READ_DAYS)).delete()[0]
    return read + Notice.objects.filter(created_at__lt=now - timedelta(days=LONGEST_DAYS)).delete()[0]
