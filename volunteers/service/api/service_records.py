"""Service records: read, log once, confirm or send back many at a time."""

from django_filters import rest_framework as filters

from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import PlainRefSerializer
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.service.api.service_kinds import ServiceKindSerializer
from volunteers.service.lists import service_list
from volunteers.service.models.service import ServiceKind
from volunteers.service.services.service_records import service_acts

ServiceRecordSerializer = serializer_of(
    service_list, team=PlainRefSerializer(allow_null=True, help_text="服务队；个人服务为空")
)


class ServiceRecordViewSet(ActsMixin, ListedViewSet):
    """Service records within the viewer's posts, and the member's own."""

    acts, listing = service_acts, service_list
    serializer_class = ServiceRecordSerializer
    asked = {"kind": filters.CharFilter(field_name="kind__code", max_length=10, label="服务类别代码")}
    permissions = {"*": P.SERVICE_VIEW}
    tag = "服务记录"
    texts = {
        "list": ("服务记录列表", "职责范围内的服务记录，党员本人可看自己的。"),
        "retrieve": ("一条服务记录", "内容、时长、状态与退回原因。"),
    }


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
