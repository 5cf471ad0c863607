"""Report-ins: read; submitted and left by the member, decided by the desk, paused and resumed by either."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound

from orgtree.acts import does, perform_one
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import AreaRefSerializer, IdSerializerField
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import Area
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.lists import report_in_list
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import BELONGING, ReportIn
from volunteers.members.services.own_report_in import report_in_at
from volunteers.members.services.report_in_acts import report_ins

OWN_ACTS = {"create", "leave"}


ReportInSerializer = serializer_of(
    report_in_list,
    area=AreaRefSerializer(help_text="编入的社区、网格或楼栋"),
    close_reason=serializers.CharField(help_text="注销原因代码"),
)


class SubmitReportInSerializer(serializers.Serializer):
    community = IdSerializerField(help_text="社区或村的编号")
    residence = serializers.CharField(max_length=60, help_text="居住小区、楼栋；不填单元和门牌号")


class ReportInViewSet(ActsMixin, ListedViewSet):
    """Report-ins within the viewer's posts, and the member's own."""

    acts, listing = report_ins, report_in_list
    serializer_class = ReportInSerializer
    asked = {
        "live": filters.BooleanFilter(field_name="ended_at", lookup_expr="isnull", label="true：只要未结束的"),
        "submitted_since": filters.DateFilter(field_name="submitted_at", lookup_expr="date__gte", label="提交日期起"),
    }
    permissions = {"*": P.MEMBER_VIEW}
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
    }

    def scopes_needed(self) -> set[str]:
        return {OWN} if self.action in OWN_ACTS else super().scopes_needed()

    @does(report_ins, "submit", "resubmit", "transfer")
    @extend_schema(
        request=SubmitReportInSerializer,
        responses=made_once(ReportInSerializer, "此前已提交，返回原报到"),
    )
    def create(self, request):
        wanted = self.body_as(SubmitReportInSerializer)
        member = Member.objects.mine(request.user).first()
        community = Area.objects.communities().filter(pk=wanted["community"]).first()
        if member is None or community is None:
            raise NotFound
        waiting = ReportIn.objects.live().filter(member=member, community=community, state=ReportInState.SUBMITTED)
        if earlier := waiting.filter(residence=wanted["residence"].strip()).first():
            return self.shown(self.read_anew(earlier))
        made = report_in_at(member=member, community=community, residence=wanted["residence"], by=request.user)
        return self.shown(self.read_anew(made), created=True)

    @does(report_ins, "leave", "withdraw")
    @extend_schema(request=None, responses=ReportInSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def leave(self, request, pk=None):
        own = self._own()
        key = "leave" if own.state in BELONGING else "withdraw"
        return self.shown(self.read_anew(perform_one(report_ins, key, pk=own.pk, by=request.user)))

    def _own(self) -> ReportIn:
        """The member's own report-in; raises NotFound for what a desk sees of others."""
        row = self.get_object()
        if self.owner_of(row) != self.request.user.pk:
            raise NotFound
        return row
