"""A browser that an account is known on: not locked out by others, listed, ended; members who stay signed in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone

from orgtree.choices import PostKind
from orgtree.models import Device
from orgtree.people.services import people
from orgtree.people.services.devices import COOKIE
from orgtree.people.services.people import SIGN_IN, appoint, change_password, create_user
from orgtree.web.open_forms import Guard, line_of
from tests.orgtree.people.test_sign_in import post
from tests.town import PASSWORD

pytestmark = pytest.mark.django_db
WRONG = "wrong-password-1"
PHONE = "13900000001"


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person(town):
    return create_user(name="测试党员", phone=PHONE, password=PASSWORD, by=None)


def known(account, **said):
    """A browser in which this account has signed in and out again."""
    client = Client()
    client.post("/login/", {"account": account, "password": PASSWORD, **said})
    client.post("/logout/")
    return client


def lock(account):
    for _ in range(6):
        post(Client(), account, WRONG)


def test_others_cannot_lock_out_who_has_signed_in_here_before(town):
    client = known("dongyuan")
    lock("dongyuan")
    assert (
        post(Client(), "dongyuan", PASSWORD).status_code == 429
    )  # control: a stranger's browser, even with the password
    assert post(client, "dongyuan", PASSWORD).status_code == 302


def test_a_known_device_has_five_guesses_of_its_own_and_no_more(town):
    client = known("dongyuan")
    assert [post(client, "dongyuan", WRONG).status_code for _ in range(6)] == [200, 200, 200, 200, 429, 429]
    assert post(client, "dongyuan", PASSWORD).status_code == 429
    assert post(Client(), "dongyuan", PASSWORD).status_code == 302  # and keeps nobody else out


def test_known_for_one_account_is_a_stranger_to_another(town):
    client = known("dongyuan")
    lock("xiyuan")
    assert post(client, "xiyuan", PASSWORD).status_code == 429


@pytest.mark.parametrize("cookie", ["x", "." * 300, "\x00", "a.b.c.d.e.f.g", "é" * 50])
def test_an_invented_cookie_is_no_device(town, cookie):
    lock("dongyuan")
    client = Client()
    client.cookies[COOKIE] = cookie
    assert post(client, "dongyuan", PASSWORD).status_code == 429


def test_of_the_secret_only_a_digest_is_kept(town):
    secret = known("dongyuan").cookies[COOKIE].value
    assert len(secret) > 40
    assert secret not in str(list(Device.objects.values()))
    assert known("dongyuan").cookies[COOKIE]["httponly"]


def test_two_of_an_office_share_a_computer(town):
    client = known("dongyuan")
    post(client, "jifen", PASSWORD)
    client.post("/logout/")
    lock("dongyuan"), lock("jifen")
    assert [post(client, name, PASSWORD).status_code for name in ("dongyuan", "jifen")] == [302, 302]


def test_a_new_password_or_an_end_makes_it_a_stranger(client, town):
    old = known("dongyuan")
    change_password(user_id=town.secretary.pk, new=PASSWORD, by=town.secretary)
    lock("dongyuan")
    assert post(old, "dongyuan", PASSWORD).status_code == 429
    other = known("jifen")
    client.force_login(town.clerk)
    assert client.post(f"/devices/{Device.objects.get(user=town.clerk).pk}/end/").status_code == 302
    lock("jifen")
    assert post(other, "jifen", PASSWORD).status_code == 429


def test_nobody_ends_or_sees_anothers_device(client, town):
    known("dongyuan")
    device = Device.objects.get()
    client.force_login(town.clerk)
    client.post(f"/devices/{device.pk}/end/")
    assert Device.objects.live().count() == 1
    assert "退出这台设备" not in client.get("/devices/").content.decode().replace("已退出这台设备", "")


# --- Staying ----------------------------------------------------------------------------------------------------------


def stay(account=PHONE):
    client = Client()
    client.post("/login/", {"account": account, "password": PASSWORD, "stays": "on"})
    return client


def is_in(client):
    return client.get("/password/").status_code == 200


def test_a_member_stays_for_thirty_days_and_not_longer(person):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client, other = stay(), Client()
        post(other, PHONE, PASSWORD)
        clock.shift(timedelta(days=29))
        assert is_in(client)
        assert not is_in(other)  # control: without the tick
        clock.shift(timedelta(days=1, minutes=1))
        assert not is_in(client)


def test_staff_do_not_stay_nor_who_becomes_staff(town, person):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        secretary, member = stay("dongyuan"), stay()
        clock.shift(timedelta(minutes=20))
        appoint(holder_id=person.pk, kind=PostKind.GRID_WORKER, area=town.east_grid, by=None)
        assert is_in(member)
        clock.shift(timedelta(minutes=40))
        assert not is_in(secretary)
        assert not is_in(member)


def test_a_lost_phone_is_signed_out_from_another(person, django_capture_on_commit_callbacks):
    lost, here = stay(), stay()
    assert here.get("/devices/").content.decode().count('action="/devices/') == 2
    mine = Device.objects.order_by("id").first()
    assert is_in(lost)  # control
    with django_capture_on_commit_callbacks(execute=True):
        here.post(f"/devices/{mine.pk}/end/")
    assert not is_in(lost)
    assert is_in(here)


def test_what_is_sensitive_asks_for_the_password_again(member):
    change_password(user_id=member.user_id, new=PASSWORD, by=member.user)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = stay(member.phone)
        assert client.get("/m/me/data.json").status_code == 200
        clock.shift(timedelta(minutes=31))
        asked = client.get("/m/me/data.json")
        assert asked.headers["Location"] == "/password/again/?next=%2Fm%2Fme%2Fdata.json"
        assert client.get("/api/v1/me/data/").json()["code"] == "password_again"
        assert client.get("/m/").status_code == 200  # the rest goes on
        assert client.post(asked.headers["Location"], {"own_password": WRONG}).status_code == 200
        assert client.get("/m/me/data.json").status_code == 302
        again = client.post(asked.headers["Location"], {"own_password": PASSWORD})
        assert again.headers["Location"] == "/m/me/data.json"
        assert client.get("/m/me/data.json").status_code == 200


# --- By address -------------------------------------------------------------------------------------------------------


def test_an_address_that_guesses_at_many_accounts_waits_and_a_known_device_there_does_not(town, monkeypatch):
    monkeypatch.setattr(people, "SIGN_IN", Guard("sign-in-few", most=3, everywhere=None, seconds=10**9))
    client = known("dongyuan")
    assert [post(Client(), f"nobody-{n}", WRONG).status_code for n in range(5)] == [200, 200, 200, 429, 429]
    assert post(Client(), "jifen", PASSWORD).status_code == 429
    assert post(client, "dongyuan", PASSWORD).status_code == 302
    assert post(Client(), "jifen", PASSWORD, REMOTE_ADDR="203.0.113.9").status_code == 302  # control: from elsewhere


def test_right_passwords_cost_nothing(town, monkeypatch):
    monkeypatch.setattr(people, "SIGN_IN", Guard("sign-in-right", most=2, everywhere=None, seconds=10**9))
    assert [post(Client(), "dongyuan", PASSWORD).status_code for _ in range(5)] == [302] * 5


def try_at_once(number):
    try:
        return post(Client(), f"nobody-{number}", WRONG).status_code
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_at_once_they_are_as_many_as_one_after_the_other(committed_town, monkeypatch):
    monkeypatch.setattr(people, "SIGN_IN", Guard("sign-in-race", most=5, everywhere=None, seconds=10**9))
    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(try_at_once, range(24)))
    assert codes.count(200) == 5


@pytest.mark.django_db(transaction=True)
def test_control_read_first_and_write_later_lets_more_in(committed_town, monkeypatch):
    class Naive(Guard):
        def _count(self, who):
            import time

            held = cache.get(self._key(who), 0)
            time.sleep(0.05)
            cache.set(self._key(who), held + 1)
            return held + 1

    monkeypatch.setattr(people, "SIGN_IN", Naive("sign-in-naive", most=5, everywhere=None, seconds=10**9))
    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(try_at_once, range(24)))
    assert codes.count(200) > 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("unknown", "unknown", True),
    ],
)
def test_of_ipv6_a_line_is_one_address(one, other, same):
    assert (line_of(one) == line_of(other)) is same
    assert (SIGN_IN._own(one) == SIGN_IN._own(other)) is same
