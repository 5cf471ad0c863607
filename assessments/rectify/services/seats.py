"""Who answers for an organisation, from where it is asked, and which rows a person sees."""

from django.urls import reverse

from orgtree.acts import Doing
from orgtree.assigned.giving import giver_area_of, owners_of
from orgtree.choices import AreaKind, PostKind
from orgtree.errors import RuleBroken, of_another
from orgtree.models import Area, Institution, Post

OF_AREA = {
    AreaKind.STREET: PostKind.STREET_COMMITTEE,
    AreaKind.TOWN: PostKind.STREET_COMMITTEE,
    AreaKind.COMMUNITY: PostKind.COMMUNITY_SECRETARY,
    AreaKind.VILLAGE: PostKind.COMMUNITY_SECRETARY,
}
OF_UNIT = (PostKind.DEPARTMENT, PostKind.UNIT_ORG)


def owner_kind_of(area: Area, unit: Institution | None) -> str:
    """The post that answers for the unit, or for the area. Raises RuleBroken at the wrong field."""
    if unit is not None:
        held = set(Post.objects.live().filter(institution=unit, kind__in=OF_UNIT).values_list("kind", flat=True))
        return next((kind for kind in OF_UNIT if kind in held), PostKind.UNIT_ORG)
    if area.kind not in OF_AREA:
        raise RuleBroken("area", "请选择街道、社区，或填写单位", field="area")
    return OF_AREA[AreaKind(area.kind)]


def seat_row(row, doing: Doing) -> None:
    """Fill in who answers for the row and from where it is asked.

    Raises RuleBroken where nobody holds that post, where the asker holds it, or where the unit lies outside the area.
    """
    unit = row.institution
    if unit is not None and (unit.area is None or not unit.area.is_descendant_of(row.area, include_self=True)):
        raise RuleBroken("institution", "单位应在所选区域之内", field="institution")
    row.owner_kind = owner_kind_of(row.area, unit)
    holders = owners_of(row)
    at = "institution" if unit is not None else "area"
    if not holders:
        raise RuleBroken("nobody", "该处现在没有人担任责任岗位", field=at)
    if doing.by is not None and doing.by.pk in holders:
        raise of_another(doing.by, "own_seat", "本岗位负责的，由上级登记", field=at)
    row.giver_area = giver_area_of(doing.by, row.area)


def refuse_owner(rows: list, doing: Doing) -> dict[int, RuleBroken]:
    """Whoever holds the post that answers judges nothing of it."""
    own = [row.pk for row in rows if doing.by is not None and doing.by.pk in owners_of(row)]
    return {pk: of_another(doing.by, "own_record", "本岗位负责的，须由其他人办理") for pk in own}


def item_page(item) -> str:
    return reverse("rectify-item", args=[item.pk])


def talk_page(talk) -> str:
    return reverse("talk", args=[talk.pk])
