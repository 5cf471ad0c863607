"""Areas: list, search, one area, its children."""

from django_filters import rest_framework as filters
from rest_framework.decorators import action

from orgtree.api.filters import SearchFilter
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from orgtree.tree.lists import area_list
from orgtree.tree.models import Area


class OpenFilter(filters.BooleanFilter):
    """Areas that are there, or those that are no more."""

    def filter(self, queryset, value):
        if value is None:
            return queryset
        current = queryset.current()
        return current if value else queryset.exclude(pk__in=current.values("pk"))


class AreaViewSet(ListedViewSet):
    """Areas within the viewer's posts."""

    queryset = Area.objects.order_by("code")
    listing = area_list
    asked = {
        "code": filters.CharFilter(max_length=24, label="代码，完全一致"),
        "search": SearchFilter(label="名称、拼音、拼音首字母或代码"),
        "open": OpenFilter(label="true：只要现存区域；false：只要已撤销的"),
    }
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
