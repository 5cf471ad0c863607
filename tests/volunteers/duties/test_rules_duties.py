"""Which months count, where posts stand, what a claim must keep to."""

from datetime import date

import pytest

from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from volunteers.duties.rules.duties import (
    Holding,
    check_needed,
    check_own_limit,
    check_place,
    check_room,
    days_held,
    months_that_count,
    months_to_look_at,
    term_in_words,
)

MARCH = Period.parse("2026-03")


@pytest.mark.parametrize(
    ("held_from", "held_until", "days"),
    [
        (date(2026, 2, 1), None, 31),  # the whole of March
        (date(2026, 3, 17), None, 15),  # 17th to 31st
        (date(2026, 3, 18), None, 14),
        (date(2026, 3, 1), date(2026, 3, 16), 15),  # 1st to 15th: the last day does not count
        (date(2026, 3, 10), date(2026, 3, 10), 0),
        (date(2026, 4, 1), None, 0),
        (date(2026, 1, 1), date(2026, 3, 1), 0),
    ],
)
def test_days_held(held_from, held_until, days):
    assert days_held(MARCH, held_from, held_until) == days


def test_months_that_are_over_up_to_the_end_of_the_post():
    months = months_to_look_at(date(2025, 11, 1), None, date(2026, 2, 1))
    assert [str(month.start) for month in months] == ["2025-11-01", "2025-12-01", "2026-01-01"]
    assert months_to_look_at(date(2026, 2, 1), None, date(2026, 2, 28)) == []
    assert [month.start.month for month in months_to_look_at(date(2026, 1, 1), date(2026, 2, 2), date(2026, 9, 1))] == [
        1,
        2,
    ]


def holding(claim=1, member=1, item="G01", since=date(2026, 1, 10), until=None):
    return Holding(claim, member, item, since, until, since.replace(day=1))


def slugs(*holdings, today=date(2026, 4, 1), month_days=15):
    return [(one.claim_id, one.slug) for one in months_that_count(holdings, month_days=month_days, today=today)]


def test_months_that_count():
    assert slugs(holding()) == [(1, "2026-01"), (1, "2026-02"), (1, "2026-03")]
    assert slugs(holding(since=date(2026, 1, 18))) == [(1, "2026-02"), (1, "2026-03")]  # 14 days of January
    assert slugs(holding(since=date(2026, 1, 18)), month_days=14)[0] == (1, "2026-01")
    assert slugs(holding(until=date(2026, 2, 15))) == [(1, "2026-01")]  # 14 days of February
    assert slugs(holding(), today=date(2026, 3, 31)) == [(1, "2026-01"), (1, "2026-02")]  # March is not over


def test_a_month_counts_once_per_item():
    assert slugs(holding(1), holding(2), today=date(2026, 2, 1)) == [(1, "2026-01")]
    assert slugs(holding(1), holding(2, item="G02"), today=date(2026, 2, 1)) == [(1, "2026-01"), (2, "2026-01")]
    assert slugs(holding(1), holding(2, member=2), today=date(2026, 2, 1)) == [(1, "2026-01"), (2, "2026-01")]


def test_the_last_day_held_is_the_day_of_the_deed():
    [month] = months_that_count([holding(until=date(2026, 1, 26))], month_days=15, today=date(2026, 4, 1))
    assert month.last_day == date(2026, 1, 25)


@pytest.mark.parametrize(
    ("kind", "area", "fine"),
    [
        ("ordinary", "community", True),
        ("ordinary", "village", True),
        ("pioneer", "grid", True),
        ("responsibility", "building", True),
        ("building", "building", True),
        ("building", "grid", False),
        ("grid", "grid", True),
        ("grid", "community", False),
        ("ordinary", "street", False),
    ],
)
def test_where_posts_stand(kind, area, fine):
    if fine:
        check_place(kind, area)
    else:
        with pytest.raises(RuleBroken) as error:
            check_place(kind, area)
        assert error.value.field == "area"


@pytest.mark.parametrize(
    ("check", "fine"), [(check_room, {"needed": 2, "live": 1}), (check_own_limit, {"limit": 3, "live": 2})]
)
def test_limits(check, fine):
    check(**fine)
    with pytest.raises(RuleBroken):
        check(**fine | {"live": fine["live"] + 1})


def test_needed_never_falls_below_those_who_are_there():
    check_needed(needed=2, live=2)
    with pytest.raises(RuleBroken):
        check_needed(needed=1, live=2)


def test_terms_in_words():
    assert term_in_words(date(2026, 1, 1), None) == "2026-01-01起，长期"
    assert term_in_words(date(2026, 1, 1), date(2027, 1, 1)) == "2026-01-01至2026-12-31"
