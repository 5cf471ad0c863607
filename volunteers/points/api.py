"""Entries of the points ledger, each with what it was credited and why."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.filters import YearFilter
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.points.lists import entry_list

PointEntrySerializer = serializer_of(
    entry_list,
    year=serializers.IntegerField(source="account.year", help_text="年度"),
    raw=serializers.DecimalField(8, 2, source="credit.raw", help_text="应得分"),
    credited=serializers.DecimalField(8, 2, source="credit.credited", help_text="计入分"),
    reasons=serializers.ListField(child=serializers.CharField(), source="credit.reasons", help_text="计算说明，逐条"),
)


class PointEntryViewSet(ListedViewSet):
    """Ledger entries within the viewer's posts, and the member's own."""

    listing = entry_list
    serializer_class = PointEntrySerializer
    asked = {
        "year": YearFilter(field_name="account__year"),
        "item": filters.CharFilter(field_name="item_code", max_length=10, label="积分项目代码"),
    }
    permissions = {"*": P.POINTS_VIEW}
    subject = "积分"
    tag = "积分"
    texts = {
        "list": ("积分条目列表", "每一条的应得、计入与计算说明；党员本人可看自己的。按人排名的接口没有，也不会有。"),
        "retrieve": ("一条积分", "应得、计入与计算说明。"),
    }
