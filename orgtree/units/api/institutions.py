"""Units."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, SearchFilter, UnderFilter
from orgtree.choices import InstitutionKind
from orgtree.choices import Permission as P
from orgtree.units.models.institution import Institution


class InstitutionSerializer(serializers.ModelSerializer):
    kind_label = KindLabelField("kind", help_text="性质名称")
    area = AreaRefSerializer(help_text="所在区域")

    class Meta:
        model = Institution
        fields = ["id", "name", "kind", "kind_label", "uscc", "superior", "area", "closed_on"]
        read_only_fields = fields


class InstitutionFilter(ScopedFilterSet):
    kind = filters.MultipleChoiceFilter(choices=InstitutionKind.choices, label="性质，可重复")
    area = IdFilter(label="所在区域的编号")
    under = UnderFilter(label="此区域及其下级")
    search = SearchFilter(label="名称包含，或统一社会信用代码开头")
    ordering = Ordering(name="名称", kind="性质")

    class Meta:
        model = Institution
        fields: list[str] = []


class InstitutionViewSet(ReadViewSet):
    """Units within the viewer's posts."""

    queryset = Institution.objects.select_related("area").order_by("name", "id")
    serializer_class = InstitutionSerializer
    filterset_class = InstitutionFilter
    permissions = {"*": P.INSTITUTION_VIEW}
    tag = "单位"
    texts = {
        "list": ("单位列表", "职责范围内的单位；单位党组织、部门看到本单位及其下级单位。"),
        "retrieve": ("一个单位", "性质、统一社会信用代码和所在区域。"),
    }
