"""Changes to confirmed hours: asked for by one person, decided by another."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from volunteers.service.lists import change_list
from volunteers.service.models.service import ServiceKind
from volunteers.service.services.hour_changes import hour_changes, propose_change


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


class HourChangeViewSet(ActsMixin, ListedViewSet):
    """Changes within the viewer's posts, and to the member's own records."""

    acts = hour_changes
    listing = change_list
    permissions = {"*": P.SERVICE_VIEW, "create": P.SERVICE_ENTER}
    tag = "服务记录"
    texts = {
        "list": ("时长更正列表", "对已确认服务记录提出的更正，原内容与更正后内容并列。"),
        "retrieve": ("一份时长更正", "原内容、更正后内容、原因与办理情况。"),
        "create": ("提出更正", "党员本人，或有“代录服务记录”权限的人提出；办理以前记录不变。"),
    }

    @does(hour_changes, "propose")
    @extend_schema(request=ProposeSerializer)
    def create(self, request):
        wanted = self.body_as(ProposeSerializer)
        change = propose_change(record_id=wanted.pop("record"), by=request.user, **wanted)
        return self.shown(change, created=True)
