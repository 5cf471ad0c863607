"""What a document may recognise where, and of which level its organ has to be. Source: docs/rules.md, "Honours and training"."""

from assessments.honours.choices import HonourKind, OrganLevel
from orgtree.choices import AreaKind
from orgtree.errors import RuleBroken

STREETS = (AreaKind.STREET, AreaKind.TOWN)
COMMUNITIES = (AreaKind.COMMUNITY, AreaKind.VILLAGE)
# Where each kind may be; what is named here nowhere may be anywhere.
PLACES: dict[str, tuple[str, ...]] = {
    HonourKind.DISTRICT: (AreaKind.DISTRICT,),
    HonourKind.STREET: STREETS,
    HonourKind.SITE: (*STREETS, *COMMUNITIES),
    HonourKind.ENROLLED: (*STREETS, *COMMUNITIES),
}
# The levels of organs above an area of each kind.
ABOVE: dict[str, tuple[str, ...]] = {
    AreaKind.PROVINCE: (OrganLevel.NATION,),
    AreaKind.CITY: (OrganLevel.NATION, OrganLevel.PROVINCE),
    AreaKind.DISTRICT: (OrganLevel.NATION, OrganLevel.PROVINCE, OrganLevel.CITY),
    **dict.fromkeys(STREETS, (OrganLevel.NATION, OrganLevel.PROVINCE, OrganLevel.CITY, OrganLevel.DISTRICT)),
    **dict.fromkeys(COMMUNITIES, tuple(OrganLevel)),
}


def check_honour(kind: str, area_kind: str, organ_level: str, people: int | None) -> None:
    """Raise RuleBroken at the wrong field: a kind that is not of this level, an organ that is not above it, people where none are counted."""
    label = HonourKind(kind).label
    if kind in PLACES and area_kind not in PLACES[kind]:
        names = "、".join(str(AreaKind(one).label) for one in PLACES[kind])
        raise RuleBroken("place", f"{label}应登记在{names}", field="area")
    if organ_level not in ABOVE.get(area_kind, ()):
        raise RuleBroken(
            "organ_level",
            f"{label}须有上级机关的文件，{AreaKind(area_kind).label}不能以本级文件登记",
            field="organ_level",
        )
    if kind == HonourKind.ENROLLED and not people:
        raise RuleBroken("people_missing", "请填写考录进编人数", field="people")
    if kind != HonourKind.ENROLLED and people:
        raise RuleBroken("people_spare", f"{label}不用填写人数", field="people")
