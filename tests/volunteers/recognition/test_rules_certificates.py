"""Certificates: lines and stretches."""

from datetime import date
from decimal import Decimal as D

import pytest

from orgtree.errors import RuleBroken
from volunteers.recognition.rules.certificates import Line, check_stretch, lines_of

TODAY = date(2026, 11, 22)


def test_services_add_up_by_kind_in_order():
    services = [("巡逻", D("2.0")), ("宣讲", D("1.5")), ("巡逻", D("0.5"))]
    assert lines_of(services) == [Line("巡逻", 2, D("2.5")), Line("宣讲", 1, D("1.5"))]
    assert lines_of([]) == []


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (date(2026, 1, 1), TODAY, None),
        (TODAY, TODAY, None),
        (date(2026, 1, 1), date(2026, 11, 23), "future"),
        (date(2026, 6, 2), date(2026, 6, 1), "backwards"),
    ],
)
def test_the_stretch(since, until, code):
    if code is None:
        check_stretch(since, until, today=TODAY)
        return
    with pytest.raises(RuleBroken) as refused:
        check_stretch(since, until, today=TODAY)
    assert refused.value.code == code
