"""Openings of boards are counted by board and level and by nobody; what nobody opens is asked about, kept or hidden."""

from datetime import date

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError

from config.demo_district.doubts import build_question
from orgtree.acts import perform_one
from orgtree.boards.acts import board_question_acts as acts
from orgtree.boards.choices import BoardState
from orgtree.boards.rules import counter_of
from orgtree.boards.services import readings
from orgtree.boards.services.readings import ask_about_unread, boards, note_opened, write_down
from orgtree.choices import AreaKind
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.models import BoardQuestion, BoardReading, Notice
from tests.orgtree.filling import text

DAY = date(2026, 11, 17)


def test_a_counter_knows_nobody():
    """The promise: what a row can say is which board, which level, which month, how often."""
    columns = {field.name for field in BoardReading._meta.get_fields()}
    assert columns == {"id", "board", "level", "month", "times"}
    assert not any(field.is_relation for field in BoardReading._meta.get_fields())


@pytest.fixture
def uncounted():
    keys = [counter_of(board, level) for board in boards() for level in AreaKind.values]
    cache.delete_many(keys)
    yield
    cache.delete_many(keys)


@pytest.mark.django_db
def test_what_is_opened_is_counted_once_and_written_down(town, client, uncounted, monkeypatch):
    client.force_login(town.organisation)
    for address in ("?subject=services", "?subject=services", ""):
        client.get(f"/board/{town.street.pk}/{address}")
    client.get(f"/board/{town.street.pk}/?subject=people&screen=1")  # a wall: nobody opened it
    client.get(f"/board/{town.street.pk}/compare/")
    assert not BoardReading.objects.exists(), "looking writes nothing"
    assert write_down(DAY) == 4
    found = {(one.board, one.level, one.month, one.times) for one in BoardReading.objects.all()}
    month = date(2026, 11, 1)
    assert found == {
        ("services", "street", month, 2), ("first", "street", month, 1), ("compare", "street", month, 1)
    }  # fmt: skip
    assert write_down(DAY) == 0
    client.get(f"/board/{town.street.pk}/report/")
    assert write_down(DAY) == 1
    assert BoardReading.objects.get(board="report").level == "street"
    asked = []

    def silent(*args, **kwargs):
        asked.append(args)
        raise ConnectionError

    monkeypatch.setattr(readings.cache, "add", silent)
    note_opened("services", "street")
    assert client.get(f"/board/{town.street.pk}/").status_code == 200, "a board is not withheld for it"
    assert len(asked) == 2


@pytest.mark.django_db
def test_what_nobody_opens_is_asked_about_kept_or_hidden(town, client):
    assert ask_about_unread(DAY) == 0, "it was not counted for so long"
    BoardReading.objects.create(board="people", level="street", month=date(2026, 7, 1), times=9)
    BoardReading.objects.create(board="services", level="street", month=date(2026, 10, 1), times=1)
    assert ask_about_unread(DAY) > 0
    assert ask_about_unread(DAY) == 0, "once"
    asked = set(BoardQuestion.objects.filter(level="street").values_list("board", flat=True))
    assert "people" in asked
    assert "services" not in asked
    assert Notice.objects.filter(user=town.organisation, key__startswith="boardquestion").count() == 1
    row = BoardQuestion.objects.get(board="people", level="street")
    with pytest.raises(RuleBroken):
        perform_one(acts, "hide", pk=row.pk, by=town.street_secretary)
    client.force_login(town.organisation)
    tab = "subject=people"
    assert tab in text(client.get(f"/board/{town.street.pk}/"))
    perform_one(acts, "hide", pk=row.pk, by=town.organisation)
    assert tab not in text(client.get(f"/board/{town.street.pk}/"))
    assert tab in text(client.get(f"/board/{town.east.pk}/")), "of another level"
    assert client.get(f"/board/{town.street.pk}/?{tab}").status_code == 200, "kept views go on"
    perform_one(acts, "keep", pk=row.pk, by=town.organisation)
    assert tab in text(client.get(f"/board/{town.street.pk}/"))
    assert ask_about_unread(date(2027, 3, 1)) > 0
    row.refresh_from_db()
    assert row.state == BoardState.ASKED, "asked again after as many days"


@pytest.mark.django_db
def test_the_demo_asks_about_one(town):
    build_question(DAY, Period.parse("2026-10"))
    assert list(BoardQuestion.objects.values_list("board", "level", "area")) == [
        ("assessments", "community", town.district.pk)
    ]
