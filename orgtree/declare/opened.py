"""What an app adds to lists that were closed once: purposes of consent, dictionaries, addresses of the API, invented data."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Purpose:
    """One purpose that people agree to by itself (个人信息保护法 Art. 14); `after` says in Chinese what follows from taking it back."""

    key: str
    label: str
    after: str


@dataclass(frozen=True)
class DeadlineKind:
    """A matter with a deadline, a number or a term of keeping: in which units it is counted, and not below what (`shortest`).

    With `is_kept` it says how long something about persons is kept: shortening that takes a second person and a wait; `due()` then
    counts what is past its term and goes tonight.
    """

    key: str
    label: str
    units: frozenset[str]
    shortest: int = 0
    is_kept: bool = False
    due: Callable[[], int] | None = None


@dataclass(frozen=True)
class Dictionary:
    """A table of entries that those who keep the rules edit on the desk, where nothing is deleted.

    `check(entry)` raises RuleBroken for what the table itself cannot refuse. The desk's page is made from `columns`,
    `fields`, those of them that stay as they were first `fixed`, the tab's `position` under 设置 and the `hint` of an empty
    list; without `columns` the app has a page of its own.
    """

    model: Any
    check: Callable[[Any], None] | None = None
    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    position: int = 0
    hint: str = ""


@dataclass(frozen=True)
class StoredFile:
    """Files of a table, served below /files/ under `key`: `find(user, pk)` gives the file that this person may open, or None.

    The rest says where they stand and whose they are (orgtree/files/shown.py); a second address of the same files leaves it out.
    """

    key: str
    find: Callable[[Any, int], Any]
    model: Any = None
    field: str = ""
    own_data: str = ""
    kept: str = ""
    nobody: str = ""


@dataclass(frozen=True)
class RemarkPanel:
    """Remarks on the rows of a noun: who reads a row reads them. `reach(user)` gives the rows that a person may read.

    `page(row)` is where they stand; `may_write(user, row)`; `tells(row)` the accounts that are told, by notices that begin
    with `notice`; `label` names the noun in the author's own copy.
    """

    key: str
    label: str
    model: Any
    reach: Callable[[Any], Any]
    page: Callable[[Any], str]
    may_write: Callable[[Any, Any], bool]
    tells: Callable[[Any], list[int]]
    notice: str


@dataclass(frozen=True)
class ProvenPaper:
    """A kind of paper that comes below a nightly root (orgtree/proofs/): `rows()` are those in force, `area(paper)` where it was issued,
    `said(paper)` the (label, value) pairs as they are printed, without a name, and `name(paper)` whose it is ("": nobody's).
    """

    key: str
    label: str
    rows: Callable[[], Any]
    area: Callable[[Any], Any]
    said: Callable[[Any], Sequence[tuple[str, str]]]
    name: Callable[[Any], str] = lambda paper: ""


@dataclass(frozen=True)
class DoorLine:
    """One thing to tap on a community's page for residents: what it is, a few words about it, and where it leads (nowhere: it is only told)."""

    label: str
    told: str = ""
    url: str = ""


@dataclass(frozen=True)
class DoorPart:
    """What residents find of a noun on the page of their community: `lines(community)`, under `title`; with no line it is left out.

    Smaller positions stand higher. Everybody reads it without an account, so no line names a person.
    """

    key: str
    position: int
    title: str
    lines: Callable[[Any], Iterable[DoorLine]]


@dataclass(frozen=True)
class Route:
    """One address below /api/v1/: a view set with its name for the router, or a single view, under `path`."""

    path: str
    view: Any
    name: str


@dataclass(frozen=True)
class DemoPart:
    """Invented data of one matter: `build(part)` writes it for some communities of the district at a time.

    With `once` it is built only where the logins work, after everything else of these communities.
    """

    key: str
    label: str
    build: Callable[[Any], None]
    once: bool = False
