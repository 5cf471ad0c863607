"""Dictionaries of the first floor: entries of any of them, and the words of consent."""

from datetime import date

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.services.validation import check_valid
from volunteers.models import ConsentText, DeadlineRule
from volunteers.rules.deadlines import check_shortest, check_unit


def check_keeper(by) -> None:
    """Raise RuleBroken unless `by` keeps rules somewhere."""
    if not by.holds(P.RULES_EDIT):
        raise not_found()


@transaction.atomic
def save_entry(*, entry: Model, by) -> Model:
    """The new or changed entry of a dictionary. Raises RuleBroken at the wrong field."""
    check_keeper(by)
    if isinstance(entry, DeadlineRule):
        check_unit(entry.key, entry.unit)
        check_shortest(entry.key, entry.number)
    check_valid(entry)
    entry.save()
    return entry


@transaction.atomic
def publish_consent_text(*, purpose: str, text: str, required: bool, active_from: date, by) -> ConsentText:
    """The next version of the words for a purpose. Raises RuleBroken for a date that is past."""
    check_keeper(by)
    if active_from < timezone.localdate():
        raise RuleBroken("past", "启用日期不能早于今天", field="active_from")
    versions = ConsentText.objects.filter(purpose=purpose).aggregate(latest=Max("version"))
    words = ConsentText(
        purpose=purpose, version=(versions["latest"] or 0) + 1, text=text, required=required, active_from=active_from
    )
    check_valid(words)
    words.save()
    return words
