"""Changes to confirmed hours: asked for by one person, decided by another."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import IdSerializerField, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.service.api.service_kinds import KindRefSerializer
from volunteers.service.choices import HourChangeState
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceKind
from volunteers.service.services.hour_changes import hour_changes, propose_change


class HourChangeSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(source="record.member", help_text="党员")
    old_kind = KindRefSerializer(help_text="原类别")
    new_kind = KindRefSerializer(help_text="更正后类别")
    state_label = KindLabelField("state", help_text="状态名称")

    class Meta:
        model = HourChange
        fields = [
            "id",
            "record",
            "member",
            "old_kind",
            "old_started_at",
            "old_ended_at",
            "old_hours",
            "new_kind",
            "new_started_at",
            "new_ended_at",
            "new_hours",
            "reason",
            "state",
            "state_label",
            "proposed_at",
            "decided_at",
            "answer",
        ]
        read_only_fields = fields


class ProposeSerializer(serializers.Serializer):
    record = IdSerializerField(help_text="服务记录编号")
    kind = serializers.CharField(max_length=10, required=False, help_text="更正后的服务类别代码；省略则不变")
    started_at = serializers.DateTimeField(help_text="更正后的开始时间，整点或半点")
    ended_at = serializers.DateTimeField(help_text="更正后的结束时间，整点或半点")
    reason = serializers.CharField(max_length=200, help_text="更正原因")

    def validate_kind(self, code: str) -> ServiceKind:
        kind = ServiceKind.objects.select_related("area").filter(code=code).first()
        if kind is None:
            raise serializers.ValidationError("服务类别不存在")
        return kind


class HourChangeFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=HourChangeState.choices, label="状态，可重复")
    record = IdFilter(label="服务记录的编号")
    under = UnderFilter(label="归属此区域及其下级")
    ordering = Ordering(proposed_at="提出时间")

    class Meta:
        model = HourChange
        fields: list[str] = []


class HourChangeViewSet(ActsMixin, ReadViewSet):
    """Changes within the viewer's posts, and to the member's own records."""

    acts = hour_changes
    queryset = HourChange.objects.select_related("record__member", "record__area", "old_kind", "new_kind").order_by(
        "-proposed_at", "-id"
    )
    serializer_class = HourChangeSerializer
    filterset_class = HourChangeFilter
    permissions = {"*": P.SERVICE_VIEW, "create": P.SERVICE_ENTER}
    own_path = "record__member__user"
    subject = "时长更正"
    tag = "服务记录"
    texts = {
        "list": ("时长更正列表", "对已确认服务记录提出的更正，原内容与更正后内容并列。"),
        "retrieve": ("一份时长更正", "原内容、更正后内容、原因与办理情况。"),
        "create": ("提出更正", "党员本人，或有“代录服务记录”权限的人提出；办理以前记录不变。"),
    }

    def owner_of(self, row) -> int | None:
        return row.record.member.user_id

    @does(hour_changes, "propose")
    @extend_schema(request=ProposeSerializer, responses={201: HourChangeSerializer})
    def create(self, request):
        wanted = self.body_as(ProposeSerializer)
        change = propose_change(record_id=wanted.pop("record"), by=request.user, **wanted)
        return Response(self.get_serializer(change).data, status=status.HTTP_201_CREATED)
