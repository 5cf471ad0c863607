"""Report-ins: read only; deciding is done on the desk."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.api.fields import MemberRefSerializer
from volunteers.choices import ReportInState
from volunteers.models import ReportIn


class ReportInSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(help_text="党员")
    community = AreaRefSerializer(help_text="报到社区")
    area = AreaRefSerializer(help_text="编入的社区、网格或楼栋")
    state_label = KindLabelField("state", help_text="状态名称")
    close_reason = serializers.CharField(help_text="注销原因代码")

    class Meta:
        model = ReportIn
        fields = [
            "id",
            "member",
            "community",
            "area",
            "state",
            "state_label",
            "origin",
            "submitted_at",
            "accepted_at",
            "gridded_at",
            "posted_at",
            "serving_at",
            "suspended_at",
            "suspended_until",
            "return_reason",
            "ended_at",
            "close_reason",
        ]
        read_only_fields = fields


class ReportInFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=ReportInState.choices, label="状态，可重复")
    live = filters.BooleanFilter(field_name="ended_at", lookup_expr="isnull", label="true：只要未结束的")
    member = IdFilter(label="党员的编号")
    community = IdFilter(label="报到社区的编号")
    under = UnderFilter(label="编入此区域及其下级")
    submitted_since = filters.DateFilter(field_name="submitted_at", lookup_expr="date__gte", label="提交日期起")
    ordering = Ordering(submitted_at="提交时间", accepted_at="接收时间")

    class Meta:
        model = ReportIn
        fields: list[str] = []


class ReportInViewSet(PersonalReads, ReadViewSet):
    """Report-ins within the viewer's posts, and the member's own."""

    queryset = ReportIn.objects.select_related("member", "community", "area").order_by("-submitted_at", "-id")
    serializer_class = ReportInSerializer
    filterset_class = ReportInFilter
    permissions = {"*": P.MEMBER_VIEW}
    own_path = "member__user"
    subject = "报到"
    tag = "报到"
    texts = {
        "list": ("报到列表", "职责范围内的报到，党员本人可看自己的。"),
        "retrieve": ("一条报到", "状态、时间与退回原因。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id
