"""Seats from a sheet: a line is somebody proposed for a body; the street approves afterwards, one or all at once."""

from collections import Counter
from collections.abc import Callable

from django.utils import timezone

from cocon.bodies.choices import SeatRole, SeatState
from cocon.bodies.models import TAKING, Body, Seat
from cocon.bodies.rules import check_room
from cocon.bodies.services.bodies import seat_acts
from cocon.units.services.unit_lookup import UnitBook
from orgtree.acts import make, rows_at
from orgtree.choices import Permission as P
from orgtree.days.rules.months import last_day
from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

ROLES = {label: code for code, label in SeatRole.choices}
OVER = [SeatState(state).label for state in SeatState if state not in TAKING]


class _Book:
    """What lines are read with: bodies by name, units, and who sits where."""

    def __init__(self, request: Request):
        self.units = UnitBook(request.area)
        rows = rows_at(Body, P.COCON_MANAGE)(request.by).within(request.area).filter(ended_on=None)
        self.bodies: dict[str, list[Body]] = {}
        for body in rows.select_related("kind", "area"):
            for name in {name_key(body.name), name_key(body.kind.name)}:
                self.bodies.setdefault(name, []).append(body)
        taking = Seat.objects.taking(timezone.localdate()).filter(body__in=rows.values("pk"))
        told = list(taking.values_list("body", "holder", "role"))
        self.known = {(body, name_key(holder)) for body, holder, _ in told}
        self.taken: dict[int, Counter] = {}
        for body, _, role in told:
            self.taken.setdefault(body, Counter())[role] += 1


def plan_seats(request: Request) -> Plan:
    """Effects and errors of the lines; `work` has the fields of each seat that is to be proposed."""
    plan, work, book = Plan(), [], _Book(request)
    for entry in request.entries:
        name = entry.values["holder"]
        if _is_over(entry):
            plan.effects.append(Effect(entry.row, Action.SAME, "席位", name))
            continue
        before = len(plan.errors)
        fields = _fields(entry, plan, book)
        if len(plan.errors) > before:
            continue
        is_known = (fields["body"].pk, name_key(name)) in book.known
        if not is_known and not _takes(entry, plan, book, fields):
            continue
        action = Action.SAME if is_known else Action.ADD
        plan.effects.append(Effect(entry.row, action, "席位", f"{name} — {fields['body'].name}"))
        work += [] if is_known else [fields]
    plan.work = work
    return plan


def _is_over(entry: Entry) -> bool:
    """A line of our own list about who left, was not taken, or whose term is over."""
    state, until = entry.values["state"], entry.values["until"]
    return state in OVER or bool(state and until and until < timezone.localdate())


def _takes(entry: Entry, plan: Plan, book: _Book, fields: dict) -> bool:
    """Whether the body takes one more in the role, who is then counted; refused at its column where it does not."""
    body, taken = fields["body"], book.taken.setdefault(fields["body"].pk, Counter())
    try:
        check_room(body.kind.norm, taken, fields["role"])
    except RuleBroken as broken:
        plan.refuse(entry.row, "席位", broken.message)
        return False
    taken[fields["role"]] += 1
    book.known.add((body.pk, name_key(fields["holder"])))
    return True


def _fields(entry: Entry, plan: Plan, book: _Book) -> dict:
    """What is proposed; all that is wrong with the line is refused, each at its column."""
    values, today, unit = entry.values, timezone.localdate(), None
    bodies = book.bodies.get(name_key(values["body"]), [])
    if len(bodies) != 1:
        why = f"有{len(bodies)}个“{values['body']}”，请写全称" if bodies else "没有这个共建组织，请先在“共建组织”中成立"
        plan.refuse(entry.row, "共建组织", why)
    role = ROLES.get(values["role"])
    if role is None:
        plan.refuse(entry.row, "席位", f"没有这种席位，可选：{'、'.join(ROLES)}")
    if values["institution"]:
        unit, _, wrong = book.units.find(values["institution"], "")
        if wrong:
            plan.refuse(entry.row, "所在单位", wrong)
    elif role == SeatRole.PART:
        plan.refuse(entry.row, "所在单位", "请填写兼职委员所在单位")
    since = values["since"] or today
    until = values["until"] or (last_day(since, bodies[0].kind.term_months) if len(bodies) == 1 else None)
    if until and until < max(since, today):
        plan.refuse(entry.row, "任期至", "任期的最后一天不能早于任职日期和今天")
    said = {"holder": values["holder"], "title": values["title"], "institution": unit, "since": since, "until": until}
    return said | {"body": bodies[0] if len(bodies) == 1 else None, "role": role}


def write_seats(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Propose them."""
    for count, fields in enumerate(plan.work, start=1):
        make(seat_acts, "propose", by=request.by, **fields)
        progress(count)
