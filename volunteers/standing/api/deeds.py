"""Deeds reported for points: read, report once, confirm or send back many at a time."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import Permission as P
from volunteers.members.api.meant import member_meant
from volunteers.standing.choices.deed import DeedOrigin
from volunteers.standing.lists import deed_list
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.deeds import DeedRow, report_deed

EXAMPLE = {
    "item_code": "G04",
    "happened_on": "2026-11-12",
    "quantity": 1,
    "evidence": "11月12日社区议事会会议纪要",
    "client_key": "2b8e2a44-7a4e-4a3f-9c41-5d3f1b0f9a77",
}


DeedReportSerializer = serializer_of(deed_list)


class DeedSerializer(serializers.Serializer):
    member = IdSerializerField(required=False, help_text="社区登记时填写党员编号；党员本人申报时省略")
    item_code = serializers.CharField(max_length=10, help_text="积分项目代码")
    happened_on = serializers.DateField(help_text="发生日期")
    quantity = serializers.DecimalField(5, 1, default=1, help_text="次数、件数或月数；按级计分的填级别")
    deed_key = serializers.CharField(max_length=60, default="", allow_blank=True, help_text="事迹名称，按级计分的须填")
    evidence = serializers.CharField(max_length=500, help_text="依据")
    client_key = serializers.UUIDField(help_text="提交标识：发送前生成并保存，重试时原样再发，只会有一条")


class DeedReportViewSet(ActsMixin, ListedViewSet):
    """Reported deeds within the viewer's posts, and the member's own."""

    acts, listing = deed_acts, deed_list
    queryset = deed_list.rows().labelled()
    serializer_class = DeedReportSerializer
    asked = {"item": filters.CharFilter(field_name="item_code", max_length=10, label="积分项目代码")}
    permissions = {"*": P.POINTS_VIEW, "create": P.POINTS_ENTER}
    subject = "积分事项"
    tag = "积分"
    texts = {
        "list": ("积分事项列表", "职责范围内登记、申报的事项，党员本人可看自己的。"),
        "retrieve": ("一个积分事项", "内容、依据、状态与退回原因。"),
        "create": (
            "登记积分事项",
            "党员本人申报，或有“登记积分事项”权限的人登记。新事项返回201；同一提交标识、同样内容再次提交返回200和原事项；内容不同返回422。"
            "扣减项只由社区登记，登记即告知本人，说明期满后经两人办理。",
        ),
    }

    @does(deed_acts, "report", "enter")
    @extend_schema(
        request=DeedSerializer,
        responses=made_once(DeedReportSerializer, "此前已用同一提交标识登记，返回原事项"),
        examples=[OpenApiExample("本人申报", value=EXAMPLE, request_only=True)],
    )
    def create(self, request):
        wanted = self.body_as(DeedSerializer)
        member, own = member_meant(request.user, wanted.pop("member", None), P.POINTS_ENTER)
        origin = DeedOrigin.SELF if own else DeedOrigin.DESK
        report, created = report_deed(row=DeedRow(member_id=member.pk, origin=origin, **wanted), by=request.user)
        return self.shown(self.read_anew(report), created)
