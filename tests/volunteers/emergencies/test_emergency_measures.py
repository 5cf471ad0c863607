"""下沉党员, 临时党组织, 党员先锋岗和责任区: the same numbers while it runs, after its end, and after the names are gone."""

import pytest
from django.utils import timezone

from orgtree.days.rules.periods import periods_holding
from orgtree.declare import Window, registry
from orgtree.figures.services.figures import figures_for, fill_figures, rows_behind
from tests.volunteers.calls import answered, fill_past, invited, opened, ordered, planned
from tests.volunteers.people import accepted
from volunteers.emergencies.services.parts import set_up_org, set_up_post
from volunteers.emergencies.services.shifts import roll
from volunteers.models import CallUp, EmergencyTotals

pytestmark = pytest.mark.django_db
KEYS = ("volunteers.mobilised", "volunteers.temporary_orgs", "volunteers.pioneer_posts")


def numbers(*areas) -> dict[str, list]:
    month = next(iter(periods_holding(timezone.localdate())))
    fill_figures(month)
    found = figures_for([area.pk for area in areas], month)
    return {area.name: [int(found[area.pk][key]) for key in KEYS] for area in areas}


def test_figures_do_not_change_with_the_purge(town):
    flood = opened(town.street, by=town.street_secretary)
    yes, no, came, silent = [accepted(town.east, town.secretary) for _ in range(4)]
    invited(flood, town.street, by=town.street_secretary)
    answered(flood, yes)
    answered(flood, no, accept=False)
    shift = planned(flood, town.east, by=town.secretary, start=-1, end=-0.5)
    [place] = fill_past(shift, came)
    roll(shift_id=shift.pk, present=[place.pk], by=town.secretary)
    set_up_org(emergency_id=flood.pk, name="临时支部", area=town.east, secretary=town.clerk, by=town.street_secretary)
    for kind in ("pioneer", "responsibility"):
        set_up_post(emergency_id=flood.pk, area=town.east, kind=kind, title=kind, duties="值守", by=town.secretary)
    areas = (town.east, town.west, town.street, town.district)
    before = numbers(*areas)
    assert before == {"东园社区": [2, 1, 2], "西园社区": [0, 0, 0], "城关街道": [2, 1, 2], "潍城区": [2, 1, 2]}
    ordered("close", flood, town.street_secretary)
    assert not CallUp.objects.filter(member__isnull=False).exists()
    assert numbers(*areas) == before
    totals = EmergencyTotals.objects.get(area=town.street)
    assert [totals.accepted, totals.orgs, totals.pioneer_posts + totals.responsibility_areas] == before["城关街道"]
    month = next(iter(periods_holding(timezone.localdate())))
    for key in KEYS:
        measure = registry.figures[key]
        rows = list(rows_behind(measure, area=town.street, window=Window(month, timezone.now())))
        assert len(rows) == before["城关街道"][KEYS.index(key)]
        assert all(column.value(row) != "" for row in rows for column in measure.columns[:3])
