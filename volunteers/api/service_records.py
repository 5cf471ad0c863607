"""Service records: read, log once, confirm or send back many at a time."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.api.acts import OutcomeSerializer, WhySerializer, told
from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField, PlainRefSerializer
from orgtree.api.filters import IdFilter, Ordering, PeriodFilter, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from orgtree.services.outcome import MOST_AT_ONCE
from volunteers.api.fields import MemberRefSerializer
from volunteers.api.meant import member_meant
from volunteers.api.service_kinds import KindRefSerializer, ServiceKindSerializer
from volunteers.choices import ServiceOrigin, ServiceState
from volunteers.models import ServiceKind, ServiceRecord, ServiceTeam
from volunteers.services.service_entry import MOST_GOOD_DEEDS
from volunteers.services.service_records import (
    confirm_services,
    log_service,
    reject_services,
    void_service,
    withdraw_service,
)

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
        kind = ServiceKind.objects.filter(code=code, is_active=True).first()
        if kind is None:
            raise serializers.ValidationError("服务类别不存在或已停用")
        return kind


class IdsSerializer(serializers.Serializer):
    ids = serializers.ListField(
        child=IdSerializerField(), min_length=1, max_length=MOST_AT_ONCE, help_text="服务记录编号，最多500个"
    )


class RejectSerializer(IdsSerializer):
    reason = serializers.CharField(max_length=200, help_text="退回原因，党员可见")


class ServiceRecordFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=ServiceState.choices, label="状态，可重复")
    period = PeriodFilter(label="服务日期所在周期：2026-11、2026Q4 或 2026")
    kind = filters.CharFilter(field_name="kind__code", max_length=10, label="服务类别代码")
    member = IdFilter(label="党员的编号")
    area = IdFilter(label="归属区域的编号")
    under = UnderFilter(label="归属此区域及其下级")
    ordering = Ordering(started_at="开始时间", hours="时长", entered_at="录入时间")

    class Meta:
        model = ServiceRecord
        fields: list[str] = []


class ServiceRecordViewSet(PersonalReads, ReadViewSet):
    """Service records within the viewer's posts, and the member's own."""

    queryset = ServiceRecord.objects.select_related("member", "area", "kind", "team").order_by("-started_at", "-id")
    serializer_class = ServiceRecordSerializer
    filterset_class = ServiceRecordFilter
    permissions = {
        "*": P.SERVICE_VIEW,
        "create": P.SERVICE_ENTER,
        "withdraw": P.SERVICE_ENTER,
        "confirm": P.SERVICE_CONFIRM,
        "reject": P.SERVICE_CONFIRM,
        "void": P.SERVICE_CONFIRM,
    }
    desk_acts = frozenset({"confirm", "reject", "void"})  # deciding on records is never one's own affair
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
        "withdraw": ("撤回服务", "确认前由本人或代录的社区撤回。"),
        "confirm": ("批量确认", "逐条判断：能办的办，不能办的列出原因。本人的记录和自己录入的记录须由他人确认。"),
        "reject": ("批量退回", "退回并写明原因，党员可修改后重新提交。"),
        "void": (
            "作废服务",
            "用于已确认、经核实不属实的服务：时长不再计入，积分由冲正条目扣回，不能恢复。同样原因重复提交返回同一结果。",
        ),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

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

    @extend_schema(request=None, responses=ServiceRecordSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request, pk=None):
        gone = withdraw_service(record_id=self.get_object().pk, by=request.user)
        return Response(self.get_serializer(self.queryset.get(pk=gone.pk)).data)

    @extend_schema(request=IdsSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def confirm(self, request):
        wanted = self.body_as(IdsSerializer)
        return told(confirm_services(record_ids=wanted["ids"], by=request.user))

    @extend_schema(request=RejectSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def reject(self, request):
        wanted = self.body_as(RejectSerializer)
        return told(reject_services(record_ids=wanted["ids"], reason=wanted["reason"], by=request.user))

    @extend_schema(request=WhySerializer, responses=ServiceRecordSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def void(self, request, pk=None):
        record, reason = self.get_object(), self.body_as(WhySerializer)["reason"]
        if (record.state, record.reason) != (ServiceState.VOID, reason):
            void_service(record_id=record.pk, reason=reason, by=request.user)
        return Response(self.get_serializer(self.queryset.get(pk=record.pk)).data)


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
