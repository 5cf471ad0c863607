"""Which rules are in force where and when, and the life of a rule set: drafted, copied, published, never altered."""

from datetime import date

from orgtree.database.kept import Kept
from orgtree.days.rules.words import say_day
from orgtree.errors import RuleBroken
from orgtree.models import Area
from volunteers.points.models.points import RuleCap, RuleItem, RuleSet
from volunteers.points.rules.points import Rules

PUBLISHED = Kept(
    lambda: list(
        RuleSet.objects.filter(published_at__isnull=False).select_related("area").prefetch_related("items", "caps")
    ),
    {RuleSet: ["area"], RuleItem: [], RuleCap: []},
)


class RuleBook:
    """Every published rule set, for one piece of work. One query, where no rule has changed since the process read them."""

    def __init__(self):
        self._sets = PUBLISHED()
        self._items: dict[tuple[str, int, date], RuleItem] = {}

    def set_for(self, area: Area, day: date) -> RuleSet:
        """The set in force: that of the nearest area above, then the latest begun, then the highest version.

        Raises RuleBroken where there is none.
        """
        fitting = self.fitting(area, day)
        if not fitting:
            raise RuleBroken("no_rules", f"{say_day(day)}没有适用的积分规则", field="started_at")
        return fitting[0]

    def fitting(self, area: Area, day: date) -> list[RuleSet]:
        """Every published set that covers the area on the day, the one in force first, then those it goes before."""
        found = [candidate for candidate in self._sets if _covers(candidate, area, day)]
        return sorted(found, key=_precedence, reverse=True)

    def set_with(self, item_code: str, area: Area, day: date) -> RuleSet:
        """The set in force, which has the item; raises RuleBroken where it has not."""
        return self.item_for(item_code, area, day).rule_set

    def item_for(self, item_code: str, area: Area, day: date) -> RuleItem:
        """The item of the set in force; raises RuleBroken where there is none."""
        key = (item_code, area.pk, day)
        if key not in self._items:
            items = {item.code: item for item in self.set_for(area, day).items.all()}
            if item_code not in items:
                raise RuleBroken("no_item", f"当日适用的积分规则中没有项目{item_code}", field="kind")
            self._items[key] = items[item_code]
        return self._items[key]

    def rules_of(self, ids: set[int]) -> dict[int, Rules]:
        """`values_of`, what the book has read already not read again."""
        read = {rule_set.pk: rule_set.as_rules() for rule_set in self._sets if rule_set.pk in ids}
        return read | (self.values_of(others) if (others := ids - read.keys()) else {})

    @staticmethod
    def values_of(ids: set[int]) -> dict[int, Rules]:
        """The rule sets of these ids as values; sets that entries were made under stay valid for ever."""
        sets = RuleSet.objects.filter(pk__in=ids).prefetch_related("items", "caps")
        return {rule_set.pk: rule_set.as_rules() for rule_set in sets}


def _covers(rule_set: RuleSet, area: Area, day: date) -> bool:
    if day < rule_set.active_from or (rule_set.active_to and day >= rule_set.active_to):
        return False
    return rule_set.area is None or area.is_descendant_of(rule_set.area, include_self=True)


def _precedence(rule_set: RuleSet) -> tuple:
    level = rule_set.area.level if rule_set.area else -1
    return level, rule_set.active_from, rule_set.version, rule_set.pk
