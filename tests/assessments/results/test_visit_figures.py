"""Grades of an observation round count from its publishing on, by the marks of that write alone."""

import pytest
from django.utils import timezone

from assessments.models import Outcome, Round, RoundSubject, Scheme
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Figure
from tests.orgtree.filling import today

pytestmark = pytest.mark.django_db


def shown(area, key: str) -> int:
    found = Figure.objects.of(today()[0]).filter(area=area, measure=f"assessments.{key}").first()
    return int(found.total) if found else 0


def test_publishing_alone_makes_them_count(town):
    now = timezone.now()
    scheme = Scheme.objects.filter(kind="visits").first()
    row = Round.objects.create(
        number="GM1", title="观摩", area=town.district, scheme=scheme, year=2026, state="decided", opened_at=now
    )
    subject = RoundSubject.objects.create(round=row, area=town.east, name="东园社区", group="社区")
    Outcome.objects.create(
        subject=subject,
        composed_at=now,
        state="decided",
        decided="advanced",
        decided_by=town.organisation,
        decided_at=now,
    )
    for period in today():
        fill_figures(period, as_of=now)
    assert shown(town.district, "visit_rounds") == shown(town.east, "visits_advanced") == 0
    Round.objects.filter(pk=row.pk).update(state="published", published_at=now)
    assert drain() > 0
    assert shown(town.district, "visit_rounds") == shown(town.east, "visits_advanced") == 1
    assert shown(town.district, "visits_advanced") == 1
    assert shown(town.west, "visits_advanced") == shown(town.east, "visits_lagging") == 0
