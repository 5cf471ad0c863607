"""Figures of a period, reported from below upward: asked for by the platform, confirmed, locked, opened again for a time.

What is read in their place: `reported`. Source of the rules: docs/rules.md, "Figures that are reported".
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Noted, acts_of, follow, note_steps
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import PeriodKind, ReturnState
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.figures.models import REPORTED, FigureFill, FigureReturn
from orgtree.figures.rules import LEAST_DAYS, STEP_DAYS, STEPS, TERM, as_reported
from orgtree.figures.services.reported import totals_known
from orgtree.notices.models.notices import Notice
from orgtree.notices.services import notify_each
from orgtree.people.models.people import Post
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.models import Area

NOT_YET = (ReturnState.WAITING, ReturnState.OPEN)


def page_of(row: FigureReturn) -> str:
    return reverse("admin:orgtree_figurereturn_change", args=[row.pk])


# --- Begun and ended by the platform --------------------------------------------------------------------------------------


def keep_returns(today: date) -> int:
    """How many areas were asked today for the periods that have ended last; what is over is ended. Safe to run twice."""
    end_returns(today)
    return sum(ask_for(Period.holding(kind, today).previous, today) for kind in PeriodKind.values)


@transaction.atomic
def ask_for(period: Period, today: date) -> int:
    """How many areas were asked for the figures of `period`: once, when they were counted after its end, of whoever reports then."""
    fill = FigureFill.objects.of(period).select_for_update().first()
    if fill is None or timezone.localdate(fill.as_of) < period.end or FigureReturn.objects.of(period).exists():
        return 0
    book, now = DeadlineBook(), timezone.now()
    asked = [(area, due) for area in reporting_areas() if (due := due_day(book, area, period, today))]
    made = [
        FigureReturn(
            area=area,
            period_kind=period.kind,
            period_start=period.start,
            due_on=due,
            # In the order of the tree the next one lies inside this one, or nothing does.
            state=ReturnState.WAITING if _holds(area, after) else ReturnState.OPEN,
        )
        for (area, due), (after, _) in zip(asked, [*asked, (None, None)][1:], strict=True)
    ]
    FigureReturn.objects.bulk_create(made, batch_size=2_000)
    note_steps(acts_of(FigureReturn), [Noted(row, "open", "", row.state, None, now) for row in made])
    tell_ready(made)
    return len(made)


def reporting_areas() -> list[Area]:
    """The areas from communities up where somebody holds a post that reports, in the order of the tree. The others count in what is above."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.FORM_CONFIRM), area=OuterRef("pk"))
    return list(Area.objects.current().filter(Exists(posts), kind__in=STEPS).order_by("tree_id", "lft"))


def due_day(book: DeadlineBook, area: Area, period: Period, today: date) -> date | None:
    """By when the area reports; None where the rules of the place do not ask for it."""
    last = period.end - timedelta(days=1)
    days = book.number(TERM, last, area)
    if days is None:
        return None
    due = book.calendars.at(area).workdays_after(last, days + STEP_DAYS * STEPS[area.kind])
    return max(due, today + timedelta(days=LEAST_DAYS))


def _holds(area: Area, other: Area | None) -> bool:
    return other is not None and other.tree_id == area.tree_id and other.lft < area.rght


@transaction.atomic
def end_returns(today: date) -> None:
    """What areas that are gone owe, and what was opened for a time that is over."""
    gone = FigureReturn.objects.filter(state__in=NOT_YET, area__dissolved_on__lte=today)
    follow(acts_of(FigureReturn), "lapse", _taken(gone), reason="区域已撤销")
    follow(
        acts_of(FigureReturn),
        "relock",
        _taken(FigureReturn.objects.filter(state=ReturnState.UNLOCKED, unlocked_until__lt=today)),
    )


def _taken(rows) -> list[FigureReturn]:
    return list(rows.select_related("area").select_for_update(of=("self",)))


def tell_ready(rows: Iterable[FigureReturn]) -> None:
    """Tell whoever reports for these areas that their numbers are there to be looked at."""

    def say(row: FigureReturn, holder: int) -> Notice:
        text = f"{row.due_on:%m月%d日}前核对上报；上报后本期数字不再改动。"
        return Notice(user_id=holder, key=f"figurereturn:{row.pk}", title=f"待核对上报：{row}", text=text, url=page_of(row))  # fmt: skip

    tell_reporters([row for row in rows if row.state == ReturnState.OPEN], say)


def remind_of_figures(today: date) -> None:
    """One reminder to each who reports, from the day before it is due."""

    def say(row: FigureReturn, holder: int) -> Notice:
        text = f"报送期限：{row.due_on:%Y-%m-%d}"
        return Notice(user_id=holder, key=f"figurereturn:{row.pk}:due", title=f"请核对上报：{row}", text=text, url=page_of(row))  # fmt: skip

    rows = FigureReturn.objects.to_check().filter(due_on__lte=today + timedelta(days=1)).select_related("area")
    tell_reporters(list(rows), say)


def tell_reporters(rows: list, say: Callable[[Any, int], Notice]) -> None:
    """Tell whoever reports for the areas of the rows what `say(row, holder)` says."""
    holders: dict[int, set[int]] = {}
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.FORM_CONFIRM), area__in=[row.area_id for row in rows])
    for area, holder in posts.values_list("area_id", "holder_id"):
        holders.setdefault(area, set()).add(holder)
    notify_each(say(row, holder) for row in rows for holder in sorted(holders.get(row.area_id, ())))


def reporters_of(area: Area) -> list[int]:
    """The accounts that report for the area."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.FORM_CONFIRM), area=area)
    return list(posts.values_list("holder_id", flat=True).distinct())


# --- Done by people ---------------------------------------------------------------------------------------------------------


def take_numbers(row: FigureReturn) -> None:
    """Keep what is reported. Raises RuleBroken while the period is not counted to its end, or the time of an exception is over."""
    check_time(row)
    fill = FigureFill.objects.of(row.period).first()
    if fill is None or timezone.localdate(fill.as_of) < row.period.end:
        raise RuleBroken("uncounted", "有的数字还没有汇总，请等夜间汇总后再上报", conflict=True)
    below = nearest_below(row)
    known = totals_known(row.period, [row.area_id, *(one.area_id for one in below)])
    totals = as_reported(known[row.area_id], [(known[one.area_id], one.totals) for one in below])
    row.values = {key: str(total) for key, total in totals.items()}


def check_time(row: Any) -> None:
    """Raise RuleBroken where the row was opened again until a day that is over, though the night has not locked it yet."""
    if row.unlocked_until and row.unlocked_until < timezone.localdate():
        raise RuleBroken("lock_back", f"限时更正已于{row.unlocked_until}截止", conflict=True)


def nearest_below(row: FigureReturn) -> list[FigureReturn]:
    """What was reported of the areas below, without those that are below another of them."""
    found: list[FigureReturn] = []
    for one in FigureReturn.objects.inside(row).reported().select_related("area").order_by("area__lft"):
        if not (found and found[-1].area.rght > one.area.lft):
            found.append(one)
    return found


def pass_upward(row: FigureReturn, by) -> None:
    """Where it was the last below the next above, that one is ready to be looked at."""
    above = FigureReturn.objects.above(row).select_related("area").select_for_update(of=("self",)).first()
    if above is None or above.state != ReturnState.WAITING:
        return
    if not FigureReturn.objects.inside(above).filter(state__in=NOT_YET).exists():
        follow(acts_of(FigureReturn), "arrive", [above], by=by)
        tell_ready([above])


def call_back_above(row: FigureReturn, by) -> None:
    """The next above waits again. Raises RuleBroken where it was reported: then this one is locked."""
    above = FigureReturn.objects.above(row).select_for_update(of=("self",)).first()
    if above is None:
        return
    if above.state in REPORTED:
        raise RuleBroken("locked", "上级已核对上报，本期已锁定；需要更正请上级开通限时更正", conflict=True)
    if above.state == ReturnState.OPEN:
        follow(acts_of(FigureReturn), "await_again", [above], by=by)
