"""Eight writers at once on a real database: no damage with the lock, damage without it.

The two controls show that the test can fail: the lock switched off, and the area read before the lock is taken.
"""

import random
import threading
from dataclasses import dataclass, field

import pytest
from django.db import connection

from orgtree.acts import perform_one
from orgtree.choices import AreaKind
from orgtree.models import Area
from orgtree.tree.acts import area_acts
from orgtree.tree.services import tree
from orgtree.tree.services.intervals import stored_faults
from tests.thorough import examples

WRITERS = 8
MOST_EDITS_EACH = 50
EDITS_EACH = examples(20, thorough=MOST_EDITS_EACH)
A_FEW = 5


@dataclass
class Writer:
    """One writer with luck of its own."""

    number: int
    communities: list[int]
    made: int = 0
    done: int = 0
    luck: random.Random = field(init=False)

    def __post_init__(self):
        self.luck = random.Random(self.number)

    def run(self, edits: int) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET deadlock_timeout = '50ms'")
            for _ in range(edits):
                self.edit()
        finally:
            connection.close()

    def edit(self) -> None:
        try:
            self.luck.choice((self.create, self.create, self.move, self.rename, self.reorder))()
            self.done += 1
        except Exception:  # in a damaged tree anything may be raised; the test counts what was done
            connection.close_if_unusable_or_obsolete()

    def create(self) -> None:
        self.made += 1
        serial = f"{self.number}{self.made:03d}"
        parent = Area.objects.get(pk=self.luck.choice(self.communities))
        code, name = f"{parent.code}-{serial}", f"网格{serial}"
        tree.create_area(parent_id=parent.pk, kind=AreaKind.GRID, code=code, name=name, by=None)

    def move(self) -> None:
        parent = Area.objects.get(pk=self.luck.choice(self.communities))
        perform_one(area_acts, "move", pk=self.some_grid(), parent=parent, by=None)

    def rename(self) -> None:
        tree.update_area(area_id=self.some_grid(), name=f"改名{self.luck.random():.8f}", by=None)

    def reorder(self) -> None:
        perform_one(area_acts, "order", pk=self.some_grid(), steps=self.luck.choice((-1, 1)), by=None)

    def some_grid(self) -> int:
        return self.luck.choice(Area.objects.filter(kind=AreaKind.GRID).order_by("pk").values_list("pk", flat=True))


def writers_in(town) -> list[Writer]:
    """Eight writers in three communities."""
    return [Writer(number, [town.east.pk, town.west.pk, town.north.pk]) for number in range(WRITERS)]


def let_loose(writers: list[Writer], edits_each: int) -> int:
    """Let all of them edit at once; returns how many edits they have done in all."""
    threads = [threading.Thread(target=writer.run, args=[edits_each]) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(writer.done for writer in writers)


def is_damaged_by(writers: list[Writer]) -> bool:
    """Whether they damage the tree before each has done as many edits as in a thorough run; they stop when they have."""
    for _ in range(MOST_EDITS_EACH // A_FEW):
        let_loose(writers, A_FEW)
        if stored_faults(Area):
            return True
    return False


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_a_sound_tree(committed_town):
    assert let_loose(writers_in(committed_town), EDITS_EACH) == WRITERS * EDITS_EACH
    assert stored_faults(Area) == []


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_tree_is_damaged(committed_town, monkeypatch):
    monkeypatch.setattr(tree, "hold", lambda lock: None)
    assert is_damaged_by(writers_in(committed_town))


@pytest.mark.django_db(transaction=True)
def test_control_areas_read_before_the_lock_damage_the_tree(committed_town, monkeypatch):
    """What the services would do if they took instances: the row is read, then the lock is waited for."""
    hold, locked_area = tree.hold, tree.locked_area

    def stale(area_id, by):
        area = locked_area(area_id, by)
        hold(tree.AREA_TREE)
        return area

    monkeypatch.setattr(tree, "hold", lambda lock: None)
    monkeypatch.setattr(tree, "locked_area", stale)
    assert is_damaged_by(writers_in(committed_town))
