"""Deadlines: the dated rules of all areas, and the second person's word on shorter keeping."""

from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet, one_code_of, serializer_of
from orgtree.calendar.acts import deadline_rules
from orgtree.calendar.lists import deadline_list
from orgtree.calendar.models.deadlines import DeadlineRule
from orgtree.choices import Permission as P

DeadlineRuleSerializer = serializer_of(
    deadline_list,
    area=serializers.IntegerField(
        source="area_id", allow_null=True, read_only=True, help_text="适用区域；空为全部地区"
    ),
    label=serializers.CharField(source="get_key_display", read_only=True, help_text="事项名称"),
)


class DeadlineRuleViewSet(ActsMixin, ListedViewSet):
    """Rules are public to the desk; the acts are those of the area's keepers."""

    acts = deadline_rules
    listing = deadline_list
    asked = {name: one_code_of(deadline_list, name) for name in ("key", "state")}
    queryset = DeadlineRule.objects.select_related("area")
    serializer_class = DeadlineRuleSerializer
    permissions = {"*": P.RULES_VIEW}
    tag = "期限"
    texts = {
        "list": ("期限列表", "各区域的期限与提醒，含尚未启用和待确认的；适用的是最近一级已发布、已启用的一条。"),
        "retrieve": ("一条期限", "按编号取一条规定。"),
    }
