"""Choosing a community without a script: search by what people call the place they live in, or step down the tree."""

from dataclasses import dataclass, field

from django.db.models import Q

from orgtree.choices import AreaKind
from orgtree.models import Area
from orgtree.text.rules.numbers import row_id
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.declare import communities_called

SHOWN = 20
LEAST = 2  # letters that name a building or a street: one alone is in hundreds
MOST_INSIDE = 500
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
        found = _called(text)
        return Picker(text=text, found=found[:SHOWN], more=len(found) > SHOWN)
    return _step_down(row_id(query.get("in")))


def open_communities():
    """Communities and villages that exist today, with the street and district above them."""
    return Area.objects.current().communities().select_related("parent__parent").order_by("code")


def _called(text: str) -> list[Area]:
    """Communities of this name, then those of a street, grid, building or estate of this name; at most one more than is shown."""
    own = list(open_communities().matching(text)[: SHOWN + 1])
    if len(own) > SHOWN or len(text) < LEAST:
        return own
    named = Area.objects.current().exclude(kind__in=RESIDENT_COMMITTEE_KINDS).matching(text)
    inside = named.filter(kind__in=BELOW_COMMUNITIES).values_list("pk", "parent_id", "parent__parent_id")
    around = Q(parent__in=named.filter(kind__in=(AreaKind.STREET, AreaKind.TOWN)))
    around |= Q(pk__in={pk for row in inside[:MOST_INSIDE] for pk in row if pk})
    for find in communities_called:
        around |= Q(pk__in=find(text))
    others = open_communities().filter(around).exclude(pk__in=[area.pk for area in own])
    return own + list(others[: SHOWN + 1 - len(own)])


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
