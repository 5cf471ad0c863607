"""What units and communities share: put on the list, corrected, taken back."""

from django.db.models import QuerySet

from cocon.needs.choices import ResourceState
from cocon.needs.models import Resource
from cocon.units.models import Matter
from orgtree.acts import Act, Acts, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

WORDS = "kind matter title capacity hours conditions until"


def matters_in_use(user, ids=None) -> QuerySet[Matter]:
    """What a resource may be about."""
    return Matter.objects.filter(is_active=True)


def own_resources(user) -> QuerySet[Resource]:
    """The resources of the units whose shared matters the person handles."""
    return Resource.objects.allowed(user, P.COCON_UNIT)


def _place(resource: Resource, doing: Doing) -> None:
    """A unit's resource counts where the unit sits."""
    if resource.unit.area is None:
        raise RuleBroken("unit", "本单位还没有登记所在区域，请联系街道或社区", field="unit")
    resource.area = resource.unit.area


ASKED = asks_of(Resource, WORDS, at=P.COCON_VIEW, matter={"rows": matters_in_use})
SHARED = frozenset({ResourceState.SHARED})
STAMPS = ("entered_by", "entered_at")
# Source: docs/rules.md, "Needs and claims".
resource_acts = declare_acts(
    Acts(
        Resource,
        loads=("area", "unit", "matter"),
        called="资源",
        acts=(
            Making(
                "enter",
                "登记社区资源",
                "登记",
                ResourceState.SHARED,
                permission=P.COCON_MANAGE,
                asks=(*asks_of(Resource, "area", at=P.COCON_MANAGE), *ASKED),
                stamps=STAMPS,
                done="已列入共享清单。",
                hint="列入共享清单，本区域的社区和单位都能看到。",
                summary="登记社区资源",
                description="社区把自己的场地、物资、人才、服务列入共享清单。",
            ),
            Making(
                "offer",
                "共享本单位资源",
                "共享",
                ResourceState.SHARED,
                own=True,
                doer="单位经办人",
                reach=own_resources,
                asks=(*asks_of(Resource, "unit", at=P.COCON_UNIT, unit={"is_optional": False}), *ASKED),
                stamps=STAMPS,
                run=_place,
                done="已列入共享清单。",
                hint="列入共享清单，街道和结对社区都能看到。",
            ),
            Act(
                "withdraw",
                "收回资源",
                "收回",
                SHARED,
                ResourceState.WITHDRAWN,
                permission=P.COCON_MANAGE,
                own=True,
                doer="单位经办人",
                reach=own_resources,
                asks=(ask_reason("收回", column="reason", told="事由，2到200字"),),
                stamps=("ended_by", "ended_at"),
                done="已从共享清单收回。",
                hint="用于不再共享或登记有误的资源。",
                icon="block",
                summary="收回资源",
                description="单位收回自己的资源，或社区收回本区域的资源，写明原因。",
            ),
        ),
    )
)
