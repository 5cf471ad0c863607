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
        line = _line(entry, plan, polls)
        if line is None:
            continue
        if line.key in seen:
            plan.refuse(entry.row, "姓名", "表中同一人同一类别重复")
            continue
        seen.add(line.key)
        known = _stands_there(line)
        plan.effects.append(
            Effect(entry.row, Action.SAME if known else Action.ADD, "投票人", f"{line.name}　{line.voter_class}")
        )
        work += [] if known else [line]
    plan.work = work
    return plan


def _line(entry: Entry, plan: Plan, polls: dict[str, Poll]) -> Line | None:
    """What the line says; None where something of it will not do, which the plan then names."""
    said, before = entry.values, len(plan.errors)
    poll = polls.get(said["poll"])
    if poll is None:
        plan.refuse(entry.row, "投票编号", "这个区域没有这一编号的投票")
        return None
    if poll.state != PollState.DRAFT:
        plan.refuse(entry.row, "投票编号", f"投票{poll.get_state_display()}，名册不能再改")
    voter_class = poll.classes.filter(label=said["voter_class"]).first()
    if voter_class is None:
        plan.refuse(entry.row, "类别", f"没有这一类别，可选：{'、'.join(poll.classes.values_list('label', flat=True))}")
    subject = poll.subjects.filter(name=said["subject"]).first() if said["subject"] else None
    if said["subject"] and subject is None:
        plan.refuse(entry.row, "评议对象", "没有这一评议对象；对全部对象投票的留空")
    user = account_of(said["account"])
    if said["account"] and user is None:
        plan.refuse(entry.row, "账号或手机号", "没有这个账号；没有账号的留空，用纸质票或终端投票")
    if len(plan.errors) > before:
        return None
    return Line(poll, said["name"], said["about"], user, voter_class, subject)


def _stands_there(line: Line) -> bool:
    entry = known_entry(line.poll, line.name, line.about, line.user)
    held = RollRight.objects.filter(entry=entry, voter_class=line.voter_class, subject=line.subject)
    return entry is not None and held.exists()


def write_roll(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Put the new lines on their rolls."""
    for count, line in enumerate(plan.work, start=1):
        known = known_entry(line.poll, line.name, line.about, line.user)
        entry: RollEntry = put_on_roll(**vars(line))
        if known is None:
            note_first(roll_acts, "enter", entry, by=request.by)
        progress(count)
