"""Many hands at once: a case is accepted once, given out or merged and never both, opened once by one number of another system."""

import signal
import subprocess
import sys
import threading
from dataclasses import replace
from functools import partial

import pytest

from grids.cases.services.legs import leg_acts
from grids.cases.services.opening import Told
from grids.cases.services.watching import watch_clocks
from grids.models import Case, CaseClock, Leg, Report
from orgtree.acts import engine
from orgtree.models import ActStep, Notice
from tests.grids.cases import world
from tests.thorough import examples
from tests.volunteers.test_races import at_once
from tests.worker import environment

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = examples(6, 20)


@pytest.fixture
def town(committed_town):
    return committed_town


def test_two_accept_at_once_and_one_does(town):
    row = world.case(town)
    people = (town.grid_worker, town.secretary, town.clerk, town.street_secretary)
    results = at_once(*[partial(world.do, "accept", row, by) for by in people])
    assert sorted(one for one in results if isinstance(one, str)) == ["wrong_state"] * 3
    assert CaseClock.objects.filter(case=row, kind="handle").count() == 1
    assert ActStep.objects.filter(noun="grids.case", row_id=row.pk, act="accept").count() == 1


def test_control_without_the_lock_two_have_accepted(town, monkeypatch):
    both_read, locked = threading.Barrier(2), engine._lock_one

    def read_by_both(acts, pk):
        row = engine._rows_with_relations(acts).get(pk=pk)
        both_read.wait(10)
        return row

    monkeypatch.setattr(engine, "_lock_one", read_by_both)
    row = world.case(town)
    results = at_once(*[partial(world.do, "accept", row, by) for by in (town.grid_worker, town.secretary)])
    monkeypatch.setattr(engine, "_lock_one", locked)
    # Both found it waiting; what is left is the database, which keeps one clock of a kind.
    assert sorted(one for one in results if isinstance(one, str)) == ["conflict"]


def test_given_out_or_merged_and_never_both(town):
    at = world.department(town)
    for number in range(3):
        row, other = (
            world.accepted(town, world.case(town, title=f"灯{number}")),
            world.case(town, title=f"另一盏{number}"),
        )
        at_once(
            partial(world.do, "assign", row, town.secretary, lead=at.unit),
            partial(world.do, "merge", row, town.clerk, into=other),
        )
        row.refresh_from_db()
        live = Leg.objects.live().filter(case=row).count()
        assert (row.state, live) in {("assigned", 1), ("merged", 0)}
        assert Report.objects.filter(case=row).exists() == (row.state == "assigned")


def test_control_without_its_lock_a_case_is_given_out_and_merged(town, monkeypatch):
    """Both read it before either writes, the merge writes first: who told of it is with the other case, and a unit works on it."""
    at, row = world.department(town), world.accepted(town)
    other, both_read, merged = world.case(town, title="另一盏灯"), threading.Barrier(2), threading.Event()
    second = threading.local()

    def read_by_both(acts, pk):
        found = engine._rows_with_relations(acts).get(pk=pk)
        both_read.wait(10)
        if getattr(second, "waits", False):
            merged.wait(10)
        return found

    def merge():
        try:
            world.do("merge", row, town.clerk, into=other)
        finally:
            merged.set()

    def assign():
        second.waits = True
        world.do("assign", row, town.secretary, lead=at.unit)

    monkeypatch.setattr(engine, "_lock_one", read_by_both)
    at_once(assign, merge)
    assert Leg.objects.filter(case=row).exists()
    assert not Report.objects.filter(case=row).exists()


def test_merged_into_each_other_at_once_one_stays(town):
    row, other = world.case(town, title="一盏灯"), world.case(town, title="同一盏灯")
    at_once(
        partial(world.do, "merge", row, town.secretary, into=other),
        partial(world.do, "merge", other, town.clerk, into=row),
    )
    assert sorted(Case.objects.values_list("state", flat=True)) == ["merged", "reported"]
    assert Report.objects.filter(case__state="reported").count() == 2


def test_one_number_sent_many_times_is_one_case(town):
    """G11"""
    told = Told(source="hotline", outside_number="2026112900001")
    results = at_once(*[partial(world.case, town, told=told)] * HANDS)
    assert {case.pk for case in results} == {Case.objects.get().pk}
    assert Report.objects.count() == 1


def test_signed_while_it_is_withdrawn(town):
    at = world.department(town)
    row = world.assigned(town, at)
    leg = world.lead_of(row)
    at_once(
        partial(world.do_leg, "sign", leg, at.clerk),
        partial(world.do_leg, "withdraw", leg, town.secretary, reason="改派别的单位"),
    )
    row.refresh_from_db()
    leg.refresh_from_db()
    assert (leg.state, row.state) in {("signed", "handling"), ("withdrawn", "accepted")}


def test_control_without_their_lock_a_leg_is_signed_after_it_was_withdrawn(town, monkeypatch):
    at = world.department(town)
    leg = world.lead_of(world.assigned(town, at))
    both_read = threading.Barrier(2)

    def read_by_both(acts, pk):
        found = engine._rows_with_relations(acts).get(pk=pk)
        if acts is leg_acts:
            both_read.wait(10)
        return found

    monkeypatch.setattr(engine, "_lock_one", read_by_both)
    found_by = type(leg_acts).__getitem__
    monkeypatch.setattr(type(leg_acts), "__getitem__", lambda acts, key: replace(found_by(acts, key), first=None))
    results = at_once(
        partial(world.do_leg, "sign", leg, at.clerk),
        partial(world.do_leg, "withdraw", leg, town.secretary, reason="改派别的单位"),
    )
    assert "wrong_state" not in results  # nobody was told that the other came first


TELLS_AND_LINGERS = """
import datetime, time
import django
django.setup()
from grids.cases.services import watching
told = watching.notify
def linger(**words):
    told(**words)
    print("told", flush=True)
    time.sleep(60)
watching.notify = linger
watching.watch_clocks(datetime.datetime.fromisoformat("{}"))
"""


def killed_while_it_tells(settings, moment) -> None:
    """A process that watches the clocks is killed when it has told somebody and before it is done."""
    script = [sys.executable, "-c", TELLS_AND_LINGERS.format(moment.isoformat())]
    with subprocess.Popen(script, env=environment(settings), stdout=subprocess.PIPE, text=True) as process:
        assert any(line == "told\n" for line in process.stdout)
        process.kill()
    assert process.returncode == -signal.SIGKILL


def test_whoever_is_killed_between_telling_and_marking_has_done_neither(town, settings):
    """G10: a worker is killed while it tells of a card; the next one tells once, the mark has its own moment."""
    row = world.do("take", world.accepted(town, world.case(town, code="0102")), town.secretary)
    clock = row.clocks.get(kind="handle")
    later = clock.due_at.replace(hour=23)
    for _ in range(examples(1, 3)):
        killed_while_it_tells(settings, later)
        clock.refresh_from_db()
        assert (clock.yellow_at, Notice.objects.filter(key__startswith=f"caseclock:{clock.pk}:").count()) == (None, 0)
    watch_clocks(later)
    watch_clocks(later)
    clock.refresh_from_db()
    assert clock.yellow_at == clock.due_at
    assert Notice.objects.filter(user=town.secretary, key=f"caseclock:{clock.pk}:已超时限（黄牌）").count() == 1


def test_watched_by_many_at_once_everybody_is_told_once(town):
    """G10"""
    row = world.do("take", world.accepted(town, world.case(town, code="0102")), town.secretary)
    clock = row.clocks.get(kind="handle")
    later = clock.due_at.replace(hour=23)
    at_once(*[partial(watch_clocks, later)] * 3)
    watch_clocks(later)
    assert Notice.objects.filter(user=town.secretary, key=f"caseclock:{clock.pk}:已超时限（黄牌）").count() == 1
    clock.refresh_from_db()
    assert clock.yellow_at == clock.due_at
