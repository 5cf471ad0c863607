"""Service certificates by API: listed, asked for by the member."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import Ordering, ScopedFilterSet
from orgtree.choices import Permission as P
from volunteers.api.fields import MemberRefSerializer
from volunteers.models import Certificate, Member
from volunteers.services.certificates import request_certificate


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


class CertificateFilter(ScopedFilterSet):
    ordering = Ordering(requested_at="申请时间")

    class Meta:
        model = Certificate
        fields: list[str] = []


class CertificateViewSet(PersonalReads, ReadViewSet):
    """Certificates within the viewer's posts, and the member's own."""

    queryset = Certificate.objects.select_related("member", "community").order_by("-requested_at", "-id")
    serializer_class = CertificateSerializer
    filterset_class = CertificateFilter
    permissions = {"*": P.CERTIFICATE_ISSUE}
    own_path = "member__user"
    subject = "服务记录单"
    tag = "服务记录"
    texts = {
        "list": ("服务记录单列表", "职责范围内的服务记录单；党员本人可看自己的。"),
        "retrieve": ("一份服务记录单", "编号、时长明细、状态与摘要。校验码只印在记录单上。"),
        "create": ("申请服务记录单", "党员本人申请，由社区开具。已有申请在等待时返回409。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    @extend_schema(request=RequestSerializer, responses={201: CertificateSerializer})
    def create(self, request):
        form = RequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        member = Member.objects.mine(request.user).first()
        if member is None:
            raise NotFound
        certificate = request_certificate(member_id=member.pk, by=request.user, **form.validated_data)
        return Response(self.get_serializer(certificate).data, status=status.HTTP_201_CREATED)
