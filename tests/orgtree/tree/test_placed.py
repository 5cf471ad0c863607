"""The database itself refuses an area that stands where its kind may not, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction

from orgtree.choices import AreaKind
from orgtree.models import Area
from orgtree.tree.rules.tree import LEGAL_PARENTS


def one_of(town, kind: str) -> Area:
    return {
        AreaKind.PROVINCE: town.province,
        AreaKind.CITY: town.city,
        AreaKind.DISTRICT: town.district,
        AreaKind.STREET: town.street,
        AreaKind.COMMUNITY: town.east,
        AreaKind.GRID: town.east_grid,
    }[kind]


def put(kind: str, parent: Area | None, code: str = "370799999999") -> None:
    """A new area, past every service."""
    row = Area(kind=kind, code=code, name="别处", pinyin="biechu", initials="bc", parent=parent)
    row.lft, row.rght, row.tree_id, row.level = 900_001, 900_002, 99, 0
    Area.objects.bulk_create([row])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "above"),
    [
        (AreaKind.DISTRICT, None),  # a second root
        (AreaKind.PROVINCE, AreaKind.CITY),
        (AreaKind.GRID, AreaKind.STREET),
        (AreaKind.BUILDING, AreaKind.COMMUNITY),
        (AreaKind.COMMUNITY, AreaKind.COMMUNITY),
    ],
)
def test_a_new_area_stands_where_its_kind_may(town, kind, above):
    with pytest.raises(IntegrityError, match="may not stand there"), transaction.atomic():
        put(kind, above and one_of(town, above))
    # Control: where the rules allow it, the same row is taken.
    legal = next(iter(sorted(LEGAL_PARENTS[kind])), None)
    put(kind, legal and one_of(town, legal))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"parent": None},
        {"kind": AreaKind.GRID},  # and its grids would stand under a grid
        {"kind": AreaKind.TOWN},
    ],
)
def test_no_area_is_moved_or_renamed_out_of_its_place(town, change):
    with pytest.raises(IntegrityError, match="may not stand there"), transaction.atomic():
        Area.objects.filter(pk=town.east.pk).update(**change)


@pytest.mark.django_db
def test_no_cycle_and_no_area_under_itself(town):
    for below in (town.east, town.east_grid, town.street):
        with pytest.raises(IntegrityError, match="may not stand there"), transaction.atomic():
            Area.objects.filter(pk=town.street.pk).update(parent=below)


@pytest.mark.django_db
def test_control_a_community_may_become_a_village_and_intervals_are_not_asked(town):
    Area.objects.filter(pk=town.east.pk).update(kind=AreaKind.VILLAGE)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT TEXT) UPDATE orgtree_area SET lft = lft, rght = rght")
        assert "area_placed_anew" not in "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute(
            "EXPLAIN (ANALYZE, FORMAT TEXT) UPDATE orgtree_area SET kind = 'community' WHERE id = %s", [town.east.pk]
        )
        assert "area_placed_anew" in "\n".join(row[0] for row in cursor.fetchall())
