"""What a community decides of report-ins: whom it takes in, and which grid or building may be named.

The members are locked before their report-ins, so that two decisions on one person are taken in turn.
"""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from orgtree.acts import Ask, Doing, acts_of, perform
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.scope.models.rows import inside
from orgtree.tree.services.settling import settle
from volunteers.declare import report_ins_accepted
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn

PLACES = (AreaKind.GRID, AreaKind.BUILDING)


def lock_members(doing: Doing, ids: Sequence[int]) -> None:
    members = Member.objects.filter(report_ins__in=list(ids)).order_by("pk")
    list(members.select_for_update(of=("self",), no_key=True))


def lock_to_accept(doing: Doing, ids: Sequence[int]) -> None:
    """The area before the members, as placing locks them."""
    (settle_and_lock if doing.said["area"] else lock_members)(doing, ids)


def accept(report_ins: list[ReportIn], doing: Doing) -> None:
    """The person belongs to the community from now on; what follows (points) is declared."""
    report_ins_accepted.run(report_ins=report_ins, by=doing.by)


def places_for(user, ids: Sequence[int] | None) -> QuerySet[Area]:
    """Grids and buildings of the communities that these report-ins belong to; None: all that the person may name."""
    if ids is None:
        return Area.objects.allowed(user, P.REPORT_IN_DECIDE)
    communities = ReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).filter(pk__in=ids).values("community")
    below = Q(pk__in=[])
    for community in Area.objects.filter(pk__in=communities):
        below |= inside(community, "")
    return Area.objects.current().filter(below, kind__in=PLACES).select_related("parent").order_by("code")


def _called(area: Area) -> str:
    """Grids by name, buildings after the name of their grid."""
    return area.name if area.kind == AreaKind.GRID else f"{area.parent.name} / {area.name}"


def ask_place(label: str, **more) -> Ask:
    """The question for a grid or building of the communities concerned."""
    return Ask("area", label, rows=places_for, shown=_called, **more)


def settle_and_lock(doing: Doing, ids: Sequence[int]) -> None:
    area = settle(doing.said["area"])
    if area.kind not in PLACES or area.is_dissolved:
        raise RuleBroken("area", "请选择网格或楼栋", field="area")
    lock_members(doing, ids)


def refuse_elsewhere(rows: list[ReportIn], doing: Doing) -> dict[int, RuleBroken]:
    area = doing.said["area"]
    if area is None:  # accepted, and to be placed later
        return {}
    return {
        report_in.pk: RuleBroken("elsewhere", f"{area}不属于{report_in.community}", field="area")
        for report_in in rows
        if not area.is_descendant_of(report_in.community)
    }


def place_accepted(rows: list[ReportIn], doing: Doing) -> None:
    """Whoever was accepted together with a place is in it at once: the step after, by the same person."""
    if doing.said["area"]:
        perform(acts_of(ReportIn), "place", ids=[row.pk for row in rows], by=doing.by, area=doing.said["area"])
        for row in rows:
            row.refresh_from_db()
