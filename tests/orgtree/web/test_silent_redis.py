"""A Redis that takes the line and says nothing: one question of a process waits for it, whatever the page asks."""

import socket
import threading
from contextlib import suppress

import pytest
from django.core.cache import caches
from redis.exceptions import RedisError

from orgtree.database import breaker, queue
from orgtree.database.breaker import Breaker


@pytest.fixture
def silent(settings, monkeypatch):
    """How many lines were taken so far by a server that never answers, which holds the cache and the queue."""
    taken, server = [], socket.create_server(("127.0.0.1", 0))

    def take():
        with suppress(OSError):
            while True:
                taken.append(server.accept()[0])

    threading.Thread(target=take, daemon=True).start()
    url = f"redis://127.0.0.1:{server.getsockname()[1]}"
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": f"{url}/1"}}
    monkeypatch.setattr(queue.current_app.conf, "broker_url", f"{url}/0")
    yield taken
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    for line in taken:
        line.close()


def ask_much() -> None:
    for _ in range(3):
        with suppress(RedisError):
            caches["default"].get("anything")
        assert not queue.send("nobody.does_this", 1)


def test_one_question_waits(silent):
    ask_much()
    assert len(silent) == 1


def test_control_without_a_rest_each_question_waits(silent, monkeypatch):
    monkeypatch.setattr(breaker, "_breaker_at", lambda server: Breaker(rest=0))
    ask_much()
    assert len(silent) == 6


def test_after_the_rest_it_is_asked_again():
    one = Breaker(rest=0)
    with pytest.raises(breaker.ConnectionError):
        one.ask(lambda: (_ for _ in ()).throw(breaker.ConnectionError("cut")))
    assert one.ask(lambda: "here") == "here"


@pytest.mark.django_db
def test_a_page_is_shown_meanwhile(silent, client):
    assert client.get("/login/").status_code == 200
    assert client.get("/healthz").json() == {"serves": True, "database": "ok", "cache": "unreachable"}
    assert len(silent) == 1
