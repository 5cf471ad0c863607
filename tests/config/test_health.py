import pytest


@pytest.mark.django_db
def test_answers_ok_while_both_stores_answer(client):
    reply = client.get("/healthz")
    assert (reply.status_code, reply.json()) == (200, {"serves": True, "database": "ok", "cache": "ok"})


@pytest.mark.django_db
def test_serves_while_the_cache_is_away_and_says_so(client, settings):
    backend = settings.CACHES["default"]
    settings.CACHES = {"default": {**backend, "LOCATION": "redis://127.0.0.1:1/0"}}
    reply = client.get("/healthz")
    assert (reply.status_code, reply.json()) == (200, {"serves": True, "database": "ok", "cache": "unreachable"})


def test_tells_that_the_database_is_away(client):
    # Without the django_db mark every use of the database raises, as a lost server would make it.
    reply = client.get("/healthz")
    assert (reply.status_code, reply.json()) == (503, {"serves": False, "database": "unreachable", "cache": "ok"})
