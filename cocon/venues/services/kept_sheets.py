"""Venues, rooms and facilities from sheets: a line is a row known by its name. What it says is set, what it leaves empty stays."""

from collections.abc import Callable, Hashable, Iterable
from copy import copy
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from cocon.units.services.unit_lookup import UnitBook
from cocon.venues.choices import VenueKind
from cocon.venues.models.rooms import Room
from cocon.venues.models.venues import Facility, Venue
from cocon.venues.rules.hours import UnreadHours, read_week
from cocon.venues.services.rooms import save_facility, save_room, save_venue
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key, same_value

Said = dict[str, Any]


class KeptSheet:
    """How the lines of one kind become rows; `labels` are the headings of the columns by field."""

    model: type[Model]
    save: Callable[..., Model]

    def __init__(self, request: Request, labels: dict[str, str]):
        self.request, self.labels, self.plan = request, labels, Plan(work=[])

    # --- What the kinds say ---

    def known(self) -> Iterable[Model]:
        """The rows that are there already."""
        return self.model.objects.within(self.request.area)

    def key(self, said: Said) -> Hashable:
        """What makes two lines one row."""
        return name_key(said["name"])

    def complete(self, said: Said, row: int) -> None:
        """Put rows in the place of their names and set what follows; refuse what cannot be."""

    def begins(self) -> Said:
        """What a new row has besides what its line says."""
        return {"area": self.request.area}

    # --- All kinds alike ---

    def read(self) -> Plan:
        """Effects and errors of the lines; `work` holds each row, or None for a new one, with what is to be set."""
        known = {self.key(_told_of(row)): row for row in self.known()}
        seen: set[Hashable] = set()
        for entry in self.request.entries:
            before = len(self.plan.errors)
            said = {name: value for name, value in entry.values.items() if value not in (None, "")}
            self.complete(said, entry.row)
            if len(self.plan.errors) > before:
                continue
            key = self.key(said)
            if key in seen:
                self.plan.refuse(entry.row, self.labels["name"], "表中重复")
                continue
            seen.add(key)
            self._plan_row(known.get(key), said, entry)
        return self.plan

    def write(self, plan: Plan, progress: Callable[[int], None]) -> None:
        """Save the rows, each by the service of the desk's page."""
        for count, (row, said) in enumerate(plan.work, start=1):
            type(self).save(row or self.model(), by=self.request.by, **said)
            progress(count)

    def _plan_row(self, row: Model | None, said: Said, entry: Entry) -> None:
        is_new = row is None
        if row:
            said = {name: value for name, value in said.items() if hasattr(row, name) and _differs(row, name, value)}
        if not self._is_fit(copy(row) or self.model(**self.begins()), said, entry.row):
            return
        action = Action.ADD if is_new else Action.UPDATE if said else Action.SAME
        shown = tuple(
            (self.labels[name], "" if is_new else _shown(row, name), _shown_as(self.model, name, value))
            for name, value in said.items()
        )
        called = str(self.model._meta.verbose_name)
        self.plan.effects.append(Effect(entry.row, action, called, entry.values["name"], shown))
        if action != Action.SAME:
            self.plan.work.append((row, said | (self.begins() if is_new else {})))

    def _is_fit(self, row: Model, said: Said, number: int) -> bool:
        """Whether the page would take it; refused at its column where it would not."""
        for name, value in said.items():
            setattr(row, name, value)
        last = getattr(row, "until", None)
        if last and row.since and last < row.since:
            self.plan.refuse(number, self.labels["until"], f"不能早于{self.labels['since']}")
            return False
        try:
            row.clean_fields(exclude={field.name for field in row._meta.fields} - said.keys())
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.plan.refuse(number, self.labels[name], messages[0])
            return False
        return True


def _told_of(row: Model) -> Said:
    return {field.name: getattr(row, field.attname) for field in row._meta.fields}


def _differs(row: Model, name: str, value: Any) -> bool:
    if name == "hours":
        return read_week(row.hours) != read_week(value)
    return not same_value(getattr(row, name), value)


def _shown(row: Model, name: str) -> str:
    return _shown_as(type(row), name, getattr(row, name))


def _shown_as(model: type[Model], name: str, value: Any) -> str:
    """The value as people read it in the preview."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    labels = dict(model._meta.get_field(name).choices or ()) if hasattr(model, name) else {}
    return "" if value is None else str(labels.get(value, value))


class VenueSheet(KeptSheet):
    model, save = Venue, staticmethod(lambda row, **told: save_venue(venue=row, **told))

    def __init__(self, request: Request, labels: dict[str, str]):
        super().__init__(request, labels)
        self.units = UnitBook(request.area)

    def complete(self, said: Said, row: int) -> None:
        is_base = said["kind"] == VenueKind.BASE
        if is_base != ("base_kind" in said):
            self.plan.refuse(row, self.labels["base_kind"], "组织生活基地要填基地类型，其他类别不填")
        said.setdefault("base_kind", "")
        if "unit" in said:
            said["unit"], _, why = self.units.find(said["unit"], "")
            if why:
                self.plan.refuse(row, self.labels["unit"], why)


class RoomSheet(KeptSheet):
    model, save = Room, staticmethod(lambda row, **told: save_room(room=row, **told))

    def __init__(self, request: Request, labels: dict[str, str]):
        super().__init__(request, labels)
        self.venues: dict[str, list[Venue]] = {}
        for venue in Venue.objects.within(request.area):
            self.venues.setdefault(name_key(venue.name), []).append(venue)

    def known(self) -> Iterable[Room]:
        return Room.objects.filter(venue__in=Venue.objects.within(self.request.area)).select_related("venue")

    def key(self, said: Said) -> Hashable:
        venue = said["venue"]
        return venue.pk if isinstance(venue, Venue) else venue, name_key(said["name"])

    def complete(self, said: Said, row: int) -> None:
        found = self.venues.get(name_key(said["venue"]), [])
        if len(found) == 1:
            said["venue"] = found[0]
        else:
            why = f"有{len(found)}处阵地叫这个名字" if found else "没有这处阵地，请先登记或导入阵地"
            self.plan.refuse(row, self.labels["venue"], why)
        try:
            read_week(said.get("hours", "每天 8:00-9:00"))
        except UnreadHours as error:
            self.plan.refuse(row, self.labels["hours"], f"{error}；写法如 一至五 8:30-12:00、14:00-21:00")

    def begins(self) -> Said:
        return {}


class FacilitySheet(KeptSheet):
    model, save = Facility, staticmethod(lambda row, **told: save_facility(facility=row, **told))

    def key(self, said: Said) -> Hashable:
        return said["kind"], name_key(said["name"])


def plan_by(sheet: type[KeptSheet], labels: dict[str, str]) -> Callable[[Request], Plan]:
    """What an importer plans by."""
    return lambda request: sheet(request, labels).read()


def write_by(sheet: type[KeptSheet]) -> Callable[..., None]:
    """What an importer writes by."""
    return partial(_write, sheet)


def _write(sheet: type[KeptSheet], plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    sheet(request, {}).write(plan, progress)
