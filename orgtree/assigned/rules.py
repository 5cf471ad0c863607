"""Limits of tasks: until when one is due, and when its owner is reminded. Source: docs/rules.md, "Tasks"."""

from datetime import date, datetime, timedelta

from orgtree.days.rules.working_time import Clock, Limit, Segment, Unit, WorkingTime
from orgtree.errors import RuleBroken
from orgtree.files.rules import PDF, PICTURE, Taken
from orgtree.text.rules.scanner import refusal_of

LONGEST_DAYS = 366
LONGEST_HOURS = 240  # of an office, about thirty days of work; what takes longer is due after days
MOST = 10_000_000
EVIDENCE = Taken("附件", "file", "files", (PICTURE, PDF), most=9, measure="个", place="每项任务")
CAPTION_LENGTH = 60


def read_limit(*, due_on: date | None, workdays: int | None, hours: int | None) -> Limit | None:
    """The limit where one is said, None for a day; one of the three. Raises RuleBroken at its field."""
    if sum(said is not None for said in (due_on, workdays, hours)) != 1:
        raise RuleBroken("due", "请填写完成日期、工作日数或小时数，只填一项", field="due_on")
    if workdays is not None and not 1 <= workdays <= LONGEST_DAYS:
        raise RuleBroken("workdays", f"工作日数应为1至{LONGEST_DAYS}", field="workdays")
    if hours is not None and not 1 <= hours <= LONGEST_HOURS:
        raise RuleBroken("hours", f"小时数应为1至{LONGEST_HOURS}", field="hours")
    if workdays is not None:
        return Limit(workdays, Unit.WORKDAY)
    return Limit(hours, Unit.HOUR) if hours is not None else None


def limit_moment(begun: datetime, limit: Limit, office: WorkingTime) -> datetime:
    """When a limit is used up that runs since `begun`."""
    due = Clock([Segment(begun)], limit, office).due()
    assert due is not None  # a clock that runs is due
    return due


def due_moment(now: datetime, office: WorkingTime, due_on: date) -> datetime:
    """The closing of the office on the day said. Raises RuleBroken at its field."""
    due = office.closing(due_on)
    if due <= now:
        raise RuleBroken("due", "完成日期应在今天下班以后", field="due_on")
    if due > now + timedelta(days=LONGEST_DAYS):
        raise RuleBroken("due", "完成日期不能晚于一年以后", field="due_on")
    return due


def remind_moment(given_at: datetime, due_at: datetime, office: WorkingTime) -> datetime:
    """When the owner is reminded: the opening of the working day before, never before it was given."""
    day = due_at.astimezone(office.zone).date() - timedelta(days=1)
    while not office.is_workday(day):
        day -= timedelta(days=1)
    return max(office.opening(day), given_at)


def checked_caption(text: str) -> str:
    """`text` without outer blanks, "" for none; raises RuleBroken at `caption` when too long or with personal data in it."""
    kept = " ".join(text.split())
    if len(kept) > CAPTION_LENGTH:
        raise RuleBroken("caption", f"附件说明不超过{CAPTION_LENGTH}字", field="caption")
    if said := refusal_of(kept):
        raise RuleBroken("caption_private", said, field="caption")
    return kept


def read_amount(text: str) -> int:
    """The amount told. Raises RuleBroken."""
    if not text.isdecimal() or int(text) > MOST:
        raise RuleBroken("told_wrong", "请填写整数", field="told")
    return int(text)
