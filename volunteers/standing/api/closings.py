"""Closing a year for an area: ordered here, done by a worker; how far it is."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.filters import Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from volunteers.standing.models.closing import YearClosing
from volunteers.standing.services.year_closing import start_closing, year_closings


class YearClosingSerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="区域")
    state_label = KindLabelField("state", help_text="状态名称")
    total = serializers.IntegerField(help_text="要办理的人数；还没有开始的为0")
    done = serializers.IntegerField(help_text="已办理的人数")

    class Meta:
        model = YearClosing
        fields = ["id", "area", "year", "state", "state_label", "total", "done", "despite_waiting", "created_at"]
        read_only_fields = fields


class StartClosingSerializer(serializers.Serializer):
    area = IdSerializerField(help_text="区域的编号")
    year = serializers.IntegerField(min_value=2000, max_value=2099, help_text="年度，须已结束")
    despite_waiting = serializers.BooleanField(default=False, help_text="仍有待办的服务和积分事项时，是否也结账")


class YearClosingFilter(ScopedFilterSet):
    year = filters.NumberFilter(min_value=2000, max_value=2099, label="年度")
    under = UnderFilter(label="此区域及其下级")
    ordering = Ordering(created_at="开始时间", year="年度")

    class Meta:
        model = YearClosing
        fields: list[str] = []


class YearClosingViewSet(ReadViewSet):
    """Orders to close a year within the viewer's areas."""

    queryset = YearClosing.objects.select_related("area").order_by("-id")
    serializer_class = YearClosingSerializer
    filterset_class = YearClosingFilter
    permissions = {"*": P.RULES_VIEW, "create": P.YEAR_CLOSE}
    tag = "积分"
    texts = {
        "list": ("年度结账列表", "职责范围内的结账，状态与进度。"),
        "retrieve": ("一次年度结账", "状态与进度：后台逐人办理，可反复查询。"),
        "create": (
            "开始年度结账",
            "冻结这一区域每个人这一年的积分和服务时长，提出建议等次；后台办理，不能重开。"
            "新的返回201；同一区域、同一年度正在办理的返回200和原来的一次。还有异议没有裁定的返回409。",
        ),
    }

    @does(year_closings, "start")
    @extend_schema(
        request=StartClosingSerializer,
        responses={201: YearClosingSerializer, 200: OpenApiResponse(YearClosingSerializer, "正在办理，返回原来的一次")},
    )
    def create(self, request):
        wanted = self.body_as(StartClosingSerializer)
        known = self.get_queryset().filter(area=wanted["area"], year=wanted["year"]).unfinished().first()
        if known:
            return Response(self.get_serializer(known).data)
        area = self.areas_in_reach().filter(pk=wanted.pop("area")).first()
        if area is None:
            raise not_found("区域", field="area")
        made = start_closing(area=area, by=request.user, **wanted)
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)
