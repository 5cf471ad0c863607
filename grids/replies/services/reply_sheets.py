"""Replies from a sheet: a line is a reply, known by its name among those of the area that are offered."""

from collections.abc import Callable

from django.utils import timezone

from grids.replies.choices import ReplyKind, ReplyState
from grids.replies.models import Reply
from grids.replies.services.replies import reply_acts
from orgtree.acts import find_broken, make, perform_one
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

KINDS = {label: code for code, label in ReplyKind.choices}
MAKING = reply_acts["enter"]
LABELS = {ask.name: ask.label for ask in MAKING.asks if ask.name != "area"}


def plan_replies(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds (reply or None, fields) of what is to be written."""
    plan, work, seen = Plan(), [], set()
    rows = Reply.objects.filter(area=request.area, state=ReplyState.OFFERED)
    known = {name_key(reply.title): reply for reply in rows}
    for entry in request.entries:
        before, key = len(plan.errors), name_key(entry.values["title"])
        if entry.values["state"] == ReplyState.WITHDRAWN.label:  # a line of our own list about what is over
            plan.effects.append(Effect(entry.row, Action.SAME, "口径", entry.values["title"]))
            continue
        if key in seen:
            plan.refuse(entry.row, LABELS["title"], "表中重复")
        seen.add(key)
        line = _plan_line(entry, plan, known.get(key))
        if len(plan.errors) == before and line:
            work.append(line)
    plan.work = work
    return plan


def _plan_line(entry: Entry, plan: Plan, reply: Reply | None) -> tuple[Reply | None, dict] | None:
    """What is to be written for the line; None for nothing."""
    fields = _fields(entry, plan, reply)
    changes = {name: value for name, value in fields.items() if reply is None or getattr(reply, name) != value}
    was = {name: "" if reply is None else _told(name, getattr(reply, name)) for name in changes}
    shown = tuple((LABELS[name], was[name], _told(name, value)) for name, value in changes.items() if value)
    action = Action.ADD if reply is None else Action.UPDATE if changes else Action.SAME
    plan.effects.append(Effect(entry.row, action, "口径", entry.values["title"], shown))
    return (reply, changes) if changes else None


def _told(name: str, value) -> str:
    return str(dict(ReplyKind.choices).get(value, value)) if name == "kind" else str(value or "")


def _fields(entry: Entry, plan: Plan, reply: Reply | None) -> dict:
    """The fields as they would be kept; what the rules refuse is told at its column."""
    values = entry.values
    fields = {name: values[name] for name in LABELS} | {"kind": KINDS.get(values["kind"], "")}
    if values["kind"] not in KINDS:
        plan.refuse(entry.row, LABELS["kind"], f"没有这一类型，可选：{'、'.join(KINDS)}")
    checked = {name: fields[name] for name in ("category", "title", "wording", "source")}
    for broken in find_broken(MAKING, checked).values():
        plan.refuse(entry.row, LABELS[broken.field], broken.message)
    begins, ends = fields["valid_from"], fields["valid_until"]
    if begins and ends and ends < begins:
        plan.refuse(entry.row, LABELS["valid_until"], "不能早于启用日期")
    if ends and ends < timezone.localdate() and (reply is None or ends != reply.valid_until):
        plan.refuse(entry.row, LABELS["valid_until"], "不能早于今天")
    return fields


def write_replies(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter and change the replies."""
    for count, (reply, fields) in enumerate(plan.work, start=1):
        if reply is None:
            make(reply_acts, "enter", area=request.area, by=request.by, **fields)
        else:
            perform_one(reply_acts, "edit", pk=reply.pk, by=request.by, **fields)
        progress(count)
