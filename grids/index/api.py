"""Indexes of areas for programs."""

from django_filters import rest_framework as filters

from grids.index.lists import index_list
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P


class GridIndexViewSet(ListedViewSet):
    """Indexes within the viewer's posts."""

    listing, permissions = index_list, {"*": P.BOARD_VIEW}
    asked = {"month": filters.DateFilter(label="月份的第一天，如 2026-11-01")}
    tag, subject = "平安指数", "平安指数"
    texts = {
        "list": (
            "平安指数列表",
            "职责范围内各网格和以上区域每月的指数、分项和公式版本；户数或事项过少的只有原因。按区域排列，不按指数排序。",
        ),
        "retrieve": (
            "一个区域一个月的平安指数",
            "分项依次为计数、每千户、基准、倍数、得分；处置效能为按时办结、按时受理、满意各自的件数和总数。",
        ),
    }
