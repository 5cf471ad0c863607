"""Wishes by API: what a member finds, claims and gives back; what strangers and tokens do not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocon.choices import WishState
from cocon.models import Wish
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.cocon.wishes.test_wishes import PHONE, claimed, wish
from tests.volunteers.people import accepted, registered

pytestmark = pytest.mark.django_db
ACTS = {"claim": {}, "give-back": {}, "more-time": {"word": "等材料"}, "fulfil": {"outcome": "已换好"}, "phone": {}}


@pytest.fixture
def phone(member) -> Api:
    """The member's program, with the scope for their own affairs and no other."""
    return Api(member.user, scopes=[OWN])


def ids(reply) -> list[int]:
    assert reply.status_code == 200, reply.content.decode()
    return [row["id"] for row in reply.json()["results"]]


def cost(api: Api, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert api.get(path).status_code == 200
    return len(asked)


def test_a_member_finds_open_wishes_near_by_and_their_own(town, member, phone):
    near, mine = wish(town), claimed(town, member, title="送药")
    wish(town, area=town.west, by=town.west_secretary)
    taken = claimed(town, accepted(town.east, town.secretary), title="别人的")
    assert set(ids(phone.get("wishes/"))) == {near.pk, mine.pk}
    assert ids(phone.get("wishes/", mine="true")) == [mine.pk]
    assert ids(phone.get("wishes/", state="open")) == [near.pk]
    assert_error(phone.get(f"wishes/{taken.pk}/"), 404, "not_found")
    assert set(ids(Api(town.clerk).get("wishes/"))) == {near.pk, mine.pk, taken.pk}  # control: the desk sees all


def test_a_wish_is_claimed_once_put_off_and_fulfilled(town, phone):
    made = wish(town, phone=PHONE)
    first = phone.post(f"wishes/{made.pk}/claim/", {})
    assert (first.status_code, first.json()["state"]) == (200, "claimed"), first.json()
    assert PHONE not in first.content.decode()
    again = phone.post(f"wishes/{made.pk}/claim/", {})
    assert again.json() == first.json()  # a retry is the same claim, not a second one
    assert phone.post(f"wishes/{made.pk}/phone/", {}).json() == {"phone": PHONE}
    assert AccessLog.objects.filter(action=AccessLog.Action.REVEAL).count() == 1
    later = phone.post(f"wishes/{made.pk}/more-time/", ACTS["more-time"]).json()
    assert later["due_on"] >= first.json()["due_on"]
    assert phone.post(f"wishes/{made.pk}/more-time/", ACTS["more-time"]).json() == later
    assert_error(phone.post(f"wishes/{made.pk}/more-time/", {"word": "再等等"}), 409, "more_time_once")
    assert_error(phone.post(f"wishes/{made.pk}/fulfil/", {"outcome": "找13800000000"}), 422, "words_private", "outcome")
    done = phone.post(f"wishes/{made.pk}/fulfil/", ACTS["fulfil"])
    assert (done.json()["state"], done.json()["outcome"]) == ("fulfilled", "已换好")
    assert phone.post(f"wishes/{made.pk}/fulfil/", ACTS["fulfil"]).json() == done.json()
    assert_error(phone.post(f"wishes/{made.pk}/fulfil/", {"outcome": "另一种说法"}), 409, "wrong_state")


def test_a_wish_given_back_waits_for_the_next(town, phone):
    made = wish(town)
    phone.post(f"wishes/{made.pk}/claim/", {})
    assert phone.post(f"wishes/{made.pk}/give-back/", {}).json()["state"] == "open"
    assert_error(phone.post(f"wishes/{made.pk}/give-back/", {}), 404, "not_found")
    assert Wish.objects.get().claimed_by is None


def test_who_comes_second_is_told(town, phone):
    made = claimed(town, accepted(town.east, town.secretary))
    assert_error(phone.post(f"wishes/{made.pk}/claim/", {}), 404, "not_found")


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_on_a_wish_out_of_reach(town, member, act):
    made = claimed(town, member, phone=PHONE)
    far = accepted(town.west, town.west_secretary)
    near = accepted(town.east, town.secretary)
    for stranger in (far.user, near.user, town.clerk, town.west_secretary):
        assert_error(Api(stranger).post(f"wishes/{made.pk}/{act}/", ACTS[act]), 404, "not_found")
    # A token for the desk's reading is no token for one's own affairs.
    reader = Api(member.user, scopes=[P.ACTIVITY_VIEW])
    assert_error(reader.post(f"wishes/{made.pk}/{act}/", ACTS[act]), 403, "token_scope")
    made.refresh_from_db()
    assert (made.state, made.claimed_by) == (WishState.CLAIMED, member)


def test_who_is_not_accepted_yet_claims_nothing(town):
    waiting = registered(town.east)
    assert_error(Api(waiting.user).post(f"wishes/{wish(town).pk}/claim/", {}), 422, "not_accepted")


def test_looking_at_an_open_wish_is_no_look_at_a_person(town, member, phone):
    made = wish(town)
    assert phone.get(f"wishes/{made.pk}/").status_code == 200
    assert not AccessLog.objects.exists()
    held = claimed(town, member)
    Api(town.clerk).get(f"wishes/{held.pk}/")
    assert AccessLog.objects.get().actor == town.clerk  # control


def test_more_wishes_take_no_more_queries(town, member):
    def more() -> None:
        wish(town)
        claimed(town, accepted(town.east, town.secretary))

    more()
    for api in (Api(town.clerk), Api(member.user)):
        cost(api, "wishes/")
        before = cost(api, "wishes/")
        more()
        assert cost(api, "wishes/") == before
