"""Cases that may be what is told now: looked for before filing, in the community, among those open or closed some days ago."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from grids.cases.choices import CaseState
from grids.cases.models import Case
from grids.dispatch.rules import CLOSED_WITHIN, OPENED_WITHIN, Likeness, Matter, likeness_of
from orgtree.choices import AreaKind
from orgtree.models import Area

LOOKED_AT = 300  # of the newest; a community has not so many open at once
SHOWN = 5
COMPARED = ("pk", "category__code", "place", "title", "words", "opened_at")
NEVER = [CaseState.MERGED, CaseState.NOT_OURS, CaseState.WITHDRAWN]


@dataclass(frozen=True)
class Suggestion:
    """A case that may be the same, and why."""

    case: Case
    likeness: Likeness

    @property
    def why(self) -> str:
        """The reasons in one line: 同一类事项、地点相近、相隔2小时内."""
        return "、".join(self.likeness.reasons)


def suggest_duplicates(*, category_code: str, area: Area, place: str, words: str, told_at=None) -> list[Suggestion]:
    """Cases of the community of `area` that may be the same matter, the likeliest first. Two queries: what is compared, and what is shown.

    The caller shows them only to whom the cases may be shown.
    """
    now = timezone.now()
    new = Matter(category_code, place, words, told_at or now)
    rows = Case.objects.within(_community_of(area)).exclude(state__in=NEVER).filter(parent=None)
    ended_lately = Q(closed_at__isnull=True) | Q(closed_at__gte=now - CLOSED_WITHIN)
    rows = rows.filter(ended_lately, opened_at__gte=now - OPENED_WITHIN).order_by("-opened_at")
    found = []
    for pk, *told, title, more, opened_at in rows.values_list(*COMPARED)[:LOOKED_AT]:
        if likeness := likeness_of(new, Matter(*told, f"{title}{more}", opened_at)):
            found.append((-likeness.points, -pk, likeness))
    likest = {-pk: likeness for _, pk, likeness in sorted(found, key=lambda one: one[:2])[:SHOWN]}
    cases = Case.objects.select_related("category", "area").in_bulk(likest)
    return [Suggestion(cases[pk], likeness) for pk, likeness in likest.items()]


def _community_of(area: Area) -> Area:
    return area.parent if area.kind == AreaKind.GRID else area
