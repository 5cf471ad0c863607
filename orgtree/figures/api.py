"""Figures that areas answer for."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from orgtree.figures.acts import figure_return_acts
from orgtree.figures.lists import figure_return_list


@extend_schema_field(serializers.DictField(child=serializers.DecimalField(None, 2)))
class TotalsField(serializers.Field):
    """What was reported, by the key of the figure, of one return alone."""

    def to_representation(self, row) -> dict:
        view = self.context.get("view")
        return {} if view is None or view.action == "list" else row.values


FigureReturnSerializer = serializer_of(
    figure_return_list,
    totals=TotalsField(source="*", read_only=True, help_text="上报的数字，按指标代码；没有的为零；列表里为空"),
)


class FigureReturnViewSet(ActsMixin, ListedViewSet):
    """What is reported of figures within the viewer's posts."""

    acts = figure_return_acts
    queryset = figure_return_list.rows()
    listing = figure_return_list
    serializer_class = FigureReturnSerializer
    permissions = {"*": P.BOARD_VIEW}
    tag = "指标"
    texts = {
        "list": ("本期数字上报列表", "每个区域每期一条：待下级、待核对、已上报、限时更正。"),
        "retrieve": ("一个区域一期的上报", "状态、期限、上报时间与上报的数字；此后的更正见 figures/。"),
    }
