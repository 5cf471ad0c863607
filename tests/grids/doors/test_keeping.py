"""What came with a telling goes when who asked goes: pictures with their files, sealed words, orders that nobody filed."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from grids.doors.choices import OrderState
from grids.doors.models import DoorOrder, ReportPhoto
from grids.doors.services.keeping import purge_sendings
from grids.models import Case, Report
from orgtree.files.models import CleanFile
from orgtree.models import ActStep
from tests.api import Api
from tests.grids.cases import world
from tests.grids.doors.makers import received, sent, waiting

pytestmark = pytest.mark.django_db
TERM = 180


@pytest.fixture(autouse=True)
def _long_since(town):
    world.long_since()


def purge_in(days: int) -> int:
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        return purge_sendings(today=timezone.localdate())


def test_a_picture_goes_with_its_file_when_the_term_is_over(town, django_capture_on_commit_callbacks):
    case = world.case(town)
    picture = ReportPhoto(report=Report.objects.get(case=case), added_at=timezone.now())
    picture.photo.save("deng.jpg", CleanFile(b"x"))
    assert purge_in(TERM + 9) == 0  # the case goes on
    world.do("withdraw", case, town.secretary, reason="登记有误")
    assert purge_in(TERM - 1) == 0
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assert purge_in(TERM + 1) == 1
    assert not ReportPhoto.objects.exists()
    assert not picture.photo.storage.exists(picture.photo.name)


def test_words_that_came_again_are_sealed_no_longer_than_the_asker_is_known(town):
    order = received(town)
    Api(town.street_secretary, scopes=["case_enter"]).post(
        "door-orders/", sent(town) | {"area": town.street.pk, "outside_number": order.outside_number, "words": "三盏"}
    )
    order.refresh_from_db()
    assert order.body
    world.do("withdraw", Case.objects.get(), town.secretary, reason="登记有误")
    assert (purge_in(TERM - 1), purge_in(TERM + 1), purge_in(TERM + 1)) == (0, 1, 0)
    order.refresh_from_db()
    assert (order.body, order.state) == ("", OrderState.FILED)


def test_an_order_that_nobody_filed_ends(town):
    order = waiting(town)
    assert (purge_in(TERM - 1), purge_in(TERM + 1), purge_in(TERM + 1)) == (0, 1, 0)
    order.refresh_from_db()
    assert (order.body, order.state) == ("", OrderState.DISCARDED)
    assert ActStep.objects.filter(noun=DoorOrder._meta.label_lower, act="lapse").count() == 1
