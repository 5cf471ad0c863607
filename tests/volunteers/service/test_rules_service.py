"""What a stretch of service must look like."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from orgtree.errors import RuleBroken
from volunteers.choices import ServiceOrigin
from volunteers.service.rules.service import Limits, Span, check_span, days_back

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday
LIMITS = Limits(Decimal(12), days_back(own=30, desk=90, paper=731))


def span(start, end, days_ago=0):
    midnight = NOON - timedelta(hours=12, days=days_ago)
    return Span(midnight + timedelta(hours=start), midnight + timedelta(hours=end))


def code_of(one, *others, origin=ServiceOrigin.SELF):
    """(code, field) of the refusal; None when the span may be recorded."""
    try:
        check_span(one, others=others, limits=LIMITS, origin=origin, now=NOON)
    except RuleBroken as broken:
        return broken.code, broken.field
    return None


@pytest.mark.parametrize(
    ("one", "others", "expected"),
    [
        (span(9, 11), [], None),
        (span(9, 9.5), [], None),
        (span(9, 9), [], ("ends_early", "ended_at")),
        (span(9, 8), [], ("ends_early", "ended_at")),
        (span(9.25, 10), [], ("half_hours", "started_at")),
        (span(9, 10.1), [], ("half_hours", "ended_at")),
        (span(11, 12), [], None),  # ends this very moment
        (span(11, 12.5), [], ("future", "ended_at")),
        (span(13, 14), [], ("future", "started_at")),
        (span(9, 11), [span(11, 12)], None),  # touching is not overlapping
        (span(9, 11), [span(10.5, 12)], ("overlap", "started_at")),
        (span(9, 11), [span(8, 12)], ("overlap", "started_at")),
        (span(9, 11), [span(9.5, 10)], ("overlap", "started_at")),
        (span(0, 12, 1), [], None),  # twelve hours fill a day
        (span(0, 12.5, 1), [], ("day_full", "ended_at")),
        (span(20, 26, 2), [], None),  # past midnight: counts for the day it began
        (span(20, 26, 2), [span(0, 6.5, 2)], ("day_full", "ended_at")),
        (span(20, 26, 2), [span(2.5, 12, 1)], None),
        (span(9, 11, 30), [], None),
        (span(9, 11, 31), [], ("too_late", "started_at")),
    ],
)
def test_spans(one, others, expected):
    assert code_of(one, *others) == expected


@pytest.mark.parametrize(
    ("origin", "days"), [(ServiceOrigin.SELF, 30), (ServiceOrigin.PROXY, 90), (ServiceOrigin.PAPER, 731)]
)
def test_the_desk_may_look_back_further(origin, days):
    assert code_of(span(9, 11, days), origin=origin) is None
    assert code_of(span(9, 11, days + 1), origin=origin) == ("too_late", "started_at")
