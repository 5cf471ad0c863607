"""The tree below an area, drawn by one figure."""

from collections.abc import Iterable

from orgtree.boards.services.shown import Board
from orgtree.declare import Measure, registry
from orgtree.figures.models import Figure
from orgtree.figures.rules import rounded
from orgtree.figures.services.figures import figures_over
from orgtree.tree.services.lineage import children_of


def mapped_figure() -> Measure | None:
    """The measure by which the tree is drawn."""
    return next((one for one in registry.figures.values() if isinstance(one, Measure) and one.mapped), None)


def branches(shown: Board, *, levels: int = 2) -> list[dict]:
    """The tree below the board's area as nested {id, name, value, children}, as many levels deep, by the mapped figure.

    In the boundaries in which the board is told. Areas without a value are left out, so that every rectangle stands for something.
    One query, a few more where an area has moved since.
    """
    figure = mapped_figure()
    if figure is None or shown.as_of is None:
        return []
    lines = _mapped_of_other_times if shown.boundaries.moves else _mapped
    nodes: dict[int, dict] = {shown.area.pk: {"children": []}}
    for pk, parent, name, total in lines(shown, figure, levels):
        nodes[pk] = {"id": pk, "name": name, "value": rounded(total, figure.decimals), "children": []}
        if parent in nodes:
            nodes[parent]["children"].append(nodes[pk])
    return nodes[shown.area.pk]["children"]


def _mapped(shown: Board, figure: Measure, levels: int) -> Iterable[tuple]:
    """(id, parent id, name, value) of the areas below, the higher ones first, where the tree is as it was."""
    area = shown.area
    stored = Figure.objects.of(shown.period).filter(measure=figure.key, total__gt=0)
    near = stored.within(area).filter(area__level__gt=area.level, area__level__lte=area.level + levels)
    ordered = near.order_by("area__level", "area__position", "area__code")
    return ordered.values_list("area_id", "area__parent_id", "area__name", "total")


def _mapped_of_other_times(shown: Board, figure: Measure, levels: int) -> Iterable[tuple]:
    """The same in the boundaries of the board."""
    stood = {} if shown.today else shown.boundaries.stood(shown.period)
    found, above = [], [shown.area.pk]
    for _ in range(levels):
        below = list(children_of(above, stood))
        found += below
        above = [area.pk for area in below]
    values = figures_over(
        [area.pk for area in found], [shown.period], catalogue={figure.key: figure}, today=shown.today
    )
    for area in found:
        if (value := values[shown.period][area.pk][figure.key]) > 0:
            yield area.pk, stood.get(area.pk, area.parent_id), area.name, value
