"""The arithmetic of points: a clerk can check every line of these tables with the printed rules beside them."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.volunteers.points.default_rules import CAPS, DEFAULT, ITEMS
from volunteers.points.rules.points import Cap, Entry, Marks, Rules, band, credit

NEW_YEAR = datetime(2026, 1, 1, 9, tzinfo=UTC)  # a Thursday


def entry(key, item, quantity=1, day=0, *, hour=9, reverses=None, rules=1):
    """An entry on the `day`-th day after new year."""
    moment = NEW_YEAR + timedelta(days=day, hours=hour - 9)
    return Entry(key, item, Decimal(str(quantity)), moment, rules, reverses)


def credited(*entries, rules=DEFAULT):
    return [float(one.credited) for one in credit(entries, {1: rules})]


def total(*entries, rules=DEFAULT):
    return sum(credited(*entries, rules=rules))


def basics(start=1000):
    """Everything of category B: 8 + 4 + 3 + 3 + 2 = 20."""
    return [
        entry(start, "B01", day=5),
        entry(start + 1, "B02", day=9),
        entry(start + 2, "B03", day=100),
        entry(start + 3, "B03", day=280),
        entry(start + 4, "B04", day=350),
    ]


def hours(count, per_day, *, code="S01", start=0):
    """`count` hours of one item, `per_day` on each day, from the `start`-th day on."""
    return [entry(start + day, code, per_day, day=start + day) for day in range(int(count / per_day))]


# --- The worked examples of the rules ---------------------------------------------------------------------------------


def test_twenty_hours_and_the_basics_pass():
    # 20 h × 2 = 40, basics 20. The day's cap of 8 points lets 4 hours a day count in full: five days.
    assert total(*hours(20, 4), *basics()) == 60


def test_forty_hours_basics_and_four_meetings_are_candidates():
    # 20 h × 2 + 20 h × 1 = 60, basics 20, four meetings × 2 = 8.
    meetings = [entry(2000 + month, "G04", day=60 + 30 * month) for month in range(4)]
    assert total(*hours(40, 4), *basics(), *meetings) == 88


def test_long_days_earn_less_because_of_the_daily_cap():
    # The same twenty hours in two days of ten: 8 points a day.
    assert credited(*hours(20, 10)) == [8, 8]


# --- Single rules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quantity", "already", "points"),
    [
        (0.5, 0, 1),  # half an hour × 2
        (3, 0, 6),
        (4, 18, 6),  # 2 h × 2 + 2 h × 1
        (4, 20, 4),  # 4 h × 1
        (3, 39, 2),  # 1 h × 1 + 2 h × 0.5
        (0.5, 40, 0.25),
        (8, 200, 4),  # 8 h × 0.5
    ],
)
def test_tiers_count_the_hours_of_the_year(quantity, already, points):
    before = [entry(0, "S01", already)] if already else []
    after = entry(9999, "S01", quantity, day=360)
    free = Rules(ITEMS, (), Decimal(10_000))
    assert credited(*before, after, rules=free)[-1] == points


@pytest.mark.parametrize(
    ("what", "entries", "expected"),
    [
        ("day: 8 for S01", [entry(1, "S01", 3), entry(2, "S01", 3, hour=14)], [6, 2]),
        ("day: the next day is a new one", [entry(1, "S01", 5), entry(2, "S01", 5, day=1)], [8, 8]),
        ("month: 6 for S04", [entry(n, "S04", day=n) for n in range(3)], [3, 3, 0]),
        ("month: February is a new month", [entry(n, "S04", day=29 + n) for n in range(4)], [3, 3, 3, 3]),
        ("two caps of one item: 9 a day, 24 a year", hours(16, 4, code="S02"), [9, 9, 6, 0]),
        ("month before year: 4 a month, 12 a year", [entry(n, "G05", day=n * 6) for n in range(10)], [1] * 4 + [0] * 2 + [1] * 4),
        ("category: 30 for G", [entry(n, "G01", 12 - n, day=n * 31) for n in (0, 1)] + [entry(9, "G02", 9, day=90)], [20, 0, 10]),
        ("level: the level is the price", [entry(1, "H03", 2)], [10]),
        ("level: at most 15", [entry(1, "H03", 2), entry(2, "H03", 1, day=9)], [10, 5]),
        ("deductions: three and no more", [entry(n, "N01", day=n) for n in range(5)], [-1, -1, -1, 0, 0]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_caps(what, entries, expected):
    assert credited(*entries) == expected


def test_the_total_cap_comes_last():
    rules = Rules(ITEMS, CAPS, Decimal(25))
    assert total(*basics(), *hours(8, 4, start=200), rules=rules) == 25


def test_deductions_come_off_the_whole_and_open_no_room():
    rules = Rules(ITEMS, CAPS, Decimal(20))
    assert total(*basics(), entry(1, "N04", day=200), entry(2, "S01", 2, day=300), rules=rules) == 10


def test_quarters_follow_the_calendar():
    rules = Rules(ITEMS, (Cap("quarter", Decimal(4), item="G04"),), Decimal(120))
    # 1 January, 31 March (day 89), 1 April (day 90).
    assert credited(*[entry(n, "G04", day=day) for n, day in enumerate([0, 1, 89, 90])], rules=rules) == [2, 2, 0, 2]


# --- The ten hardest cases of caps and tiers, in the order in which the deeds happened ---------------------------------

FULL_YEAR = [
    *basics(),  # 20, all of B
    *hours(40, 4, start=20),  # 60
    entry(3001, "S07", day=60),  # 4
    entry(3002, "S07", day=61),  # 1: S is full at 65
    entry(3003, "G01", 10, day=62),  # 20
    entry(3004, "G02", 5, day=63),  # 10: G is full at 30
]


@pytest.mark.parametrize(
    ("what", "entries", "expected"),
    [
        # 10 h: 20 points, the day lets 8. But all 10 hours are spent: after two such days the next hour is the 21st.
        ("a long day uses up tiers that it is not paid for",
         [entry(1, "S01", 10), entry(2, "S01", 10, day=1), entry(3, "S01", 4, day=2)], [8, 8, 4]),
        # 18 h before: 2 h × 2 + 3 h × 1 = 7.
        ("one service over two tiers, just under the day's cap",
         [*hours(16, 4), entry(8, "S01", 2, day=8), entry(9, "S01", 5, day=9)], [8, 8, 8, 8, 4, 7]),
        # 16 h before, then a day and a night: 4 × 2 + 20 × 1 = 28, capped at 8; the 41st hour and on earn half a point.
        ("a service that runs through a whole tier", [*hours(16, 4), entry(8, "S01", 24, day=8), entry(9, "S01", 4, day=9)],
         [8, 8, 8, 8, 8, 2]),
        # 60 from hours; S holds 65: the second wish earns 1 of 4, the talk nothing.
        ("the category takes what the item would give",
         [*hours(40, 4), entry(91, "S07", day=91), entry(92, "S07", day=92), entry(93, "S08", day=93)],
         [8] * 5 + [4] * 5 + [4, 1, 0]),
        # 9 a day, 24 a year: 9, nothing more that day, 9, 6, nothing.
        ("two windows of one item, the narrower first",
         [entry(1, "S02", 3), entry(2, "S02", 2, hour=14), entry(3, "S02", 4, day=1), entry(4, "S02", 3, day=2), entry(5, "S02", 3, day=3)],
         [9, 0, 9, 6, 0]),
        # Three hours from 23:00 belong to the day on which they began, although two of them lie in the next.
        ("a service past midnight counts for its first day",
         [entry(1, "S01", 3), entry(2, "S01", 3, hour=23), entry(3, "S01", 3, day=1)], [6, 2, 6]),
        # 6 a month: two watches in January, the third of them nothing, the hour after midnight a new month.
        ("the last hour of a month and the first of the next",
         [entry(1, "S04", day=2), entry(2, "S04", day=3), entry(3, "S04", day=30, hour=23), entry(4, "S04", day=31, hour=0)],
         [3, 3, 0, 3]),
        # The first of six days is taken back: the sixth is then the 17th to 20th hour and earns 8, not 4.
        ("a reversal moves later hours into an earlier tier",
         [*hours(24, 4), entry(50, "S01", 4, reverses=0)], [8, -8, 8, 8, 8, 8, 8]),
        # 16 a year at 4 each: the wish of January was entered last, and it is the one of December that earns nothing.
        ("a late record takes its room from those that happened after it",
         [*(entry(n, "S07", day=100 + n) for n in range(4)), entry(99, "S07", day=1)], [4, 4, 4, 4, 0]),
        # 115 so far; of 15 points for an honour the total of 120 lets 5; −10 comes off; and opens no room again.
        ("the year is full, a deduction comes off, and nothing is filled up",
         [entry(1, "H03", 3, day=360), entry(2, "N04", day=361), entry(3, "H04", day=362)], [5, -10, 0]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_ten_hardest_cases(what, entries, expected):
    before = FULL_YEAR if what.startswith("the year is full") else []
    assert credited(*before, *entries)[-len(expected) :] == expected


def test_the_full_year_of_the_tenth_case():
    assert total(*FULL_YEAR) == 20 + 65 + 30


# --- A service cut in two ----------------------------------------------------------------------------------------------


def in_pieces(code, halves, cut):
    """What `halves` half hours earn on a day after three others, in one piece and cut after `cut` of them."""
    before = hours(9, 3, code=code, start=40)

    def quantity(length):
        return Decimal(length) / 2 if ITEMS[code].unit == "hour" else 1

    whole = [entry(1000, code, quantity(halves), day=60)]
    pieces = [entry(1000, code, quantity(cut), day=60), entry(1001, code, quantity(halves - cut), day=60, hour=14)]
    return [*before, *whole], [*before, *pieces]


SERVED = [code for code, item in ITEMS.items() if code[0] == "S" and item.unit in ("hour", "time")]


@pytest.mark.parametrize("code", SERVED)
@given(halves=st.integers(2, 24), data=st.data())
def test_a_service_cut_in_two_earns_no_more(code, halves, data):
    whole, pieces = in_pieces(code, halves, data.draw(st.integers(1, halves - 1)))
    assert total(*pieces) <= total(*whole)


def test_control_without_the_cap_of_the_day_it_would():
    by_day = [cap for cap in CAPS if cap.item == "S05" and cap.window == "day"]
    rules = Rules(ITEMS, tuple(cap for cap in CAPS if cap not in by_day), Decimal(120))
    whole, pieces = in_pieces("S05", 4, 2)
    assert by_day
    assert total(*pieces, rules=rules) > total(*whole, rules=rules)


# --- Late and reversed entries ----------------------------------------------------------------------------------------


def test_a_late_record_is_credited_as_if_it_had_come_in_time():
    morning, evening = entry(1, "S01", 3, hour=8), entry(2, "S01", 3, hour=18)
    assert credited(evening) == [6]
    assert credited(evening, morning) == [6, 2]  # the morning comes first, whenever it was entered


def test_a_reversal_is_the_negative_of_its_entry_and_frees_its_room():
    first, second = entry(1, "S01", 3), entry(2, "S01", 3, hour=14)
    back = entry(3, "S01", 3, reverses=1)
    credits = {one.key: one.credited for one in credit([first, second, back], {1: DEFAULT})}
    assert credits == {1: 6, 2: 6, 3: -6}


def test_a_reversed_entry_counts_for_no_tier():
    taken_back = [entry(n, "S01", 4, day=n) for n in range(5)]
    backs = [entry(100 + n, "S01", 4, day=n, reverses=n) for n in range(5)]
    assert credited(*taken_back, *backs, entry(99, "S01", 4, day=50))[-1] == 8


def test_entries_keep_the_rules_that_they_were_made_under():
    dearer = Rules({**ITEMS, "G08": ITEMS["G04"]}, CAPS, Decimal(120))
    both = [entry(1, "G08"), entry(2, "G08", day=200, rules=2)]
    assert [one.credited for one in credit(both, {1: DEFAULT, 2: dearer})] == [1, 2]


# --- What people read -------------------------------------------------------------------------------------------------


def test_reasons_are_sentences():
    first, second = credit([entry(1, "S01", 2), entry(2, "S01", 3, hour=14)], {1: DEFAULT})
    assert first.reasons == ("一般志愿服务 2小时 × 2分 = 4分",)
    assert second.reasons == (
        "一般志愿服务 3小时 × 2分 = 6分（本年此前已2小时）",
        "本日上限8分，已计4分，本条计入4分",
    )


def test_the_reason_shows_both_tiers():
    *_, last = credit([*hours(18, 3), entry(99, "S01", 3, day=50)], {1: DEFAULT})
    assert last.reasons == ("一般志愿服务 2小时 × 2分 + 1小时 × 1分 = 5分（本年此前已18小时）",)


def test_the_category_cap_says_so():
    *_, last = credit([entry(1, "G01", 10), entry(2, "G02", 10, day=1), entry(3, "G07", day=2)], {1: DEFAULT})
    assert last.reasons[-1] == "本年治理项上限30分，已计30分，本条计入0分"


@pytest.mark.parametrize(
    ("points", "name"),
    [(85, "优秀候选"), (84.99, "良好"), (70, "良好"), (60, "达标"), (59.99, "待提升"), (-3, "待提升")],
)
def test_bands(points, name):
    assert band(Decimal(str(points)), Marks(Decimal(60), Decimal(70), Decimal(85))) == name


# --- For any year -----------------------------------------------------------------------------------------------------


@st.composite
def years(draw):
    """Entries of one year with some of them taken back."""
    deeds = draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(ITEMS)), st.integers(1, 16), st.integers(0, 364), st.integers(0, 13)),
            max_size=40,
        )
    )
    entries = []
    for key, (item, halves, day, hour) in enumerate(deeds):
        level = ITEMS[item].unit == "level"
        quantity = halves % 3 + 1 if level else Decimal(halves) / 2
        entries.append(entry(key, item, quantity, day=day, hour=9 + hour))
    taken_back = draw(st.sets(st.sampled_from(range(len(entries))))) if entries else set()
    for key in taken_back:
        made = entries[key]
        entries.append(Entry(1000 + key, made.item, made.quantity, made.occurred_at, 1, reverses=key))
    return entries


@given(years(), st.integers())
def test_the_order_of_arrival_changes_nothing(entries, seed):
    shuffled = entries.copy()
    Random(seed).shuffle(shuffled)
    assert credit(shuffled, {1: DEFAULT}) == credit(entries, {1: DEFAULT})


@given(years())
def test_no_cap_is_ever_exceeded(entries):
    sums = defaultdict(Decimal)
    by_key = {one.key: one.credited for one in credit(entries, {1: DEFAULT})}
    for one in entries:
        item, day = ITEMS[one.item], one.occurred_at
        windows = {"day": day.date(), "month": (day.month,), "quarter": ((day.month - 1) // 3,), "year": ()}
        for cap in CAPS:
            if cap.item == item.code or cap.category == item.category:
                sums[cap, windows[cap.window]] += by_key[one.key]
        if item.points > 0:
            sums["total"] += by_key[one.key]
    for cap, value in sums.items():
        limit = Decimal(120) if cap == "total" else cap[0].points
        assert 0 <= value <= limit if limit > 0 else limit <= value <= 0


@given(years())
def test_the_year_without_what_was_taken_back_is_the_same_year(entries):
    gone = {one.reverses for one in entries if one.reverses is not None}
    clean = [one for one in entries if one.reverses is None and one.key not in gone]
    assert sum(c.credited for c in credit(entries, {1: DEFAULT})) == sum(
        c.credited for c in credit(clean, {1: DEFAULT})
    )


@given(years(), st.data())
def test_a_late_entry_gives_what_it_would_have_given_in_time(entries, data):
    # Recomputing after each arrival ends where computing once ends.
    held_back = data.draw(st.integers(0, max(len(entries) - 1, 0)))
    early = [one for index, one in enumerate(entries) if index != held_back and one.reverses is None]
    credit(early, {1: DEFAULT})
    assert credit(early + [one for one in entries if one not in early], {1: DEFAULT}) == credit(entries, {1: DEFAULT})
