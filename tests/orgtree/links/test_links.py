"""Signed addresses: one purpose each, printed ones hold, and whatever is wrong with one is the same 404."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.http import Http404
from django.utils import timezone

from orgtree.declare import DuplicateDeclaration
from orgtree.links import Expired, Link, Ticket, link_page
from orgtree.links.services import _Purpose
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
