"""Changes of borders for programs, to be read: who moves borders looks at the preview first."""

from orgtree.api.listed import ListedViewSet
from orgtree.borders.lists import border_list
from orgtree.borders.models import BorderChange
from orgtree.choices import Permission as P


class BorderChangeViewSet(ListedViewSet):
    """Changes of borders within the viewer's posts."""

    queryset = BorderChange.objects.order_by("-pk")
    listing = border_list
    permissions = {"*": P.AREA_VIEW}
    tag = "区域"
    texts = {
        "list": ("区划调整列表", "职责范围内的社区合并、拆分：拟定、待生效、已生效和已撤销的。"),
        "retrieve": ("一项区划调整", "种类、社区、新设的社区、生效日期与状态。办理在电脑页面上进行。"),
    }
