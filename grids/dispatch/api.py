"""Rules of dispatch for programs, their dry run, and who is suggested for a case."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.response import Response

from grids.bases import GridsViewSet
from grids.cases.models import Case
from grids.dispatch.lists import rule_list
from grids.dispatch.services.acts import rule_acts
from grids.dispatch.services.holding import tell_automatic
from grids.dispatch.services.suggesting import suggest_classes, suggest_units
from grids.dispatch.services.trying import try_rule
from orgtree.api.base import ScopedViewSet
from orgtree.choices import Permission as P


class DryRunSerializer(serializers.Serializer):
    """Counts of a dry run; nothing is written."""

    cases = serializers.IntegerField(help_text="近一年这一类的事项")
    given = serializers.IntegerField(help_text="其中交给过单位的")
    same = serializers.IntegerField(help_text="首次就交给规则单位的")
    other = serializers.IntegerField(help_text="首次交给别的单位、按规则会改交的")
    right = serializers.IntegerField(help_text="由规则单位办结、没有退回的")
    returned = serializers.IntegerField(help_text="被退回过的")
    automatic = serializers.CharField(help_text="自动交办的状况")


class SuggestedUnitSerializer(serializers.Serializer):
    unit = serializers.IntegerField(source="unit.pk", help_text="单位的编号")
    name = serializers.CharField(source="unit.name", help_text="单位名称")
    points = serializers.IntegerField(help_text="理由的分量，大的在前")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="理由")
    rule = serializers.IntegerField(source="rule.pk", default=None, allow_null=True, help_text="派单规则的编号")


class SuggestedClassSerializer(serializers.Serializer):
    category = serializers.IntegerField(source="category.pk", help_text="事项分类的编号")
    name = serializers.CharField(source="category.name", help_text="事项分类")
    points = serializers.IntegerField(help_text="理由的分量，大的在前")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="理由")


class SuggestionsSerializer(serializers.Serializer):
    """At most three of each."""

    units = SuggestedUnitSerializer(many=True)
    categories = SuggestedClassSerializer(many=True)


class DispatchRuleViewSet(GridsViewSet):
    """Rules within the viewer's posts."""

    acts, listing = rule_acts, rule_list
    asked = {"code": filters.CharFilter(max_length=4, label="事项分类的编码，如 0202")}
    texts = {
        "list": ("派单规则列表", "职责范围内的派单规则，各有启用和停用日期。"),
        "retrieve": ("一条派单规则", "一类事项在一个区域及以下交给哪个单位，是否达标后自动交办。"),
        "dry_run": ("试算派单规则", "近一年的事项按这条规则会交给谁，与实际比较；不改动任何事项。"),
    }

    @extend_schema(responses=DryRunSerializer)
    @action(detail=True, url_path="dry-run", filterset_class=None, pagination_class=None)
    def dry_run(self, request, pk=None):
        rule = self.get_object()
        tried = try_rule(rule, request.user)
        counts = {name: getattr(tried, name) for name in ("cases", "given", "same", "other", "right", "returned")}
        return Response(DryRunSerializer(counts | {"automatic": tell_automatic(rule)}).data)


class SuggestionViewSet(RetrieveModelMixin, ScopedViewSet):
    """Who and what is suggested for a case within the viewer's posts, by the case's id."""

    queryset = Case.objects.select_related("area__parent", "category__lead")
    serializer_class = SuggestionsSerializer
    permissions = {"*": P.CASE_VIEW}
    tag = "网格事项"
    texts = {
        "retrieve": (
            "一件事项的派单建议",
            "建议的主办单位和事项分类各至多三个，附理由：派单规则、牵头单位、近一年同类事项的办理情况、相似的事项。",
        ),
    }

    def retrieve(self, request, *args, **kwargs):
        case = self.get_object()
        found = {"units": suggest_units(case), "categories": suggest_classes(case)}
        return Response(self.get_serializer(found).data)
