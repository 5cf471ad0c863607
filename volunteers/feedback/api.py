"""Feedback sheets: appraised, shown and signed by the community, read by the member first, acknowledged by the unit."""

from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.fields import PlainRefSerializer
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either
from volunteers.feedback.lists import feedback_list
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.services import feedback_sheets, received_sheets

READING = {"list", "retrieve"}


FeedbackSerializer = serializer_of(
    feedback_list,
    "Feedback",
    number=serializers.CharField(read_only=True, help_text="反馈表编号"),
    unit=PlainRefSerializer(allow_null=True, help_text="单位"),
    period=serializers.CharField(source="stretch.slug", help_text="周期：2026Q3、2026H1 或 2026"),
    content=serializers.JSONField(source="shown", help_text="表的内容；签发后不再改变"),
)


class FeedbackViewSet(ActsMixin, ListedViewSet):
    """Sheets that the viewer signs, delivered sheets of the viewer's unit, and the member's own once shown to them."""

    acts = feedback_sheets
    other_acts = (received_sheets,)
    queryset = FeedbackSheet.objects.select_related("member", "unit", "community").order_by("-period_start", "-id")
    serializer_class = FeedbackSerializer
    listing = feedback_list
    permissions = {"*": P.FEEDBACK_RECEIVE}
    subject = "反馈表"
    tag = "反馈表"
    texts = {
        "list": ("反馈表列表", "社区看到本社区的，单位党组织看到已送达本单位的，党员本人看到已请其阅看的。"),
        "retrieve": ("一份反馈表", "内容、校验码与签收情况。读取会留下访问记录。"),
    }

    def get_queryset(self):
        if self.act:
            return super().get_queryset()
        user = self.request.user
        sheets = FeedbackSheet.objects
        halves = [way.delivered() for way in sheets.by_each_way(user, self.permission_needed)]
        if self.takes_own and user.is_authenticated and user.token_covers(OWN):
            halves.append(sheets.mine(user))
        if self.action in READING:
            halves += sheets.by_each_way(user, P.FEEDBACK_SIGN)
        return rows_of_either(self.queryset, *halves)

    def scopes_needed(self) -> set[str]:
        return super().scopes_needed() | ({P.FEEDBACK_SIGN} if self.action in READING else set())
