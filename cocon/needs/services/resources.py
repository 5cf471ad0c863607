"""What units and communities share: put on the list, corrected, taken back."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from cocon.needs.choices import ResourceState
from cocon.needs.models import Resource
from cocon.units.models import Matter
from orgtree.acts import Act, Acts, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area, Institution

WORDS = "kind matter title capacity hours conditions until"


def matters_in_use(user, ids=None) -> QuerySet[Matter]:
    """What a resource may be about."""
    return Matter.objects.filter(is_active=True)


def own_resources(user) -> QuerySet[Resource]:
    """The resources of the units whose shared matters the person handles."""
    return Resource.objects.allowed(user, P.COCON_UNIT)


def units_inside(user, ids=None) -> QuerySet[Institution]:
    """Units that sit where the person manages shared matters."""
    places = Area.objects.allowed(user, P.COCON_MANAGE)
    return Institution.objects.filter(closed_on__isnull=True, area__in=places.values("pk"))


def check_last_day(until: date | None) -> None:
    """Raise RuleBroken at `until` for a last day that is over: what is shared is there from now on."""
    if until and until < timezone.localdate():
        raise RuleBroken("until", "共享到的日期不能早于今天", field="until")


def _place(resource: Resource, doing: Doing) -> None:
    """A unit's resource counts where the unit sits."""
    check_last_day(resource.until)
    if resource.unit:
        resource.area = resource.unit.area


def _change(resource: Resource, doing: Doing) -> None:
    if resource.until != doing.was[resource.pk].until:
        check_last_day(resource.until)


ASKED = asks_of(Resource, WORDS, at=P.COCON_VIEW, matter={"rows": matters_in_use})
[UNIT] = asks_of(
    Resource, "unit", unit={"rows": units_inside, "help": "社区自己的不填；单位自己也可以在“本单位共建”里共享"}
)
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
                "登记资源",
                "登记",
                ResourceState.SHARED,
                permission=P.COCON_MANAGE,
                asks=(*asks_of(Resource, "area", at=P.COCON_MANAGE), *ASKED, UNIT),
                stamps=STAMPS,
                run=_place,
                done="已列入共享清单。",
                hint="列入共享清单。单位的资源按单位所在区域登记，单位和结对社区都能看到。",
                summary="登记资源",
                description="社区把自己的场地、物资、人才、服务列入共享清单；也可代本区域的单位登记。",
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
                "edit",
                "修改",
                "修改",
                SHARED,
                None,
                permission=P.COCON_MANAGE,
                own=True,
                doer="单位经办人",
                reach=own_resources,
                asks=ASKED,
                partial=True,
                run=_change,
                done="已修改。",
                hint="共享中的可以修改；不再共享的请收回。",
                icon="edit",
                summary="修改资源",
                description="单位修改自己的资源，或社区修改本区域的资源；省略的内容不变。",
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
