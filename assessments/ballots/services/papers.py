"""Paper ballots: handed out on the roll, entered in batches by two people."""

from django.db import transaction

from assessments.ballots.choices import BallotWay, BatchState
from assessments.ballots.models import PaperBatch, PaperCount, Poll, PollSheet, RollEntry
from assessments.ballots.rules.counting import ABSTAIN
from assessments.ballots.rules.papers import check_counts, differences
from assessments.ballots.services.casting import subjects_of
from assessments.ballots.services.locking import hold_taking
from orgtree.errors import RuleBroken

MOST = 5_000


def hand_out(entry: RollEntry) -> None:
    """Mark somebody as voting on paper. Raises RuleBroken where they have a token. The caller holds the row and saves."""
    hold_taking(entry.poll_id)
    if entry.way == BallotWay.TOKEN:
        raise RuleBroken("has_token", f"{entry.name}已领取电子票，不能再领纸质票", conflict=True)
    entry.way, entry.code, entry.code_until = BallotWay.PAPER, "", None


def take_back(entry: RollEntry) -> None:
    """Unmark somebody whose paper ballot came back unused. The caller holds the row and saves."""
    hold_taking(entry.poll_id)
    if entry.way != BallotWay.PAPER:
        raise RuleBroken("no_paper", f"{entry.name}没有领取纸质票", conflict=True)
    entry.way = BallotWay.NONE


@transaction.atomic
def enter_batch(
    *, poll: Poll, sheet: PollSheet, number: str, ballots: int, spoiled: int, counts: dict[str, dict[str, int]], by
) -> PaperBatch:
    """The batch with what this person counted of it; entered again by the same person it takes the place of what they said before.

    Raises RuleBroken at the wrong field.
    """
    hold_taking(poll.pk)
    _check(poll, sheet, number, ballots, spoiled, counts)
    batch = PaperBatch.objects.select_for_update(no_key=True).filter(poll=poll, number=number).first()
    if batch is None:
        batch = PaperBatch.objects.create(poll=poll, number=number, sheet=sheet)
    if batch.sheet_id != sheet.pk:
        raise RuleBroken("sheet", f"批号{number}已录入为“{batch.sheet}”", field="sheet")
    said = {"ballots": ballots, "spoiled": spoiled, "counts": counts}
    PaperCount.objects.update_or_create(batch=batch, by=by, defaults=said)
    if PaperCount.objects.filter(batch=batch).count() > 2:
        raise RuleBroken("two", "这一批已由两人录入，请由他们核对更正", field="number")
    batch.state = state_of(batch)
    batch.save(update_fields=["state"])
    return batch


def _check(poll: Poll, sheet: PollSheet, number: str, ballots: int, spoiled: int, counts: dict) -> None:
    if sheet.poll_id != poll.pk:
        raise RuleBroken("sheet", "请选择这次投票的选票", field="sheet")
    if not number or len(number) > 20:
        raise RuleBroken("number", "请填写批号，不超过20字", field="number")
    wanted, offered = {str(key) for key in subjects_of(sheet)}, {*poll.option_codes, ABSTAIN}
    numbers = [ballots, spoiled, *(one for marks in counts.values() for one in marks.values())]
    if counts.keys() != wanted or any(marks.keys() != offered for marks in counts.values()):
        raise RuleBroken("counts", "请填写每个评议对象的各栏票数")
    if not all(isinstance(one, int) and 0 <= one <= MOST for one in numbers):
        raise RuleBroken("ballots", f"票数应在0到{MOST}之间", field="ballots")
    check_counts(counts, ballots, spoiled)


def state_of(batch: PaperBatch) -> BatchState:
    """Whether two people entered the same."""
    entries = list(PaperCount.objects.filter(batch=batch).order_by("pk"))
    if len(entries) < 2:
        return BatchState.ONCE
    one, other = entries[:2]
    same = (one.ballots, one.spoiled) == (other.ballots, other.spoiled) and not differences(one.counts, other.counts)
    return BatchState.EQUAL if same else BatchState.UNEQUAL


def counted_of(sheet: PollSheet) -> list[PaperCount]:
    """What was entered alike of each batch of the sheet, once."""
    rows = PaperCount.objects.filter(batch__sheet=sheet, batch__state=BatchState.EQUAL)
    return list(rows.order_by("batch_id", "pk").distinct("batch_id"))
