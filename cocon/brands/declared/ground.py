"""What brands declare for the ground floor."""

from cocon.brands.models import THINGS, Brand
from orgtree.declare import Broken, Occupant, registry

registry.add_occupants(
    [Occupant("brands", "党建品牌", "个", lambda area: Brand.objects.filter(area=area, ended_on=None))]
)
registry.add_constraints(
    {
        "brand_one_main": Broken("main", "本社区已有一个“一社区一品”，请先取消原来的", "is_main"),
        "brand_name_once": Broken("name", "本社区已有同名品牌", "name"),
        **{f"brand_part_{name}_once": Broken("linked", "已经关联", name) for name in THINGS},
    }
)
