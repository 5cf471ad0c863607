"""The audit trail in words: who wrote a row, when, and which field went from what to what.

Read from the history tables that database triggers fill. Whoever may read the persons of the row reads what its names were;
to others they are masked, as phones and other rows' persons are to everybody. What looks the same masked is told to be another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import ForeignKey
from django.utils.formats import localize

from orgtree.people.models.people import User
from orgtree.sheets.workbooks import plain
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.rules.phones import masked_name, masked_phone

PAGE_SIZE = 50
LABELS = {"insert": "新增", "update": "修改", "delete": "删除"}
EMPTY = "（空）"
BACKGROUND = "系统"
UNTOLD = "不公开由谁"


@dataclass(frozen=True)
class Change:
    """One field of one write; `old` is None on the first write of a row."""

    label: str
    old: str | None
    new: str


@dataclass(frozen=True)
class Entry:
    """One write of one row."""

    at: datetime
    actor: str
    action: str
    subject: str
    subject_id: int
    changes: list[Change]


def event_model(model):
    """The history table of an audited model, or None."""
    return getattr(model, "pgh_event_model", None)


def history_of(obj, *, page, names_persons: bool = False) -> Page:
    """A page of the row's writes as entries, newest first; empty for a model that is not audited."""
    events = event_model(type(obj))
    if events is None:
        return Paginator([], PAGE_SIZE).get_page(1)
    rows = events.objects.filter(pgh_obj_id=obj.pk).order_by("-pgh_id").select_related("pgh_context")
    found = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = entries_of(found.object_list, names_persons=names_persons)
    return found


def entries_of(events: Iterable, *, names_persons: bool = False) -> list[Entry]:
    """The events of one history table in words; four queries and one for each kind of row that they point to.

    With `names_persons` the row's own personal fields are as they were: for whoever may read the persons of the row.
    """
    events = list(events)
    if not events:
        return []
    before = previous_events(events)
    actors = names_of_actors(events)
    describe = Describer(type(events[0]), [*events, *before.values()], names_persons)
    return [
        Entry(
            at=event.pgh_created_at,
            actor=UNTOLD if is_untold(event) else actors.get(actor_id(event), BACKGROUND),
            action=LABELS.get(event.pgh_label, event.pgh_label),
            subject=describe.subject(event),
            subject_id=event.pgh_obj_id,
            changes=describe.changes(before.get(event.pgh_id), event),
        )
        for event in events
    ]


def previous_events(events: list) -> dict[int, Any]:
    """For each event that is not a row's first, the one before it; by the event's id."""
    table = type(events[0])
    rows = {event.pgh_obj_id for event in events}
    latest = max(event.pgh_id for event in events)
    before: dict[int, Any] = {}
    last: dict[int, Any] = {}
    for event in table.objects.filter(pgh_obj_id__in=rows, pgh_id__lte=latest).order_by("pgh_id"):
        if event.pgh_obj_id in last:
            before[event.pgh_id] = last[event.pgh_obj_id]
        last[event.pgh_obj_id] = event
    return before


def actor_id(event) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def untold_fields(model) -> tuple[str, ...]:
    """Accounts in a row that no page tells of, to nobody: `untold_accounts` of its model."""
    return getattr(model, "untold_accounts", ())


def is_untold(event) -> bool:
    """Whether the write was done by somebody whose part in the row is told to nobody."""
    accounts = [getattr(event, f"{name}_id") for name in untold_fields(type(event).pgh_tracked_model)]
    return actor_id(event) in accounts if actor_id(event) else False


def names_of_actors(events: Iterable) -> dict[int, str]:
    """Names of the people who wrote, by id. Staff sign what they do: their names are not masked."""
    people = User.objects.in_bulk({actor_id(event) for event in events} - {None})
    return {
        pk: f"{person.name}（{person.account}）" if person.account else person.name for pk, person in people.items()
    }


def told_apart(old: str, new: str) -> tuple[str, str]:
    """Both as they are; where masking left nothing between them, the new one says that it is another."""
    return (old, f"{new}（已改，遮住后相同）") if old == new else (old, new)


class Describer:
    """Turns the fields of a history table into labels and readable, masked values."""

    def __init__(self, table, events: list, names_persons: bool = False):
        self.model = table.pgh_tracked_model
        self.personal = set() if names_persons else set(getattr(self.model, "personal_fields", ()))
        kept = {field.name for field in table._meta.fields}
        self.fields = [field for field in self.model._meta.fields if field.name in kept and self._is_shown(field)]
        self.names = {field.name: self._names(field, events) for field in self.fields if isinstance(field, ForeignKey)}

    def _is_shown(self, field) -> bool:
        if field.name in {*getattr(self.model, "derived_fields", ()), *untold_fields(self.model)}:
            return False
        return not field.primary_key and (field.editable or field.verbose_name != field.name.replace("_", " "))

    @staticmethod
    def _names(field, events: list) -> dict:
        """What the rows that this relation points to are called, by id."""
        ids = {getattr(event, field.attname) for event in events} - {None}
        target = field.remote_field.model
        personal = "name" in getattr(target, "personal_fields", ())
        rows = target._default_manager.in_bulk(ids)
        return {pk: masked_name(str(row)) if personal else str(row) for pk, row in rows.items()}

    def subject(self, event) -> str:
        """What the row is called: its name or code, masked where it is a person's."""
        name = next((getattr(event, key) for key in ("name", "label", "code") if hasattr(event, key)), "")
        return masked_name(name) if "name" in self.personal else str(name)

    def changes(self, before, event) -> list[Change]:
        """What this write changed; for the first write, every field that it filled."""
        if before is None:
            pairs = [(field, None, self.text(field, event)) for field in self.fields]
            return [Change(str(field.verbose_name), None, new) for field, _, new in pairs if new != EMPTY]
        return [
            Change(str(field.verbose_name), *told_apart(self.text(field, before), self.text(field, event)))
            for field in self.fields
            if getattr(before, field.attname) != getattr(event, field.attname)
        ]

    def text(self, field, event) -> str:
        value = getattr(event, field.attname)
        if value in (None, "", []):
            return EMPTY
        if isinstance(field, EncryptedTextField):
            return masked_phone(value)
        if field.name in self.personal:
            return masked_name(str(value))
        if isinstance(field, ForeignKey):
            return self.names[field.name].get(value, f"编号{value}")
        return self._plain(field, value)

    @staticmethod
    def _plain(field, value) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list) and getattr(field, "base_field", None) is not None:
            names = dict(field.base_field.flatchoices)
            return "、".join(str(names.get(item, item)) for item in value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, datetime):
            return plain(value)
        return str(localize(value))
