"""Service records: read, log once, confirm or send back many at a time."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import IdSerializerField, PlainRefSerializer
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import Permission as P
from volunteers.members.api.meant import member_meant
from volunteers.service.api.service_kinds import ServiceKindSerializer
from volunteers.service.choices import ServiceOrigin
from volunteers.service.lists import service_list
from volunteers.service.models.service import ServiceKind
from volunteers.service.services.service_entry import MOST_GOOD_DEEDS
from volunteers.service.services.service_records import log_service, service_acts
from volunteers.teams.models import ServiceTeam

LOG_EXAMPLE = {
    "kind": "（/service-kinds/ 中的代码）",
    "started_at": "2026-11-21T09:00:00+08:00",
    "ended_at": "2026-11-21T11:30:00+08:00",
    "note": "清理楼道杂物",
    "people_served": 12,
    "good_deeds": 1,
    "client_key": "6f1d7c0e-9a55-4f0e-9a3a-0f6f8a9d2b11",
}


ServiceRecordSerializer = serializer_of(
    service_list, team=PlainRefSerializer(allow_null=True, help_text="服务队；个人服务为空")
)


class LogSerializer(serializers.Serializer):
    member = IdSerializerField(required=False, help_text="代录时填写党员编号；党员本人填报时省略")
    kind = serializers.CharField(max_length=10, help_text="服务类别代码")
    started_at = serializers.DateTimeField(help_text="开始时间，整点或半点")
    ended_at = serializers.DateTimeField(help_text="结束时间，整点或半点")
    note = serializers.CharField(max_length=300, help_text="服务内容")
    people_served = serializers.IntegerField(min_value=0, max_value=10_000, default=0, help_text="服务人数")
    good_deeds = serializers.IntegerField(
        min_value=0, max_value=MOST_GOOD_DEEDS, default=0, help_text="办成的好事实事，件"
    )
    team = IdSerializerField(required=False, allow_null=True, help_text="服务队编号；随队服务的填写，须是当天的队员")
    proof = serializers.CharField(max_length=100, default="", allow_blank=True, help_text="证明人或凭据，可省略")
    client_key = serializers.UUIDField(help_text="提交标识：发送前生成并保存，重试时原样再发，只会有一条记录")

    def validate_team(self, team_id: int | None) -> ServiceTeam | None:
        team = ServiceTeam.objects.filter(pk=team_id).first()
        if team_id and team is None:
            raise serializers.ValidationError("这一天不是该服务队的队员，请核对服务队或日期")  # as for one not joined
        return team

    def validate_kind(self, code: str) -> ServiceKind:
        kind = ServiceKind.objects.select_related("area").filter(code=code, is_active=True).first()
        if kind is None:
            raise serializers.ValidationError("服务类别不存在或已停用")
        return kind


class ServiceRecordViewSet(ActsMixin, ListedViewSet):
    """Service records within the viewer's posts, and the member's own."""

    acts = service_acts
    listing = service_list
    serializer_class = ServiceRecordSerializer
    asked = {"kind": filters.CharFilter(field_name="kind__code", max_length=10, label="服务类别代码")}
    permissions = {"*": P.SERVICE_VIEW, "create": P.SERVICE_ENTER}
    tag = "服务记录"
    texts = {
        "list": ("服务记录列表", "职责范围内的服务记录，党员本人可看自己的。"),
        "retrieve": ("一条服务记录", "内容、时长、状态与退回原因。"),
        "create": (
            "登记服务",
            "党员本人填报，或有“代录服务记录”权限的人代录。新记录返回201；同一提交标识、同样内容再次提交返回200和原记录；内容不同返回422。",
        ),
    }

    @does(service_acts, "log", "enter")
    @extend_schema(
        request=LogSerializer,
        responses=made_once(ServiceRecordSerializer, "此前已用同一提交标识登记，返回原记录"),
        examples=[OpenApiExample("本人填报", value=LOG_EXAMPLE, request_only=True)],
    )
    def create(self, request):
        wanted = self.body_as(LogSerializer)
        member, own = member_meant(request.user, wanted.pop("member", None), P.SERVICE_ENTER)
        origin = ServiceOrigin.SELF if own else ServiceOrigin.PROXY
        record, created = log_service(member=member, origin=origin, by=request.user, **wanted)
        return self.shown(record, created)


class ServiceKindViewSet(ReadViewSet):
    """The dictionary of kinds; public to everyone who is signed in."""

    queryset = ServiceKind.objects.order_by("position", "code")
    serializer_class = ServiceKindSerializer
    filter_backends: list = []
    pagination_class = None
    tag = "服务记录"
    texts = {
        "list": ("服务类别", "登记服务时使用的类别代码。"),
        "retrieve": ("一个服务类别", "名称与填写提示。"),
    }

    def scopes_needed(self) -> set[str]:
        return set()

    def get_queryset(self):
        return self.queryset.all()  # anew for each request: the class's own would keep the first answer for ever
