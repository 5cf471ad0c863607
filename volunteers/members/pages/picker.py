"""Choosing a community without a script: search by name or pinyin, or step down the tree."""

from dataclasses import dataclass, field

from orgtree.choices import AreaKind
from orgtree.models import Area
from orgtree.text.rules.numbers import row_id
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS

SHOWN = 20
BELOW_COMMUNITIES = [AreaKind.GRID, AreaKind.BUILDING]


@dataclass
class Picker:
    """What the page of the picker shows; `chosen` is set once a community is named in the address."""

    text: str = ""
    chosen: Area | None = None
    found: list[Area] = field(default_factory=list)
    more: bool = False
    inside: Area | None = None
    trail: list[Area] = field(default_factory=list)
    below: list[Area] = field(default_factory=list)


def pick_community(query) -> Picker:
    """The picker for the parameters `community`, `q` and `in` of a request; unknown ids count as not given.

    Names of areas are public facts, so this is the one read of the tree that asks for no post.
    """
    chosen = open_communities().filter(pk=row_id(query.get("community"))).first()
    if chosen:
        return Picker(chosen=chosen)
    text = query.get("q", "").replace("\0", "").strip()[:30]  # PostgreSQL takes no NUL
    if text:
        found = list(open_communities().matching(text)[: SHOWN + 1])
        return Picker(text=text, found=found[:SHOWN], more=len(found) > SHOWN)
    return _step_down(row_id(query.get("in")))


def open_communities():
    """Communities and villages that exist today, with the street and district above them."""
    return Area.objects.current().communities().select_related("parent__parent").order_by("code")


def _step_down(area_id: int | None) -> Picker:
    """The children of the area, passing through levels that offer only one way down."""
    inside = Area.objects.current().filter(pk=area_id).exclude(kind__in=BELOW_COMMUNITIES).first()
    below = _children(inside)
    while len(below) == 1 and below[0].kind not in RESIDENT_COMMITTEE_KINDS:
        inside, below = below[0], _children(below[0])
    for area in below:
        area.is_community = area.kind in RESIDENT_COMMITTEE_KINDS
    return Picker(inside=inside, trail=list(inside.get_ancestors()) if inside else [], below=below)


def _children(area: Area | None) -> list[Area]:
    below = Area.objects.current().filter(parent=area).exclude(kind__in=BELOW_COMMUNITIES)
    return list(below.order_by("position", "code"))
