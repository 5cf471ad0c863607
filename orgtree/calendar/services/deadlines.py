"""When something is due, and what is overdue: by the dated rules and the working days of the place; and how rules are changed.

Rules of areas: docs/rules.md, "Deadlines". Shortening how long something is kept takes two persons and a wait.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.calendar.models.deadlines import DeadlineRule
from orgtree.calendar.rules import check_shortest, check_unit
from orgtree.calendar.services.calendar import Calendars, calendars_in
from orgtree.choices import DeadlineUnit, RuleState
from orgtree.database.prepared import Prepared
from orgtree.database.validation import check_valid
from orgtree.days.rules.dated import Spell
from orgtree.days.rules.months import months_before
from orgtree.days.rules.working_time import Limit, Unit
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.owned.services.owned import OwnedBook, check_keeper, grounds
from orgtree.tree.models import Area

DAY = timedelta(days=1)
WAIT = timedelta(days=30)  # before a shorter term of keeping takes what it would take


PUBLISHED = Prepared(lambda: DeadlineRule.objects.published().select_related("area"))


class DeadlineBook:
    """The rules and the calendars as they stand now, read once for one piece of work. Two queries; one where the calendars are there already.

    Every question is for an area; for none, by what holds for all.
    """

    def __init__(self, calendars: Calendars | None = None):
        self.calendars = calendars or Calendars()
        self._rules = OwnedBook(PUBLISHED())

    def rule(self, key: str, day: date, area: Area | None = None) -> DeadlineRule | None:
        """The row in force on `day`; None for no rule."""
        return self._rules.in_force(key, day, area)

    def number(self, key: str, day: date, area: Area | None = None) -> int | None:
        """The number in force on `day`, in the unit of its key; None for no rule."""
        rule = self.rule(key, day, area)
        return rule and rule.number

    def limit(self, key: str, day: date, area: Area | None = None) -> Limit | None:
        """The limit of a clock that begins on `day`; None for no rule. Raises ValueError for a matter that is no time for doing."""
        rule = self.rule(key, day, area)
        return rule and Limit(rule.number, Unit(rule.unit))

    def due(self, key: str, start: date, area: Area | None = None) -> date | None:
        """The last day for what began on `start`; None where no rule was in force then."""
        rule = self.rule(key, start, area)
        if rule is None:
            return None
        if rule.unit == DeadlineUnit.WORKDAY:
            return self.calendars.at(area).workdays_after(start, rule.number)
        return start + DAY * rule.number

    def late(self, key: str, since: str, place: str, today: date | None = None) -> Q:
        """The condition that what began at the moment found by `since`, in the area found by `place`, was due before `today`."""
        today = today or timezone.localdate()
        late = Q(pk__in=[])
        for keeper, ground in grounds({*self._rules.keepers(key), *self.calendars.keepers}, place):
            for spell in self._rules.spells(key, keeper):
                before = min(self._first_in_time(spell, keeper, today), spell.until or date.max)
                late |= ground & Q(**{f"{since}__gte": midnight(spell.since), f"{since}__lt": midnight(before)})
        return late

    def numbers(self, keys: Sequence[str], day: date, place: str) -> list[tuple[Q, list[int | None]]]:
        """For many rows at once: (condition on the area found by `place`, the numbers in force there), one for each keeper."""
        keepers = {keeper for key in keys for keeper in self._rules.keepers(key)}
        return [(ground, [self.number(key, day, keeper) for key in keys]) for keeper, ground in grounds(keepers, place)]

    def cuts(self, key: str, today: date, place: str) -> list[tuple[Q, date]]:
        """For things kept a number of months: (condition as in `numbers`, last day that goes). Without a rule nothing goes."""
        return [
            (ground, months_before(today, months)) for ground, (months,) in self.numbers((key,), today, place) if months
        ]

    def _first_in_time(self, spell: Spell, area: Area | None, today: date) -> date:
        """The first day of beginning that is not late on `today` under a rule."""
        rule = spell.value
        if rule.unit == DeadlineUnit.WORKDAY:
            return self.calendars.at(area).workdays_before(today, rule.number) + DAY
        return today - DAY * rule.number

    def longest(self, rule: DeadlineRule) -> int:
        """The largest number that holds for the rule's key and area between today and the day when the rule is to begin."""
        today = timezone.localdate()
        held = [
            spell.value.number
            for spell in self._rules.spells(rule.key, rule.area)
            if spell.value.pk != rule.pk and spell.since <= rule.active_from and (spell.until or date.max) > today
        ]
        return max(held, default=0)


def book_in(memo: dict | None) -> DeadlineBook:
    """The book that the cards of one page, or the clocks of one act, share in `memo`; one of its own where there is none."""
    memo = {} if memo is None else memo
    if "deadlines" not in memo:
        memo["deadlines"] = DeadlineBook(calendars_in(memo))
    return memo["deadlines"]


def midnight(day: date) -> datetime:
    """The first moment of a day, local time."""
    return timezone.make_aware(datetime.combine(day, time()))


# --- Changing them --------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_deadline(*, rule: DeadlineRule, by) -> DeadlineRule:
    """The new or changed rule of an area that `by` keeps: published, or proposed where something would be kept shorter.

    Raises RuleBroken at the wrong field: for a unit or number that cannot be, a past that would be rewritten, a term cut
    short at once.
    """
    check_keeper(rule.area, by)
    stored = DeadlineRule.objects.select_for_update(of=("self",)).filter(pk=rule.pk).select_related("area").first()
    if stored:
        check_keeper(stored.area, by)
    _check_number(rule)
    _check_dates(rule, stored)
    rule.entered_by, rule.decided_by, rule.decided_at = by, None, None
    rule.state = RuleState.PROPOSED if _shortens(rule) else RuleState.PUBLISHED
    check_valid(rule, at="active_from")
    rule.save()
    return rule


def _check_number(rule: DeadlineRule) -> None:
    kind = registry.deadlines.get(rule.key)
    if kind is None:
        raise RuleBroken("key", "请选择事项", field="key")
    check_unit(rule.unit, kind.units)
    if rule.number is not None:
        check_shortest(rule.number, kind.shortest)


def _check_dates(rule: DeadlineRule, stored: DeadlineRule | None) -> None:
    today = timezone.localdate()
    if rule.active_from and rule.active_from < today:
        raise RuleBroken("past", "启用日期不能早于今天；已启用的规定不能修改，请新增一条", field="active_from")
    if stored and (stored.active_from < today or stored.state == RuleState.DECLINED):
        raise RuleBroken("in_force", "已启用的规定不能修改，请新增一条", field="active_from")


def _shortens(rule: DeadlineRule) -> bool:
    """Whether something about persons would be kept shorter; raises RuleBroken where that would come too soon."""
    if not (registry.deadlines[rule.key].is_kept and rule.number and rule.active_from):
        return False
    if rule.number >= DeadlineBook().longest(rule):
        return False
    if rule.active_from < timezone.localdate() + WAIT:
        raise RuleBroken("too_soon", f"缩短保存期限须提前{WAIT.days}天发布", field="active_from")
    return True


def check_end(rule: DeadlineRule) -> None:
    """Raise RuleBroken unless the area's own rule may end on its `active_to`, and follow the areas above again.

    Not on a day that is past, nor where something would be kept shorter: that takes a rule of its own.
    """
    if rule.area is None:
        raise RuleBroken("not_own", "只有本级另定的规定可以恢复沿用上级", conflict=True)
    if rule.active_to < max(timezone.localdate(), rule.active_from):
        raise RuleBroken("past", "停用日期不能早于今天和启用日期", field="active_to")
    above = DeadlineBook().number(rule.key, rule.active_to, rule.area.parent)
    if registry.deadlines[rule.key].is_kept and (above or 0) < rule.number:
        raise RuleBroken(
            "shorter", "恢复沿用会缩短保存期限：请先新增一条与上级相同的规定，由第二人确认", field="active_to"
        )
