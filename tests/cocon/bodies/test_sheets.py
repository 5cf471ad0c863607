"""A roster of who is to sit in a body: proposed by the sheet, approved by the street as ever."""

import pytest

from cocon.models import Seat
from tests.cocon.bodies.makers import founded, proposed, unit
from tests.orgtree.workbooks import workbook
from tests.volunteers.sheets.making import check, write

pytestmark = pytest.mark.django_db
HEAD = ["组织名称", "委员类别", "委员姓名", "工作单位", "现任职务"]


def roster(*names: str, body: str = "大党委", role: str = "兼职委员", work: str = "城关小学") -> bytes:
    return workbook([["东园社区兼职委员名单"], HEAD, *([body, role, name, work, ""] for name in names)])


def read(town, content: bytes):
    return check(content, key="seats", area=town.east, by=town.secretary)


def test_a_roster_is_proposed_once_and_waits_for_the_street(town):
    founded(town)
    known = proposed(town, holder="孙试甲")
    job = read(town, roster("孙试甲", "孙 试乙", "孙试丙"))
    assert job.errors == []
    write(job)
    assert [(seat.holder, seat.state, seat.proposed_by) for seat in Seat.objects.order_by("pk")] == [
        (name, "proposed", town.secretary) for name in (known.holder, "孙试乙", "孙试丙")
    ]
    write(read(town, roster("孙试甲", "孙试乙")))
    assert Seat.objects.count() == 3


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"body": "理事会"}, "共建组织"),
        ({"role": "顾问"}, "席位"),
        ({"work": "没有这家"}, "所在单位"),
        ({"work": ""}, "所在单位"),
    ],
)
def test_what_will_not_do_is_told_at_its_column(town, said, column):
    unit(town), founded(town)
    assert {error["column"] for error in read(town, roster("孙试甲", **said)).errors} == {column}


def test_more_than_the_body_takes_are_refused(town):
    unit(town), founded(town)
    job = read(town, roster(*(f"孙试{number}" for number in range(10))))
    assert [(error["column"], error["message"]) for error in job.errors] == [("席位", "兼职委员已满：最多9名")]
