"""What the tree page shows: the nodes from which the viewer's view begins, and below them only what is opened."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber

from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.scope.models.rows import scope_condition
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import child_kinds

MOST_SIBLINGS = 500
MOST_HITS = 50


@dataclass
class Node:
    """An area on the page; `children` are the nodes below it that are shown, `is_open` whether any were asked for.

    `cut` says that there are more children than the page shows.
    """

    area: Area
    is_open: bool = False
    is_hit: bool = False
    cut: bool = False
    children: list["Node"] = field(default_factory=list)

    @property
    def has_children(self) -> bool:
        return not self.area.is_leaf_node()

    @property
    def addable(self) -> str:
        """What may be added below, in words; empty where the viewer may add nothing."""
        if not self.area.editable or self.area.dissolved_on:
            return ""
        return "、".join(AreaKind(kind).label for kind in child_kinds(self.area.kind))


def visible_areas(user):
    """The areas that `user` may see, each with `editable`: whether they may edit it."""
    editable = ExpressionWrapper(scope_condition(Area, user, P.AREA_EDIT), output_field=BooleanField())
    return Area.objects.allowed(user, P.AREA_VIEW).annotate(editable=editable)


def top_areas(user) -> list[Area]:
    """The areas of the viewer's posts, without those that lie inside another."""
    kinds = post_kinds_with(P.AREA_VIEW)
    found = visible_areas(user).filter(pk__in={post.area_id for post in user.live_posts if post.kind in kinds})
    return [area for area in found if not any(area.is_descendant_of(other) for other in found)]


def children_of(user, area: Area) -> Node:
    """`area` with the nodes directly below it."""
    found = [Node(child) for child in visible_areas(user).filter(parent=area)[: MOST_SIBLINGS + 1]]
    return Node(area, is_open=True, children=found[:MOST_SIBLINGS], cut=len(found) > MOST_SIBLINGS)


def opened_tree(user, area: Area | None) -> list[Node]:
    """The page with `area` and everything above it opened; without it, with the top opened once."""
    tops = top_areas(user)
    path = list(area.get_ancestors(include_self=True).values_list("pk", flat=True)) if area else []
    opened = {top.pk for top in tops} | set(path)
    place = Window(RowNumber(), partition_by=F("parent"), order_by="lft")
    below = visible_areas(user).filter(parent__in=opened).annotate(place=place)
    # What leads to `area` is shown however far down its level it stands.
    shown = list(below.filter(Q(place__lte=MOST_SIBLINGS + 1) | Q(pk__in=path)))
    nodes = _nested(tops, [child for child in shown if child.place <= MOST_SIBLINGS or child.pk in path], opened)
    cut = {child.parent_id for child in shown if child.place > MOST_SIBLINGS}
    _mark_cut(nodes, cut)
    return nodes


def found_tree(user, text: str) -> tuple[list[Node], int]:
    """The areas that match `text` with everything above them, and how many are shown (at most MOST_HITS)."""
    hits = list(visible_areas(user).matching(text)[:MOST_HITS])
    above = Area.objects.get_queryset_ancestors(Area.objects.filter(pk__in=[hit.pk for hit in hits])) if hits else []
    path = visible_areas(user).filter(pk__in=[area.pk for area in above])
    known = {area.pk: area for area in (*path, *hits)}
    areas = sorted(known.values(), key=lambda area: (area.tree_id, area.lft))
    tops = [area for area in areas if area.parent_id not in known]
    opened = {area.parent_id for area in areas}
    return _nested(tops, areas, opened, frozenset(hit.pk for hit in hits)), len(hits)


def _mark_cut(nodes: list[Node], cut: set[int]) -> None:
    for node in nodes:
        node.cut = node.area.pk in cut
        _mark_cut(node.children, cut)


def _nested(tops, areas, opened: set[int], hits: frozenset[int] = frozenset()) -> list[Node]:
    nodes = {area.pk: Node(area, is_open=area.pk in opened, is_hit=area.pk in hits) for area in (*tops, *areas)}
    for area in areas:
        if area.parent_id in nodes:
            nodes[area.parent_id].children.append(nodes[area.pk])
    return [nodes[top.pk] for top in tops]
