"""How a case begins, and that it is one however often it is told."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from grids.cases.choices import CaseState, ClockKind
from grids.cases.services.filing import add_report
from grids.cases.services.keeping import purge_askers
from grids.cases.services.opening import Told
from grids.models import Case, CaseClock, OutsideMatter, Report
from orgtree.errors import RuleBroken
from tests.grids.cases import world
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db


def local(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2026-09-30T16:50", "2026-10-13T18:00"),  # Wednesday; off from the 1st to the 7th, Saturday the 10th is worked
        ("2026-09-26T10:00", "2026-10-09T18:00"),  # Saturday; counted from Monday the 28th
    ],
)
def test_five_working_days_over_october(town, accepted, due):
    """G01"""
    world.long_since()
    with time_machine.travel(local(accepted), tick=False):
        row = world.accepted(town, world.case(town, code="0105"))
    assert timezone.localtime(row.due_at) == local(due)
    assert row.due_at.weekday() < 5


def test_the_clock_of_acceptance_runs_from_when_it_was_told(town):
    """G03: an old case of another system has its date from its own received time."""
    told_at = local("2026-11-02T09:00")  # Monday; four working hours
    row = world.case(town, told=Told(source="hotline", told_at=told_at))
    assert row.opened_at == told_at
    assert timezone.localtime(row.due_at) == local("2026-11-02T15:30")
    assert not Case.objects.open().filter(due_at__isnull=True).exists()


def test_the_same_number_of_another_system_is_one_case(town):
    """G11, G12"""
    told = Told(source="hotline", outside_number="2026110100023")
    first = world.case(town, told=told)
    assert world.case(town, told=told, by=town.secretary).pk == first.pk
    with refused("outside_known", "outside_number"):
        world.case(town, told=told, words="第二盏也灭了")
    assert Case.objects.count() == Report.objects.count() == 1
    world.case(town, told=Told(source="city", outside_number="2026110100023"))
    assert Report.objects.count() == 2  # another system's number is another telling


def test_a_second_asker_joins_the_same_case(town):
    first = world.case(town, told=Told(source="resident", asker="张女士", phone="13812345678"))
    again = world.case(town, told=Told(source="resident", asker="李先生", phone="13912345678"))
    assert again.pk == first.pk
    assert sorted(one.asker for one in first.reports.all()) == sorted(["张女士", "李先生"])
    told = Told(source="patrol")
    assert add_report(case_id=first.pk, told=told, by=town.clerk).case_id == first.pk


@pytest.mark.parametrize(
    ("words", "code", "place"),
    [
        ("住户 37010219900307451X 反映", "words_private", 4),
        ("请联系13812345678处理", "words_private", 4),
        ("3号楼2单元501漏水", "words_private", 5),
        ("有一个精神病人经常喊叫", "words_sensitive", 4),
    ],
)
@pytest.mark.parametrize("field", ["words", "title", "place"])
def test_what_says_who_is_stopped_at_its_field(town, words, code, place, field):
    """G20"""
    with pytest.raises(RuleBroken) as broken:
        world.case(town, **{field: words})
    assert (broken.value.code, broken.value.field) == (code, field)
    assert f"第{place}个字" in broken.value.message
    assert not Case.objects.exists()


def test_who_asked_is_forgotten_after_the_term(town):
    """G18: 180 days after the end."""
    row = world.case(town, told=Told(source="resident", asker="张女士", phone="13812345678"))
    with time_machine.travel(local("2026-12-01T09:00"), tick=False):
        world.do("withdraw", row, town.secretary, reason="登记有误")
    Case.objects.update(closed_at=local("2026-12-01T09:00"))
    with time_machine.travel(local("2027-05-29T09:00"), tick=False):
        assert purge_askers(today=timezone.localdate()) == 0
    with time_machine.travel(local("2027-05-31T09:00"), tick=False):
        assert purge_askers(today=timezone.localdate()) == 1
        assert purge_askers(today=timezone.localdate()) == 0
    report = Report.objects.get()
    assert (report.asker, report.phone) == ("", "")
    assert report.purged_at


def test_not_ours_names_the_channel(town):
    row = world.do(
        "not_ours",
        world.case(town),
        town.grid_worker,
        outside=OutsideMatter.objects.get(code="petition"),
        reason="属于信访",
    )
    assert (row.state, row.outside.code, row.due_at) == (CaseState.NOT_OURS, "petition", None)
    assert not CaseClock.objects.filter(stopped_at__isnull=True).exists()
    assert CaseClock.objects.get(kind=ClockKind.ACCEPT).stopped_at
