"""Whether areas report the figures of their periods, each level its own: 本级 is the area's own report."""

from orgtree.declare import Window, registry
from orgtree.declare.marking import Marker
from orgtree.figures.completeness import Completeness
from orgtree.figures.lists import figure_return_list
from orgtree.figures.models import FigureReturn

RETURNS = Marker(FigureReturn, ("state", "area", "due_on", "confirmed_at"), area="area", day="due_on")


def returns(window: Window):
    return FigureReturn.objects.select_related("area")


COLUMNS = figure_return_list.pick("area period due state confirmed_at")
registry.add_figures(Completeness("figure_return", "数字上报", returns, COLUMNS, (RETURNS,)).figures())
