"""Entries of the points ledger, each with what it was credited and why."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.points.models.points import PointEntry


class PointEntrySerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(source="account.member", help_text="党员")
    year = serializers.IntegerField(source="account.year", help_text="年度")
    area = AreaRefSerializer(help_text="归属区域")
    kind_label = KindLabelField("kind", help_text="计入或冲正")
    raw = serializers.DecimalField(8, 2, source="credit.raw", help_text="应得分")
    credited = serializers.DecimalField(8, 2, source="credit.credited", help_text="计入分")
    reasons = serializers.ListField(child=serializers.CharField(), source="credit.reasons", help_text="计算说明，逐条")

    class Meta:
        model = PointEntry
        fields = [
            "id",
            "member",
            "year",
            "area",
            "item_code",
            "kind",
            "kind_label",
            "quantity",
            "occurred_at",
            "recorded_at",
            "note",
            "reverses",
            "raw",
            "credited",
            "reasons",
        ]
        read_only_fields = fields


class PointEntryFilter(ScopedFilterSet):
    member = IdFilter(field_name="account__member", label="党员的编号")
    year = filters.NumberFilter(field_name="account__year", min_value=2000, max_value=2099, label="年度")
    item = filters.CharFilter(field_name="item_code", max_length=10, label="积分项目代码")
    under = UnderFilter(label="归属此区域及其下级")
    ordering = Ordering(occurred_at="发生时间", recorded_at="记入时间")

    class Meta:
        model = PointEntry
        fields: list[str] = []


class PointEntryViewSet(ReadViewSet):
    """Ledger entries within the viewer's posts, and the member's own."""

    queryset = PointEntry.objects.select_related("account__member", "area", "credit").order_by("-occurred_at", "-id")
    serializer_class = PointEntrySerializer
    filterset_class = PointEntryFilter
    permissions = {"*": P.POINTS_VIEW}
    own_path = "account__member__user"
    subject = "积分"
    tag = "积分"
    texts = {
        "list": ("积分条目列表", "每一条的应得、计入与计算说明；党员本人可看自己的。按人排名的接口没有，也不会有。"),
        "retrieve": ("一条积分", "应得、计入与计算说明。"),
    }

    def owner_of(self, row) -> int | None:
        return row.account.member.user_id
