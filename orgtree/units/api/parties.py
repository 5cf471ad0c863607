"""Party organisations."""

from django_filters import rest_framework as filters

from orgtree.api.fields import PlainRefSerializer
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from orgtree.units.lists import party_org_list
from orgtree.units.models.party import PartyOrg


class PartyOrgViewSet(ListedViewSet):
    """Party organisations within the viewer's posts."""

    queryset = PartyOrg.objects.select_related("area", "institution").order_by("area__code", "name", "id")
    listing = party_org_list
    serializer_class = serializer_of(
        party_org_list, institution=PlainRefSerializer(allow_null=True, help_text="所属单位；社区、网格的党组织为空")
    )
    asked = {
        "search": filters.CharFilter(field_name="name", lookup_expr="icontains", max_length=60, label="名称包含"),
    }
    permissions = {"*": P.PARTY_ORG_VIEW}
    tag = "党组织"
    texts = {
        "list": ("党组织列表", "职责范围内的党组织，可按类型、上级、区域筛选。"),
        "retrieve": ("一个党组织", "成立日期、届满日期和所在区域。"),
    }
