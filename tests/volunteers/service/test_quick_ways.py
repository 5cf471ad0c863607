"""Short ways of the form: what a tap fills in, in half hours that are over."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests.volunteers.people import at, logged
from volunteers.service.forms.service import ENDS, STARTS
from volunteers.service.models.service import ServiceKind
from volunteers.service.rules.half_hours import ended_half_hour, half_hours_between
from volunteers.service.services.quick_ways import quick_ways


@pytest.mark.parametrize(
    ("start", "end", "filled"),
    [
        ("2026-11-29 15:00", "2026-11-29 16:30", ("2026-11-29", "15:00", "16:30")),
        ("2026-11-29 15:10", "2026-11-29 16:10", ("2026-11-29", "15:00", "16:30")),  # never less than it was
        ("2026-11-29 23:30", "2026-11-30 00:30", ("2026-11-29", "23:30", "24:30")),
        ("2026-11-29 22:30", "2026-11-30 00:00", ("2026-11-29", "22:30", "24:00")),
    ],
)
def test_times_are_those_that_the_form_knows(start, end, filled):
    told = half_hours_between(datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert tuple(told[name] for name in ("served_on", "start", "end")) == filled
    assert told["start"] in dict(STARTS)
    assert told["end"] in dict(ENDS)


def test_the_nearest_half_hour_that_is_over():
    for now, over in (("16:50", "16:30"), ("16:29", "16:00")):
        assert f"{ended_half_hour(datetime.fromisoformat(f'2026-11-29 {now}')):%H:%M}" == over


def test_what_is_offered_to_whoever_served_before(own, member):
    kinds = ServiceKind.objects.offered_at(member.area)
    assert [heading for heading, _ in quick_ways(member, kinds)] == ["常做的", "刚做完，做了"]
    record = logged(member, 8, 10)
    ways = dict(quick_ways(member, kinds, now=at(16.75)))
    [last] = ways["现成的"]
    assert last.label == f"同上次：{record.kind.name}"
    assert last.fills["kind"] == f"{record.kind_id}"
    assert (last.fills["start"], last.fills["end"]) == ("14:30", "16:30")
    assert ways["常做的"][0].label == record.kind.name
    assert [way.fills["start"] for way in ways["刚做完，做了"]] == ["15:30", "15:00", "14:30", "13:30"]
    page = own.get("/m/services/new/").content.decode()
    assert 'data-servedon="' in page
    assert f"同上次：{record.kind.name}" in page


def test_at_midnight_the_day_before_is_meant(member):
    now = timezone.make_aware(datetime.fromisoformat("2026-11-30 00:40"))
    [*_, (_, lasted)] = quick_ways(member, ServiceKind.objects.none(), now=now)
    assert lasted[0].fills == {"served_on": "2026-11-29", "start": "23:30", "end": "24:30"}
