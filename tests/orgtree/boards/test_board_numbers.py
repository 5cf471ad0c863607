"""A number of a board as the page writes it."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from orgtree.boards.services.shown import Cell
from orgtree.declare import Derived, registry
from orgtree.templatetags.boards import board_number

pytestmark = pytest.mark.django_db  # kinds of service are rows, and figures of their own

COUNT = "volunteers.services"
AREA = SimpleNamespace(pk=7)
LINK = '<a class="plain-number" href="/board/7/rows/{}/?period=2026-10{}">{}</a>'


def written(key: str, value, *, base=None, **more) -> str:
    cell = Cell(registry.catalogue()[key], value, base=base)
    return board_number(cell, AREA, "2026-10", **more)


def test_a_number_leads_to_its_rows():
    assert written(COUNT, Decimal(1234)) == LINK.format(COUNT, "", "1,234")
    assert written(COUNT, Decimal(5), own=True) == LINK.format(COUNT, "&amp;own=1", "5")
    assert written(COUNT, Decimal(5), unit="次") == LINK.format(COUNT, "", "5") + ' <span class="unit">次</span>'


def test_what_is_not_known_leads_nowhere():
    assert written(COUNT, None) == '<span class="none">—</span>'


@pytest.mark.parametrize(("base", "words"), [(9, "基数9，基数少"), (10, "基数10")])
def test_a_rate_says_what_it_is_of(base, words):
    rate = next(key for key, one in registry.catalogue().items() if isinstance(one, Derived) and one.is_rate)
    assert written(rate, Decimal(50), base=Decimal(base)).endswith(f'</a><small class="base">{words}</small>')


def test_what_would_be_a_tag_is_text():
    assert written(COUNT, None, unit="<b>").endswith('<span class="unit">&lt;b&gt;</span>')
