"""How often boards are opened, counted by board and level and by nobody; those that nobody opens are asked about.

An opening adds one to a counter in Redis, so that looking at a board writes nothing; every ten minutes the counters are put into
rows. While Redis is silent nothing is counted: it is a count of use, no record.
"""

from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import RedisError

from orgtree.acts import Noted, acts_of, follow, note_steps
from orgtree.boards.choices import BoardState
from orgtree.boards.models import BoardQuestion, BoardReading
from orgtree.boards.rules import ASKED_LEVELS, UNREAD_DAYS, counter_of
from orgtree.choices import AreaKind, ViewPage
from orgtree.choices import Permission as P
from orgtree.database.locks import BOARD_READINGS, try_hold
from orgtree.declare import registry
from orgtree.notices.models.notices import Notice
from orgtree.notices.services import notify_each
from orgtree.people.models.people import Post
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.models import Area


def boards() -> dict[str, str]:
    """Every board that is counted, by key: its label."""
    subjects = {one.key: one.label for one in sorted(registry.subjects.values(), key=lambda one: one.position)}
    return {"first": "概览", **subjects, "all": "全部", ViewPage.COMPARE: "区域比较", ViewPage.REPORT: "工作报表"}


def note_opened(board: str, level: str) -> None:
    """Count one more opening of the board at an area of the level. Never raises: a board is not withheld for it."""
    key = counter_of(board, level)
    try:
        if not cache.add(key, 1, timeout=None):
            cache.incr(key)
    except (RedisError, ValueError):  # away, or pushed out of a full cache between the two
        return


@transaction.atomic
def write_down(today: date) -> int:
    """Put what was counted into the rows of this month; returns how many openings. What is counted meanwhile stays for the next time.

    0 where another is at it: what two take at once would be written twice.
    """
    if not try_hold(BOARD_READINGS):
        return 0
    places = {counter_of(board, level): (board, level) for board in boards() for level in AreaKind.values}
    counted = {key: number for key, number in cache.get_many(places).items() if number}
    for key, number in counted.items():
        board, level = places[key]
        row, _ = BoardReading.objects.get_or_create(board=board, level=level, month=today.replace(day=1))
        BoardReading.objects.filter(pk=row.pk).update(times=F("times") + number)
        cache.decr(key, number)
    return sum(counted.values())


# --- What nobody opens ----------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_about_unread(today: date) -> int:
    """How many subjects nobody opened at a level for 90 days are asked about today, of each 组织部 about its own areas. Safe to run twice.

    What was kept is asked about again after as many days; what is hidden is not.
    """
    since = today - timedelta(days=UNREAD_DAYS)
    if not BoardReading.objects.filter(month__lte=since).exists():
        return 0  # not counted for so long
    opened = set(
        BoardReading.objects.filter(month__gte=since.replace(day=1), times__gt=0).values_list("board", "level")
    )
    asked = 0
    for area in _owners():
        levels = [one for one in ASKED_LEVELS if Area.objects.current().within(area).filter(kind=one).exists()]
        unread = [(board, level) for board in registry.subjects for level in levels if (board, level) not in opened]
        asked += _ask(area, unread, today, since)
    return asked


def _owners() -> list[Area]:
    """The areas whose boards somebody answers for: who closes figures there keeps its boards too."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.FIGURES_CLOSE)).values("area")
    return list(Area.objects.filter(pk__in=posts))


def _ask(area: Area, unread: list[tuple[str, str]], today: date, since: date) -> int:
    known = {(one.board, one.level): one for one in BoardQuestion.objects.filter(area=area).select_for_update()}
    now = timezone.now()
    new = [
        BoardQuestion(area=area, board=board, level=level, state=BoardState.ASKED, asked_on=today)
        for board, level in unread
        if (board, level) not in known
    ]
    BoardQuestion.objects.bulk_create(new)
    note_steps(acts_of(BoardQuestion), [Noted(row, "ask", "", row.state, None, now) for row in new])
    again = [known[place] for place in unread if place in known]
    again = [one for one in again if one.state == BoardState.KEPT and one.asked_on <= since]
    follow(acts_of(BoardQuestion), "ask_again", again)
    _tell([*new, *again])
    return len(new) + len(again)


def _tell(rows: list[BoardQuestion]) -> None:
    """One notice for all, to each who decides."""
    if not rows:
        return
    kinds = post_kinds_with(P.FIGURES_CLOSE)
    holders = Post.objects.live().filter(kind__in=kinds, area=rows[0].area).values_list("holder_id", flat=True)
    page = f"{reverse('admin:orgtree_boardquestion_changelist')}?state__exact={BoardState.ASKED}"
    title = f"{len(rows)}个看板{UNREAD_DAYS}天没有人打开"
    key = f"boardquestion:{rows[0].pk}:{rows[0].asked_on}"
    notify_each(
        Notice(user_id=holder, key=key, title=title, text="请决定保留还是隐藏。只统计次数，不记谁看过。", url=page)
        for holder in sorted(set(holders))
    )
