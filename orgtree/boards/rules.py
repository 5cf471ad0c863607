"""Sentences with figures in them: read into pieces, refused where a brace means nothing; what a kept view carries. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from orgtree.choices import AreaKind

WORDS = {"place": "区域名称", "period": "统计期"}
BRACE = re.compile(r"\{([^{}]*)\}")
LONGEST = 500

DIGEST_DAYS = 7  # of a month in which the one before is told
UNREAD_DAYS = 90  # after which whoever keeps a board is asked whether it is still wanted
ASKED_LEVELS = (AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE)
MOST_KEPT = 50  # views that one person keeps
LONGEST_ADDRESS = 600
# What the address of each page says behind its period; whatever else stands there is not kept.
CARRIED = {"board": ("subject", "compare", "borders"), "compare": ("with", "figure", "borders"), "report": ("borders",)}


@dataclass(frozen=True)
class Piece:
    """Literal `text`, or the `name` of a figure or of one of WORDS; the other is empty."""

    text: str = ""
    name: str = ""


class Unreadable(ValueError):
    """The sentence cannot be filled; the message says why in Chinese."""


def pieces_of(sentence: str) -> list[Piece]:
    """The sentence cut at its braces, empty literals left out. Raises Unreadable for an odd or empty brace."""
    pieces, position = [], 0
    for match in BRACE.finditer(sentence):
        if not match[1].strip():
            raise Unreadable("花括号里须写指标名称")
        pieces += [Piece(text=sentence[position : match.start()]), Piece(name=match[1].strip())]
        position = match.end()
    pieces.append(Piece(text=sentence[position:]))
    if any("{" in piece.text or "}" in piece.text for piece in pieces):
        raise Unreadable("花括号须成对使用，如 {在职党员报到}")
    return [piece for piece in pieces if piece.text or piece.name]


def renamed(sentence: str, names: Mapping[str, str]) -> str:
    """The sentence with the contents of its braces called otherwise, where `names` knows them."""
    return BRACE.sub(lambda brace: f"{{{names.get(brace[1].strip(), brace[1])}}}", sentence)


def figures_in(sentence: str) -> list[str]:
    """The keys of the figures in the sentence, in order of reading."""
    return [piece.name for piece in pieces_of(sentence) if piece.name and piece.name not in WORDS]


def check_sentence(sentence: str, *, known: Collection[str]) -> None:
    """Raise Unreadable unless the sentence has at least one figure and every brace names one of `known` or WORDS."""
    keys = figures_in(sentence)
    if not keys:
        raise Unreadable("句子里至少要有一个指标，如 {在职党员报到}")
    for key in keys:
        if key not in known:
            raise Unreadable(f"没有“{key}”这个指标，请从指标清单中选用")


def carried(page: str, asked: Any) -> str:
    """What is kept of an address (a QueryDict): the names that the page knows, in their order."""
    return urlencode([(name, value) for name in CARRIED[page] for value in asked.getlist(name) if value])


def counter_of(board: str, level: str) -> str:
    """Where openings of a board at areas of a level are counted: that says all that is known of them."""
    return f"board-readings:{board}:{level}"
