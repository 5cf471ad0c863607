"""The points ledger: entries are written once; credits are recomputed from them under a lock on the account."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from orgtree.chain.services import BATCH
from orgtree.models import Area
from volunteers.points.choices import EntryKind
from volunteers.points.models.points import MemberYear, PointCredit, PointEntry
from volunteers.points.rules.points import Credit, Entry, credit
from volunteers.points.services.ledger_chain import LEDGER
from volunteers.points.services.rule_sets import RuleBook
from volunteers.points.services.years import check_open


@dataclass(frozen=True)
class Deed:
    """Something that earns points, once: `source` names it for ever (`service:17`, `B01:42:2026`)."""

    member_id: int
    item_code: str
    quantity: Decimal
    occurred_at: datetime
    area: Area
    source: str
    note: str = ""


def credit_deed(*, deed: Deed, by) -> PointEntry:
    """The entry of `deed`, new or from an earlier call. Raises RuleBroken where no rules cover it."""
    credit_deeds(deeds=[deed], by=by)
    return PointEntry.objects.select_related("credit").get(source=deed.source)


@transaction.atomic
def credit_deeds(*, deeds: Sequence[Deed], by, book: RuleBook | None = None) -> None:
    """Enter each deed once, however often it is handed in, and recompute the years it touches.

    Set-based: a handful of statements for any number of deeds. Raises RuleBroken where no rules cover one.
    """
    if not deeds:
        return
    days = [timezone.localdate(deed.occurred_at) for deed in deeds]
    accounts = lock_accounts({(deed.member_id, day.year) for deed, day in zip(deeds, days, strict=True)})
    check_open(accounts.values())
    book, now = book or RuleBook(), timezone.now()
    LEDGER.append(
        [
            PointEntry(
                account_id=accounts[deed.member_id, day.year],
                area=deed.area,
                rule_set=book.set_with(deed.item_code, deed.area, day),
                item_code=deed.item_code,
                source=deed.source,
                quantity=deed.quantity,
                occurred_at=deed.occurred_at,
                note=deed.note,
                recorded_at=now,
                recorded_by=by,
            )
            for deed, day in _unknown(deeds, days)
        ]
    )
    recompute_years(set(accounts.values()), book)


def _unknown(deeds: Sequence[Deed], days: Sequence[date]) -> list[tuple[Deed, date]]:
    """The deeds, with their days, whose source the ledger does not have; the first where two have the same.

    Asked under the lock of the accounts: what another writer entered before us is committed and seen.
    """
    sources = [deed.source for deed in deeds]
    known = set(PointEntry.objects.filter(source__in=sources).values_list("source", flat=True))
    first = {deed.source: (deed, day) for deed, day in zip(reversed(deeds), reversed(days), strict=True)}
    return [first[source] for source in dict.fromkeys(sources) if source not in known]


@transaction.atomic
def reverse_deed(*, source: str, note: str, by) -> PointEntry | None:
    """The entry that takes back the deed of `source`; the same one when called again; None for an unknown deed."""
    entry = PointEntry.objects.standing_for(source).first()
    if entry is None:
        return None
    lock_years([entry.account_id])
    if not PointEntry.objects.filter(reverses=entry).exists():
        LEDGER.append([reversal_of(entry, note, by)])
        recompute_years([entry.account_id])
    return PointEntry.objects.select_related("credit").get(reverses=entry)


def reversal_of(entry: PointEntry, note: str, by) -> PointEntry:
    """The unsaved entry that takes this one back."""
    return PointEntry(
        account_id=entry.account_id,
        area_id=entry.area_id,
        rule_set_id=entry.rule_set_id,
        item_code=entry.item_code,
        kind=EntryKind.REVERSE,
        source=f"reverse:{entry.pk}",
        reverses=entry,
        quantity=entry.quantity,
        # The day of the deed, so that it leaves no trace in the sums of any period.
        occurred_at=entry.occurred_at,
        note=note,
        recorded_at=timezone.now(),
        recorded_by=by,
    )


def lock_accounts(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """(member, year) → account id, opened where missing and locked to the end of the transaction."""
    ordered = sorted(wanted)
    MemberYear.objects.bulk_create(
        [MemberYear(member_id=member, year=year) for member, year in ordered], ignore_conflicts=True, batch_size=BATCH
    )
    found = MemberYear.objects.filter(
        member_id__in={member for member, _ in wanted}, year__in={year for _, year in wanted}
    ).values_list("member_id", "year", "pk")
    ids = {(member, year): pk for member, year, pk in found if (member, year) in wanted}
    lock_years(ids.values())
    return ids


def lock_years(account_ids: Iterable[int]) -> None:
    """Lock the accounts, always in the order of their ids, so that two writers never wait for each other in a ring."""
    rows = MemberYear.objects.filter(pk__in=list(account_ids)).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk"))


@transaction.atomic
def recompute_years(account_ids: Iterable[int], book: RuleBook | None = None) -> int:
    """Bring the credits of these accounts in line with their entries; the number of credits that changed.

    Where the rules were read for this piece of work, from that `book`: published sets are never altered.
    """
    ids = list(account_ids)
    lock_years(ids)
    changed = differing_credits(ids, book)
    PointCredit.objects.bulk_create(
        [_row(item) for item in changed],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["raw", "credited", "reasons"],
        batch_size=BATCH,
    )
    return len(changed)


def differing_credits(account_ids: Iterable[int], book: RuleBook | None = None) -> list[Credit]:
    """The credits that the rules give for these accounts' entries, where another is stored, or none."""
    ids = list(account_ids)
    stored = {
        pk: (raw, credited, reasons)
        for pk, raw, credited, reasons in PointCredit.objects.filter(entry__account__in=ids).values_list(
            "pk", "raw", "credited", "reasons"
        )
    }
    fresh = (item for entries, rules in _years(ids, book) for item in credit(entries, rules))
    return [item for item in fresh if stored.get(item.key) != (item.raw, item.credited, list(item.reasons))]


def _years(account_ids: list[int], book: RuleBook | None):
    """(entries, rules by set) of each account."""
    rows = PointEntry.objects.filter(account__in=account_ids).values_list(
        "account_id", "pk", "item_code", "quantity", "occurred_at", "rule_set_id", "reverses_id"
    )
    by_account, zone = defaultdict(list), timezone.get_current_timezone()
    for account, pk, item, quantity, occurred_at, rule_set, reverses in rows:
        by_account[account].append(Entry(pk, item, quantity, occurred_at.astimezone(zone), rule_set, reverses))
    rules = (book.rules_of if book else RuleBook.values_of)(
        {entry.rules for entries in by_account.values() for entry in entries}
    )
    return ((entries, rules) for entries in by_account.values())


def _row(item: Credit) -> PointCredit:
    return PointCredit(entry_id=item.key, raw=item.raw, credited=item.credited, reasons=list(item.reasons))


def explain(entry: PointEntry) -> str:
    """Why the entry gave what it gave, as one Chinese sentence."""
    return "；".join(entry.credit.reasons)


def points_of_year(user, year: int):
    """Points credited to the member in a calendar year, reversals included; None for none."""
    return entries_of_year(user, year).aggregate(total=Sum("credit__credited"))["total"]


def entries_of_year(user, year: int):
    """The member's entries of a calendar year."""
    return PointEntry.objects.mine(user).filter(account__year=year)
