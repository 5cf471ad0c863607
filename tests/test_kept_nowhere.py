"""What is said to one person is kept by no browser and no proxy, nor what the API says to anybody.

Every walk over all addresses asks it of each answer (`Walker` in tests/visits.py), whoever walks; here are a program with a
token, and answers that may be kept.
"""

import pytest
from django.http import HttpResponse

from orgtree.web import middleware
from tests.api import Api
from tests.visits import signed_in, visits

pytestmark = pytest.mark.django_db


def test_nothing_that_a_program_is_told_is_kept(town, planted, quick_refusals):
    addresses = [url for url, _ in visits(planted) if url.startswith("/api/")]
    assert len(addresses) > 200
    client = signed_in(None)
    for told in (Api(town.secretary, scopes=["area_view"]).headers, {"Authorization": "Token wrong"}):
        for url in addresses[::9]:
            client.get(url, headers=told)


@pytest.mark.parametrize(
    ("url", "is_known"), [("/notices/", True), ("/api/v1/areas/", True), ("/api/v1/areas/", False)]
)
def test_a_walk_takes_no_answer_that_may_be_kept(url, is_known, town, monkeypatch):
    """Negative control."""
    client = signed_in(town.secretary if is_known else None)
    client.get(url)
    monkeypatch.setattr(middleware, "keep_nowhere", lambda response: None)
    with pytest.raises(AssertionError, match=f"{url} may be kept"):
        client.get(url)


def test_a_walk_takes_no_answer_that_breaks(town, monkeypatch):
    """Negative control."""
    client = signed_in(town.secretary)
    monkeypatch.setattr(middleware.SessionRules, "_refusal", lambda rules, request: HttpResponse(status=500))
    with pytest.raises(AssertionError, match="/desk/ breaks"):
        client.get("/desk/")
