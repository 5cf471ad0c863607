"""Entries of lines: the one way in which they come about, under the lock of their line."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from cocon.projects.choices import EntryKind
from cocon.projects.models import FundEntry, FundLine, Project
from cocon.projects.rules.money import Purse, purse_from


def hold_lines(pks: Iterable[int]) -> dict[int, FundLine]:
    """The lines by id, which nobody else can draw on until the transaction ends; in the order of their ids."""
    rows = FundLine.objects.filter(pk__in=set(pks) - {None}).select_related("area").order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}


def purse_of(line_id: int) -> Purse:
    """What the line has now. Asked by a statement of its own after the lock, it is what nobody else can change."""
    return purse_from(_sums(FundEntry.objects.filter(line=line_id)))


def enter(
    line: FundLine,
    kind: str,
    fen: int,
    *,
    by,
    day: date | None = None,
    reason: str = "",
    project: Project | None = None,
    reverses: FundEntry | None = None,
) -> FundEntry:
    """The new entry, of today unless a day is said; what is granted and given on belongs to the line's year. The caller holds the line."""
    told = {"project": project, "reverses": reverses, "reason": reason, "by": by, "at": timezone.now()}
    day = day or timezone.localdate()
    if kind in (EntryKind.BUDGET, EntryKind.ALLOT):
        day = min(max(day, date(line.year, 1, 1)), date(line.year, 12, 31))
    return FundEntry.objects.create(line=line, kind=kind, fen=fen, day=day, **told)


def reverse(entry: FundEntry, *, by, reason: str) -> FundEntry:
    """The same with the other sign. The caller holds the line and has seen to it that it was not reversed before."""
    return enter(entry.line, entry.kind, -entry.fen, by=by, reason=reason, project=entry.project, reverses=entry)


def sums_of(project: Project) -> Purse:
    """What was approved for the project and paid, as a purse without a budget."""
    return purse_from(_sums(FundEntry.objects.filter(project=project)))


def standing(project: Project, *kinds: str) -> list[FundEntry]:
    """The entries of the project of these kinds that are not reversed and reverse nothing, in the order in which they came."""
    rows = project.entries.filter(kind__in=kinds, reverses=None, reversed_by=None)
    return list(rows.select_related("line").order_by("pk"))


def _sums(entries) -> dict[str, int]:
    sums: dict[str, int] = {}
    for kind, fen in entries.values_list("kind", "fen"):
        sums[kind] = sums.get(kind, 0) + fen
    return sums
