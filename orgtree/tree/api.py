"""Areas: list, search, one area, its children."""

from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action

from orgtree.api.base import ReadViewSet
from orgtree.api.fields import KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, SearchFilter, UnderFilter
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.tree.models import Area


class AreaSerializer(serializers.ModelSerializer):
    kind_label = KindLabelField("kind", help_text="类型名称")

    class Meta:
        model = Area
        fields = [
            "id",
            "parent",
            "kind",
            "kind_label",
            "code",
            "name",
            "households",
            "residents",
            "opened_on",
            "dissolved_on",
            "replaced_by",
        ]
        read_only_fields = fields


class AreaFilter(ScopedFilterSet):
    kind = filters.MultipleChoiceFilter(choices=AreaKind.choices, label="类型，可重复")
    parent = IdFilter(label="直接上级的编号")
    under = UnderFilter(label="此区域及其下级")
    code = filters.CharFilter(max_length=24, label="代码，完全一致")
    search = SearchFilter(label="名称、拼音、拼音首字母或代码")
    open = filters.BooleanFilter(method="filter_open", label="true：只要现存区域；false：只要已撤销的")
    ordering = Ordering(code="代码", name="名称", households="户数", residents="常住人口")

    class Meta:
        model = Area
        fields: list[str] = []

    def filter_open(self, queryset, name, value):
        current = queryset.current()
        return current if value else queryset.exclude(pk__in=current.values("pk"))


class AreaViewSet(ReadViewSet):
    """Areas within the viewer's posts."""

    queryset = Area.objects.order_by("code")
    serializer_class = AreaSerializer
    filterset_class = AreaFilter
    permissions = {"*": P.AREA_VIEW}
    tag = "区域"
    texts = {
        "list": ("区域列表", "职责范围内的区域，可按类型、上级筛选，可按名称、拼音、代码搜索。"),
        "retrieve": ("一个区域", "户数、常住人口为数量；平台不登记居民个人。"),
        "children": ("下一级区域", "直接下级，按代码排序。"),
    }

    @action(detail=True, filterset_class=None)
    def children(self, request, pk=None):
        parent = self.get_object()
        page = self.paginate_queryset(self.get_queryset().filter(parent=parent))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)
