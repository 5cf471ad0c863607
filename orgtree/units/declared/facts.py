"""What is known of an area's own party organisation, for tables that offices ask for."""

from collections.abc import Callable
from datetime import date

from orgtree.days.rules.periods import Period
from orgtree.declare.tables import AreaFact
from orgtree.tree.models import Area
from orgtree.units.models.party import PartyOrg


def _of_own(say: Callable[[PartyOrg], str]):
    """Says it of the uppermest organisation seated in each area and of no unit, as it is on the last day of the period. One query."""

    def said(areas: list[Area], period: Period, day: date) -> dict[int, str]:
        last = min(day, period.end)
        orgs = PartyOrg.objects.in_being_on(last).filter(area__in=areas, institution=None).order_by("-level", "-lft")
        return {org.area_id: say(org) for org in orgs}

    return said


FACTS = (
    AreaFact(
        "party_org", "党组织名称", _of_own(lambda org: org.name), ("社区党组织名称", "所在党组织", "基层党组织名称")
    ),
    AreaFact("party_org_kind", "党组织类型", _of_own(lambda org: org.get_kind_display()), ("党组织类别",)),
    AreaFact(
        "party_org_term",
        "党组织届满日期",
        _of_own(lambda org: org.term_ends_on.isoformat() if org.term_ends_on else ""),
        ("届满日期", "届满时间", "任期届满日期"),
    ),
)
