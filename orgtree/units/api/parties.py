"""Party organisations."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField, PlainRefSerializer
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import PartyOrgKind
from orgtree.choices import Permission as P
from orgtree.units.models.party import PartyOrg


class PartyOrgSerializer(serializers.ModelSerializer):
    kind_label = KindLabelField("kind", help_text="类型名称")
    area = AreaRefSerializer(help_text="所在区域")
    institution = PlainRefSerializer(allow_null=True, help_text="所属单位；社区、网格的党组织为空")

    class Meta:
        model = PartyOrg
        fields = [
            "id",
            "parent",
            "kind",
            "kind_label",
            "name",
            "area",
            "institution",
            "founded_on",
            "term_ends_on",
            "dissolved_on",
        ]
        read_only_fields = fields


class PartyOrgFilter(ScopedFilterSet):
    kind = filters.MultipleChoiceFilter(choices=PartyOrgKind.choices, label="类型，可重复")
    parent = IdFilter(label="直接上级党组织的编号")
    area = IdFilter(label="所在区域的编号")
    under = UnderFilter(label="此区域及其下级")
    search = filters.CharFilter(field_name="name", lookup_expr="icontains", max_length=60, label="名称包含")
    ordering = Ordering(name="名称", founded_on="成立日期", term_ends_on="届满日期")

    class Meta:
        model = PartyOrg
        fields: list[str] = []


class PartyOrgViewSet(ReadViewSet):
    """Party organisations within the viewer's posts."""

    queryset = PartyOrg.objects.select_related("area", "institution").order_by("area__code", "name", "id")
    serializer_class = PartyOrgSerializer
    filterset_class = PartyOrgFilter
    permissions = {"*": P.PARTY_ORG_VIEW}
    tag = "党组织"
    texts = {
        "list": ("党组织列表", "职责范围内的党组织，可按类型、上级、区域筛选。"),
        "retrieve": ("一个党组织", "成立日期、届满日期和所在区域。"),
    }
