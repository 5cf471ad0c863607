"""What waits too long, by the dated rules of the place: claims that lapse; needs, acceptances and what units asked for, for the next joint meeting."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from cocon.meetings.models import Topic
from cocon.meetings.services.topics import but_left
from cocon.needs.choices import AskState, ClaimState, NeedDeadline
from cocon.needs.models import Claim, Need, UnitAsk
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.meetings import CLEARING, KINDS, raise_ask, raise_claim, raise_need
from cocon.needs.services.milestones import ORIGIN
from orgtree.acts import follow
from orgtree.assigned.models import Task
from orgtree.calendar.services.deadlines import DeadlineBook, book_in


def unconfirmed(book: DeadlineBook, today: date) -> Q:
    """The condition of claims that the community has left without an answer for too long."""
    return Q(state=ClaimState.CLAIMED) & book.late(NeedDeadline.CLAIM, "moved_at", "need__area", today)


def idle(book: DeadlineBook, today: date) -> Q:
    """The condition of claims under way of which nothing was heard for too long."""
    return Q(state=ClaimState.RUNNING) & book.late(NeedDeadline.IDLE, "moved_at", "need__area", today)


def unclaimed_too_long(today: date) -> Q:
    """The condition of published needs that stood unclaimed past their term: they go to the next joint meeting by themselves."""
    return DeadlineBook().late(NeedDeadline.UNCLAIMED, "published_at", "area", today)


def unaccepted_too_long(today: date | None = None, memo: dict | None = None) -> Q:
    """The condition of submitted claims about which a side keeps silent: the meeting decides, silence never accepts."""
    return Q(state=ClaimState.SUBMITTED) & book_in(memo).late(NeedDeadline.ACCEPT, "submitted_at", "need__area", today)


def unanswered_too_long(today: date | None = None, memo: dict | None = None) -> Q:
    """The condition of what units asked for and the community has not answered in time: the meeting does, silence refuses nothing."""
    return Q(state=AskState.ASKED) & book_in(memo).late(NeedDeadline.ANSWER, "asked_at", "area", today)


@transaction.atomic
def lapse_claims(*, today: date) -> int:
    """Let go what was not confirmed or not moved on with in time; both sides are told, the quantity is free again. How many."""
    book = DeadlineBook()
    _note_progress(Claim.objects.filter(idle(book, today)))
    late = Claim.objects.filter(unconfirmed(book, today) | idle(book, today))
    rows = late.select_related("need__area", "need__matter", "unit").order_by("pk")
    return follow(claim_acts, "lapse", rows.select_for_update(of=("self",), no_key=True))


def _note_progress(claims) -> None:
    """A milestone that was received or reported is progress: the claim moved on then."""
    ids = list(claims.values_list("pk", flat=True))
    tasks = Task.objects.stemming_from(ORIGIN, ids).order_by()
    found = tasks.values("origin_id").annotate(received=Max("accepted_at"), reported=Max("reported_at"))
    for row in found:
        moved = max((at for at in (row["received"], row["reported"]) if at), default=None)
        if moved:
            Claim.objects.filter(pk=row["origin_id"], moved_at__lt=moved).update(moved_at=moved)


def needs_for_meeting(needs, today: date | None = None):
    """Those of the queryset that nobody has taken on in time."""
    return needs.unclaimed().filter(unclaimed_too_long(today or timezone.localdate()))


@transaction.atomic
def raise_waiting(*, today: date) -> int:
    """Put before the next joint meeting what nobody took on, what a side keeps silent about and what units wait for, each once; how many.

    What a meeting dropped does not come back by itself: it may be put there again by hand. What was seen to meanwhile leaves the pool.
    """
    for clear in CLEARING.values():
        clear()
    needs = _not_raised(needs_for_meeting(Need.objects.all(), today), "published_at")
    claims = _not_raised(Claim.objects.filter(unaccepted_too_long(today)), "submitted_at")
    raised = [raise_need(need) for need in needs.select_related("area")]
    raised += [raise_claim(claim) for claim in claims.select_related("need__area", "unit")]
    asks = _not_raised(UnitAsk.objects.filter(unanswered_too_long(today)), "asked_at")
    raised += [raise_ask(ask) for ask in asks.select_related("area", "unit")]
    return len(raised)


def _not_raised(rows, since: str):
    """Those about which there was no topic since they were published or submitted, but for one that left by itself."""
    topics = but_left(Topic.objects.all()).filter(origin_kind=KINDS[rows.model], origin_id=OuterRef("pk"))
    return rows.exclude(Exists(topics.filter(proposed_at__gte=OuterRef(since)))).order_by("pk")
