"""Fills beside each other, beside edits of the tree, and cut short by accidents."""

import random
import threading
from contextlib import suppress
from decimal import Decimal as D

import pytest
from django.db import connection
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import AreaKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.errors import RuleBroken
from orgtree.figures.services import counting, figures
from orgtree.figures.services.figures import fill_figures, rows_behind
from orgtree.models import Area, Figure, FigureFill
from orgtree.tree.acts import area_acts
from tests.deeds import at, served
from tests.orgtree.filling import LATER, OCTOBER, oracle, value
from volunteers.models import Member, ServiceRecord


@pytest.mark.django_db(transaction=True)
class TestConcurrencyAndAccidents:
    """Each accident strikes at one statement of a fill; the next fill must give the same as an undisturbed one."""

    @pytest.mark.parametrize("step", ["count_cells", "find_differences", "write_differences", "_note_fill"])
    @pytest.mark.parametrize("when", ["before", "after"])
    def test_a_killed_fill_leaves_nothing_and_is_done_again(self, services, monkeypatch, step, when):
        fill_figures(OCTOBER, as_of=at(2026, 10, 10))
        before = list(Figure.objects.order_by("pk").values_list())
        place = figures if step.startswith("_") else counting
        original = getattr(place, step)

        def die(*args, **kwargs):
            if when == "after":
                original(*args, **kwargs)
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(place, step, die)
            with pytest.raises(KeyboardInterrupt):
                fill_figures(OCTOBER, as_of=LATER)
        assert list(Figure.objects.order_by("pk").values_list()) == before
        assert FigureFill.objects.get().as_of == at(2026, 10, 10)
        fill_figures(OCTOBER, as_of=LATER)
        assert value(services.district, "volunteers.services") == ServiceRecord.objects.during(OCTOBER).count()

    def test_two_fills_of_one_period_wait_for_each_other(self, services):
        outcomes, met = self.race(lambda: fill_figures(OCTOBER, as_of=LATER))
        assert sorted(outcome.written > 0 for outcome in outcomes) == [False, True]
        assert not met

    def test_control_without_the_lock_both_have_collected_before_either_writes(self, services, monkeypatch):
        monkeypatch.setattr(figures, "hold", lambda lock: None)
        _, met = self.race(lambda: fill_figures(OCTOBER, as_of=LATER), patience=20)
        assert met  # from here on the one that read earlier may write later

    @staticmethod
    def race(work, *, patience: float = 2) -> tuple[list, bool]:
        """What `work` gave each time when run twice at once, and whether both met between collecting and writing."""
        outcomes, met, meet = [], threading.Event(), threading.Barrier(2)
        original = counting.find_differences

        def count(*args):
            original(*args)
            with suppress(threading.BrokenBarrierError):
                meet.wait(timeout=patience)
                met.set()

        def run():
            try:
                outcomes.append(work())
            except Exception as error:
                outcomes.append(error)
            finally:
                connection.close()

        counting.find_differences = count
        try:
            threads = [threading.Thread(target=run) for _ in range(2)]
            [thread.start() for thread in threads]
            [thread.join(timeout=30) for thread in threads]
        finally:
            counting.find_differences = original
        return outcomes, met.is_set()

    def test_moves_change_the_running_month_and_leave_the_past_one(self, services):
        """City = sum of branches, by the tree of the time, before and after random moves (E08)."""
        dice = random.Random(3)
        october = "served_on >= '2026-10-01' AND served_on < '2026-11-01'"
        past = oracle("count(*)", october)
        for member in Member.objects.all():
            served(member, midnight(), by=services.west_secretary, hours="0.5", decided_at=timezone.now())
        for _ in range(6):
            kind = dice.choice([AreaKind.GRID, AreaKind.COMMUNITY])
            above = AreaKind.COMMUNITY if kind == AreaKind.GRID else AreaKind.STREET
            area = dice.choice(list(Area.objects.filter(kind=kind)))
            parent = dice.choice(list(Area.objects.filter(kind=above)))
            move_or_stay(area, parent)
        today = Period.holding("M", timezone.localdate())
        for period in (OCTOBER, today):
            fill_figures(period)
        assert self.totals(OCTOBER) == past
        now = oracle("count(*)", f"served_on >= '{today.start}' AND served_on < '{today.end}'")
        assert self.totals(today) == now
        assert past != oracle("count(*)", october), "control: the moves did matter"
        measure = registry.catalogue()["volunteers.services"]
        for area in Area.objects.all():
            rows = rows_behind(measure, area=area, window=Window(OCTOBER, timezone.now()))
            assert rows.count() == past.get(area.pk, 0)

    @staticmethod
    def totals(period) -> dict[int, D]:
        return dict(Figure.objects.of(period).filter(measure="volunteers.services").values_list("area", "total"))


def midnight():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def move_or_stay(area, parent) -> None:
    """Move the area, unless the new parent already has one of its name."""
    with suppress(RuleBroken):
        perform_one(area_acts, "move", pk=area.pk, parent=parent, by=None)
