"""The desk's part in wishes by API: confirmed, sent back, called off; never by whoever holds the wish."""

import pytest

from cocon.choices import WishState
from cocon.models import Wish
from cocon.wishes.services.wishes import wishes
from orgtree.acts import perform_one
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from tests.api import Api, assert_error
from tests.cocon.wishes.test_wishes import PHONE, claimed, fulfilled, wish
from tests.volunteers.people import accepted
from volunteers.models import PointEntry

pytestmark = pytest.mark.django_db
WHY = {"reason": "请补充照片"}
ACTS = {"close": {}, "send-back": WHY, "cancel": WHY}


@pytest.fixture
def desk(town) -> Api:
    return Api(town.secretary, scopes=[P.ACTIVITY_MANAGE])


def test_a_wish_is_confirmed_and_credited_once(town, member, desk):
    done, held = fulfilled(town, member), claimed(town, member, title="送药")
    first = desk.post(f"wishes/{done.pk}/close/", {})
    assert (first.status_code, first.json()["state"]) == (200, "closed"), first.content.decode()
    assert desk.post(f"wishes/{done.pk}/close/", {}).json() == first.json()
    assert PointEntry.objects.filter(account__member=member, item_code="S07").count() == 1
    assert_error(desk.post(f"wishes/{held.pk}/close/", {}), 409, "wrong_state")


def test_a_wish_is_sent_back_and_its_claimer_reads_why(town, member, desk):
    done = fulfilled(town, member)
    assert_error(desk.post(f"wishes/{done.pk}/send-back/", {}), 400, "invalid", "reason")
    first = desk.post(f"wishes/{done.pk}/send-back/", WHY)
    assert (first.json()["state"], first.json()["reason"]) == ("claimed", "请补充照片")
    assert desk.post(f"wishes/{done.pk}/send-back/", WHY).json() == first.json()
    own = Api(member.user, scopes=[OWN])
    assert own.get(f"wishes/{done.pk}/").json()["reason"] == "请补充照片"
    own.post(f"wishes/{done.pk}/give-back/", {})
    neighbour = Api(accepted(town.east, town.secretary).user, scopes=[OWN])
    assert neighbour.get(f"wishes/{done.pk}/").json()["reason"] == ""  # said to the last claimer, not to the next


def test_a_wish_is_called_off_with_a_reason(town, desk):
    made = wish(town)
    assert_error(desk.post(f"wishes/{made.pk}/cancel/", {"reason": "否"}), 400, "invalid", "reason")
    first = desk.post(f"wishes/{made.pk}/cancel/", {"reason": "登记有误"})
    assert (first.json()["state"], first.json()["reason"]) == ("cancelled", "登记有误")
    assert desk.post(f"wishes/{made.pk}/cancel/", {"reason": "登记有误"}).json() == first.json()
    assert_error(desk.post(f"wishes/{made.pk}/cancel/", {"reason": "不再需要"}), 409, "wrong_state")


@pytest.mark.parametrize("act", ACTS)
def test_nobody_decides_on_a_wish_without_the_permission_there(town, member, act):
    done = fulfilled(town, member)
    path = f"wishes/{done.pk}/{act}/"
    for stranger in (member.user, town.west_secretary, town.organisation, town.grid_worker, town.building_head):
        for body in (ACTS[act], {"reason": ""}):
            assert_error(Api(stranger).post(path, body), 404, "not_found")
    for scope in (P.ACTIVITY_VIEW, OWN):
        assert_error(Api(town.secretary, scopes=[scope]).post(path, ACTS[act]), 403, "token_scope")
    assert Wish.objects.get().state == WishState.FULFILLED
    assert Api(town.secretary, scopes=[P.ACTIVITY_MANAGE]).post(path, ACTS[act]).status_code == 200  # control


# --- What the desk writes down ----------------------------------------------------------------------------------------

WORDS = {"title": "换楼道灯泡", "need": "灯坏了，老人晚上不便", "kind": "repair"}


def test_a_wish_is_entered_once_and_corrected_until_it_is_claimed(town, member, desk):
    wanted = WORDS | {"area": town.east.pk, "phone": PHONE}
    first = desk.post("wishes/", wanted)
    assert (first.status_code, first.json()["state"], first.json()["people_helped"]) == (201, "open", 1), first.json()
    assert PHONE not in first.content.decode()
    again = desk.post("wishes/", wanted)
    assert (again.status_code, again.json()) == (200, first.json())
    made = Wish.objects.get()
    assert (made.phone, made.entered_by) == (PHONE, town.secretary)
    for _ in range(2):
        assert desk.post(f"wishes/{made.pk}/edit/", {"people_helped": 3}).json()["people_helped"] == 3
    made.refresh_from_db()
    assert (made.phone, made.title) == (PHONE, WORDS["title"])  # what is left out stays
    perform_one(wishes, "claim", pk=made.pk, by=member.user)
    assert_error(desk.post(f"wishes/{made.pk}/edit/", {"people_helped": 4}), 409, "wrong_state")


def test_a_wish_that_names_somebody_is_refused_at_its_field(town, desk):
    wanted = WORDS | {"area": town.east.pk}
    assert_error(desk.post("wishes/", {}), 400, "invalid", "area", "title", "need", "kind")
    assert_error(desk.post("wishes/", wanted | {"need": "找13800000000"}), 422, "words_private", "need")
    assert_error(desk.post("wishes/", wanted | {"phone": "123"}), 422, "phone", "phone")
    assert_error(desk.post("wishes/", wanted | {"area": town.west.pk}), 404, "not_found", "area")
    made = wish(town)
    assert_error(desk.post(f"wishes/{made.pk}/edit/", {"people_helped": 0}), 400, "invalid", "people_helped")
    assert Wish.objects.count() == 1


def test_strangers_enter_and_correct_no_wish(town, member):
    made = wish(town)
    for stranger in (member.user, town.west_secretary, town.organisation, town.grid_worker):
        assert_error(Api(stranger).post("wishes/", WORDS | {"area": town.east.pk}), 404, "not_found", "area")
        assert_error(Api(stranger).post(f"wishes/{made.pk}/edit/", {"people_helped": 9}), 404, "not_found")
    for path in ("wishes/", f"wishes/{made.pk}/edit/"):
        assert_error(Api(member.user, scopes=[OWN]).post(path, WORDS), 403, "token_scope")
    made.refresh_from_db()
    assert (Wish.objects.count(), made.people_helped) == (1, 1)
