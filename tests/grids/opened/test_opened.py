"""Open data: what everybody reads of a street's month, once and for good."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.db import InternalError, transaction
from django.test import Client

from grids.models import Case, OpenMonth
from grids.opened.services.publishing import publish_months
from tests.grids.cases.world import long_since
from tests.grids.index.world import DAY, MONTH, case
from tests.walk import text_of

pytestmark = pytest.mark.django_db
RIPE = date(2026, 11, 6)


@pytest.fixture(autouse=True)
def _long_since(town):
    long_since()


def fill(town) -> None:
    """Of October: seven at 东园, three at 西苑; one of another month, one that does not count, one part of another."""
    for number in range(7):
        case(town, town.east_grid if number else town.east, "0101", source="patrol" if number > 1 else "hotline")
    for _ in range(3):
        case(town, town.west, "0401", done_in=None)
    case(town, town.east, opened=MONTH - DAY)
    case(town, town.east, excluded_at=MONTH + 20 * DAY)
    case(town, town.east, parent=Case.objects.filter(area=town.east).first())


def published(town) -> OpenMonth:
    return OpenMonth.objects.get(area=town.street, month=MONTH.date())


def test_a_month_is_counted_by_one_thing_at_a_time_and_small_cells_are_not_kept(town):
    fill(town)
    publish_months(today=RIPE)
    row = published(town)
    assert row.total == 10
    by = {name: dict(lines) for name, lines in row.tables.items()}
    assert by["place"] == {town.east.name: None, town.west.name: None}  # three, and its partner
    assert {name: count for name, count in by["group"].items() if count != 0} == dict.fromkeys(
        name for name, count in by["group"].items() if count is None
    )
    assert by["result"] == {"已解决": None, "已解释说明": 0, "办理中": None}
    assert by["source"]["12345热线"] is None
    assert by["source"] | {"12345热线": None, "居民上报": None} == by["source"]  # two and three: five between them
    assert by["source"]["网格巡查"] == 5
    assert "3" not in json.dumps(list(row.tables.values()), ensure_ascii=False).replace("12345", "")


def test_what_is_published_is_published_once_and_never_altered(town):
    fill(town)
    assert publish_months(today=date(2026, 11, 5)) > 0  # months before it
    assert not OpenMonth.objects.filter(month=MONTH.date()).exists()
    publish_months(today=RIPE)
    before = text_of(Client().get(f"/open-data/{town.street.code}.json"))
    case(town, town.east, "0101", opened=MONTH + 3 * DAY)  # told late
    Case.objects.filter(area=town.west).update(state="withdrawn")
    assert publish_months(today=RIPE) == 0
    assert text_of(Client().get(f"/open-data/{town.street.code}.json")) == before
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        OpenMonth.objects.filter(pk=published(town).pk).update(total=9)


def test_a_month_of_fewer_than_five_shows_nothing(town):
    for _ in range(4):
        case(town, town.east)
    publish_months(today=RIPE)
    row = published(town)
    assert (row.total, row.tables) == (None, {})
    page = text_of(Client().get(f"/open-data/{town.street.code}/"))
    assert "不公布" in page
    assert "没有可以分项公布" in page


def test_everybody_reads_pages_and_files(town):
    fill(town)
    publish_months(today=RIPE)
    client, code = Client(), town.street.code
    assert town.street.name in text_of(client.get("/open-data/"))
    page = text_of(client.get(f"/open-data/{code}/?month=2026-10"))
    assert "2026年10月按社区" in page
    assert town.east.name in page
    told = client.get(f"/open-data/{code}.json").json()
    assert told["months"][0]["month"] == "2026-10"
    assert told["months"][0]["total"] == 10
    lines = list(csv.reader(StringIO(client.get(f"/open-data/{code}.csv").content.decode("utf-8-sig"))))
    assert lines[0] == ["月份", "街道（镇）", "分项", "项目", "件数"]
    assert ["2026-10", town.street.name, "合计", "合计", "10"] in lines
    assert ["2026-10", town.street.name, "按社区", town.west.name, ""] in lines
    for other in (f"/open-data/{town.east.code}/", f"/open-data/{code}.xml", "/open-data/nothing.json"):
        assert client.get(other).status_code == 404, other


def test_pages_ask_the_database_a_few_times_however_many_months(town, django_assert_max_num_queries):
    publish_months(today=RIPE)
    client = Client()
    with django_assert_max_num_queries(3):
        assert client.get(f"/open-data/{town.street.code}/").status_code == 200
    with django_assert_max_num_queries(3):
        assert client.get("/open-data/").status_code == 200
