"""Report-ins: read; submitted and left by the member, decided by the desk, paused and resumed by either."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.api.acts import ManySerializer, OutcomeSerializer, WhySerializer, told
from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.models import Area
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.members.choices.report_in import CloseReason, ReportInState, SuspendReason
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ACTIVE, BELONGING, ReportIn
from volunteers.members.services.own_report_in import report_in_at
from volunteers.members.services.report_ins import (
    accept_report_ins,
    close_report_in,
    place_report_ins,
    resume_report_in,
    return_report_in,
    suspend_report_in,
    withdraw_report_in,
)

OWN_ACTS = {"create", "leave"}
DECISIONS = ("accept", "place", "send_back", "close")


class ReportInSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(help_text="党员")
    community = AreaRefSerializer(help_text="报到社区")
    area = AreaRefSerializer(help_text="编入的社区、网格或楼栋")
    state_label = KindLabelField("state", help_text="状态名称")
    close_reason = serializers.CharField(help_text="注销原因代码")

    class Meta:
        model = ReportIn
        fields = [
            "id",
            "member",
            "community",
            "area",
            "state",
            "state_label",
            "origin",
            "submitted_at",
            "accepted_at",
            "gridded_at",
            "posted_at",
            "serving_at",
            "suspended_at",
            "suspended_until",
            "return_reason",
            "ended_at",
            "close_reason",
        ]
        read_only_fields = fields


class SubmitReportInSerializer(serializers.Serializer):
    community = IdSerializerField(help_text="社区或村的编号")
    residence = serializers.CharField(max_length=60, help_text="居住小区、楼栋；不填单元和门牌号")


class PauseSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(SuspendReason.choices, help_text="暂停原因")
    until = serializers.DateField(required=False, allow_null=True, default=None, help_text="到期自动恢复；空为自行恢复")


class PlaceSerializer(ManySerializer):
    area = IdSerializerField(help_text="网格或楼栋的编号，须在本人报到社区之下")


class CloseSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(CloseReason.choices, help_text="注销原因")


class ReportInFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=ReportInState.choices, label="状态，可重复")
    live = filters.BooleanFilter(field_name="ended_at", lookup_expr="isnull", label="true：只要未结束的")
    member = IdFilter(label="党员的编号")
    community = IdFilter(label="报到社区的编号")
    under = UnderFilter(label="编入此区域及其下级")
    submitted_since = filters.DateFilter(field_name="submitted_at", lookup_expr="date__gte", label="提交日期起")
    ordering = Ordering(submitted_at="提交时间", accepted_at="接收时间")

    class Meta:
        model = ReportIn
        fields: list[str] = []


class ReportInViewSet(PersonalReads, ReadViewSet):
    """Report-ins within the viewer's posts, and the member's own."""

    queryset = ReportIn.objects.select_related("member", "community", "area").order_by("-submitted_at", "-id")
    serializer_class = ReportInSerializer
    filterset_class = ReportInFilter
    permissions = {"*": P.MEMBER_VIEW} | dict.fromkeys((*DECISIONS, "pause", "resume"), P.REPORT_IN_DECIDE)
    desk_acts = frozenset(DECISIONS)
    own_path = "member__user"
    subject = "报到"
    tag = "报到"
    texts = {
        "list": ("报到列表", "职责范围内的报到，党员本人可看自己的。"),
        "retrieve": ("一条报到", "状态、时间与退回原因。"),
        "create": (
            "提交报到",
            "党员本人向一个社区报到：没有报到的新提交，被退回的重新提交，已在册的转到该社区。"
            "同一社区、同一住处重复提交返回200和原报到；正在审核的返回409。",
        ),
        "leave": ("退出报到", "审核中的撤回，已在册的退出；不需要理由，服务时长和积分保留。"),
        "pause": (
            "暂停报到",
            "党员本人或社区暂停，最长366天；期间不提醒、不作要求。同样内容重复提交返回同一结果。",
        ),
        "resume": ("恢复报到", "党员本人或社区恢复；没有暂停的返回原报到。"),
        "accept": ("批量接收报到", "逐条判断：能办的办，不能办的列出原因。接收后本人归属本社区，记入“按期报到”积分。"),
        "place": ("批量编入网格或楼栋", "逐条判断：只能编入本人报到社区之下的网格或楼栋；已编入的可以调整。"),
        "send_back": ("退回报到", "写明原因，本人可见，修改后可重新提交。同样原因重复提交返回同一结果。"),
        "close": ("注销报到", "用于退休、调离等情况，服务时长和积分保留。同样原因重复提交返回同一结果。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    def scopes_needed(self) -> set[str]:
        return {OWN} if self.action in OWN_ACTS else super().scopes_needed()

    @extend_schema(
        request=SubmitReportInSerializer,
        responses={201: ReportInSerializer, 200: OpenApiResponse(ReportInSerializer, "此前已提交，返回原报到")},
    )
    def create(self, request):
        wanted = self.body_as(SubmitReportInSerializer)
        member = Member.objects.mine(request.user).first()
        community = Area.objects.communities().filter(pk=wanted["community"]).first()
        if member is None or community is None:
            raise NotFound
        waiting = ReportIn.objects.live().filter(member=member, community=community, state=ReportInState.SUBMITTED)
        if earlier := waiting.filter(residence=wanted["residence"].strip()).first():
            return self._shown(earlier)
        made = report_in_at(member=member, community=community, residence=wanted["residence"], by=request.user)
        return self._shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ReportInSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def leave(self, request, pk=None):
        own = self._own()
        if own.state in BELONGING:
            return self._shown(close_report_in(report_in_id=own.pk, reason=CloseReason.OWN_WISH, by=request.user))
        return self._shown(withdraw_report_in(report_in_id=own.pk, by=request.user))

    @extend_schema(request=PauseSerializer, responses=ReportInSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def pause(self, request, pk=None):
        row, wanted = self.get_object(), self.body_as(PauseSerializer)
        paused = {"reason": row.suspend_reason, "until": row.suspended_until}
        if row.state != ReportInState.SUSPENDED or paused != wanted:
            row = suspend_report_in(report_in_id=row.pk, by=request.user, **wanted)
        return self._shown(row)

    @extend_schema(request=None, responses=ReportInSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def resume(self, request, pk=None):
        row = self.get_object()
        return self._shown(row if row.state in ACTIVE else resume_report_in(report_in_id=row.pk, by=request.user))

    @extend_schema(request=ManySerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def accept(self, request):
        return told(accept_report_ins(report_in_ids=self.body_as(ManySerializer)["ids"], by=request.user))

    @extend_schema(request=PlaceSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def place(self, request):
        wanted = self.body_as(PlaceSerializer)
        area = self.areas_in_reach().filter(pk=wanted["area"]).first()
        if area is None:
            raise not_found("区域", field="area")
        return told(place_report_ins(report_in_ids=wanted["ids"], area=area, by=request.user))

    @extend_schema(request=WhySerializer, responses=ReportInSerializer)
    @action(detail=True, methods=["post"], filterset_class=None, url_path="return")
    def send_back(self, request, pk=None):
        row, reason = self.get_object(), self.body_as(WhySerializer)["reason"]
        if (row.state, row.return_reason) != (ReportInState.RETURNED, reason):
            row = return_report_in(report_in_id=row.pk, reason=reason, by=request.user)
        return self._shown(row)

    @extend_schema(request=CloseSerializer, responses=ReportInSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def close(self, request, pk=None):
        row, reason = self.get_object(), self.body_as(CloseSerializer)["reason"]
        if (row.state, row.close_reason) != (ReportInState.CLOSED, reason):
            row = close_report_in(report_in_id=row.pk, reason=reason, by=request.user)
        return self._shown(row)

    def _own(self) -> ReportIn:
        """The member's own report-in; raises NotFound for what a desk sees of others."""
        row = self.get_object()
        if self.owner_of(row) != self.request.user.pk:
            raise NotFound
        return row

    def _shown(self, report_in: ReportIn, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.queryset.get(pk=report_in.pk)).data, status=code)
