"""Closing a poll: nothing more comes in, paper is whole and entered twice alike, what does not add up is explained."""

from django.db.models import Sum

from assessments.ballots.choices import BallotWay, BatchState
from assessments.ballots.models import PaperBatch, PaperCount, Poll
from assessments.ballots.services.locking import hold_alone
from orgtree.acts import Doing
from orgtree.errors import RuleBroken


def papers_back(poll: Poll) -> int:
    """Paper ballots that came back, as two people entered them alike; a person has one for each of their sheets."""
    rows = PaperCount.objects.filter(batch__poll=poll, batch__state=BatchState.EQUAL)
    firsts = rows.order_by("batch_id", "pk").distinct("batch_id").values("pk")
    return PaperCount.objects.filter(pk__in=firsts).aggregate(sum=Sum("ballots"))["sum"] or 0


def papers_out(poll: Poll) -> int:
    """Paper ballots that were handed out: one for each sheet of whoever took paper."""
    return poll.sheets.filter(tokens__entry__way=BallotWay.PAPER).count()


def close_poll(poll: Poll, doing: Doing) -> None:
    """Wait for those who are just voting, then look whether paper is whole. Raises RuleBroken."""
    hold_alone(poll.pk)
    open_batch = PaperBatch.objects.filter(poll=poll).exclude(state=BatchState.EQUAL).order_by("number").first()
    if open_batch:
        raise RuleBroken(
            "batch", f"纸质票{open_batch.number}：{open_batch.get_state_display()}，核对一致后才能截止", conflict=True
        )
    out, back = papers_out(poll), papers_back(poll)
    if out != back and not doing.said.get("note"):
        raise RuleBroken("note_missing", f"发出纸质票{out}张，收回{back}张，请写明原因", field="note")
