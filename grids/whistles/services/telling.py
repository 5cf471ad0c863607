"""What is said about a department's part, in the same shape each time, and who is told of it."""

from collections.abc import Callable
from functools import partial

from grids.cases.rules import checked_words
from grids.whistles.models import WhistleLeg
from grids.whistles.services.reach import clerks_of, leg_page, whistle_page
from orgtree.acts import Ask, Doing, Tell, asks_of

Telling = Callable[[WhistleLeg, Doing], list[Tell]]


def leg_words(name: str, label: str, longest: int, help: str = "") -> Ask:
    """Words about the matter that the part keeps under `name`; never about who somebody is."""
    said = {
        "check": partial(checked_words, field=name, label=label, longest=longest),
        "is_optional": False,
        "shortest": 2,
        "help": help or "只写事情，不写姓名、电话和门牌号",
    }
    [ask] = asks_of(WhistleLeg, name, **{name: said})
    return ask


def to_street(words: str) -> Telling:
    """Tells whoever asked for the whistle and whoever approved it."""

    def tell(leg: WhistleLeg, doing: Doing) -> list[Tell]:
        people = (leg.whistle.asked_by_id, leg.whistle.approved_by_id)
        title = f"{leg.unit}{words}：事项{leg.whistle.case.number}"
        return [Tell(people, title, url=whistle_page(leg.whistle), why=True)]

    return tell


def to_unit(words: str) -> Telling:
    """Tells those who handle cases for the department."""
    return lambda leg, doing: [
        Tell(clerks_of([leg.unit_id]), f"{words}：事项{leg.whistle.case.number}", url=leg_page(leg), why=True)
    ]


def to_both(words: str) -> Telling:
    """Tells both sides."""
    return lambda leg, doing: [*to_street(words)(leg, doing), *to_unit(words)(leg, doing)]
