"""How a workbook of a test is sent in."""

import pytest

from tests.volunteers.sheets.making import CASES, check


@pytest.fixture
def send(town):
    """Upload a workbook for the eastern community and check it; the job."""

    def send_content(content, key="roster", **options):
        by = town.secretary if key == "grids" else town.clerk
        return check(content, key=key, area=town.east, by=by, **{"consented": True} | options)

    return send_content


@pytest.fixture
def case(send):
    def send_case(name, key="roster", **options):
        file = CASES / name
        if not file.is_file():
            pytest.skip("the collected sheets are not beside the project")
        return send(file.read_bytes(), key, **options)

    return send_case
