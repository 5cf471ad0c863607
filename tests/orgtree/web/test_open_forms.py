"""Forms that anybody may send: too large, too many at once, filled by a program; and which forms are guarded."""

from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver
from redis.exceptions import ConnectionError as RedisAway

from orgtree.web import open_forms
from orgtree.web.open_forms import DECOY, Guard, client_address, guard_form
from tests.volunteers.activities.test_outreach import begun, page_of, session  # noqa: F401 -- fixtures
from tests.volunteers.phones import prove

LONG = 10**9  # seconds: no window ends within a test
ASKED = RequestFactory()


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


def view_of(guard: Guard, seen: list):
    @guard_form(guard)
    def view(request):
        seen.append(request.method)
        return HttpResponse("好")

    return view


def send(view, address: str = "10.0.0.1", **fields):
    return view(ASKED.post("/x/", fields, REMOTE_ADDR=address))


def test_so_many_from_one_address_and_no_more():
    seen = []
    view = view_of(Guard("few", most=3, everywhere=99, seconds=LONG), seen)
    assert [send(view).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert send(view, "10.0.0.2").status_code == 200
    assert view(ASKED.get("/x/")).status_code == 200  # looking is free


def test_so_many_from_everywhere():
    view = view_of(Guard("all", most=99, everywhere=3, seconds=LONG), [])
    assert [send(view, f"10.0.0.{n}").status_code for n in range(5)] == [200, 200, 200, 429, 429]


def counted_at_once(lets_in, threads: int = 12) -> int:
    """How many of so many at the same moment were let in."""
    together, let_in = Barrier(threads), []

    def one():
        together.wait()
        let_in.append(lets_in())

    workers = [Thread(target=one) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(let_in)


def test_the_limit_holds_in_parallel():
    guard = Guard("parallel", most=5, everywhere=99, seconds=LONG)
    assert counted_at_once(lambda: guard.lets_in("10.0.0.1")) == 5


def test_control_reading_and_writing_back_would_let_more_in():
    turn = Barrier(12)

    def lets_in() -> bool:
        count = cache.get("naive", 0)
        turn.wait()  # all have read before one writes
        cache.set("naive", count + 1)
        return count + 1 <= 5

    assert counted_at_once(lets_in) == 12


def test_a_window_that_is_over_counts_no_more(monkeypatch):
    guard, now = Guard("window", most=1, everywhere=99, seconds=60), [1_000_000.0]
    monkeypatch.setattr(open_forms, "time", lambda: now[0])
    assert [guard.lets_in("a"), guard.lets_in("a")] == [True, False]
    now[0] += 60
    assert guard.lets_in("a")


def test_too_large_is_refused_before_it_is_read():
    seen = []
    view = view_of(Guard("large", most=9, everywhere=9, seconds=LONG, largest=100), seen)
    assert (send(view, text="字" * 200).status_code, seen) == (413, [])
    assert send(view, text="字").status_code == 200


def test_a_program_that_fills_everything_gets_nowhere():
    seen = []
    view = view_of(Guard("decoy", most=9, everywhere=9, seconds=LONG), seen)
    assert (send(view, **{DECOY: "http://x"}).status_code, seen) == (422, [])
    assert send(view, **{DECOY: ""}).status_code == 200


def test_while_the_cache_is_away_people_are_let_in(monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    monkeypatch.setattr(cache, "add", away)
    view = view_of(Guard("away", most=1, everywhere=1, seconds=LONG), [])
    assert [send(view).status_code for _ in range(3)] == [200, 200, 200]


def test_no_address_stands_in_the_cache(monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *args: keys.append(key))
    Guard("x", most=9, everywhere=9, seconds=LONG).lets_in("203.0.113.7")
    assert keys
    assert not any("203.0.113.7" in key for key in keys)


def test_behind_a_proxy_it_is_the_entry_that_the_proxy_wrote(settings):
    request = ASKED.post("/x/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7")
    assert client_address(request) == "127.0.0.1"  # anybody can write the header
    settings.BEHIND_PROXY = True
    assert client_address(request) == "203.0.113.7"


# --- Which forms ----------------------------------------------------------------------------------------------------------


def guards() -> dict[str, Guard]:
    """The guards of all addresses, by the view's name."""
    patterns = get_resolver().url_patterns
    found, left = {}, list(patterns)
    while left:
        one = left.pop()
        left += getattr(one, "url_patterns", [])
        guard = getattr(getattr(one, "callback", None), "guard", None)
        if guard:
            found[guard.name] = guard
    return found


def test_the_open_forms_are_guarded():
    assert guards().keys() >= {"register", "activate", "answer"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["register", "phone-code", "activate", "answer"])
def test_each_has_the_decoy_and_its_limit(town, session, name):  # noqa: F811
    address = {
        "register": f"/m/register/?community={town.east.pk}",
        "phone-code": "/m/forgot/",
        "activate": "/m/activate/",
        "answer": page_of(begun(session)),
    }[name]
    client = Client()
    prove(client, "13900000001")
    assert f'name="{DECOY}"' in client.get(address).content.decode()
    most = guards()[name].most
    for _ in range(most):
        guards()[name].lets_in("127.0.0.1")
    page = client.post(address, {"name": "王试"})
    assert (page.status_code, "提交太频繁" in page.content.decode()) == (429, True)
