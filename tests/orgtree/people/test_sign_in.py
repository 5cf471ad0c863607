"""Signing in: one account however it is typed, five guesses, no hint whether it exists, sessions that end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.errors import RuleBroken
from orgtree.models import Device, User
from orgtree.people.acts import account_acts, post_acts
from orgtree.people.services import people
from orgtree.people.services.people import create_user, sign_in
from orgtree.people.tasks.sessions import clear_sessions
from tests.town import PASSWORD

pytestmark = pytest.mark.django_db
PHONE = "13900000001"


@pytest.fixture(autouse=True)
def no_counts():
    """All tests come from one address."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def member(town):
    return create_user(name="测试党员", phone=PHONE, password=PASSWORD, by=None)


def post(client, account, password, **extra):
    return client.post("/login/", {"account": account, "password": password}, **extra)


@pytest.mark.parametrize(
    "typed", [PHONE, "139 0000 0001", "139-0000-0001", "+8613900000001", "１３９０００００００１", " 13900000001 "]
)
def test_a_phone_opens_the_same_account_however_it_is_typed(client, member, typed):
    assert post(client, typed, PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(member.pk)


@pytest.mark.parametrize("typed", ["dongyuan", "DongYuan", " dongyuan ", "ｄｏｎｇｙｕａｎ"])
def test_an_account_name_is_the_same_however_it_is_typed(client, town, typed):
    assert post(client, typed, PASSWORD).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/desk/"


def test_a_member_without_a_post_goes_to_the_members_pages(client, member):
    post(client, PHONE, PASSWORD)
    assert client.get("/").headers["Location"] == "/m/"
    assert client.get("/desk/").status_code == 302


def test_unknown_wrong_and_inactive_are_told_the_same(client, town):
    perform_one(account_acts, "deactivate", pk=town.clerk.pk, by=town.admin)
    replies = [post(Client(), name, "wrong-password-1") for name in ("dongyuan", "nobody", "jifen", "13912345678")]
    replies.append(post(Client(), "jifen", PASSWORD))
    assert {reply.status_code for reply in replies} == {200}
    texts = {reply.content.decode().split("<main")[1].split('name="account"')[0] for reply in replies}
    texts = {text.split("csrfmiddlewaretoken")[0] for text in texts}
    assert len(texts) == 1
    assert all("账号或密码不正确" in reply.content.decode() for reply in replies)


def test_five_wrong_guesses_lock_the_account_and_no_other(client, town):
    for _ in range(4):
        assert post(Client(), "dongyuan", "wrong-password-1").status_code == 200
    reply = post(Client(), "dongyuan", "wrong-password-1")
    assert reply.status_code == 429
    assert "账号已锁定" in reply.content.decode()
    assert post(Client(), "dongyuan", PASSWORD).status_code == 429
    # Control: the same machine still signs in to another account.
    assert post(Client(), "xiyuan", PASSWORD).status_code == 302


def test_an_unknown_account_locks_like_a_known_one(client, town):
    answers = [
        [post(Client(), name, "wrong-password-1").status_code for _ in range(6)] for name in ("dongyuan", "nobody")
    ]
    assert answers[0] == answers[1] == [200, 200, 200, 200, 429, 429]


def test_spelling_address_and_browser_do_not_give_more_guesses(client, member):
    spellings = [PHONE, "139 0000 0001", "１３９０００００００１", "+8613900000001", "139-0000-0001"]
    codes = [
        post(
            Client(),
            spelling,
            "wrong-password-1",
            REMOTE_ADDR=f"10.0.0.{n}",
            HTTP_USER_AGENT=f"ua{n}",
            HTTP_X_FORWARDED_FOR=f"1.1.1.{n}",
        ).status_code
        for n, spelling in enumerate(spellings)
    ]
    assert codes == [200, 200, 200, 200, 429]


def test_a_right_password_starts_the_count_anew(client, town):
    for _ in range(3):
        for _ in range(4):
            post(Client(), "dongyuan", "wrong-password-1")
        assert post(Client(), "dongyuan", PASSWORD).status_code == 302


def test_the_lock_opens_after_a_quarter_of_an_hour_and_tries_do_not_prolong_it(client, town):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            post(Client(), "dongyuan", "wrong-password-1")
        clock.shift(timedelta(minutes=10))
        assert post(Client(), "dongyuan", "wrong-password-1").status_code == 429
        clock.shift(timedelta(minutes=5, seconds=1))
        assert post(Client(), "dongyuan", PASSWORD).status_code == 302


def test_the_counters_hold_no_phone_and_no_password(client, member):
    post(client, "139 0000 0001", "wrong-password-1")
    kept = " ".join(str(value) for row in AccessAttempt.objects.values() for value in row.values())
    assert kept
    assert PHONE not in kept
    assert "139 0000" not in kept
    assert "wrong-password-1" not in kept


def test_changing_the_password_counts_guesses_too(client, town):
    post(client, "dongyuan", PASSWORD)
    guess = {"old_password": "wrong-password-1", "new_password1": "Better-pass-1", "new_password2": "Better-pass-1"}
    codes = [client.post("/password/", guess).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    assert post(client, "dongyuan", PASSWORD).status_code == 302  # who is signed in is led on
    client.post("/logout/")
    assert post(client, "dongyuan", PASSWORD).status_code == 429


def try_at_once(_):
    try:
        return post(Client(), "dongyuan", "wrong-password-1").status_code
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_fifty_tries_at_once_are_five_guesses(committed_town, monkeypatch):
    checked = []
    real = User.check_password
    monkeypatch.setattr(User, "check_password", lambda self, raw: checked.append(1) or real(self, raw))
    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(try_at_once, range(50)))
    assert len(checked) == 5
    assert codes.count(429) == 46


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_more_guesses_pass(committed_town, monkeypatch):
    """Negative control: the race is real."""
    monkeypatch.setattr(people, "hold_for", lambda name: None)
    checked = []
    real = User.check_password

    def slow_check(self, raw):
        import time

        checked.append(1)
        time.sleep(0.05)
        return real(self, raw)

    monkeypatch.setattr(User, "check_password", slow_check)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(try_at_once, range(50)))
    assert len(checked) > 5


def test_the_session_key_changes_at_sign_in(client, town):
    client.get("/login/")
    client.session["x"] = 1
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    post(client, "dongyuan", PASSWORD)
    assert client.session.session_key != before


def test_half_an_hour_idle_or_twelve_hours_busy_end_the_session(client, town):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        post(client, "dongyuan", PASSWORD)
        for _ in range(24):
            clock.shift(timedelta(minutes=29))
            assert client.get("/password/").status_code == 200
        clock.shift(timedelta(minutes=29))
        assert client.get("/desk/").headers["Location"].startswith("/login/")
        post(client, "dongyuan", PASSWORD)
        clock.shift(timedelta(minutes=31))
        assert client.get("/desk/").headers["Location"].startswith("/desk/login/")


def test_sign_out_is_by_post_and_ends_the_session(client, town):
    post(client, "dongyuan", PASSWORD)
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert client.get("/desk/").status_code == 302


def test_losing_post_or_account_counts_at_the_next_request(client, town):
    post(client, "dongyuan", PASSWORD)
    assert client.get("/desk/").status_code == 200
    perform_one(post_acts, "end", pk=town.secretary.posts.get().pk, by=town.admin)
    assert client.get("/desk/").status_code == 302
    other = Client()
    post(other, "jifen", PASSWORD)
    assert other.get("/desk/").status_code == 200
    perform_one(account_acts, "deactivate", pk=town.clerk.pk, by=town.admin)
    assert other.get("/desk/").headers["Location"].startswith("/desk/login/")


def test_a_one_time_password_must_be_changed_before_anything_else(client, town):
    password = perform_one(account_acts, "reset_password", pk=town.clerk.pk, by=town.admin).one_time_password
    post(client, "jifen", password)
    assert client.get("/desk/").headers["Location"] == "/password/"
    new = "Fresh-pass-77"
    reply = client.post("/password/", {"old_password": password, "new_password1": new, "new_password2": new})
    assert reply.headers["Location"] == "/"
    assert client.get("/desk/").status_code == 200
    assert sign_in(request=client.get("/login/").wsgi_request, account="jifen", password=new) == town.clerk


@pytest.mark.parametrize(
    ("new", "again", "message"),
    [
        ("short1", "short1", "8"),
        ("1234567890", "1234567890", "数字"),
        ("Better-pass-1", "Better-pass-2", "两次输入的新密码不一致"),
    ],
)
def test_a_bad_new_password_is_refused_in_chinese(client, town, new, again, message):
    post(client, "dongyuan", PASSWORD)
    reply = client.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": again})
    assert reply.status_code == 200
    assert message in reply.content.decode()
    assert post(Client(), "dongyuan", PASSWORD).status_code == 302


def test_a_reset_ends_the_sessions_of_the_account(client, town):
    post(client, "jifen", PASSWORD)
    perform_one(account_acts, "reset_password", pk=town.clerk.pk, by=town.admin)
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("account", ["\x00", "a\x00b", "\ud800", "a" * 5000, "'; drop table x", "％００", ""])
def test_odd_names_are_refused_and_nothing_breaks(rf, town, account):
    with pytest.raises(RuleBroken) as caught:
        sign_in(request=rf.post("/login/"), account=account, password="x")
    assert caught.value.code == "sign_in"


def test_next_leads_only_to_our_own_pages(client, town):
    reply = client.post("/login/?next=https://elsewhere.example/", {"account": "dongyuan", "password": PASSWORD})
    assert reply.headers["Location"] == "/"
    assert post(Client(), "dongyuan", PASSWORD).status_code == 302


def test_large_text_is_a_switch_that_needs_no_script(client, town):
    reply = client.post("/large-text/", {"next": "/login/"})
    assert reply.headers["Location"] == "/login/"
    assert 'class="large-text"' in client.get("/login/").content.decode()
    client.post("/large-text/", {"next": "/login/"})
    assert 'class="large-text largest-text"' in client.get("/login/").content.decode()
    assert client.post("/large-text/", {"next": "https://elsewhere.example/"}).headers["Location"] == "/"
    assert 'class="large-text' not in client.get("/login/").content.decode()


def test_pages_of_the_signed_in_are_not_kept_by_browsers(client, town):
    post(client, "dongyuan", PASSWORD)
    assert "no-store" in client.get("/password/").headers["Cache-Control"]


@pytest.mark.parametrize("account", ["dongyuan", "nobody", "jifen", "weijihuo"])
def test_every_refusal_costs_one_hash(rf, town, monkeypatch, account):
    """No timing tells a known account from an unknown, a deactivated or a never activated one (A05)."""
    perform_one(account_acts, "deactivate", pk=town.clerk.pk, by=town.admin)
    create_user(account="weijihuo", name="未激活", password=None, by=None)
    hashed = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or real(*args))
    with pytest.raises(RuleBroken):
        sign_in(request=rf.post("/login/"), account=account, password="wrong-password-1")
    assert len(hashed) == 1


def test_the_nightly_clearing_keeps_what_is_still_of_use(client, town):
    post(client, "dongyuan", PASSWORD)
    with time_machine.travel(timezone.now() - timedelta(days=200)):
        post(Client(), "xiyuan", PASSWORD)
    assert (Session.objects.count(), Device.objects.count()) == (2, 2)
    clear_sessions()
    assert (Session.objects.count(), Device.objects.count()) == (1, 1)
    assert client.get("/desk/").status_code == 200
