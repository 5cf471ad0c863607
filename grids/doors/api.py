"""Orders of other systems, for programs that send them; what windows dealt with."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from grids.bases import GridsViewSet
from grids.doors.lists import order_list, window_list
from grids.doors.services.months import COUNTS, EARLIEST, counted_months, places_of_months, rates_told
from grids.doors.services.orders import order_acts
from grids.doors.services.windows import window_acts
from orgtree.api.fields import IdSerializerField
from orgtree.choices import Permission as P


class YearSerializer(serializers.Serializer):
    """Which area, which year."""

    area = IdSerializerField(help_text="区域编号")
    year = serializers.IntegerField(min_value=EARLIEST, max_value=9999, required=False, help_text="年份，不填为今年")


class MonthRateSerializer(serializers.Serializer):
    label = serializers.CharField(help_text="名称，如及时签收率")
    rate = serializers.CharField(help_text="比率；件数过少为“—”")
    n = serializers.IntegerField(help_text="比率的件数")


class HotlineMonthSerializer(serializers.Serializer):
    month = serializers.CharField(help_text="月份，最后一行为合计")
    rates = MonthRateSerializer(many=True, help_text="各比率，每个都有件数")

    def get_fields(self):
        """The counts stand beside, by the words of the page."""
        counts = {name: serializers.IntegerField(help_text=label) for name, (label, _) in COUNTS.items()}
        return super().get_fields() | counts


class DoorOrderViewSet(GridsViewSet):
    """Orders within the viewer's posts."""

    acts = order_acts
    listing = order_list
    permissions = {"*": P.CASE_ENTER, "months": P.CASE_VIEW}
    texts = {
        "list": ("来件列表", "职责范围内收到的来件及登记结果，不含来件原文和诉求人。"),
        "retrieve": ("一条来件", "来件编号、状态、转成的事项，未能登记的写明原因。"),
        "months": (
            "12345月报",
            "一个区域一年各月的受理、交办、答复件数和各比率，与月报页面相同；比率都有件数，不含诉求人。",
        ),
    }

    @extend_schema(
        parameters=[
            OpenApiParameter("area", int, required=True, description="区域编号"),
            OpenApiParameter("year", int, description="年份，不填为今年"),
        ],
        responses=HotlineMonthSerializer(many=True),
    )
    @action(detail=False, filterset_class=None, pagination_class=None)
    def months(self, request):
        question = YearSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        area = places_of_months(request.user).filter(pk=question.validated_data["area"]).first()
        if area is None:
            raise NotFound
        year = question.validated_data.get("year") or timezone.localdate().year
        rows = [
            {"month": label, "rates": [dict(zip(("label", "rate", "n"), one, strict=True)) for one in rates_told(row)]}
            | {name: row.get(name, 0) for name in COUNTS}
            for label, row in counted_months(area, year, request.user)
        ]
        return Response(HotlineMonthSerializer(rows, many=True).data)


class WindowCountViewSet(GridsViewSet):
    """What windows dealt with, within the viewer's posts."""

    acts = window_acts
    listing = window_list
    texts = {
        "list": ("窗口办件列表", "一站式服务窗口每天每种办理的次数。"),
        "retrieve": ("一条窗口办件", "日期、种类和次数；不含办事人。"),
    }
