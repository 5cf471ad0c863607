"""Wishes of residents: what is wanted and what became of it; no phone number."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.api.fields import MemberRefSerializer
from volunteers.choices import WishState
from volunteers.models import Wish


class WishSerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="所属区域")
    kind_label = KindLabelField("kind", help_text="类别名称")
    state_label = KindLabelField("state", help_text="状态名称")
    claimed_by = MemberRefSerializer(allow_null=True, help_text="认领人；还没有人认领的为空")

    class Meta:
        model = Wish
        fields = [
            *("id", "area", "title", "need", "kind", "kind_label", "people_helped", "state", "state_label"),
            *("entered_at", "claimed_by", "claimed_at", "due_on", "fulfilled_at", "outcome", "closed_at"),
        ]
        read_only_fields = fields


class WishFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=WishState.choices, label="状态，可重复")
    area = IdFilter(label="所属区域的编号")
    under = UnderFilter(label="属于此区域及其下级")
    ordering = Ordering(entered_at="登记时间", due_on="办理期限", closed_at="结束时间")

    class Meta:
        model = Wish
        fields: list[str] = []


class WishViewSet(PersonalReads, ReadViewSet):
    """Wishes within the viewer's posts, and those that the person claimed."""

    queryset = Wish.objects.select_related("area", "claimed_by").order_by("-entered_at", "-id")
    serializer_class = WishSerializer
    filterset_class = WishFilter
    permissions = {"*": P.ACTIVITY_VIEW}
    own_path = "claimed_by__user"
    subject = "微心愿"
    tag = "微心愿"
    texts = {
        "list": ("微心愿列表", "职责范围内的微心愿，党员本人可看自己认领的。不含居民姓名与电话。"),
        "retrieve": ("一个微心愿", "需求、状态与实现情况。"),
    }

    def owner_of(self, row) -> int | None:
        return row.claimed_by and row.claimed_by.user_id
