"""Papers: numbers that are never given twice, codes however they are typed, digests that tell a change."""

import hashlib
import json
from datetime import date
from threading import Barrier

import pytest
from django.db import transaction

from orgtree.papers import services
from orgtree.papers.models import DigestCodePaper, Paper
from orgtree.papers.rules import (
    ALPHABET,
    code_from,
    digest_of,
    is_code_from,
    new_code,
    numbered,
    street_start,
    written_code,
)
from orgtree.papers.services import next_number
from tests.upstairs.models import Slip
from tests.volunteers.test_races import at_once
from volunteers.models import Certificate, FeedbackSheet

START = "YJ-2026-"


def handed_out(number: str = "YJ-2026-0001") -> Slip:
    slip = Slip(number=number, code="K7QH2M9XPR", words="已发放")
    slip.seal()
    slip.save()
    return slip


# --- Numbers --------------------------------------------------------------------------------------------------------------


def test_numbers_as_they_are_printed():
    street = street_start(year=2026, community_code="410305001001")
    assert numbered(street, 7) == "2026-410305001-0007"
    assert numbered(START, 12345) == "YJ-2026-12345"


@pytest.mark.django_db
def test_the_next_number_is_behind_the_last_and_no_gap_is_filled():
    assert next_number(Slip, "number", START) == "YJ-2026-0001"
    for number in ("0001", "0002", "9999", "10000"):
        handed_out(START + number)
    assert next_number(Slip, "number", START) == "YJ-2026-10001"
    Slip.objects.filter(number="YJ-2026-0002").delete()
    assert next_number(Slip, "number", START) == "YJ-2026-10001"  # counting the rows would give one that is taken
    assert next_number(Slip, "number", "YJ-2027-") == "YJ-2027-0001"


def numbering():
    with transaction.atomic():
        return handed_out(next_number(Slip, "number", START)).number


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_at_once_gets_a_number_of_their_own():
    numbers = at_once(*[numbering] * 8)
    assert sorted(numbers) == [f"YJ-2026-000{serial}" for serial in range(1, 9)]


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_one_is_given_twice(monkeypatch):
    both, held_for = Barrier(2), services.numbered

    def late(start, serial):
        both.wait(10)
        return held_for(start, serial)

    monkeypatch.setattr(services, "hold_for", lambda name: None)
    monkeypatch.setattr(services, "numbered", late)

    def asking():
        with transaction.atomic():
            return next_number(Slip, "number", START)

    assert at_once(asking, asking) == ["YJ-2026-0001"] * 2


# --- Codes ----------------------------------------------------------------------------------------------------------------


def test_codes_are_long_unlike_and_without_letters_taken_for_digits():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 10 and set(code) <= set(ALPHABET) for code in codes)
    assert not set(ALPHABET) & set("0O1IL")


@pytest.mark.parametrize("typed", ["k7qh2m9xpr", " K7QH2-M9XPR ", "K7QH2 M9XPR"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert written_code(typed) == "K7QH2M9XPR"


def test_a_code_from_a_digest():
    digest = digest_of({"a": 1})
    code = code_from(digest)
    assert len(code) == 19
    assert is_code_from(digest, f" {code.lower()} ")
    assert is_code_from(digest, digest)
    assert not is_code_from(digest, code[:-1])  # fifteen digits are too few
    assert not is_code_from(digest, "0" * 16)
    assert not is_code_from(digest, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "code", "found"),
    [
        ("YJ-2026-0001", "K7QH2M9XPR", True),
        (" YJ-2026-0001 ", "k7qh2-m9xpr", True),
        ("YJ-2026-0002", "K7QH2M9XPR", False),
        ("YJ-2026-0001", "K7QH2M9XPS", False),
        ("YJ-2026-0001", "", False),
        ("", "K7QH2M9XPR", False),
    ],
)
def test_number_and_code_together_show_a_paper(number, code, found):
    slip = handed_out()
    assert Slip.objects.checked(number=number, code=code) == (slip if found else None)


# --- Digests --------------------------------------------------------------------------------------------------------------


def test_the_digest_follows_the_content_and_not_its_order():
    assert digest_of({"a": 1, "b": "二"}) == digest_of({"b": "二", "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_the_digests_of_papers_that_are_out_stay_as_they_were():
    certificate = Certificate(number="2026-1-0001", member_id=7, since=date(2026, 1, 1), until=date(2026, 11, 22))
    certificate.lines = [{"name": "巡逻", "times": 2, "hours": "2.5"}]
    certificate.seal()
    body = '["2026-1-0001", 7, "2026-01-01", "2026-11-22", [["巡逻", 2, "2.5"]]]'
    assert certificate.digest == hashlib.sha256(body.encode()).hexdigest()
    sheet = FeedbackSheet(frozen={"times": 2, "name": "张三"})
    sheet.seal()
    assert sheet.digest == hashlib.sha256('{"name":"张三","times":2}'.encode()).hexdigest()
    assert sheet.code == code_from(sheet.digest)
    assert json.loads(body) == certificate.sealed()


def papers(base: type = Paper) -> list[type]:
    """Every noun that is handed out on paper."""
    found = []
    for model in base.__subclasses__():
        found += papers(model) if model._meta.abstract else [model]
    return found


def test_every_paper_is_looked_at_here():
    assert {model.__name__ for model in papers()} >= {"Certificate", "FeedbackSheet", "Slip"}
    assert issubclass(FeedbackSheet, DigestCodePaper)


@pytest.mark.django_db
def test_a_change_behind_the_paper_is_seen():
    slip = handed_out()
    assert slip.is_as_sealed
    slip.words = "未发放"
    assert not slip.is_as_sealed
