"""Wishes entered from a sheet: a line is a wish, known by its words within the area."""

from collections.abc import Callable

from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from volunteers.choices import WishKind, WishState
from volunteers.models import Wish
from volunteers.rules.wishes import checked_words
from volunteers.services.wishes import LABEL, LONGEST, create_wish

KINDS = {label: code for code, label in WishKind.choices}


def plan_wishes(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds the fields of each new wish."""
    plan, work = Plan(), []
    known = set(Wish.objects.filter(area=request.area).exclude(state=WishState.CANCELLED).values_list("title", "need"))
    for entry in request.entries:
        fields, before = _fields(entry, plan), len(plan.errors)
        same = (fields["title"], fields["need"]) in known
        known.add((fields["title"], fields["need"]))
        if len(plan.errors) == before:
            plan.effects.append(Effect(entry.row, Action.SAME if same else Action.ADD, "微心愿", fields["title"]))
            work += [] if same else [fields]
    plan.work = work
    return plan


def write_wishes(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter the wishes."""
    for count, fields in enumerate(plan.work, start=1):
        create_wish(area=request.area, by=request.by, **fields)
        progress(count)


def _fields(entry: Entry, plan: Plan) -> dict:
    values = entry.values
    for name in ("title", "need"):
        try:
            checked_words(values[name], field=name, label=LABEL[name], longest=LONGEST[name])
        except RuleBroken as broken:
            plan.refuse(entry.row, LABEL[name], broken.message)
    if values["kind"] not in KINDS:
        plan.refuse(entry.row, "类别", f"没有这一类别，可选：{'、'.join(KINDS)}")
    people = 1 if values["people_helped"] is None else values["people_helped"]
    if not 1 <= people <= 500:
        plan.refuse(entry.row, "帮助人数", "帮助人数应在1到500之间")
    return {
        "title": values["title"],
        "need": values["need"],
        "kind": KINDS.get(values["kind"], ""),
        "people_helped": people,
        "phone": values["phone"],
    }
