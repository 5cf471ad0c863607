"""Signed addresses: one purpose each, printed ones hold, and whatever is wrong with one is the same 404."""

import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.http import Http404
from django.utils import timezone

from config.logs import NoCodes
from grids.doors.services import following
from orgtree.declare import DuplicateDeclaration
from orgtree.links import Expired, Link, Ticket, link_page
from orgtree.links.services import _Purpose
from tests.grids.cases import world
from tests.test_codes_in_addresses import FEED, KNOWN, LINK, WALL
from volunteers.activities.services import outreach

WHILE = timedelta(hours=2)


@pytest.fixture
def kinds(monkeypatch):
    """Purposes of this test alone."""
    monkeypatch.setattr(_Purpose, "known", set())
    return Link("one"), Link("other"), Link("brief", WHILE), Ticket("slip", WHILE)


def test_what_was_signed_for_one_purpose_opens_nothing_else(kinds):
    one, other, brief, _ = kinds
    token = one.token(17)
    assert (one.value(token), one.key(token)) == ("17", 17)
    assert {other.value(token), other.key(token), brief.value(token), one.value(brief.token(17))} == {None}


@pytest.mark.parametrize("bent", ["", "17", "17~", "~", "17~x", "18~{tail}", "17~{tail}x", "\x00~{tail}"])
def test_what_is_bent_says_nothing(kinds, bent):
    one, *_ = kinds
    tail = one.token(17).partition("~")[2]
    assert one.value(bent.format(tail=tail)) is None


@pytest.mark.parametrize("value", ["x", "-1", "", "1.2", "٣", "1" * 19])
def test_a_key_is_a_number(kinds, value):
    one, *_ = kinds
    assert one.value(one.token(value)) == value  # control: the signature is good
    assert one.key(one.token(value)) is None


def test_for_a_while(kinds):
    *_, brief, slip = kinds
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        token, ticket = brief.token(17), slip.issue(17, "x")
    with time_machine.travel(now + WHILE - timedelta(seconds=2), tick=False):
        assert (brief.key(token), slip.read(ticket)) == (17, [17, "x"])
    with time_machine.travel(now + WHILE + timedelta(seconds=2), tick=False):
        assert brief.key(token) is None
        with pytest.raises(Expired):
            slip.read(ticket)
    assert slip.read("x") is None


def test_no_two_kinds_share_a_purpose(kinds):
    with pytest.raises(DuplicateDeclaration):
        Ticket("one")


def test_what_is_printed_still_opens():
    """Posters hang for years: these are signed as the first were."""
    for link, purpose in ((outreach.SHARE, "session-share"), (outreach.ANSWER, "session-answer")):
        assert link.value(signing.Signer(salt=purpose, sep="~").sign("17")) == "17"


def test_whatever_is_wrong_is_the_same_404(rf):
    page = link_page({"good": 17}.get)(lambda request, found, token: (found, token))
    assert page(rf.get("/"), "good") == (17, "good")
    for token in ("bad", ""):
        with pytest.raises(Http404):
            page(rf.get("/"), token)


def test_a_page_of_its_own_says_that_it_is_over(rf):
    page = link_page({}.get, closed="volunteers/activities/answer_closed.html")(lambda request, found, token: None)
    assert page(rf.get("/"), "bad").status_code == 404


# --- What opens one person's business stands in an address once ------------------------------------------------------------


@pytest.fixture
def followed(town) -> str:
    """The address that somebody who told of something was sent."""
    return following.page_of(world.case(town).reports.first())


def test_the_address_is_exchanged_for_a_cookie_of_its_page(client, followed):
    first = client.get(followed)
    assert (first.status_code, first["Cache-Control"]) == (302, "private, no-store")
    [cookie] = first.cookies.values()
    token = followed.strip("/").partition("/")[2]
    assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"]) == (token, first.url, True, "Lax")
    assert token not in first.url
    page = client.get(first.url)
    assert (page.status_code, token in page.text) == (200, False)
    assert client.post(first.url, {"rate": "x"}).status_code == 200


def test_without_its_cookie_the_address_is_worth_nothing(client, followed):
    page = client.get(followed).url
    client.cookies.clear()
    assert client.get(page).status_code == client.get("/cases/0123456789/").status_code == 404
    assert "请重新打开" in client.get(page).text
    name = next(iter(client.get(followed).cookies))  # control: it comes back with the link
    assert client.get(page).status_code == 200
    client.cookies[name] = "1~forged-forged-forged-forged"
    assert client.get(page).status_code == 404


def test_the_cookie_of_one_page_opens_no_other(client, town, followed):
    one, other = client.get(followed), client.get(following.page_of(world.case(town, title="井盖").reports.first()))
    [token] = [cookie.value for cookie in one.cookies.values()]
    [name] = other.cookies
    client.cookies.clear()
    client.cookies[name] = token
    assert client.get(other.url).status_code == 200  # the token is what opens: its own row, never the address's
    assert client.get(other.url).context["report"].first_case.title != "井盖"


def test_the_log_has_no_token(followed):
    token = followed.strip("/").partition("/")[2]
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (f"/cases/{token}/",)})
    assert token in record.getMessage()  # control
    assert NoCodes().filter(record)
    assert record.getMessage() == "Not Found: /cases/…/"
    assert "codes" in settings.LOGGING["handlers"]["stdout"]["filters"]


def test_the_example_of_a_proxy_logs_none_either():
    """docs/deployment.md; every address with a token of this kind is among its ways."""
    [line] = re.findall(r"~(\^\(\?<way>\S+) \$way", Path(settings.BASE_DIR, "docs/deployment.md").read_text())
    masks = re.compile(line.replace("(?<", "(?P<"))
    links = [address for address, why in KNOWN.items() if why in (LINK, FEED, WALL)]
    assert len(links) > 5
    for address in links:
        asked = "/" + address.replace("<str:token>", Link.token(following.FOLLOWED, 17))
        assert masks.match(asked), address
        assert "~" not in masks.sub(r"\g<way>-\g<rest>", asked)
    assert not masks.match("/cases/find/")  # control
