"""check_tree sees every class of damage in the stored trees, rebuild_tree mends what it can."""

import logging

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from orgtree.acts import perform_one
from orgtree.models import Area, Institution, PartyOrg
from orgtree.people.services.tree_health import check_trees, check_units, rebuild_trees
from orgtree.people.tasks.tree import check_tree
from orgtree.scope.rules.units import MOST_LEVELS
from orgtree.tree.acts import area_acts
from orgtree.tree.rules.intervals import Damage
from orgtree.tree.services.intervals import stored_faults
from orgtree.units.services.party import create_party_org

pytestmark = pytest.mark.django_db

# Raw SQL, as a careless hand at the database would write it: what is done to 东园一网格, and what must be found.
SEEDED = {
    Damage.BOUNDS: "UPDATE orgtree_area SET rght = lft WHERE id = %s",
    Damage.CROSSING: "UPDATE orgtree_area SET rght = rght + 1 WHERE id = %s",
    Damage.PARENT: "UPDATE orgtree_area SET parent_id = (SELECT id FROM orgtree_area WHERE name = '西园社区') WHERE id = %s",
    Damage.TREE: "UPDATE orgtree_area SET tree_id = 77 WHERE id = %s",
    Damage.LEVEL: "UPDATE orgtree_area SET level = level + 1 WHERE id = %s",
    Damage.KIND: "UPDATE orgtree_area SET kind = 'street' WHERE id = %s",
    Damage.CYCLE: "UPDATE orgtree_area SET parent_id = id WHERE id = %s",
}
MENDED_BY_REBUILD = SEEDED.keys() - {Damage.KIND, Damage.CYCLE}  # the others are for a person to decide


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def seed(damage, area):
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute("ALTER TABLE orgtree_area DROP CONSTRAINT area_interval_is_positive")
    with pgtrigger.ignore("orgtree.Area:area_placed_anew"):  # as a tree from before the database refused it
        execute(SEEDED[damage], area.pk)


def damages(model=Area):
    return {fault.damage for fault in stored_faults(model)}


@pytest.mark.parametrize("damage", SEEDED, ids=lambda damage: damage.name)
def test_each_class_is_found_and_the_command_fails(town, damage, capsys):
    call_command("check_tree")
    assert "区域树：完好" in capsys.readouterr().out
    seed(damage, town.east_grid)
    with pytest.raises(CommandError, match="rebuild_tree"):
        call_command("check_tree")
    assert f"网格：{damage}" in capsys.readouterr().out


@pytest.mark.parametrize("damage", sorted(MENDED_BY_REBUILD), ids=lambda damage: damage.name)
def test_rebuild_mends(town, damage):
    seed(damage, town.east_grid)
    assert damage in damages()
    call_command("rebuild_tree")
    assert damages() == set()


def test_rebuild_keeps_the_order_of_siblings_and_of_trees(town):
    perform_one(area_acts, "order", pk=town.east_grid_two.pk, steps=-1, by=town.secretary)
    order = list(Area.objects.order_by("tree_id", "lft").values_list("pk", flat=True))
    execute("UPDATE orgtree_area SET lft = id, rght = id + 1, level = 0, tree_id = 1")
    assert rebuild_trees(by=None)[Area] == len(order)
    assert list(Area.objects.order_by("tree_id", "lft").values_list("pk", flat=True)) == order
    assert rebuild_trees(by=None)[Area] == 0


def test_a_kind_that_may_not_stand_there_and_a_ring_are_left_to_a_person(town):
    seed(Damage.CYCLE, town.east_grid)
    rebuild_trees(by=None)
    assert Damage.CYCLE in damages()


def test_party_organisations_are_checked_too(town):
    street = create_party_org(parent_id=None, kind="work_committee", name="街道党工委", area=town.street, by=None)
    create_party_org(parent_id=street.pk, kind="committee", name="东园党委", area=town.east, by=None)
    with pgtrigger.ignore("orgtree.PartyOrg:party_org_placed_anew"):
        execute("UPDATE orgtree_partyorg SET kind = 'group' WHERE id = %s", street.pk)
    assert damages(PartyOrg) == {Damage.KIND}
    assert [len(faults) for faults in check_trees().values()] == [0, 2]


def test_the_nightly_task_says_so_in_the_log(town, caplog):
    with caplog.at_level(logging.ERROR):
        check_tree()
        assert not caplog.records
        seed(Damage.LEVEL, town.east_grid)
        check_tree()
    assert "Area tree: 3 faults" in caplog.text  # the grid, and two buildings that disagree with it


def test_units_that_stand_too_deep_or_in_a_ring_are_listed(town, capsys):
    line = [None]
    for level in range(MOST_LEVELS + 1):
        unit = Institution.objects.create(name=f"{level}级", kind="public", area=town.east, superior=line[-1])
        line.append(unit)
    ring = [Institution.objects.create(name=name, kind="public", area=town.west) for name in ("甲", "乙")]
    for one, other in (ring, reversed(ring)):
        with pgtrigger.ignore("orgtree.Institution:institution_ring_anew"):  # from before the database refused it
            Institution.objects.filter(pk=one.pk).update(superior=other)
    assert check_units() == [line[-1], *ring]
    call_command("check_tree")
    assert f"单位 {line[-1].pk} 5级：上级单位成环或超过5级" in capsys.readouterr().out


def test_a_rebuild_shifts_no_audit_rows(town):
    events = Area.pgh_event_model.objects.count()
    execute("UPDATE orgtree_area SET level = level + 1")
    rebuild_trees(by=None)
    assert Area.pgh_event_model.objects.count() == events
