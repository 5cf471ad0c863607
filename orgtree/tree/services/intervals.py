"""The interval columns of a tree: numbered, checked and mended as a whole.

Single edits leave them to django-mptt. Callers hold the tree's lock. A model says by `may_stand_under` what may stand where.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection

from orgtree.tree.rules.intervals import Fault, Row, find_faults, group_children, number_tree

COLUMNS = ("tree_id", "lft", "rght", "level")


def stored_faults(model) -> list[Fault]:
    """What is wrong with the stored tree of `model`; empty when all is well."""
    kept = [name for name in Row._fields if name in {field.attname for field in model._meta.concrete_fields}]
    rows = model.objects.order_by().values_list(*kept).iterator(chunk_size=20_000)
    return find_faults((Row(*row) for row in rows), model.may_stand_under)


def rebuild_all(model) -> int:
    """Number every tree of `model` anew from its parents; returns how many nodes changed.

    Siblings stand in the order that the model declares. Nodes in a cycle of parents stay as they are: which
    of them is the upper one is for a person to say.
    """
    order = model._mptt_meta.order_insertion_by
    nodes = list(model.objects.order_by(*order, "pk").values_list("id", "parent_id", *COLUMNS))
    children = group_children((node[0], node[1]) for node in nodes)
    stored = {node[0]: node[2:] for node in nodes}
    places = (
        (node, tree, *rest)
        for tree, root in enumerate(children[None], start=1)
        for node, *rest in number_tree(root, children)
    )
    return _store(model, (place for place in places if stored[place[0]] != place[1:]))


def make_room(model, tree_id: int, new: Sequence[tuple]) -> dict[int, tuple[int, int, int]]:
    """Number the tree as if the `new` nodes (id, parent id, order key) stood in it; returns their (lft, rght, level).

    Moves the intervals of stored nodes; the caller writes the new ones. The order key is the tuple of the
    values that the model orders siblings by.
    """
    order = model._mptt_meta.order_insertion_by
    nodes = list(model.objects.filter(tree_id=tree_id).order_by().values_list("id", "parent_id", *COLUMNS[1:], *order))
    stored = {node[0]: node[2:5] for node in nodes}
    keyed = sorted([(node[5:], node[0], node[1]) for node in nodes] + [(key, id_, parent) for id_, parent, key in new])
    children = group_children((node, parent) for _, node, parent in keyed)
    places = {node: tuple(rest) for node, *rest in number_tree(children[None][0], children)}
    _store(model, ((node, tree_id, *places[node]) for node in stored if stored[node] != places[node]))
    return {node: places[node] for node, _, _ in new}


def _store(model, places: Iterable[tuple[int, int, int, int, int]]) -> int:
    """Write the interval columns of `places` (id, tree, lft, rght, level); returns how many there were."""
    table, places, count = connection.ops.quote_name(model._meta.db_table), iter(places), 0
    with connection.cursor() as cursor:
        while batch := list(islice(places, 20_000)):
            cursor.execute(
                f"UPDATE {table} AS node SET tree_id = new.tree, lft = new.lft, rght = new.rght, level = new.level "
                "FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::int[]) AS new(id, tree, lft, rght, level) "
                "WHERE node.id = new.id",
                [list(column) for column in zip(*batch, strict=True)],
            )
            count += len(batch)
    return count
