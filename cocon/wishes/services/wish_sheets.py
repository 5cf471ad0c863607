"""Wishes entered from a sheet: a line is a wish, known by its words within the area."""

from collections.abc import Callable

from cocon.wishes.choices import WishKind, WishState
from cocon.wishes.models import ENDED, Wish
from cocon.wishes.services.wishes import wishes
from orgtree.acts import find_broken, make
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.phones import masked_phone
from orgtree.text.rules.written.names import name_key

KINDS = {label: code for code, label in WishKind.choices}
MAKING = wishes["enter"]
WRITTEN = {ask.name: ask.label for ask in MAKING.asks}
ENDED_WORDS = {WishState(state).label for state in ENDED}  # a line of our own list about what is over


def plan_wishes(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds the fields of each new wish."""
    plan, work = Plan(), []
    live = Wish.objects.filter(area=request.area).exclude(state=WishState.CANCELLED)
    known = {_key(title, need) for title, need in live.values_list("title", "need")}
    for entry in request.entries:
        before = len(plan.errors)
        fields = _fields(entry, plan)
        key = _key(fields["title"], fields["need"])
        same = key in known or entry.values["state"] in ENDED_WORDS
        known.add(key)
        if len(plan.errors) == before:
            changes = () if same else _shown(fields)
            plan.effects.append(
                Effect(entry.row, Action.SAME if same else Action.ADD, "微心愿", fields["title"], changes)
            )
            work += [] if same else [fields]
    plan.work = work
    return plan


def _shown(fields: dict) -> tuple[tuple[str, str, str], ...]:
    """What would be written of a new wish, for the preview."""
    shown = [
        ("需求说明", "", fields["need"]),
        ("类别", "", str(WishKind(fields["kind"]).label)),
        ("帮助人数", "", str(fields["people_helped"])),
        ("联系电话", "", masked_phone(fields["phone"])),
    ]
    return tuple(change for change in shown if change[2])


def _key(title: str, need: str) -> tuple[str, str]:
    """What makes two lines one wish, however its words are spaced."""
    return name_key(title), name_key(need)


def write_wishes(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter the wishes."""
    for count, fields in enumerate(plan.work, start=1):
        make(wishes, "enter", area=request.area, by=request.by, **fields)
        progress(count)


def _fields(entry: Entry, plan: Plan) -> dict:
    values = entry.values
    people = 1 if values["people_helped"] is None else values["people_helped"]
    for broken in find_broken(
        MAKING, {name: values[name] for name in ("title", "need")} | {"people_helped": people}
    ).values():
        plan.refuse(entry.row, WRITTEN[broken.field], broken.message)
    if values["kind"] not in KINDS:
        plan.refuse(entry.row, "类别", f"没有这一类别，可选：{'、'.join(KINDS)}")
    return {
        "title": values["title"],
        "need": values["need"],
        "kind": KINDS.get(values["kind"], ""),
        "people_helped": people,
        "phone": values["phone"],
    }
