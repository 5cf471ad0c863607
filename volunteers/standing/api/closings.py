"""Closing a year for an area: ordered here, done by a worker; how far it is."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from orgtree.acts import does
from orgtree.api.fields import IdSerializerField, KindLabelField
from orgtree.api.filters import YearFilter
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from volunteers.standing.lists import closing_list
from volunteers.standing.services.year_closing import start_closing, year_closings

YearClosingSerializer = serializer_of(
    closing_list,
    total=serializers.IntegerField(help_text="要办理的人数；还没有开始的为0"),
    done=serializers.IntegerField(help_text="已办理的人数"),
    state_label=KindLabelField("state", help_text="状态名称"),
)


class StartClosingSerializer(serializers.Serializer):
    area = IdSerializerField(help_text="区域的编号")
    year = serializers.IntegerField(min_value=2000, max_value=2099, help_text="年度，须已结束")
    despite_waiting = serializers.BooleanField(default=False, help_text="仍有待办的服务和积分事项时，是否也结账")


class YearClosingViewSet(ListedViewSet):
    """Orders to close a year within the viewer's areas."""

    listing = closing_list
    serializer_class = YearClosingSerializer
    asked = {"year": YearFilter()}
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
        responses=made_once(YearClosingSerializer, "正在办理，返回原来的一次"),
    )
    def create(self, request):
        wanted = self.body_as(StartClosingSerializer)
        known = self.get_queryset().filter(area=wanted["area"], year=wanted["year"]).unfinished().first()
        if known:
            return self.shown(known)
        area = self.areas_in_reach().filter(pk=wanted.pop("area")).first()
        if area is None:
            raise not_found("区域", field="area")
        return self.shown(start_closing(area=area, by=request.user, **wanted), created=True)
