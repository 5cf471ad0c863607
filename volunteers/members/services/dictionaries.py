"""The words of consent: a new version for each change."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken
from orgtree.scope.services import check_rule_keeper
from volunteers.members.models.consent import ConsentText


@transaction.atomic
def publish_consent_text(*, purpose: str, text: str, required: bool, active_from: date, by) -> ConsentText:
    """The next version of the words for a purpose. Raises RuleBroken for a date that is past."""
    check_rule_keeper(by)
    if active_from < timezone.localdate():
        raise RuleBroken("past", "启用日期不能早于今天", field="active_from")
    versions = ConsentText.objects.filter(purpose=purpose).aggregate(latest=Max("version"))
    words = ConsentText(
        purpose=purpose, version=(versions["latest"] or 0) + 1, text=text, required=required, active_from=active_from
    )
    check_valid(words)
    words.save()
    return words
