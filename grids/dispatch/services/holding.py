"""Which rule of dispatch holds where, how well its class did, and whether it may give cases out by itself."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from grids.cases.choices import CaseState
from grids.cases.models import Case
from grids.cases.models.cases import ANSWERED
from grids.dispatch.choices import DispatchKey
from grids.dispatch.models import DispatchNumber, DispatchRule
from grids.dispatch.rules import Record
from orgtree.database.prepared import Prepared
from orgtree.owned.services.owned import OwnedBook
from orgtree.scope.models.rows import inside
from orgtree.tree.models import Area

RULES = Prepared(
    lambda code: DispatchRule.objects.filter(code=code).select_related("area", "unit", "category"), code=""
)
BUILT_IN = {DispatchKey.LAST: 200, DispatchKey.SHARE: 95}


def rule_for(code: str, area: Area, day: date | None = None) -> DispatchRule | None:
    """The rule of the nearest area that holds for the class there on the day (today); None for none. One query."""
    return OwnedBook(RULES(code=code)).in_force(code, day or timezone.localdate(), area)


def standards_at(area: Area, day: date | None = None) -> tuple[int, int]:
    """(how many of the last cases, least percent of them) by which a class earns to be given out by itself there. One query."""
    book, on = OwnedBook(DispatchNumber.objects.select_related("area")), day or timezone.localdate()
    held = {key: book.in_force(key, on, area) for key in DispatchKey}
    last, share = (held[key].number if held[key] else usual for key, usual in BUILT_IN.items())
    return last, share


def cases_under(rule: DispatchRule) -> QuerySet[Case]:
    """Cases of the class in the rule's area that count, those left out where a nearer area keeps a rule of its own today."""
    rows = Case.objects.valid().filter(inside(rule.area, "area"), category__code=rule.code)
    for nearer in _nearer(rule):
        rows = rows.exclude(inside(nearer, "area"))
    return rows


def _nearer(rule: DispatchRule) -> Iterable[Area]:
    below = Q(area__tree_id=rule.area.tree_id, area__lft__gt=rule.area.lft, area__rght__lt=rule.area.rght)
    rows = DispatchRule.objects.held_on(timezone.localdate()).filter(below, code=rule.code).select_related("area")
    return [row.area for row in rows]


def right_for(rule: DispatchRule) -> Q:
    """What makes a case of units right for the rule: its unit did it, and nobody gave it back."""
    return Q(lead=rule.unit_id, returns=0)


def record_of(rule: DispatchRule, last: int) -> Record:
    """How the last cases of the class that units brought to their end would have fared under the rule. Two queries."""
    ended = cases_under(rule).filter(state__in=[CaseState.DONE, *ANSWERED], lead__isnull=False)
    newest = Case.objects.filter(pk__in=ended.order_by("-done_at").values("pk")[:last])
    found = newest.aggregate(of=Count("pk"), right=Count("pk", filter=right_for(rule)))
    return Record(found["right"], found["of"])


def may_give_itself(rule: DispatchRule) -> bool:
    """Whether the rule is switched to automatic and its class has earned it as of now: below the standard it is off by itself."""
    if not rule.is_automatic:
        return False
    last, share = standards_at(rule.area)
    return record_of(rule, last).has_earned(share, last)


def tell_automatic(rule: DispatchRule) -> str:
    """How it is with giving out by itself, in words: 自动交办中（近200件准确198件）."""
    if not rule.is_automatic:
        return "由人交办"
    last, share = standards_at(rule.area)
    record = record_of(rule, last)
    if record.has_earned(share, last):
        return f"自动交办中（近{record.of}件准确{record.right}件）"
    short = (
        f"只有{record.of}件，满{last}件才算"
        if record.of < last
        else f"近{record.of}件准确{record.right}件，不到{share}%"
    )
    return f"未达标，由人交办（{short}）"
