"""Orders of other systems: kept first, once a year, told again harmlessly, changed knowingly, and never lost (G11, G12)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from grids.cases.choices import CaseSource
from grids.doors.choices import OrderState
from grids.doors.services.intake import sent_of
from grids.doors.services.orders import order_acts
from grids.models import Case, DoorOrder, Report
from orgtree.acts import make, perform, perform_one
from orgtree.choices import Permission as P
from orgtree.models import Notice
from tests.api import Api
from tests.grids.cases import world
from tests.grids.doors.makers import received, sent, waiting
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _long_since(town):
    world.long_since()


def api(town, user=None) -> Api:
    return Api(user or town.street_secretary, scopes=[P.CASE_ENTER, P.CASE_VIEW])


def test_an_order_is_a_case_with_its_asker_sealed(town):
    order = received(town)
    assert order.state == OrderState.FILED, order.fault
    report = Report.objects.get()
    assert (report.case, report.source, report.outside_number) == (order.case, CaseSource.HOTLINE, order.outside_number)
    assert (report.phone, report.asker, report.channel) == ("13812345678", "王女士", "source")
    assert (order.area, order.body) == (town.east_grid, "")  # what was filed is not kept twice


def test_the_same_order_thrice_is_one_case_and_a_changed_one_is_known_as_changed(town):
    """G11 and G12: three times the same, then once with other words; then the same number in another year and channel."""
    caller, said = api(town), sent(town) | {"area": town.street.pk}
    replies = [caller.post("door-orders/", said) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [201, 200, 200], replies[0].content.decode()
    assert len({reply.json()["case"] for reply in replies}) == 1
    changed = caller.post("door-orders/", said | {"words": "三盏路灯都不亮"})
    assert (changed.status_code, changed.json()["changes"], DoorOrder.objects.get().times) == (200, 1, 4)
    assert (Case.objects.count(), Report.objects.count(), DoorOrder.objects.count()) == (1, 1, 1)
    last_year = (timezone.now() - timedelta(days=366)).isoformat()
    assert caller.post("door-orders/", said | {"source": "city", "words": "另一系统"}).status_code == 201
    assert caller.post("door-orders/", said | {"told_at": last_year, "words": "去年的"}).status_code == 201
    assert DoorOrder.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"area_code": "370702002001"}, "编码"),  # 北苑社区: of another street
        ({"category_code": "9999"}, "事项分类"),
        ({"words": "王某电话13900000000，路灯不亮"}, "手机号"),
        ({"title": ""}, "事项"),
    ],
)
def test_what_cannot_be_filed_waits_with_the_reason_and_nothing_is_lost(town, changes, said):
    order = received(town, **changes)
    assert order.state == OrderState.WAITING
    assert said in order.fault
    assert sent_of(order).phone == "13812345678"
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM grids_doororder")
        assert "13812345678" not in cursor.fetchone()[0]
    assert not Case.objects.exists()


def test_a_waiting_order_is_filed_by_hand_in_clean_words(town):
    order = waiting(town, words="张某13900000000说路灯不亮")
    said = {"category": world.category(), "area": town.east_grid, **world.WORDS}
    with refused("words_private", "words"):
        perform_one(
            order_acts, "file", pk=order.pk, by=town.street_secretary, **said | {"words": "张某13900000000说路灯不亮"}
        )
    row = perform_one(order_acts, "file", pk=order.pk, by=town.street_secretary, **said)
    assert (row.state, row.case.words, row.body) == (OrderState.FILED, world.WORDS["words"], "")
    assert Report.objects.get().phone == "13812345678"


def test_a_waiting_order_joins_a_case_and_its_asker_stays_an_asker(town):
    case, order = world.case(town), waiting(town)
    perform_one(order_acts, "join", pk=order.pk, by=town.street_secretary, case=case)
    assert Case.objects.count() == 1
    assert sorted(Report.objects.values_list("source", flat=True)) == ["hotline", "resident"]


def test_it_is_tried_again_when_what_lacked_is_there(town):
    order = received(town, area_code="370702001001-009")
    outcome = perform(order_acts, "retry", ids=[order.pk], by=town.street_secretary)
    assert outcome.done == 0
    assert "编码" in outcome.refused[0][1]
    make(order_acts, "receive", by=town.street_secretary, **sent(town, outside_number=order.outside_number))
    order.refresh_from_db()
    assert (order.state, order.changes) == (OrderState.FILED, 1)  # what was sent again said where


def test_the_original_goes_when_it_is_discarded(town):
    order = perform_one(order_acts, "discard", pk=waiting(town).pk, by=town.street_secretary, reason="推送有误")
    assert (order.state, order.body) == (OrderState.DISCARDED, "")


def test_no_program_reads_who_asked(town):
    caller = api(town)
    reply = caller.post("door-orders/", sent(town, category_code="") | {"area": town.east.pk})
    assert reply.json()["state"] == "waiting"
    text = caller.get("door-orders/").content.decode()
    assert "13812345678" not in text
    assert "王女士" not in text


def test_only_who_enters_cases_sends_and_reads(town):
    order = waiting(town)
    assert not DoorOrder.objects.allowed(town.north_secretary, P.CASE_ENTER).filter(pk=order.pk).exists()
    assert not DoorOrder.objects.allowed(town.organisation, P.CASE_ENTER).exists()
    for stranger in (town.organisation, town.north_secretary):
        with refused("not_found", "area"):
            received(town, by=stranger)


def test_what_names_no_grid_waits_at_the_street_that_received_it(town):
    order = received(town, area=town.street, area_code="")
    assert (order.state, order.area) == (OrderState.WAITING, town.street)
    assert "请选择" in order.fault
    assert received(town, area=town.east, area_code="").case.area == town.east  # control: a community is enough


def test_a_moment_that_is_still_to_come_is_refused(town):
    with refused("told_at", "told_at"):
        received(town, told_at=timezone.now() + timedelta(hours=2))
    assert not DoorOrder.objects.exists()


def test_the_limit_counts_from_when_it_was_told(town):
    """Wed 25 Nov 2026 16:30 told, received by the platform the next day: the case counts from Wednesday."""
    told_at = timezone.localtime().replace(year=2026, month=11, day=25, hour=16, minute=30)
    assert received(town, told_at=told_at).case.opened_at == told_at


def test_who_has_the_case_hears_once_of_each_change_and_reads_no_words_of_it(town):
    order = received(town)
    at = world.department(town)
    world.assigned(town, at, order.case)
    said = sent(town, outside_number=order.outside_number) | {"area": town.east}
    for words in ("三盏路灯都不亮", "三盏路灯都不亮", "路灯杆也歪了"):
        make(order_acts, "receive", by=town.street_secretary, **said | {"words": words, "asker": "李先生"})
    told = Notice.objects.filter(title__startswith="来件有更新")
    assert set(told.values_list("user", flat=True)) >= {town.street_secretary.pk, at.clerk.pk}
    assert told.filter(user=at.clerk).count() == 2  # of two changes, however often they were sent
    assert not [one for one in told if "李先生" in one.text or "路灯" in one.text]
