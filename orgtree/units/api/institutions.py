"""Units."""

from orgtree.api.filters import SearchFilter
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from orgtree.units.lists import institution_list
from orgtree.units.models.institution import Institution


class InstitutionViewSet(ListedViewSet):
    """Units within the viewer's posts."""

    queryset = Institution.objects.select_related("area").order_by("name", "id")
    listing = institution_list
    asked = {"search": SearchFilter(label="名称包含，或统一社会信用代码开头")}
    permissions = {"*": P.INSTITUTION_VIEW}
    tag = "单位"
    texts = {
        "list": ("单位列表", "职责范围内的单位；单位党组织、部门看到本单位及其下级单位。"),
        "retrieve": ("一个单位", "性质、统一社会信用代码和所在区域。"),
    }
