"""What of the doors stands on a community's page for residents."""

from urllib.parse import urlencode

from django.urls import reverse

from orgtree.declare import DoorLine, DoorPart, registry


def telling(community) -> list[DoorLine]:
    """To tell of something, to see what became of it, and a word about the work itself."""
    suggest = f"{reverse('suggest')}?{urlencode({'community': community.pk})}"
    return [
        DoorLine("反映问题", "路灯不亮、垃圾没清、邻里纠纷；可以匿名", reverse("door", args=[community.code])),
        DoorLine("查看已反映的", "凭编号和查询码", reverse("case-find")),
        DoorLine("投诉建议", "对社区工作有话要说", suggest),
    ]


registry.add_doors([DoorPart("grids.telling", 10, "有事找社区", telling)])
