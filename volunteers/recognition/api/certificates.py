"""Service certificates: asked for by the member, issued, declined and revoked by the desk, printed for both."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.api.parsers import AnyAccept
from orgtree.choices import Permission as P
from orgtree.files.pdf import PDF, pdf_reply
from volunteers.recognition.lists import certificate_list
from volunteers.recognition.services.certificate_sheets import printed
from volunteers.recognition.services.certificates import certificates


class CertificateViewSet(ActsMixin, ListedViewSet):
    """Certificates within the viewer's posts, and the member's own."""

    acts, listing = certificates, certificate_list
    permissions = {"*": P.CERTIFICATE_ISSUE}
    tag = "服务记录"
    texts = {
        "list": ("服务记录单列表", "职责范围内的服务记录单；党员本人可看自己的。"),
        "retrieve": ("一份服务记录单", "编号、时长明细、状态与摘要。校验码只印在记录单上。"),
        "pdf": ("服务记录单文件", "PDF，一页；只有有效的可以打印，否则返回409。打印他人的会记入个人信息访问记录。"),
    }

    @extend_schema(responses={(200, PDF): OpenApiResponse(OpenApiTypes.BINARY, "PDF 文件")})
    @action(detail=True, methods=["get"], filterset_class=None, content_negotiation_class=AnyAccept)
    def pdf(self, request, pk=None):
        certificate = self.get_object()
        home = request.build_absolute_uri("/").rstrip("/")
        content = printed(certificates=[certificate], home=home, by=request.user)
        return pdf_reply(content, f"服务记录单_{certificate.number}.pdf")
