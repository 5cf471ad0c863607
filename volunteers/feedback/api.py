"""Feedback sheets: appraised, shown and signed by the community, read by the member first, acknowledged by the unit."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.api.acts import ManySerializer, OutcomeSerializer, told
from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField, PlainRefSerializer
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models.either import rows_of_either
from orgtree.services.access import record_access
from volunteers.feedback.choices import FeedbackGrade, FeedbackState
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.rules import LONGEST_TEXT
from volunteers.feedback.services import (
    acknowledge_sheets,
    appraise_sheets,
    deliver_on_paper,
    reply_to_sheet,
    show_sheets,
    sign_sheets,
)

DECISIONS = ("appraise", "show", "sign", "deliver")
READING = {"list", "retrieve"}


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


class AcknowledgeSerializer(ManySerializer):
    text = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True, help_text="回复，可空")


class AppraiseSerializer(ManySerializer):
    grade = serializers.ChoiceField(
        choices=FeedbackGrade.choices, default="", allow_blank=True, help_text="评价等次；只有年度表填写，且必填"
    )
    text = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True, help_text="社区评语")


class ReplySerializer(serializers.Serializer):
    agreed = serializers.BooleanField(help_text="true 无异议，false 有不同意见")
    text = serializers.CharField(
        max_length=LONGEST_TEXT,
        default="",
        allow_blank=True,
        help_text="意见；有不同意见时须写明，会和反馈表一起送单位",
    )


class FeedbackFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=FeedbackState.choices, label="状态，可重复")
    unit = IdFilter(label="单位的编号")
    community = IdFilter(label="社区的编号")
    ordering = Ordering(sent_at="送达时间", period_start="周期")

    class Meta:
        model = FeedbackSheet
        fields: list[str] = []


class FeedbackViewSet(PersonalReads, ReadViewSet):
    """Sheets that the viewer signs, delivered sheets of the viewer's unit, and the member's own once shown to them."""

    queryset = FeedbackSheet.objects.select_related("member", "unit", "community").order_by("-period_start", "-id")
    serializer_class = FeedbackSerializer
    filterset_class = FeedbackFilter
    permissions = {"*": P.FEEDBACK_RECEIVE} | dict.fromkeys(DECISIONS, P.FEEDBACK_SIGN)
    desk_acts = frozenset({"acknowledge", *DECISIONS})  # receiving and deciding are never one's own affair
    own_path = "member__user"
    subject = "反馈表"
    tag = "反馈表"
    texts = {
        "list": ("反馈表列表", "社区看到本社区的，单位党组织看到已送达本单位的，党员本人看到已请其阅看的。"),
        "retrieve": ("一份反馈表", "内容、校验码与签收情况。读取会留下访问记录。"),
        "reply": ("答复反馈表", "党员本人在社区签发前答复，可以修改；重复提交结果相同。"),
        "appraise": (
            "填写评语与评价",
            "所选各表写入同样的评语；已送本人阅看的，改后须再送阅。逐条判断，不能办的列出原因。",
        ),
        "show": ("送本人阅看", "本人先看，在期限内可以答复。逐条判断，不能办的列出原因。"),
        "sign": (
            "签发反馈表",
            "本人已答复或阅看期满的才能签发，签发后内容固定；单位在平台有经办人的随即送达。本人的须由他人签发。",
        ),
        "deliver": ("登记纸质送达", "用于单位在平台没有经办人的。逐条判断，不能办的列出原因。"),
        "acknowledge": ("签收", "单位党组织批量签收，可附一句回复；不能签收的逐条说明原因。"),
    }

    def get_queryset(self):
        user = self.request.user
        halves = [FeedbackSheet.objects.allowed(user, self.permission_needed).delivered()]
        if self.takes_own and user.is_authenticated and user.token_covers(OWN):
            halves.append(FeedbackSheet.objects.mine(user))
        if self.action in READING:
            halves.append(FeedbackSheet.objects.allowed(user, P.FEEDBACK_SIGN))
        return rows_of_either(self.queryset, *halves)

    def scopes_needed(self) -> set[str]:
        if self.action == "reply":
            return {OWN}
        return super().scopes_needed() | ({P.FEEDBACK_SIGN} if self.action in READING else set())

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
        replied = reply_to_sheet(sheet_id=sheet.pk, by=request.user, **self.body_as(ReplySerializer))
        return Response(FeedbackSerializer(replied).data)

    @extend_schema(request=AcknowledgeSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def acknowledge(self, request):
        wanted = self.body_as(AcknowledgeSerializer)
        return told(acknowledge_sheets(sheet_ids=wanted["ids"], text=wanted["text"], by=request.user))

    @extend_schema(request=AppraiseSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def appraise(self, request):
        wanted = self.body_as(AppraiseSerializer)
        return told(appraise_sheets(sheet_ids=wanted.pop("ids"), by=request.user, **wanted))

    @extend_schema(request=ManySerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def show(self, request):
        return told(show_sheets(sheet_ids=self.body_as(ManySerializer)["ids"], by=request.user))

    @extend_schema(request=ManySerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def sign(self, request):
        return told(sign_sheets(sheet_ids=self.body_as(ManySerializer)["ids"], by=request.user))

    @extend_schema(request=ManySerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def deliver(self, request):
        return told(deliver_on_paper(sheet_ids=self.body_as(ManySerializer)["ids"], by=request.user))
