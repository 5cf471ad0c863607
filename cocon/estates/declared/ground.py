"""What estates declare for the ground floor."""

from django.db.models import Q
from django.utils import timezone

from cocon.declare import UnitSection, add_unit_sections
from cocon.estates.choices import EstateNumber
from cocon.estates.declared import unit_home
from cocon.estates.models import Estate, PropertyTerm
from orgtree.choices import DeadlineUnit
from orgtree.database.spans import lasting_on
from orgtree.declare import Broken, Occupant, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind
from volunteers.declare import communities_called


def served_by(unit):
    """Terms of the unit that are in force or to come."""
    return PropertyTerm.objects.filter(lasting_on(timezone.localdate()), company=unit)


def standing_at(area):
    """Estates in being of a community, or that a grid or building is."""
    return Estate.objects.filter(Q(area=area) | Q(places=area), ended_on=None).distinct()


def communities_of(text: str):
    """Ids of the communities that have an estate of this name."""
    return Estate.objects.in_being_on(timezone.localdate()).filter(name__icontains=text).values("area")


communities_called.append(communities_of)
add_unit_sections([UnitSection("estates", 85, unit_home.section)])
registry.add_notice_kinds([NoticeKind("estates", "小区物业", ("propertyterm",))])
registry.add_deadlines(
    [
        DeadlineKind(
            EstateNumber.COMMITTEE, str(EstateNumber.COMMITTEE.label), frozenset({DeadlineUnit.MONTH}), shortest=12
        )
    ]
)
registry.add_occupants([Occupant("estates", "小区", "个", standing_at)])
registry.add_unit_occupants([Occupant("estates", "服务的小区", "个", served_by)])
registry.add_constraints(
    {
        "estate_name_once": Broken("name", "该社区已有同名小区", "name"),
        "property_term_no_overlap": Broken(
            "served", "这个小区这段时间已有物业企业；更换的在原来的物业服务里办理“更换物业企业”", "since"
        ),
    }
)
