"""A generic Open311 client files a case, follows it, and reads of no person (feature 122)."""

from uuid import uuid4

import pytest
from django.test import Client

from grids.cases.choices import CaseState
from grids.models import Case, OutsideMatter, Report
from tests.grids.cases import world

pytestmark = pytest.mark.django_db
BASE = "/open311/v2"


@pytest.fixture(autouse=True)
def _long_since(town):
    world.long_since()


def sent(town, **changes):
    body = {
        "service_code": "0202",
        "address_id": town.east_grid.code,
        "address_string": "健康路与和平街路口",
        "description": "两盏路灯连续三晚不亮",
    }
    return Client().post(f"{BASE}/requests.json", body | changes)


def test_a_client_files_and_follows(town):
    services = Client().get(f"{BASE}/services.json").json()
    assert {"service_code": "0202", "service_name": "路灯不亮"}.items() <= services[7].items() or any(
        one["service_code"] == "0202" for one in services
    )
    reply = sent(town, phone="13812345678")
    assert reply.status_code == 201, reply.content.decode()
    number = reply.json()[0]["service_request_id"]
    case = Case.objects.get(number=number)
    assert (case.area, Report.objects.get().phone) == (town.east_grid, "13812345678")
    [told] = Client().get(f"{BASE}/requests/{number}.json").json()
    assert (told["status"], told["service_code"], told["address"]) == ("open", "0202", "健康路与和平街路口")
    assert told["expected_datetime"].startswith("20")
    before = told["updated_datetime"]
    world.do("accept", case, town.grid_worker)
    [told] = Client().get(f"{BASE}/requests.json", {"service_request_id": number}).json()
    assert told["status_notes"] == "已受理，正在安排办理单位"
    assert told["updated_datetime"] >= before
    text = str(told)
    assert "13812345678" not in text
    assert "连续三晚" not in text  # what people wrote stays with who handles it
    for person in town.people:
        assert person.name not in text


def test_the_same_key_gives_the_same_number(town):
    key = f"{uuid4()}"
    first, again = sent(town, client_key=key), sent(town, client_key=key)
    assert first.json()[0]["service_request_id"] == again.json()[0]["service_request_id"]
    assert Case.objects.count() == 1
    sent(town)
    assert Case.objects.count() == 2  # control: another sending


def test_what_is_not_ours_is_closed_with_the_channel_named(town):
    number = sent(town).json()[0]["service_request_id"]
    outside = OutsideMatter.objects.get(code="police")
    world.do("not_ours", Case.objects.get(), town.clerk, outside=outside, reason="请报警")
    [told] = Client().get(f"{BASE}/requests/{number}.json").json()
    assert (told["status"], told["service_notice"]) == ("closed", outside.channel)


def test_a_merged_request_is_followed_by_its_own_number(town):
    first, second = (sent(town, client_key=f"{uuid4()}").json()[0]["service_request_id"] for _ in range(2))
    Case.objects.filter(number=second).update(
        state=CaseState.MERGED, merged_into=Case.objects.get(number=first), due_at=None
    )
    [told] = Client().get(f"{BASE}/requests/{second}.json").json()
    assert (told["service_request_id"], told["status"]) == (second, "open")


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"address_id": "370702000000"}, 400, "address_id"),
        ({"service_code": "9999"}, 404, "service_code"),
        ({"description": "张某13900000000家的灯"}, 400, "手机号"),
        ({"address_string": ""}, 400, "地点"),
        ({"client_key": "x"}, 400, "client_key"),
        ({"phone": "123"}, 400, "手机号"),
    ],
)
def test_what_will_not_do_is_told_as_the_standard_tells_it(town, changes, status, words):
    reply = sent(town, **changes)
    assert reply.status_code == status
    assert words in reply.json()[0]["description"]
    assert not Case.objects.exists()


def test_unknown_numbers_say_nothing(town):
    assert Client().get(f"{BASE}/requests/20260009999.json").status_code == 404
    assert Client().get(f"{BASE}/requests.json").status_code == 400
    assert Client().get(f"{BASE}/requests.json", {"service_request_id": "1,2"}).json() == []
