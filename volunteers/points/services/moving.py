"""Points of a person whose two files become one: moved by entries, so that no line of the ledger is written anew.

Source: docs/decisions/0074-one-person-twice.md, 0008 (entries say what happened), 0020 (what a closed year announced stays).
"""

from collections.abc import Iterable

from django.utils import timezone

from volunteers.points.choices import EntryKind
from volunteers.points.models.points import MOVED, MemberYear, PointEntry
from volunteers.points.services.ledger_chain import LEDGER
from volunteers.points.services.points import lock_accounts, lock_years, recompute_years, reversal_of

# Items whose source names the member (B01:17:2026), because they count once for a person; each subject adds its own.
ONCE_A_PERSON: set[str] = set()


def move_points(kept, gone, by) -> None:
    """Both members are locked. Each entry of `gone` that stands is taken back there and entered for `kept`, under the rules,
    the day and the place that it had; caps and tiers of both years are computed anew.

    What counts once for a person and stands for both already is entered no second time. A closed year that only `gone` has
    goes over whole: account, announced total and band. One that both have keeps what each was announced to have.
    """
    own = {year.year: year for year in MemberYear.objects.filter(member=kept)}
    accounts = list(MemberYear.objects.filter(member=gone).order_by("pk"))
    whole = [account for account in accounts if account.closed_at and account.year not in own]
    MemberYear.objects.filter(pk__in=[account.pk for account in whole]).update(member=kept)
    shared = {account.pk: account.year for account in accounts if account not in whole}
    opened = lock_accounts({(kept.pk, year) for year in shared.values()})
    lock_years([*shared, *opened.values()])
    standing = PointEntry.objects.filter(account__in=shared, kind=EntryKind.EARN, reversal__isnull=True)
    moving = {moved_source(entry, kept.pk, gone.pk): entry for entry in standing.order_by("pk")}
    known = set(PointEntry.objects.filter(source__in=list(moving)).values_list("source", flat=True))
    LEDGER.append([reversal_of(entry, f"转入党员编号{kept.number}", by) for entry in moving.values()])
    LEDGER.append(
        [
            _moved(entry, opened[kept.pk, shared[entry.account_id]], source, gone, by)
            for source, entry in moving.items()
            if source not in known
        ]
    )
    recompute_years([*shared, *opened.values()])


def moved_source(entry: PointEntry, kept: int, gone: int) -> str:
    """service:17>12; of what counts once for a person the source that it has for them: B01:12:2026."""
    item, _, rest = entry.source.partition(":")
    number, _, when = rest.partition(":")
    if item in ONCE_A_PERSON and number == str(gone):
        return f"{item}:{kept}:{when}"
    return f"{entry.source}{MOVED}{kept}"


def _moved(entry: PointEntry, account: int, source: str, gone, by) -> PointEntry:
    return PointEntry(
        account_id=account,
        area_id=entry.area_id,
        rule_set_id=entry.rule_set_id,
        item_code=entry.item_code,
        source=source,
        quantity=entry.quantity,
        occurred_at=entry.occurred_at,
        note=f"由党员编号{gone.number}转入",
        recorded_at=timezone.now(),
        recorded_by=by,
    )


def count_once(items: Iterable[str]) -> None:
    """Name items that count once for a person and a stretch of time."""
    ONCE_A_PERSON.update(items)
