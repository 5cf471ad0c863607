"""Service certificates: asked for by the member, issued, declined and revoked by the desk, printed for both."""

from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin, ManySerializer, OutcomeSerializer, told
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.api.parsers import AnyAccept
from orgtree.choices import Permission as P
from orgtree.files.pdf import PDF, pdf_reply
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.members.models.member import Member
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.services.certificate_sheets import printed
from volunteers.recognition.services.certificates import certificates, issue_for_members, request_certificate


class CertificateSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(help_text="党员")
    community = AreaRefSerializer(help_text="开具社区")
    state_label = KindLabelField("state", help_text="状态")

    class Meta:
        model = Certificate
        fields = ["id", "number", "member", "community", "since", "until", "purpose", "state", "state_label"]
        fields += ["lines", "times", "hours", "digest", "requested_at", "decided_at", "revoked_at", "reason"]
        read_only_fields = fields


class RequestSerializer(serializers.Serializer):
    since = serializers.DateField(help_text="起始日期")
    until = serializers.DateField(help_text="截止日期，不晚于今天")
    purpose = serializers.CharField(max_length=60, required=False, default="", allow_blank=True, help_text="用途")


class IssueForSerializer(ManySerializer):
    since = serializers.DateField(help_text="起始日期")
    until = serializers.DateField(help_text="截止日期，不晚于今天")


class CertificateFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=CertificateState.choices, label="状态，可重复")
    member = IdFilter(label="党员的编号")
    under = UnderFilter(label="由此区域及其下级的社区开具")
    ordering = Ordering(requested_at="申请时间")

    class Meta:
        model = Certificate
        fields: list[str] = []


class CertificateViewSet(ActsMixin, ReadViewSet):
    """Certificates within the viewer's posts, and the member's own."""

    acts = certificates
    queryset = Certificate.objects.select_related("member", "community__parent", "decided_by").order_by(
        "-requested_at", "-id"
    )
    serializer_class = CertificateSerializer
    filterset_class = CertificateFilter
    permissions = {"*": P.CERTIFICATE_ISSUE}
    desk_acts = frozenset({"issue_for"})
    own_path = "member__user"
    subject = "服务记录单"
    tag = "服务记录"
    texts = {
        "list": ("服务记录单列表", "职责范围内的服务记录单；党员本人可看自己的。"),
        "retrieve": ("一份服务记录单", "编号、时长明细、状态与摘要。校验码只印在记录单上。"),
        "create": ("申请服务记录单", "党员本人申请，由社区开具。已有申请在等待时返回409。"),
        "issue_for": (
            "按党员批量开具",
            "`ids` 为党员的编号，无须本人申请。没有服务记录的不开具；同一时段内容没有变化的沿用原来的编号，不会开具两次。",
        ),
        "pdf": ("服务记录单文件", "PDF，一页；只有有效的可以打印，否则返回409。打印他人的会记入个人信息访问记录。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    @does(certificates, "ask")
    @extend_schema(request=RequestSerializer, responses={201: CertificateSerializer})
    def create(self, request):
        wanted = self.body_as(RequestSerializer)
        member = Member.objects.mine(request.user).first()
        if member is None:
            raise NotFound
        certificate = request_certificate(member_id=member.pk, by=request.user, **wanted)
        return Response(self.get_serializer(certificate).data, status=status.HTTP_201_CREATED)

    @does(certificates, "issue_for")
    @extend_schema(request=IssueForSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None, url_path="issue-for-members")
    def issue_for(self, request):
        wanted = self.body_as(IssueForSerializer)
        outcome, _ = issue_for_members(member_ids=wanted.pop("ids"), by=request.user, **wanted)
        return told(outcome)

    @extend_schema(responses={(200, PDF): OpenApiResponse(OpenApiTypes.BINARY, "PDF 文件")})
    @action(detail=True, methods=["get"], filterset_class=None, content_negotiation_class=AnyAccept)
    def pdf(self, request, pk=None):
        certificate = self.get_object()
        home = request.build_absolute_uri("/").rstrip("/")
        content = printed(certificates=[certificate], home=home, by=request.user)
        return pdf_reply(content, f"服务记录单_{certificate.number}.pdf")
