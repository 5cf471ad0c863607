"""Sessions: in the cache for a minute, written once a minute, ended for good even where the cache was away."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as CacheIsAway

PAGE = "/password/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, town) -> Client:
    client.force_login(town.secretary)
    return client


def about_sessions(statements) -> list[str]:
    return [one["sql"] for one in statements.captured_queries if "django_session" in one["sql"]]


def test_a_session_is_read_and_written_once_a_minute(signed_in, django_assert_max_num_queries):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        signed_in.get(PAGE)
        with django_assert_max_num_queries(30) as statements:
            for _ in range(3):
                signed_in.get(PAGE)
        assert about_sessions(statements) == []
        clock.shift(timedelta(seconds=61))
        with django_assert_max_num_queries(30) as statements:
            signed_in.get(PAGE)
            signed_in.get(PAGE)
        assert [sql.split()[0] for sql in about_sessions(statements)] == ["SELECT", "UPDATE"]
        left = Session.objects.get().expire_date - timezone.now()
        assert left == timedelta(minutes=30)


def test_whoever_signed_out_stays_out(signed_in):
    key = signed_in.session.session_key
    assert signed_in.get(PAGE).status_code == 200
    signed_in.post("/logout/")
    signed_in.cookies["sessionid"] = key
    assert signed_in.get(PAGE).status_code == 302


def test_a_session_ended_elsewhere_lives_for_a_minute_at_most(signed_in):
    signed_in.get(PAGE)
    Session.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert signed_in.get(PAGE).status_code == 302


def test_pages_open_while_the_cache_is_away(signed_in, monkeypatch):
    def refuse(*args, **kwargs):
        raise CacheIsAway

    for name in ("get", "set", "delete"):
        monkeypatch.setattr(type(cache._connections[cache._alias]), name, refuse)
    assert signed_in.get(PAGE).status_code == 200
    assert signed_in.post("/logout/").status_code == 302
    assert signed_in.get(PAGE).status_code == 302


def test_a_refusal_is_one_line_of_the_log(client, town, caplog):
    client.force_login(town.grid_worker)
    assert client.get("/desk/orgtree/user/").status_code == 403
    (line,) = [one for one in caplog.records if one.name == "django.request"]
    assert (line.levelname, line.exc_info) == ("WARNING", None)
    assert "/desk/orgtree/user/" in line.getMessage()


def test_an_error_keeps_its_traceback(client, town, caplog, monkeypatch):
    """Control of the one above: what is wrong in the code is still told with where."""

    def fail(*asked):
        raise RuntimeError("planted")

    monkeypatch.setattr("orgtree.desk.site.day_of", fail)
    client.raise_request_exception = False
    client.force_login(town.secretary)
    assert client.get("/desk/").status_code == 500
    (line,) = [one for one in caplog.records if one.name == "django.request"]
    assert "planted" in str(line.exc_info)
