"""Keeping what the words of consent promise: what is past its term goes, by night, in batches (个人信息保护法 Art. 19, 47).

Terms are the dated rows of `DeadlineRule`; the one in force today holds for everything of the member's area. Ledger, hours and figures are never
touched, and the record of access is append-only and names nobody: it stays. Every step finds its work by what is still
there, so a run may be killed anywhere and run again: docs/rules.md, "Consent".
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.days.rules.months import months_before
from orgtree.declare import registry
from orgtree.files.erasing import CLEARED, Stock, WrittenStock, erase_words, files_of
from orgtree.models import Notice, Post
from orgtree.notices.services import notify_each
from orgtree.people.rules import SIGN_INS
from volunteers.home.services.account_closing import close_by_term
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn

BATCH = 500
NOTICE = "erase-ahead:"
DAY = timedelta(days=1)
KEYS = (DeadlineKey.KEEP_WORDS, DeadlineKey.KEEP_NAMES, DeadlineKey.KEEP_SHEETS, DeadlineKey.KEEP_PERSON, SIGN_INS)


def keep_terms(today: date | None = None) -> Counter:
    """What was cleared for each key of KEYS, in rows; of KEEP_PERSON in persons. Whoever goes soon is told first."""
    today, book = today or timezone.localdate(), DeadlineBook()
    done: Counter = Counter()
    for stock in registry.stocks:
        for ground, cut in book.cuts(stock.key, today, stock.place):
            done[stock.key] += _clear(stock, ground, cut)
    tell_leavers(today)
    done[DeadlineKey.KEEP_PERSON] = _close_leavers(today, book)
    return done


def due_counts(today: date | None = None) -> dict[str, int]:
    """How many rows are past the term of each key; for KEEP_PERSON persons, also those who have yet to be told."""
    today, book = today or timezone.localdate(), DeadlineBook()
    counts = dict.fromkeys(KEYS, 0)
    for stock in registry.stocks:
        counts[stock.key] += sum(
            stock.due(cut).filter(ground).count() for ground, cut in book.cuts(stock.key, today, stock.place)
        )
    gone = book.cuts(DeadlineKey.KEEP_PERSON, today, "area")
    counts[DeadlineKey.KEEP_PERSON] = sum(leavers(cut).filter(ground).count() for ground, cut in gone)
    return counts


# --- Words and files --------------------------------------------------------------------------------------------------


def _clear(stock: Stock | WrittenStock, ground: Q, cut: date) -> int:
    done = 0
    while ids := list(stock.due(cut).filter(ground).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        done += _clear_batch(stock, cut, ids)
    return done


@transaction.atomic
def _clear_batch(stock: Stock | WrittenStock, cut: date, ids: list[int]) -> int:
    """How many of the rows were cleared. Files go before the row forgets them: a run that dies between leaves no orphan."""
    if isinstance(stock, WrittenStock):
        return stock.clear(ids)
    due = stock.due(cut).filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    rows = stock.words.model._default_manager.filter(pk__in=list(due.values_list("pk", flat=True)))
    done = rows.count()
    for name in stock.words.files:
        for file in files_of(rows, name):
            file.storage.delete(file.name)
    erase_words(stock.words, rows, CLEARED)
    if stock.goes_whole:
        rows.delete()
    return done


# --- Persons who left -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leaver:
    """A person whose term is over on `due_on`; without an account there is nobody to tell."""

    member_id: int
    user_id: int | None
    left_on: date

    @property
    def key(self) -> str:
        """A notice per leaving: whoever reports in and leaves again is told again."""
        return f"{NOTICE}{self.member_id}:{self.left_on}"


def leavers(cut: date) -> QuerySet[Member]:
    """Members whose last report-in ended by `cut`, who have none live and hold no post today; with `left_at`."""
    return (
        Member.objects.filter(closed_at__isnull=True)
        .exclude(pk__in=ReportIn.objects.live().values("member"))
        .exclude(user__in=Post.objects.live().values("holder"))
        .annotate(left_at=Max("report_ins__ended_at"))
        .filter(left_at__lt=_midnight_after(cut))
    )


def _each(rows: QuerySet[Member]) -> Iterator[Leaver]:
    for member_id, user_id, left_at in rows.order_by("pk").values_list("pk", "user_id", F("left_at")):
        yield Leaver(member_id, user_id, timezone.localdate(left_at))


def tell_leavers(today: date) -> None:
    """Tell those with an account, once per leaving, that their data goes soon and how to keep it."""
    for ground, (ahead, months) in DeadlineBook().numbers(
        (DeadlineKey.ERASE_AHEAD, DeadlineKey.KEEP_PERSON), today, "area"
    ):
        if ahead and months:
            soon = leavers(months_before(today + DAY * ahead, months)).filter(ground)
            notify_each(_notice(leaver, months, ahead) for leaver in _each(soon) if leaver.user_id)


def _notice(leaver: Leaver, months: int, ahead: int) -> Notice:
    return Notice(
        user_id=leaver.user_id,
        key=leaver.key,
        title="到期将删除个人信息",
        text=(
            f"您的报到已于{leaver.left_on:%Y年%-m月%-d日}结束。按知情同意书的约定，个人信息在退出报到后保存{months}个月；"
            f"期满且本通知发出{ahead}天后，您的姓名、手机号、单位、住处等信息将被删除，账号停用，只保留不署名的时长和积分。"
            "想继续保留，请在此之前重新报到；想留底，请先在“我的”页面下载。"
        ),
        url=reverse("member-report-in"),
    )


def _close_leavers(today: date, book: DeadlineBook) -> int:
    """How many persons went: their term is over, and those with an account were told long enough ago."""
    gone = 0
    for ground, (ahead, months) in book.numbers((DeadlineKey.ERASE_AHEAD, DeadlineKey.KEEP_PERSON), today, "area"):
        if not ahead or not months:
            continue
        told_by = _midnight_after(today - DAY * ahead)
        told = set(Notice.objects.filter(key__startswith=NOTICE, created_at__lt=told_by).values_list("user", "key"))
        due = leavers(months_before(today, months)).filter(ground)
        ready = [one for one in _each(due) if one.user_id is None or (one.user_id, one.key) in told]
        gone += sum(close_by_term(member_id=one.member_id, due=due) for one in ready)
    return gone


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + DAY, time()))
