"""What is said to one person is kept by no browser and no proxy: every address of the site, and the whole API for anybody."""

from collections.abc import Iterator

import pytest

from orgtree.web import middleware
from tests.api import Api
from tests.visits import signed_in, visits
from tests.walk import text_of

pytestmark = pytest.mark.django_db
# What is the same for everybody and says so.
FOR_EVERYBODY = ("/open-data/",)


def kept(client, addresses, **asked) -> Iterator[tuple[str, str]]:
    """(address, what it says of keeping) for each answer that may be kept."""
    for url in addresses:
        reply = client.get(url, **asked)
        text_of(reply)  # to its end, so that files are closed
        if "no-store" not in (said := reply.headers.get("Cache-Control", "")):
            yield url, said


def api_addresses(planted) -> list[str]:
    return [url for url, _ in visits(planted) if url.startswith("/api/")]


def test_nothing_of_the_api_is_kept_whoever_asks(town, planted, quick_refusals):
    addresses = api_addresses(planted)
    assert len(addresses) > 200
    assert list(kept(signed_in(town.secretary), addresses)) == []
    assert list(kept(signed_in(None), addresses)) == []
    api = Api(town.secretary, scopes=["area_view"])
    assert list(kept(api.client, addresses[::9], headers=api.headers)) == []
    assert list(kept(api.client, addresses[:1], headers={"Authorization": "Token wrong"})) == []


def test_no_page_of_somebody_signed_in_is_kept(town, planted, quick_refusals):
    addresses = [url for url, _ in visits(planted) if not url.startswith(("/api/", *FOR_EVERYBODY))]
    assert list(kept(signed_in(town.secretary), addresses)) == []


def test_the_walk_finds_an_answer_that_may_be_kept(town, planted, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(middleware, "keep_nowhere", lambda response: None)
    assert list(kept(signed_in(town.secretary), ["/api/v1/areas/"])) == [("/api/v1/areas/", "")]
