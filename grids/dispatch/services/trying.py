"""A dry run: what the cases of the last year would have got under a rule, beside what they did get. Nothing is written."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from grids.cases.models import Case, Leg
from grids.dispatch.models import DispatchRule
from grids.dispatch.rules import LOOKED_BACK
from grids.dispatch.services.holding import cases_under, right_for
from orgtree.choices import Permission as P

SHOWN = 100


@dataclass(frozen=True)
class DryRun:
    """Cases of a year in the class and area: how many units had at all, how many of those first went to the rule's unit, how
    many it brought to their end without a return, how many came back from any unit; the newest of them."""

    cases: int
    given: int
    same: int
    right: int
    returned: int
    newest: list[Case]
    since: timedelta = LOOKED_BACK

    @property
    def other(self) -> int:
        """How many would have gone to another unit than the one they first went to."""
        return self.given - self.same


def try_rule(rule: DispatchRule, user) -> DryRun:
    """The dry run over the cases that the person may see. Four queries."""
    first = Leg.objects.filter(case=OuterRef("pk"), hop=1).order_by("pk")
    seen = cases_under(rule).filter(pk__in=Case.objects.allowed(user, P.CASE_VIEW).values("pk"))
    rows = seen.filter(opened_at__gte=timezone.now() - LOOKED_BACK).annotate(
        first_unit=Subquery(first.values("institution")[:1]),
        first_name=Subquery(first.values("institution__name")[:1]),
        first_was_right=Subquery(first.values("was_right")[:1]),
    )
    counted = rows.aggregate(
        cases=Count("pk"),
        given=Count("pk", filter=Q(first_unit__isnull=False)),
        same=Count("pk", filter=Q(first_unit=rule.unit_id)),
        right=Count("pk", filter=right_for(rule) & Q(done_at__isnull=False)),
        returned=Count("pk", filter=Q(returns__gt=0)),
    )
    newest = (
        rows.annotate(code=F("category__code")).select_related("area", "lead").order_by("-opened_at", "-pk")[:SHOWN]
    )
    return DryRun(**counted, newest=list(newest))
