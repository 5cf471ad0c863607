"""Report-ins of units: read, filed and ended by the unit's clerk or the community; accepted or sent back by the latter."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField, PlainRefSerializer
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.members.lists import unit_list
from volunteers.members.services.unit_report_ins import (
    communities_for,
    file_unit_report_in,
    unit_report_ins,
    units_for,
)


class FileSerializer(serializers.Serializer):
    unit = IdSerializerField(help_text="单位编号")
    community = IdSerializerField(help_text="报到社区编号")
    party_org = serializers.CharField(max_length=60, help_text="单位党组织名称")
    head = serializers.CharField(max_length=40, help_text="党组织负责人")
    liaison = serializers.CharField(max_length=40, help_text="联络员")
    phone = serializers.CharField(max_length=30, default="", allow_blank=True, help_text="联系电话，不在读取结果中返回")
    members_count = serializers.IntegerField(min_value=0, max_value=100_000, default=0, help_text="在职党员数")
    services = serializers.CharField(max_length=300, default="", allow_blank=True, help_text="可提供的服务")


class UnitReportInViewSet(ActsMixin, ListedViewSet):
    """Report-ins of the viewer's unit, or at the viewer's communities."""

    acts = unit_report_ins
    listing = unit_list
    serializer_class = serializer_of(unit_list, unit=PlainRefSerializer(help_text="单位"))
    permissions = {"*": P.UNIT_REPORT}
    tag = "单位报到"
    texts = {
        "list": ("单位报到列表", "本单位的报到，或职责范围内社区收到的单位报到。"),
        "retrieve": ("一条单位报到", "状态、时间、回执编号与退回原因。"),
        "create": ("单位报到", "由单位党组织报送，或由社区为本街道的单位代报。"),
    }

    @does(unit_report_ins, "file")
    @extend_schema(request=FileSerializer)
    def create(self, request):
        wanted = self.body_as(FileSerializer)
        unit = units_for(request.user).filter(pk=wanted.pop("unit")).first()
        community = communities_for(request.user).filter(pk=wanted.pop("community")).first()
        if unit is None or community is None:
            raise NotFound
        report_in = file_unit_report_in(unit=unit, community=community, by=request.user, **wanted)
        return self.shown(report_in, created=True)
