"""Entries of lines: the one way in which they come about, under the lock of their line."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from cocon.projects.choices import EntryKind
from cocon.projects.models import FundEntry, FundLine
from cocon.projects.rules.money import Purse, purse_from
from orgtree.errors import RuleBroken


def hold_lines(pks: Iterable[int]) -> dict[int, FundLine]:
    """The lines by id, which nobody else can draw on until the transaction ends; in the order of their ids."""
    rows = FundLine.objects.filter(pk__in=set(pks) - {None}).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}


def purse_of(line_id: int) -> Purse:
    """What the line has now. Asked by a statement of its own after the lock, it is what nobody else can change."""
    sums: dict[str, int] = {}
    for kind, fen in FundEntry.objects.filter(line=line_id).values_list("kind", "fen"):
        sums[kind] = sums.get(kind, 0) + fen
    return purse_from(sums)


def enter(line: FundLine, kind: EntryKind, fen: int, *, by, day: date | None = None, reason: str = "") -> FundEntry:
    """The new entry, of today unless a day is said. The caller holds the line."""
    now = timezone.now()
    told = {"day": day or timezone.localdate(), "by": by, "at": now, "reason": reason}
    return FundEntry.objects.create(line=line, kind=kind, fen=fen, **told)


def refuse_other_amount(entries, fen: int, reason: str) -> None:
    """Raise RuleBroken where the same words stand for another amount: said twice by mistake, one of them would be lost."""
    if entries.filter(reason=reason).exclude(fen=fen).exists():
        raise RuleBroken("reason_used", "这一事由或凭证号已登记过另一个金额，请核对", field="reason", conflict=True)
