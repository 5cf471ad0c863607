"""What is shared: by a unit where it sits, by the community itself, taken back by either; and who is proposed for a need."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Matter, Pairing, Resource
from cocon.needs.rules import reasons_of
from cocon.needs.services.matching import fits_of
from cocon.needs.services.resources import resource_acts
from orgtree.acts import make, perform_one
from orgtree.choices import Permission as P
from tests.cocon.needs.world import accepted, claimed, need, paired_unit, unit_with_clerk
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def offer(around, **fields) -> Resource:
    said = {"unit": around.unit, "kind": "place", "matter": Matter.objects.get(code="education"), "title": "多功能厅"}
    return make(resource_acts, "offer", by=around.clerk, **said | fields).row


def test_a_units_resource_counts_where_it_sits(town):
    around, other = paired_unit(town), unit_with_clerk(town, "erxiao", "第二小学")
    shared = offer(around)
    assert (shared.area, shared.owner_label) == (town.street, "第一小学")
    with refused("not_found", "unit"):
        offer(around, unit=other.unit)
    with refused("not_found"):
        perform_one(resource_acts, "withdraw", pk=shared.pk, by=other.clerk, reason="不是我的")
    assert perform_one(resource_acts, "withdraw", pk=shared.pk, by=around.clerk, reason="装修停用").state == "withdrawn"


def test_what_is_shared_is_corrected_by_its_unit_and_where_it_sits(town):
    around, today = paired_unit(town), timezone.localdate()
    shared = offer(around)
    assert perform_one(resource_acts, "edit", pk=shared.pk, by=around.clerk, capacity=80).capacity == 80
    row = perform_one(resource_acts, "edit", pk=shared.pk, by=town.street_secretary, hours="周末")
    assert (row.capacity, row.hours, row.title) == (80, "周末", "多功能厅")
    with refused("until", "until"):
        perform_one(resource_acts, "edit", pk=shared.pk, by=around.clerk, until=today - timedelta(days=1))
    with refused("until", "until"):
        offer(around, title="旧礼堂", until=today - timedelta(days=1))
    with refused("not_found"):
        perform_one(resource_acts, "edit", pk=shared.pk, by=town.secretary, title="不是我们的")
    Resource.objects.update(until=today - timedelta(days=1))
    perform_one(
        resource_acts, "edit", pk=shared.pk, by=around.clerk, title="大礼堂"
    )  # control: its day is over, nothing newly said


def test_whom_the_list_is_open_to(town):
    """Its unit, the communities paired with the unit, and where it sits; of those the first and the last may take it back."""
    around, other = paired_unit(town), unit_with_clerk(town, "erxiao", "第二小学")
    shared = offer(around)
    for user, sees, keeps in (
        (around.clerk, True, False),
        (other.clerk, False, False),
        (town.secretary, True, False),
        (town.west_secretary, False, False),
        (town.street_secretary, True, True),
    ):
        assert Resource.objects.allowed(user, P.COCON_VIEW).filter(pk=shared.pk).exists() is sees, user
        assert Resource.objects.allowed(user, P.COCON_MANAGE).filter(pk=shared.pk).exists() is keeps, user
        address = f"/desk/cocon/resource/{shared.pk}/change/"
        desk = signed_in(user)
        assert (desk.get(f"/api/v1/resources/{shared.pk}/").status_code == 200) is sees, user
        if user is not around.clerk:
            assert (desk.get(address).status_code == 200) is sees, user
    with refused("not_found"):
        perform_one(resource_acts, "withdraw", pk=shared.pk, by=town.secretary, reason="不是我们的")
    Pairing.objects.update(
        until=timezone.localdate() - timedelta(days=1), since=timezone.localdate() - timedelta(days=9)
    )
    assert not Resource.objects.allowed(town.secretary, P.COCON_VIEW).exists()


def test_until_its_last_day(town):
    today = timezone.localdate()
    shared = offer(paired_unit(town), until=today)
    assert Resource.objects.shared_on(today).get() == shared
    assert not Resource.objects.shared_on(today + timedelta(days=1)).exists()


def test_the_clerk_shares_on_the_phone(town):
    around = paired_unit(town)
    client = signed_in(around.clerk)
    said = {"unit": around.unit.pk, "kind": "goods", "matter": Matter.objects.get(code="place").pk, "title": "折叠桌椅"}
    assert client.post("/u/resources/new/", said).status_code == 302
    page = client.get("/u/resources/").content.decode()
    assert "折叠桌椅" in page
    assert "共享的资源 1 项" in client.get("/u/").content.decode()


def test_who_is_proposed_and_why(town, django_assert_max_num_queries):
    first, second = paired_unit(town), unit_with_clerk(town, "erxiao", "第二小学")
    near = unit_with_clerk(town, "sanxiao", "第三小学", town.east)
    accepted(town, first, need(town, title="去年辅导"), 3)
    offer(second)
    shown = need(town, reach="street")
    with django_assert_max_num_queries(9):  # two for the areas above
        fits = fits_of(shown)
    told = {fit.unit: reasons_of(fit) for fit in fits}
    assert [fit.unit for fit in fits] == [first.unit.pk, second.unit.pk, near.unit.pk]
    assert told[first.unit.pk] == ("已结对", "同一街道", "办过同类1项")
    assert told[second.unit.pk] == ("有同类资源：多功能厅", "同一街道")
    assert told[near.unit.pk] == ("同一社区",)
    claimed(town, first, shown, 1)
    assert first.unit.pk not in {fit.unit for fit in fits_of(shown)}
    assert [fit.unit for fit in fits_of(need(town, title="只给结对"))] == [first.unit.pk]
