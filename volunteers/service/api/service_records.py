"""Service records: read, log once, confirm or send back many at a time."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField, PlainRefSerializer
from orgtree.api.filters import IdFilter, Ordering, PeriodFilter, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.members.api.meant import member_meant
from volunteers.service.api.service_kinds import KindRefSerializer, ServiceKindSerializer
from volunteers.service.choices import ServiceOrigin, ServiceState
from volunteers.service.models.service import ServiceKind, ServiceRecord
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


class ServiceRecordSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(help_text="党员")
    area = AreaRefSerializer(help_text="服务时所在区域")
    kind = KindRefSerializer(help_text="服务类别")
    team = PlainRefSerializer(allow_null=True, help_text="服务队；个人服务为空")
    state_label = KindLabelField("state", help_text="状态名称")
    origin_label = KindLabelField("origin", help_text="来源名称")

    class Meta:
        model = ServiceRecord
        fields = [
            "id",
            "member",
            "area",
            "kind",
            "served_on",
            "started_at",
            "ended_at",
            "hours",
            "people_served",
            "good_deeds",
            "team",
            "note",
            "proof",
            "origin",
            "origin_label",
            "state",
            "state_label",
            "session",
            "confirm_reason",
            "reason",
            "entered_at",
            "decided_at",
            "client_key",
        ]
        read_only_fields = fields


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


class ServiceRecordFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=ServiceState.choices, label="状态，可重复")
    period = PeriodFilter(label="服务日期所在周期：2026-11、2026Q4 或 2026")
    kind = filters.CharFilter(field_name="kind__code", max_length=10, label="服务类别代码")
    member = IdFilter(label="党员的编号")
    area = IdFilter(label="归属区域的编号")
    under = UnderFilter(label="归属此区域及其下级")
    ordering = Ordering(started_at="开始时间", entered_at="录入时间")

    class Meta:
        model = ServiceRecord
        fields: list[str] = []


class ServiceRecordViewSet(ActsMixin, ReadViewSet):
    """Service records within the viewer's posts, and the member's own."""

    acts = service_acts
    queryset = ServiceRecord.objects.select_related("member", "area", "kind", "team").order_by("-started_at", "-id")
    serializer_class = ServiceRecordSerializer
    filterset_class = ServiceRecordFilter
    permissions = {"*": P.SERVICE_VIEW, "create": P.SERVICE_ENTER}
    own_path = "member__user"
    subject = "服务记录"
    tag = "服务记录"
    texts = {
        "list": ("服务记录列表", "职责范围内的服务记录，党员本人可看自己的。"),
        "retrieve": ("一条服务记录", "内容、时长、状态与退回原因。"),
        "create": (
            "登记服务",
            "党员本人填报，或有“代录服务记录”权限的人代录。新记录返回201；同一提交标识、同样内容再次提交返回200和原记录；内容不同返回422。",
        ),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    @does(service_acts, "log", "enter")
    @extend_schema(
        request=LogSerializer,
        responses={
            201: ServiceRecordSerializer,
            200: OpenApiResponse(ServiceRecordSerializer, "此前已用同一提交标识登记，返回原记录"),
        },
        examples=[OpenApiExample("本人填报", value=LOG_EXAMPLE, request_only=True)],
    )
    def create(self, request):
        wanted = self.body_as(LogSerializer)
        member, own = member_meant(request.user, wanted.pop("member", None), P.SERVICE_ENTER)
        origin = ServiceOrigin.SELF if own else ServiceOrigin.PROXY
        record, created = log_service(member=member, origin=origin, by=request.user, **wanted)
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(self.get_serializer(record).data, status=code)


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
