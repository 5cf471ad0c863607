"""Which of the rules that areas keep holds where and when, read once for one piece of work; and who may change one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Case, Field, Q, QuerySet, Value, When

from orgtree.choices import Permission as P
from orgtree.days.rules.dated import Spell, in_force, merged, spells_of
from orgtree.errors import RuleBroken, not_found
from orgtree.owned.models import Owned, covers
from orgtree.scope.models.rows import inside
from orgtree.tree.models import Area


class OwnedBook:
    """Dated rows with `area`, `key`, `active_from` and `active_to`, which must come with their areas: no further query."""

    def __init__(self, rows: Iterable[Owned]):
        versions: dict[tuple[str, Area | None], list] = defaultdict(list)
        for row in rows:
            versions[row.key, row.area].append((row, row.active_from, row.active_to))
        self._spells: dict[str, list[tuple[Area | None, list[Spell]]]] = defaultdict(list)
        for (key, keeper), of_one in sorted(versions.items(), key=lambda item: -level_of(item[0][1])):
            self._spells[key].append((keeper, spells_of(of_one)))

    def in_force(self, key: str, day: date, area: Area | None = None):
        """The row of the nearest area above (or of the area itself) that holds on `day`; for no area, of those for all; or None."""
        spell = in_force(self._chain(key, area), day)
        return spell and spell.value

    def spells(self, key: str, area: Area | None = None) -> list[Spell]:
        """What holds in `area` in turn, from the first row on."""
        return merged(self._chain(key, area))

    def keepers(self, key: str) -> list[Area]:
        """The areas that have rows of their own, deepest first."""
        return [keeper for keeper, _ in self._spells.get(key, ()) if keeper]

    def _chain(self, key: str, area: Area | None) -> list[list[Spell]]:
        return [spells for keeper, spells in self._spells.get(key, ()) if covers(keeper, area)]


def level_of(keeper: Area | None) -> int:
    """How deep a keeper stands in the tree; those for all stand above every root."""
    return -1 if keeper is None else keeper.level


def grounds(keepers: Iterable[Area], lookup: str) -> list[tuple[Area | None, Q]]:
    """The tree cut up by who keeps rules: (keeper, condition that the area found by `lookup` is its and no nearer keeper's)."""
    apart = set(keepers)
    cut = []
    for keeper in (None, *apart):
        own = Q() if keeper is None else inside(keeper, lookup)
        for nearer in apart:
            if nearer != keeper and covers(keeper, nearer):
                own &= ~inside(nearer, lookup)
        cut.append((keeper, own))
    return cut


def number_on(rows: QuerySet, key: str, day: date, output: Field, *, default: Decimal | None = None) -> Case:
    """SQL of the `number` among `rows` of an owned rule that holds for an area on the day; `default` for none. One query."""
    book = OwnedBook(rows.select_related("area"))
    held = [(ground, book.in_force(key, day, keeper)) for keeper, ground in grounds(book.keepers(key), "")]
    whens = [When(ground, then=Value(row.number)) for ground, row in held if ground and row and row.number]
    for_all = next((row.number for ground, row in held if not ground and row), default)
    return Case(*whens, default=Value(for_all), output_field=output)


def check_keeper(area: Area | None, by) -> None:
    """Raise RuleBroken at `area` unless `by` keeps the rules of `area`; for no area, unless they keep those for all."""
    if area is None and not by.holds_over_all(P.RULES_EDIT):
        raise RuleBroken("area_missing", "请选择适用区域", field="area") if by.holds(P.RULES_EDIT) else not_found()
    if area is not None and not by.holds_at(P.RULES_EDIT, area):
        raise not_found(field="area")
