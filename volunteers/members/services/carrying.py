"""Report-ins go where their grid goes: whoever is placed in it belongs to the community in which it lies from now on."""

from orgtree.acts import follow
from orgtree.models import Area
from orgtree.tree.services.settling import community_of
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import locked_report_ins


def carry_report_ins(*, area: Area, parent: Area, by) -> int:
    """How many live report-ins below `area` came along to the community of its new `parent`; ended ones stay with the old one.

    Each has it in its course, with the name of the community that it left. Source: docs/decisions/0075-borders.md.
    """
    community_id = community_of(parent)
    below = area.get_descendants(include_self=True).order_by()
    rows = locked_report_ins(ReportIn.objects.live().filter(area__in=below).exclude(community=community_id))
    if not rows:
        return 0
    community = Area.objects.get(pk=community_id)
    left = rows[0].community
    for row in rows:
        row.community = community
    return follow(report_ins, "carry", rows, reason=f"{left}→{community}", by=by)
