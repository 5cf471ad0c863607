"""A roll as a workbook: a line for each person and class; a line that stands there already changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from assessments.ballots.choices import PollState
from assessments.ballots.models import Poll, PollClass, PollSubject, RollEntry, RollRight
from assessments.ballots.services.roll import account_of, known_entry, put_on_roll, roll_acts
from orgtree.acts import note_first
from orgtree.models import User
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request


@dataclass(frozen=True)
class Line:
    """What a line puts on a roll."""

    poll: Poll
    name: str
    about: str
    user: User | None
    voter_class: PollClass
    subject: PollSubject | None

    @property
    def key(self) -> tuple:
        who = self.user.pk if self.user else (self.name, self.about)
        return self.poll.pk, who, self.voter_class.pk, self.subject and self.subject.pk


def plan_roll(request: Request) -> Plan:
    """Effects and errors of the lines; `work` has those that are new, in their order."""
    plan, work, seen = Plan(), [], set()
    polls = {poll.number: poll for poll in Poll.objects.filter(area=request.area)}
    for entry in request.entries:
        for line in _lines(entry, plan, polls):
            if line.key in seen:
                plan.refuse(entry.row, "姓名", "表中同一人同一类别重复")
                continue
            seen.add(line.key)
            known = _stands_there(line)
            if not known and line.poll.state != PollState.DRAFT:
                plan.refuse(entry.row, "投票编号", f"投票{line.poll.get_state_display()}，名册不能再改")
                continue
            plan.effects.append(
                Effect(entry.row, Action.SAME if known else Action.ADD, "投票人", f"{line.name}　{line.voter_class}")
            )
            work += [] if known else [line]
    plan.work = work
    return plan


def _lines(entry: Entry, plan: Plan, polls: dict[str, Poll]) -> list[Line]:
    """What the row says, one for each class that it names; none where something of it will not do, which the plan then names."""
    said, before = entry.values, len(plan.errors)
    poll = polls.get(said["poll"])
    if poll is None:
        plan.refuse(entry.row, "投票编号", "这个区域没有这一编号的投票")
        return []
    user = account_of(said["account"])
    if said["account"] and user is None:
        plan.refuse(entry.row, "账号或手机号", "没有这个账号；没有账号的留空，用纸质票或终端投票")
    rights = [_right(poll, one, said["subject"], entry.row, plan) for one in said["voter_class"].split("；") if one]
    if len(plan.errors) > before:
        return []
    return [Line(poll, said["name"], said["about"], user, *right) for right in rights]


def _right(poll: Poll, written: str, subject: str, row: int, plan: Plan) -> tuple[PollClass | None, PollSubject | None]:
    """A class and whom it votes about, as the list has them in one cell: 居民代表：甲社区; all where it names none."""
    label, _, named = written.partition("：")
    voter_class = poll.classes.filter(label=label).first()
    if voter_class is None:
        plan.refuse(row, "类别", f"没有这一类别，可选：{'、'.join(poll.classes.values_list('label', flat=True))}")
    wanted = named or subject
    found = poll.subjects.filter(name=wanted).first() if wanted else None
    if wanted and found is None:
        plan.refuse(row, "评议对象", "没有这一评议对象；对全部对象投票的留空")
    return voter_class, found


def _stands_there(line: Line) -> bool:
    """Whether somebody of this account, or without one in the line of this name and office, has the class already.

    The list shows no accounts: its own rows are known again by name and office.
    """
    same = {"entry__user": line.user} if line.user else {"entry__name": line.name, "entry__about": line.about}
    rights = RollRight.objects.filter(entry__poll=line.poll, **same)
    return rights.filter(voter_class=line.voter_class, subject=line.subject).exists()


def write_roll(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Put the new lines on their rolls."""
    for count, line in enumerate(plan.work, start=1):
        known = known_entry(line.poll, line.name, line.about, line.user)
        entry: RollEntry = put_on_roll(**vars(line))
        if known is None:
            note_first(roll_acts, "enter", entry, by=request.by)
        progress(count)
