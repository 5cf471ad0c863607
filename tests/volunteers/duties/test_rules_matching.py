"""Which post suits whom, as a table of cases."""

import pytest

from volunteers.duties.rules.matching import Near, Offered, Wanted, match, nearness

FIRST_AID, WIRING = "急救", "水电维修"
WEEKEND, EVENING = "weekend_day", "weekday_evening"

CASES = [
    # wanted, offered, near, reasons (None: no match)
    (Wanted([FIRST_AID], [WEEKEND]), Offered([FIRST_AID], [WEEKEND]), Near.COMMUNITY, ["您会急救，岗位需要急救", "您周末白天有空"]),
    (Wanted([FIRST_AID], [WEEKEND]), Offered([FIRST_AID], [EVENING]), Near.COMMUNITY, ["您会急救，岗位需要急救"]),
    (Wanted([FIRST_AID], [WEEKEND]), Offered([], [WEEKEND]), Near.COMMUNITY, ["您周末白天有空"]),
    (Wanted([FIRST_AID], [WEEKEND]), Offered([WIRING], [EVENING]), Near.COMMUNITY, None),
    (Wanted([FIRST_AID], [WEEKEND]), Offered([WIRING], [EVENING]), Near.BUILDING, None),  # near alone is not enough
    (Wanted([FIRST_AID, WIRING]), Offered([WIRING, FIRST_AID]), Near.COMMUNITY, ["您会急救、水电维修，岗位需要急救、水电维修"]),
    (Wanted([FIRST_AID]), Offered(), Near.GRID, None),
    (Wanted(), Offered([FIRST_AID], [WEEKEND]), Near.BUILDING, ["就在您所在的楼栋"]),
    (Wanted(), Offered(), Near.GRID, ["就在您所在的网格"]),
    (Wanted(), Offered([FIRST_AID], [WEEKEND]), Near.COMMUNITY, None),  # nothing speaks for it
    (Wanted(free_times=[WEEKEND, EVENING]), Offered([], [EVENING, WEEKEND]), Near.GRID, ["您周末白天、工作日晚上有空", "就在您所在的网格"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "offered", "near", "reasons"), CASES)
def test_reasons(wanted, offered, near, reasons):
    found = match(wanted, offered, near, to_member=True)
    assert (list(found.reasons) if found else None) == reasons


def test_the_desk_reads_it_about_the_member():
    found = match(Wanted([FIRST_AID], [WEEKEND]), Offered([FIRST_AID], [WEEKEND]), Near.BUILDING, to_member=False)
    assert found.why == "会急救，岗位需要急救；周末白天有空；就在本人所在的楼栋"


def test_near_comes_first_then_skills_then_times():
    wanted = Wanted([FIRST_AID, WIRING], [WEEKEND, EVENING])
    both, one, times = Offered([FIRST_AID, WIRING]), Offered([FIRST_AID]), Offered([], [WEEKEND, EVENING])
    order = [
        match(wanted, times, Near.BUILDING, to_member=True),
        match(wanted, both, Near.GRID, to_member=True),
        match(wanted, both, Near.COMMUNITY, to_member=True),
        match(wanted, one, Near.COMMUNITY, to_member=True),
        match(wanted, times, Near.COMMUNITY, to_member=True),
    ]
    assert sorted(order, key=lambda found: found.rank, reverse=True) == order


@pytest.mark.parametrize(
    ("member", "post", "near"),
    [
        ([1, 2, 3], [1, 2, 3], Near.BUILDING),
        ([1, 2, 3], [1, 2], Near.GRID),
        ([1, 2, 3], [1, 2, 4], Near.GRID),  # the next building
        ([1, 2, 3], [1], Near.COMMUNITY),
        ([1, 2], [1, 2], Near.GRID),
        ([1, 2], [1, 2, 3], Near.GRID),
        ([1], [1], Near.COMMUNITY),
        ([1], [1, 2, 3], Near.COMMUNITY),
        ([1, 2, 3], [1, 9, 3], Near.COMMUNITY),
    ],
)
def test_nearness(member, post, near):
    assert nearness(member, post) == near
