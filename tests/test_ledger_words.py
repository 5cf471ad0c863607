"""Nothing that somebody typed stands in the ledger, which is kept for ever: its notes are our own words, with numbers and codes in them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.canaries import CANARY
from volunteers.models import PointEntry

APPS = ("orgtree", "volunteers", "grids", "cocon", "assessments")
WRITERS = {"Deed", "reverse_deed", "PointEntry"}
# What is not typed though it is an attribute: given by the platform, or by a dated rule.
GIVEN = {"number", "code"}
# Where the ledger itself hands on what it was given, and a sentence that is made of a year and a kind.
HANDED_ON = {("points.py", "deed.note"), ("points.py", "note"), ("check_in_acts.py", "str(check_in)")}


def notes(source: str) -> Iterator[ast.expr]:
    """What is written as a note wherever an entry is made or reversed."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in WRITERS:
            yield from (word.value for word in call.keywords if word.arg == "note")
            yield from call.args[6:]  # the seventh field of a Deed


def is_ours(note: ast.expr) -> bool:
    """Whether a note is a literal, a number or code of a row, or made of these."""
    if isinstance(note, ast.JoinedStr):
        return all(is_ours(part.value if isinstance(part, ast.FormattedValue) else part) for part in note.values)
    return isinstance(note, ast.Constant) or (isinstance(note, ast.Attribute) and note.attr in GIVEN)


def typed_notes() -> tuple[set[tuple[str, str]], int]:
    """(file, expression) of every note that is not ours, and how many were looked at."""
    found, seen = set(), 0
    for app in APPS:
        for file in Path(settings.BASE_DIR, app).rglob("*.py"):
            text = file.read_text()
            if any(writer in text for writer in WRITERS) and "migrations" not in file.parts:
                written = list(notes(text))
                seen += len(written)
                found |= {(file.name, ast.unparse(note)) for note in written if not is_ours(note)}
    return found, seen


def test_no_note_of_the_ledger_is_what_somebody_typed():
    found, seen = typed_notes()
    assert seen > 8
    assert found == HANDED_ON


@pytest.mark.parametrize(
    ("call", "ours"),
    [
        ("reverse_deed(source=a, note=doing.reason, by=b)", False),
        ("reverse_deed(source=a, note=reason or '撤销', by=b)", False),
        ("points.reverse_deed(source=a, note=f'{wish.title}', by=b)", False),
        ("Deed(1, 'S07', 1, at, area, 'wish:1', wish.title)", False),
        ("Deed(note=f'{item.code}，不计分')", True),
        ("Deed(note=case.number)", True),
    ],
)
def test_control_of_what_is_typed(call, ours):
    assert [is_ours(note) for note in notes(call)] == [ours]


@pytest.mark.django_db
def test_no_planted_word_stands_in_the_ledger(planted):
    """Rows of every noun have the word in all that was typed; some of them have earned."""
    earned = PointEntry.objects.exclude(pk=planted["volunteers.pointentry"])  # that one has it put there
    assert not earned.filter(note__contains=CANARY).exists()
