"""Boards in the demo: a word on a number that waits, one that was answered, a view that is shared."""

from datetime import date

from orgtree.acts import make, perform_one
from orgtree.boards.rules import ASKED_LEVELS
from orgtree.boards.services.kept import keep_view
from orgtree.boards.services.readings import ask_about_unread
from orgtree.choices import AreaKind, DoubtVerdict, PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.doubts.acts import doubt_acts
from orgtree.models import BoardReading, Post


def build_doubts(today: date) -> None:
    """By 组织部 and a street on numbers of the first community of the district that has a secretary."""
    posts = Post.objects.live().select_related("holder", "area")
    keeper = posts.filter(kind=PostKind.COMMUNITY_SECRETARY).order_by("area__code").first()
    reader = posts.filter(kind=PostKind.ORGANISATION_DEPT).first()
    if not (keeper and reader):
        return
    last = Period.holding("M", today).previous
    said = {"area": keeper.area, "period": last.slug, "by": reader.holder}
    make(doubt_acts, "mark", figure="volunteers.services", reason="和社区工作群里通报的次数对不上，请核对", **said)
    other = make(doubt_acts, "mark", figure="volunteers.reported", reason="比街道上报的名册少两人", **said).row
    shared = {"title": "服务与积分", "page": "board", "asked": "subject=services", "span": "last", "is_shared": True}
    keep_view(area=reader.area, period=last, **shared, by=reader.holder)
    build_question(today, last)
    words = "两人上月转往另一社区，名册以平台为准"
    perform_one(doubt_acts, "answer", pk=other.pk, by=keeper.holder, verdict=DoubtVerdict.RIGHT, answer=words)


def build_question(today: date, last: Period) -> None:
    """Every tab was opened last month but one, which is asked about."""
    places = [(board, level) for board in registry.subjects for level in ASKED_LEVELS]
    unread = ("assessments", AreaKind.COMMUNITY)
    readings = [
        BoardReading(board=one, level=level, month=last.start, times=9)
        for one, level in places
        if (one, level) != unread
    ]
    BoardReading.objects.bulk_create(
        [*readings, BoardReading(board="first", level="street", month=last.last(6)[0].start)]
    )
    ask_about_unread(today)
