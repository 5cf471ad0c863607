"""Pairs that nobody has been to for the declared time, who is reminded, and words that go after their term."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cocon.helping.choices import HelpDeadline
from cocon.helping.models import HelpGiven, HelpingPair
from cocon.helping.services.pairs import tell_helpers
from orgtree.calendar.services.deadlines import DeadlineBook, book_in
from orgtree.files.erasing import CLEARED, Words, erase_words
from orgtree.models import Notice
from orgtree.notices.services import notify_each


def due_of_visit(today: date, memo: dict | None = None, *, unreminded: bool = False) -> Q:
    """The condition of pairs to which nobody has come for longer than the rule of their area says; without a rule none.

    With `unreminded`, those alone of which nobody was told within that time.
    """
    due = Q(pk__in=[])
    for ground, (days,) in book_in(memo).numbers((HelpDeadline.VISIT,), today, "area"):
        if days:
            cut = today - timedelta(days=days)
            lately = HelpGiven.objects.kept().filter(pair=OuterRef("pk"), day__gt=cut)
            told = Q(reminded_on__isnull=True) | Q(reminded_on__lte=cut) if unreminded else Q()
            due |= ground & Q(since__lte=cut) & ~Exists(lately) & told
    return due


def pairs_to_visit(pairs: QuerySet[HelpingPair], today: date, memo: dict | None = None) -> QuerySet[HelpingPair]:
    """Those in force that somebody should go to."""
    return pairs.in_force_on(today).filter(due_of_visit(today, memo), end_reason="")


@transaction.atomic
def remind_of_visits(today: date) -> None:
    """Tell the helpers of each pair that is due, once in the time that the rule gives."""
    rows = HelpingPair.objects.in_force_on(today).filter(due_of_visit(today, unreminded=True), end_reason="")
    rows = rows.select_related("area", "unit", "team__leader").select_for_update(of=("self",), no_key=True)
    found = list(rows.order_by("pk"))
    notify_each([note for pair in found for note in _notices(pair, today)])
    HelpingPair.objects.filter(pk__in=[pair.pk for pair in found]).update(reminded_on=today)


def _notices(pair: HelpingPair, today: date) -> list[Notice]:
    title = f"{pair.area.name}的帮扶对子{pair.code}该走访了"
    key, text = f"helping-visit:{pair.pk}:{today}", "走访后在“本单位共建”里记一笔。"
    return [Notice(user_id=user, key=key, title=title, text=text) for user in tell_helpers(pair) if user]


# --- Terms of keeping -----------------------------------------------------------------------------------------------------


def pairs_past_term(today: date) -> QuerySet[HelpingPair]:
    """Pairs that ended so long ago that the words about them go, and still have some."""
    due = Q(pk__in=[])
    for ground, cut in DeadlineBook().cuts(HelpDeadline.WORDS, today, "area"):
        due |= ground & Q(until__lte=cut)
    kept = HelpGiven.objects.filter(pair=OuterRef("pk")).exclude(words=CLEARED)
    return HelpingPair.objects.filter(due).filter(~Q(plan__in=["", CLEARED]) | Exists(kept))


@transaction.atomic
def forget_words(*, today: date) -> int:
    """Clear what was written of pairs past their term, out of the trail too; what was given stays. How many pairs."""
    ids = list(pairs_past_term(today).values_list("pk", flat=True))
    erase_words(Words(HelpingPair, "", ("plan",)), HelpingPair.objects.filter(pk__in=ids), CLEARED)
    erase_words(Words(HelpGiven, "", ("words",)), HelpGiven.objects.filter(pair__in=ids), CLEARED)
    return len(ids)
