"""What an app declares for the shared pages: figures for boards and reports, cards for the desk.

Each app lists its own in `measures.py` and `cards.py`; the ground floor collects them at start, as the
admin collects `admin.py`. A declaration is data plus functions that return scoped-able querysets.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from orgtree.declare.desk import MOST_PLACES, Card, Finder, MonthFigure, PersonKind, Place, Quick, Tab
from orgtree.declare.desk import CardKind as CardKind
from orgtree.declare.desk import Found as Found
from orgtree.declare.desk import FoundPerson as FoundPerson
from orgtree.declare.figures import Column as Column
from orgtree.declare.figures import Derived, Measure, Sentence, Subject
from orgtree.declare.figures import Window as Window
from orgtree.declare.marking import Marker
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import (
    DeadlineKind,
    DemoPart,
    Dictionary,
    DoorPart,
    ProvenPaper,
    Purpose,
    RemarkPanel,
    Route,
    StoredFile,
)
from orgtree.declare.opened import DoorLine as DoorLine
from orgtree.declare.runs import RunKind
from orgtree.declare.seats import Seat
from orgtree.declare.tables import AreaFact, ListedRows, Load
from orgtree.declare.tasks import TaskCounter, TaskOrigin


@dataclass(frozen=True)
class Occupant:
    """What lives in an area and keeps it from being dissolved: `rows(area_id)` is a queryset of it.

    `label` and `unit` (measure word) make the message: 还有3名在册报到党员.
    """

    key: str
    label: str
    unit: str
    rows: Callable[[int], Any]


@dataclass(frozen=True)
class Section:
    """One table of the copy of one's data: title (also the sheet's name, at most 31 characters), headers, rows of text."""

    title: str
    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True)
class OwnData:
    """What the platform keeps about a person in one noun: `section(member)` gives the table for the person's copy."""

    key: str
    section: Callable[[Any], Section]


class HomeTab(StrEnum):
    """Where a section of a member's first page stands: at its top, or behind one of its tabs."""

    TOP = "top"
    NEAR = "near"  # what is on
    GIVE = "give"  # where a hand is wanted: posts, wishes, pairs, cases
    MINE = "mine"  # the report-in, services, rooms that were booked, notices


@dataclass(frozen=True)
class HomeSection:
    """What a noun shows on a member's first page: `section(member)` gives (template, context), None for nothing.

    It is asked only when its tab is open. Smaller positions stand higher. `rows(member)`, where they are given, are rows without
    which there is nothing to show: the page asks first whether there are any, of all nouns by one statement.
    """

    key: str
    position: int
    section: Callable[[Any], tuple[str, dict] | None]
    tab: HomeTab = HomeTab.GIVE
    rows: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class HomeTask:
    """One thing that waits for a member: what it is, a few words, its page, and the last day; None for what cannot wait."""

    title: str
    told: str
    url: str
    due: date | None = None


@dataclass(frozen=True)
class HomeTasks:
    """What of a noun waits for a member: `tasks(member)`, each once. The first page shows the most urgent of all nouns.

    `rows` as in `HomeSection`.
    """

    key: str
    tasks: Callable[[Any], Iterable[HomeTask]]
    rows: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Past:
    """What a noun adds to what came of it in a community: `events(community, since)` gives (day, kind, words), no names."""

    key: str
    events: Callable[[Any, date], Iterable[tuple[date, str, str]]]


@dataclass(frozen=True)
class Reminder:
    """What is told when something falls due: `send(today)`, once a day, each thing once however often it runs."""

    key: str
    send: Callable[[date], None]


@dataclass(frozen=True)
class Broken:
    """What a constraint of the database says to people: a stable code, a Chinese message, the field it belongs to."""

    code: str
    message: str
    field: str | None = None


class DuplicateDeclaration(Exception):
    """Two declarations share one key."""


class TooManyPlaces(Exception):
    """A menu that grows without end is a list of tables again: make it a tab of a place that is there."""


class UnknownPlace(Exception):
    """A tab or card names a place that no app has declared."""


@dataclass
class Registry:
    """Everything declared, in order of declaration, by key."""

    figures: dict[str, Measure | Derived] = field(default_factory=dict)
    families: list[Callable[[], Iterable[Measure | Derived]]] = field(default_factory=list)
    subjects: dict[str, Subject] = field(default_factory=dict)
    sentences: dict[str, Sentence] = field(default_factory=dict)
    area_facts: dict[str, AreaFact] = field(default_factory=dict)
    listed_rows: dict[str, ListedRows] = field(default_factory=dict)
    loads: dict[str, Load] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    tabs: dict[str, Tab] = field(default_factory=dict)
    quick: dict[str, Quick] = field(default_factory=dict)
    month: dict[str, MonthFigure] = field(default_factory=dict)
    finders: dict[str, Finder] = field(default_factory=dict)
    person_kinds: dict[str, PersonKind] = field(default_factory=dict)
    occupants: dict[str, Occupant] = field(default_factory=dict)
    unit_occupants: dict[str, Occupant] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    constraints: dict[str, Broken] = field(default_factory=dict)
    own_data: dict[str, OwnData] = field(default_factory=dict)
    home_sections: dict[str, HomeSection] = field(default_factory=dict)
    home_tasks: dict[str, HomeTasks] = field(default_factory=dict)
    past: dict[str, Past] = field(default_factory=dict)
    reminders: dict[str, Reminder] = field(default_factory=dict)
    runs: dict[str, RunKind] = field(default_factory=dict)
    notice_kinds: dict[str, NoticeKind] = field(default_factory=dict)
    task_origins: dict[str, TaskOrigin] = field(default_factory=dict)
    task_counters: dict[str, TaskCounter] = field(default_factory=dict)
    # Words about persons by model, models that keep none and why, and what goes after its term (orgtree/files/erasing.py).
    words: dict[Any, Any] = field(default_factory=dict)
    wordless: dict[str, str] = field(default_factory=dict)
    stocks: list[Any] = field(default_factory=list)
    purposes: dict[str, Purpose] = field(default_factory=dict)
    deadlines: dict[str, DeadlineKind] = field(default_factory=dict)
    dictionaries: dict[Any, Dictionary] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    remarks: dict[str, RemarkPanel] = field(default_factory=dict)
    proven: dict[str, ProvenPaper] = field(default_factory=dict)
    demo_parts: dict[str, DemoPart] = field(default_factory=dict)
    doors: dict[str, DoorPart] = field(default_factory=dict)

    def add_figures(self, figures: Iterable[Measure | Derived]) -> None:
        for figure in figures:
            self._add(self.figures, figure)

    def markers(self) -> list[Marker]:
        """What marks the declared figures; those of dictionaries are marked as the others of their table."""
        return [marker for figure in self.figures.values() for marker in getattr(figure, "marks", ())]

    def add_family(self, family: Callable[[], Iterable[Measure | Derived]]) -> None:
        """Add figures that come from a dictionary which people edit: `family()` lists them as it stands now."""
        self.families.append(family)

    def catalogue(self) -> dict[str, Measure | Derived]:
        """Every figure by key, those of the dictionaries included; one query per family."""
        figures = dict(self.figures)
        for family in self.families:
            for figure in family():
                self._add(figures, figure)
        return figures

    def measures(self) -> list[Measure]:
        """Those of the catalogue that are counted; the rest is made of them."""
        return [figure for figure in self.catalogue().values() if isinstance(figure, Measure)]

    def add_subjects(self, subjects: Iterable[Subject]) -> None:
        for subject in subjects:
            self._add(self.subjects, subject)

    def add_sentences(self, sentences: Iterable[Sentence]) -> None:
        for sentence in sentences:
            self._add(self.sentences, sentence)

    def add_area_facts(self, facts: Iterable[AreaFact]) -> None:
        for fact in facts:
            self._add(self.area_facts, fact)

    def add_listed_rows(self, lists: Iterable[ListedRows]) -> None:
        for rows in lists:
            self._add(self.listed_rows, rows)

    def add_loads(self, loads: Iterable[Load]) -> None:
        for load in loads:
            self._add(self.loads, load)

    def add_cards(self, cards: Iterable[Card]) -> None:
        for card in cards:
            self._add(self.cards, card)

    def add_occupants(self, occupants: Iterable[Occupant]) -> None:
        for occupant in occupants:
            self._add(self.occupants, occupant)

    def add_seats(self, seats: Iterable[Seat]) -> None:
        """Add what becomes of rows that name an area when borders move."""
        for seat in seats:
            self._add(self.seats, seat)

    def add_unit_occupants(self, occupants: Iterable[Occupant]) -> None:
        """Add what keeps a unit from being closed: `rows(unit_id)`."""
        for occupant in occupants:
            self._add(self.unit_occupants, occupant)

    def add_places(self, places: Iterable[Place]) -> None:
        """Raises TooManyPlaces for the eleventh entry of the menu."""
        for place in places:
            if len(self.places) == MOST_PLACES:
                raise TooManyPlaces(place.key)
            self._add(self.places, place)

    def add_tabs(self, tabs: Iterable[Tab]) -> None:
        for tab in tabs:
            self._add(self.tabs, tab)

    def add_quick(self, quick: Iterable[Quick]) -> None:
        for one in quick:
            self._add(self.quick, one)

    def add_month(self, figures: Iterable[MonthFigure]) -> None:
        for figure in figures:
            self._add(self.month, figure)

    def add_finders(self, finders: Iterable[Finder]) -> None:
        for finder in finders:
            self._add(self.finders, finder)

    def add_person_kinds(self, kinds: Iterable[PersonKind]) -> None:
        for kind in kinds:
            self._add(self.person_kinds, kind)

    def check_places(self) -> None:
        """Raises UnknownPlace at start, when all apps have declared theirs, for what would stand nowhere."""
        for one in (*self.tabs.values(), *self.cards.values()):
            if one.place not in self.places:
                raise UnknownPlace(f"{one.key}: {one.place}")

    def add_constraints(self, constraints: dict[str, Broken]) -> None:
        """Add what constraints say, by the name of the constraint in the database."""
        for name, broken in constraints.items():
            self._put(self.constraints, name, broken)

    def add_own_data(self, tables: Iterable[OwnData]) -> None:
        for table in tables:
            self._add(self.own_data, table)

    def add_home_sections(self, sections: Iterable[HomeSection]) -> None:
        for section in sections:
            self._add(self.home_sections, section)

    def add_home_tasks(self, nouns: Iterable[HomeTasks]) -> None:
        for noun in nouns:
            self._add(self.home_tasks, noun)

    def add_past(self, nouns: Iterable[Past]) -> None:
        for noun in nouns:
            self._add(self.past, noun)

    def add_reminders(self, reminders: Iterable[Reminder]) -> None:
        for reminder in reminders:
            self._add(self.reminders, reminder)

    def add_notice_kinds(self, kinds: Iterable[NoticeKind]) -> None:
        for kind in kinds:
            self._add(self.notice_kinds, kind)

    def add_task_origins(self, kinds: Iterable[TaskOrigin]) -> None:
        for kind in kinds:
            self._add(self.task_origins, kind)

    def add_task_counters(self, counters: Iterable[TaskCounter]) -> None:
        for counter in counters:
            self._add(self.task_counters, counter)

    def add_runs(self, kinds: Iterable[RunKind]) -> None:
        for kind in kinds:
            self._add(self.runs, kind)

    def add_words(self, words: Iterable[Any], wordless: dict[str, str] | None = None) -> None:
        """Add where tables have words about persons, and which tables that hang on a person have none, with the reason."""
        for one in words:
            self._put(self.words, one.model, one)
        for label, reason in (wordless or {}).items():
            self._put(self.wordless, label, reason)

    def add_stocks(self, stocks: Iterable[Any]) -> None:
        """Add what is kept for a term; `key` of a stock names the deadline that says how long."""
        self.stocks.extend(stocks)

    def add_purposes(self, purposes: Iterable[Purpose]) -> None:
        for purpose in purposes:
            self._add(self.purposes, purpose)

    def add_deadlines(self, kinds: Iterable[DeadlineKind]) -> None:
        for kind in kinds:
            self._add(self.deadlines, kind)

    def add_dictionaries(self, dictionaries: Iterable[Dictionary]) -> None:
        for dictionary in dictionaries:
            self._put(self.dictionaries, dictionary.model, dictionary)

    def add_files(self, files: Iterable[StoredFile]) -> None:
        for one in files:
            self._add(self.files, one)

    def add_remarks(self, panels: Iterable[RemarkPanel]) -> None:
        for panel in panels:
            self._add(self.remarks, panel)

    def add_doors(self, parts: Iterable[DoorPart]) -> None:
        for part in parts:
            self._add(self.doors, part)

    def add_proven(self, kinds: Iterable[ProvenPaper]) -> None:
        for kind in kinds:
            self._add(self.proven, kind)

    def add_routes(self, routes: Iterable[Route]) -> None:
        """Add addresses of the API; an app does so in `routes.py`, which is read when the first address is asked for."""
        for route in routes:
            self._put(self.routes, route.path, route)

    def add_demo_parts(self, parts: Iterable[DemoPart]) -> None:
        """Add invented data; an app does so in `demo_data.py`, which is read only where such data is made."""
        for part in parts:
            self._add(self.demo_parts, part)

    def _add(self, shelf: dict, item) -> None:
        self._put(shelf, item.key, item)

    @staticmethod
    def _put(shelf: dict, key: Any, item) -> None:
        if key in shelf:
            raise DuplicateDeclaration(key)
        shelf[key] = item


registry = Registry()


def purpose_choices() -> list[tuple[str, str]]:
    """(key, Chinese label) of every declared purpose of consent: the choices of fields, asked when they are needed."""
    return [(purpose.key, purpose.label) for purpose in registry.purposes.values()]


def deadline_choices() -> list[tuple[str, str]]:
    """(key, Chinese label) of every declared matter with a deadline."""
    return [(kind.key, kind.label) for kind in registry.deadlines.values()]
