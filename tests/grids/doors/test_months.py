"""12345月报: the hotline's columns by month, each rate with its n."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from grids.doors.rules import rate_told
from grids.doors.services.months import HEADINGS, months_of
from grids.models import Case, CaseClock, Report
from orgtree.models import AccessLog
from tests.api import Api
from tests.grids.cases.world import long_since
from tests.grids.index.world import DAY, MONTH, case
from tests.visits import signed_in
from tests.walk import text_of

pytestmark = pytest.mark.django_db
PLACE = {heading: place for place, heading in enumerate(HEADINGS)}


@pytest.fixture(autouse=True)
def _long_since(town):
    long_since()


def told(town, **more) -> Case:
    return case(town, town.east_grid, "0202", source="hotline", **more)


def fill(town) -> None:
    """Of October: six that count, one of them late, five rated with one star; one excluded, one that is not ours; one by a patrol, one of September."""
    for number in range(6):
        row = told(town, done_in=1 if number else 9, accepted_at=MONTH + 9 * DAY, assigned_at=MONTH + 9 * DAY)
        stars = {"stars": 1 if number == 5 else 5, "is_solved": number != 5, "was_contacted": True} if number else {}
        Report.objects.filter(case=row).update(reply="已处理", replied_at=MONTH + 20 * DAY, **stars)
    told(town, excluded_at=MONTH + 20 * DAY)
    case(town, town.east_grid, "0202", source="patrol")
    told(town, opened=MONTH - DAY, done_in=None)
    CaseClock.objects.create(
        case=row, kind="sign", due_at=MONTH + 10 * DAY, stopped_at=MONTH + 10 * DAY - timedelta(hours=1)
    )


def line_of(town, label: str, user=None) -> dict:
    lines = {line[0]: line for line in months_of(town.street, 2026, user or town.street_secretary)}
    return {heading: lines[label][place] for heading, place in PLACE.items()}


def test_a_month_has_its_columns_with_their_n(town):
    fill(town)
    assert line_of(town, "10月") == {
        "月份": "10月",
        "受理量": "7",
        "有效件": "6",
        "已受理": "6",
        "交办量": "6",
        "已答复": "6",
        "及时签收率（n）": "100.00%（1）",
        "按时办结率（n）": "83.33%（6）",
        "有效回访率（n）": "100.00%（5）",
        "满意率（n）": "80.00%（5）",
        "解决率（n）": "80.00%（5）",
    }
    assert line_of(town, "9月")["受理量"] == "1"
    assert line_of(town, "9月")["按时办结率（n）"] == "—（0）"
    assert line_of(town, "合计")["受理量"] == "8"


@pytest.mark.parametrize(
    ("part", "whole", "least", "shown"),
    [(48, 49, 1, "97.96%"), (99_999, 100_000, 1, "99.99%"), (0, 0, 1, "—"), (4, 4, 5, "—"), (5, 5, 5, "100.00%")],
)
def test_rates(part, whole, least, shown):
    assert rate_told(part, whole, least=least) == shown


def test_the_workbook_is_the_page_and_is_recorded(town):
    fill(town)
    client = signed_in(town.street_secretary)
    page = text_of(client.get(f"/cases/months/?area={town.street.pk}&year=2026"))
    assert "83.33%（6）" in page
    reply = client.get(f"/cases/months/?area={town.street.pk}&year=2026&form=xlsx")
    sheet = load_workbook(BytesIO(b"".join(reply.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert list(HEADINGS) in rows
    assert any("83.33%（6）" in row for row in rows)
    line = AccessLog.objects.get(action=AccessLog.Action.EXPORT)
    assert (line.subject, line.area) == (f"{town.street.name}2026年12345办理情况", town.street)


def test_each_reads_their_own_areas(town):
    fill(town)
    client = signed_in(town.west_secretary)
    assert client.get(f"/cases/months/?area={town.east.pk}").status_code == 404
    assert client.get(f"/cases/months/?area={town.street.pk}&form=xlsx").status_code == 404
    assert "83.33%" not in text_of(client.get("/cases/months/"))
    for odd in ("x", "9" * 30, "-1"):
        assert client.get(f"/cases/months/?area={odd}").status_code == 404
    assert client.get("/cases/months/?year=99999").status_code == 200
    assert signed_in(town.building_head).get("/cases/months/").status_code == 404


def test_as_many_queries_for_many_months(town, django_assert_max_num_queries):
    fill(town)
    with django_assert_max_num_queries(2):  # with the posts of whoever asks
        months_of(town.street, 2026, town.street_secretary)


def test_a_program_reads_the_same_of_its_own_areas(town):
    fill(town)
    rows = Api(town.street_secretary).get("door-orders/months/", area=town.street.pk, year=2026).json()
    october = next(row for row in rows if row["month"] == "10月")
    assert (october["received"], october["valid"], rows[-1]["month"], rows[-1]["received"]) == (7, 6, "合计", 8)
    assert {"label": "按时办结率", "rate": "83.33%", "n": 6} in october["rates"]
    assert Api(town.west_secretary).get("door-orders/months/", area=town.east.pk).status_code == 404
    assert Api(town.street_secretary).get("door-orders/months/").status_code == 400
