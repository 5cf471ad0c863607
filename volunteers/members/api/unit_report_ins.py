"""Report-ins of units: read, filed and ended by the unit's clerk or the community; accepted or sent back by the latter."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField, PlainRefSerializer
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.members.choices.unit_report_in import UnitReportInState
from volunteers.members.models.unit_report_in import UnitReportIn
from volunteers.members.services.unit_report_ins import (
    communities_for,
    file_unit_report_in,
    unit_report_ins,
    units_for,
)


class UnitReportInSerializer(serializers.ModelSerializer):
    unit = PlainRefSerializer(help_text="单位")
    community = AreaRefSerializer(help_text="报到社区")
    state_label = KindLabelField("state", help_text="状态名称")

    class Meta:
        model = UnitReportIn
        fields = [
            *("id", "unit", "community", "state", "state_label", "party_org", "members_count", "services"),
            *("filed_at", "accepted_at", "receipt_number", "return_reason", "ended_at", "end_reason"),
        ]
        read_only_fields = fields


class FileSerializer(serializers.Serializer):
    unit = IdSerializerField(help_text="单位编号")
    community = IdSerializerField(help_text="报到社区编号")
    party_org = serializers.CharField(max_length=60, help_text="单位党组织名称")
    head = serializers.CharField(max_length=40, help_text="党组织负责人")
    liaison = serializers.CharField(max_length=40, help_text="联络员")
    phone = serializers.CharField(max_length=30, default="", allow_blank=True, help_text="联系电话，不在读取结果中返回")
    members_count = serializers.IntegerField(min_value=0, max_value=100_000, default=0, help_text="在职党员数")
    services = serializers.CharField(max_length=300, default="", allow_blank=True, help_text="可提供的服务")


class UnitReportInFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=UnitReportInState.choices, label="状态，可重复")
    unit = IdFilter(label="单位的编号")
    community = IdFilter(label="报到社区的编号")
    under = UnderFilter(label="报到到此区域及其下级")
    ordering = Ordering(filed_at="报送时间", accepted_at="接收时间")

    class Meta:
        model = UnitReportIn
        fields: list[str] = []


class UnitReportInViewSet(ActsMixin, ReadViewSet):
    """Report-ins of the viewer's unit, or at the viewer's communities."""

    acts = unit_report_ins
    queryset = UnitReportIn.objects.select_related("unit", "community").order_by("-filed_at", "-id")
    serializer_class = UnitReportInSerializer
    filterset_class = UnitReportInFilter
    permissions = {"*": P.UNIT_REPORT}
    tag = "单位报到"
    texts = {
        "list": ("单位报到列表", "本单位的报到，或职责范围内社区收到的单位报到。"),
        "retrieve": ("一条单位报到", "状态、时间、回执编号与退回原因。"),
        "create": ("单位报到", "由单位党组织报送，或由社区为本街道的单位代报。"),
    }

    @does(unit_report_ins, "file")
    @extend_schema(request=FileSerializer, responses={201: UnitReportInSerializer})
    def create(self, request):
        wanted = self.body_as(FileSerializer)
        unit = units_for(request.user).filter(pk=wanted.pop("unit")).first()
        community = communities_for(request.user).filter(pk=wanted.pop("community")).first()
        if unit is None or community is None:
            raise NotFound
        report_in = file_unit_report_in(unit=unit, community=community, by=request.user, **wanted)
        return Response(self.get_serializer(report_in).data, status=status.HTTP_201_CREATED)
