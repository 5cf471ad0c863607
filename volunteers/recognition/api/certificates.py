"""Service certificates: asked for by the member, issued, declined and revoked by the desk, printed for both."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action

from orgtree.acts import does
from orgtree.api.acts import ActsMixin, OutcomeSerializer, answer_outcome, body_of
from orgtree.api.listed import ListedViewSet
from orgtree.api.parsers import AnyAccept
from orgtree.choices import Permission as P
from orgtree.files.pdf import PDF, pdf_reply
from volunteers.recognition.lists import certificate_list
from volunteers.recognition.services.certificate_sheets import printed
from volunteers.recognition.services.certificates import certificates, issue_for_members

IssueForSerializer = body_of(certificates, certificates["issue_for"])


class CertificateViewSet(ActsMixin, ListedViewSet):
    """Certificates within the viewer's posts, and the member's own."""

    acts = certificates
    listing = certificate_list
    permissions = {"*": P.CERTIFICATE_ISSUE}
    desk_acts = frozenset({"issue_for"})
    tag = "服务记录"
    texts = {
        "list": ("服务记录单列表", "职责范围内的服务记录单；党员本人可看自己的。"),
        "retrieve": ("一份服务记录单", "编号、时长明细、状态与摘要。校验码只印在记录单上。"),
        "issue_for": (
            "按党员批量开具",
            "`ids` 为党员的编号，无须本人申请。没有服务记录的不开具；同一时段内容没有变化的沿用原来的编号，不会开具两次。",
        ),
        "pdf": ("服务记录单文件", "PDF，一页；只有有效的可以打印，否则返回409。打印他人的会记入个人信息访问记录。"),
    }

    @does(certificates, "issue_for")
    @extend_schema(request=IssueForSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None, url_path="issue-for-members")
    def issue_for(self, request):
        wanted = self.body_as(IssueForSerializer)
        outcome, _ = issue_for_members(member_ids=wanted.pop("ids"), by=request.user, **wanted)
        return answer_outcome(outcome)

    @extend_schema(responses={(200, PDF): OpenApiResponse(OpenApiTypes.BINARY, "PDF 文件")})
    @action(detail=True, methods=["get"], filterset_class=None, content_negotiation_class=AnyAccept)
    def pdf(self, request, pk=None):
        certificate = self.get_object()
        home = request.build_absolute_uri("/").rstrip("/")
        content = printed(certificates=[certificate], home=home, by=request.user)
        return pdf_reply(content, f"服务记录单_{certificate.number}.pdf")
