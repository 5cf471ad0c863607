"""Sixty invented units where members work, and one department."""

from config.demo_district.district_map import DistrictMap
from config.demo_district.names import STEMS, demo_uscc
from orgtree.choices import InstitutionKind
from orgtree.models import Institution
from orgtree.services.validation import check_valid

# kind -> what follows 示例甲: thirty kinds of unit would say no more than these six.
WORDS = {
    InstitutionKind.AUTHORITY: "局",
    InstitutionKind.STATE_ENTERPRISE: "机械厂",
    InstitutionKind.PUBLIC: "研究院",
    InstitutionKind.SCHOOL: "小学",
    InstitutionKind.MEDICAL: "医院",
    InstitutionKind.PRIVATE_ENTERPRISE: "科技公司",
}


def build_units(places: DistrictMap) -> None:
    """Make the units, spread over the streets."""
    for number, (kind, stem) in enumerate((kind, stem) for kind in WORDS for stem in STEMS):
        unit = Institution(
            name=f"示例{stem}{WORDS[kind]}",
            kind=kind,
            uscc=demo_uscc(number + 1),
            area=places.streets[number % len(places.streets)],
        )
        check_valid(unit)
        unit.save()
