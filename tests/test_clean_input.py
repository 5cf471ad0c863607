"""What no browser sends: a NUL in an address is refused at the door, a ticked row that is no number is none."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

pytestmark = pytest.mark.django_db
LIST = "/desk/volunteers/servicerecord/"


@pytest.fixture
def desk(town):
    client = Client(raise_request_exception=False)
    client.force_login(town.secretary)
    return client


@pytest.mark.parametrize("page", [LIST, "/desk/autocomplete/", "/desk/search/", "/m/", "/api/v1/service-records/"])
@pytest.mark.parametrize("asked", ["?q=%00", "?search=a%00b", "?%00=1", "%00/"])
def test_a_nul_in_an_address_is_refused(desk, page, asked):
    assert desk.get(page + asked).status_code == 400


@pytest.mark.parametrize("tick", ["x", "\0", "9" * 30, "-1", "²", ""])
def test_a_tick_that_is_no_number_ticks_nothing(desk, tick):
    body = {"action": "confirm", ACTION_CHECKBOX_NAME: [tick]}
    assert desk.post(LIST, body).status_code in {200, 302}
