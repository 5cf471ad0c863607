"""Feedback sheets over HTTP: those delivered to the viewer's unit, and a member's own; the unit acknowledges."""

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField, PlainRefSerializer
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.services.access import record_access
from volunteers.api.acts import OutcomeSerializer
from volunteers.models import FeedbackSheet
from volunteers.models.feedback import DELIVERED
from volunteers.rules.feedback import LONGEST_TEXT, VISIBLE_TO_MEMBER
from volunteers.services.feedback import acknowledge_sheets, reply_to_sheet


class FeedbackSerializer(serializers.ModelSerializer):
    number = serializers.CharField(read_only=True, help_text="反馈表编号")
    unit = PlainRefSerializer(allow_null=True, help_text="单位")
    community = AreaRefSerializer(help_text="社区")
    period = serializers.CharField(source="stretch.slug", help_text="周期：2026Q3、2026H1 或 2026")
    state_label = KindLabelField("state", help_text="状态名称")
    content = serializers.JSONField(source="shown", help_text="表的内容；签发后不再改变")

    class Meta:
        model = FeedbackSheet
        fields = [
            *("id", "number", "unit", "community", "period", "state", "state_label", "content", "digest"),
            *("reply_by", "signed_at", "sent_at", "acknowledged_at", "unit_text"),
        ]
        read_only_fields = fields


class AcknowledgeSerializer(serializers.Serializer):
    ids = serializers.ListField(
        child=IdSerializerField(), min_length=1, max_length=500, help_text="反馈表的 id，最多500个"
    )
    text = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True, help_text="回复，可空")


class ReplySerializer(serializers.Serializer):
    agreed = serializers.BooleanField(help_text="true 无异议，false 有不同意见")
    text = serializers.CharField(
        max_length=LONGEST_TEXT,
        default="",
        allow_blank=True,
        help_text="意见；有不同意见时须写明，会和反馈表一起送单位",
    )


class FeedbackFilter(ScopedFilterSet):
    unit = IdFilter(label="单位的编号")
    community = IdFilter(label="社区的编号")
    ordering = Ordering(sent_at="送达时间", period_start="周期")

    class Meta:
        model = FeedbackSheet
        fields: list[str] = []


class FeedbackViewSet(PersonalReads, ReadViewSet):
    """Delivered sheets of the viewer's unit, and the member's own once shown to them."""

    queryset = FeedbackSheet.objects.select_related("member", "unit", "community").order_by("-period_start", "-id")
    serializer_class = FeedbackSerializer
    filterset_class = FeedbackFilter
    permissions = {"*": P.FEEDBACK_RECEIVE}
    own_path = "member__user"
    subject = "反馈表"
    tag = "反馈表"
    texts = {
        "list": ("反馈表列表", "单位党组织看到已送达本单位的，党员本人看到已请其阅看的。"),
        "retrieve": ("一份反馈表", "内容、校验码与签收情况。读取会留下访问记录。"),
        "reply": ("答复反馈表", "党员本人在社区签发前答复，可以修改；重复提交结果相同。"),
        "acknowledge": ("签收", "单位党组织批量签收，可附一句回复；不能签收的逐条说明原因。"),
    }

    def get_queryset(self):
        mine = Q(member__user=self.request.user.pk, state__in=VISIBLE_TO_MEMBER)
        return super().get_queryset().filter(Q(state__in=DELIVERED) | mine)

    def scopes_needed(self) -> set[str]:
        if self.action == "reply":
            return {OWN}
        return super().scopes_needed() - ({OWN} if self.action == "acknowledge" else set())

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        seat = next((post.institution for post in request.user.live_posts if post.institution), None)
        if seat and (rows := len(response.data["results"])):
            record_access(actor=request.user, action="api", subject="反馈表列表", area=seat.area, rows=rows)
        return response

    def retrieve(self, request, *args, **kwargs):
        row = self.get_object()
        if self.owner_of(row) != request.user.pk:
            record_access(actor=request.user, action="api", subject=f"反馈表{row.number}", area=row.community)
        return Response(self.get_serializer(row).data)

    @extend_schema(request=ReplySerializer, responses=FeedbackSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def reply(self, request, pk=None):
        sheet = self.get_object()
        if self.owner_of(sheet) != request.user.pk:
            raise NotFound
        form = ReplySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return Response(
            FeedbackSerializer(reply_to_sheet(sheet_id=sheet.pk, by=request.user, **form.validated_data)).data
        )

    @extend_schema(request=AcknowledgeSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def acknowledge(self, request):
        form = AcknowledgeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        outcome = acknowledge_sheets(
            sheet_ids=form.validated_data["ids"], text=form.validated_data["text"], by=request.user
        )
        refused = [{"id": row and row.pk, "message": message} for row, message in outcome.refused]
        return Response(OutcomeSerializer({"done": outcome.done, "refused": refused}).data)
