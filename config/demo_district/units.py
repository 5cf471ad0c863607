"""Sixty invented units where members work, and one department."""

from config.demo_district.district_map import DistrictMap
from config.demo_district.names import STEMS, demo_uscc
from orgtree.choices import InstitutionKind
from orgtree.units.services.institutions import create_institution

# kind -> what follows 示例甲: six kinds of ten units each.
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
        create_institution(
            name=f"示例{stem}{WORDS[kind]}",
            kind=kind,
            uscc=demo_uscc(number + 1),
            area=places.streets[number % len(places.streets)],
            by=None,
        )
