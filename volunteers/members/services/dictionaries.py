"""What dictionaries of the first floor refuse, and the words of consent."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from orgtree.errors import RuleBroken
from orgtree.services.reach import check_rule_keeper
from orgtree.services.validation import check_valid
from volunteers.members.models.consent import ConsentText
from volunteers.members.models.deadline import DeadlineRule
from volunteers.members.rules.deadlines import KEPT, check_shortest, check_unit
from volunteers.members.services.deadlines import DeadlineBook

WAIT = timedelta(days=30)  # before a shorter term of keeping takes what it would take (docs/rules.md, "Deadlines")


def check_deadline(rule: DeadlineRule) -> None:
    """Raise RuleBroken for a unit or number that cannot be, for a past that would be rewritten, for a term cut short at once."""
    check_unit(rule.key, rule.unit)
    check_shortest(rule.key, rule.number)
    today = timezone.localdate()
    stored = DeadlineRule.objects.filter(pk=rule.pk).first()
    if rule.active_from and rule.active_from < today:
        raise RuleBroken("past", "启用日期不能早于今天；已启用的规定不能修改，请新增一条", field="active_from")
    if stored and stored.active_from < today:
        raise RuleBroken("in_force", "已启用的规定不能修改，请新增一条", field="active_from")
    kept = DeadlineBook().number(rule.key, today)
    shorter = rule.key in KEPT and kept and rule.number and rule.number < kept
    if shorter and rule.active_from and rule.active_from < today + WAIT:
        raise RuleBroken("too_soon", f"缩短保存期限须提前{WAIT.days}天发布", field="active_from")


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
