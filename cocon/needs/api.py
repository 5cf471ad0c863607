"""Needs and claims by program: what a community publishes, what a unit takes on and says of it."""

from rest_framework import serializers

from cocon.bases import CoconViewSet
from cocon.needs.lists import ask_list, claim_list, need_list, resource_list
from cocon.needs.models import Need
from cocon.needs.services.asks import ask_acts
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.needs import need_acts
from cocon.needs.services.resources import resource_acts
from cocon.units.services.pairings import units_of
from orgtree.api.listed import serializer_of
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either

NeedSerializer = serializer_of(need_list, left=serializers.IntegerField(read_only=True, help_text="还可认领的数量"))


class NeedViewSet(CoconViewSet):
    """Needs within the viewer's posts; for the clerk of a unit those that the unit may take on."""

    acts = need_acts
    listing = need_list
    serializer_class = NeedSerializer
    texts = {
        "list": ("共建需求列表", "职责范围内的需求；单位经办人可看本单位可以认领的。不含姓名、电话。"),
        "retrieve": ("一项共建需求", "需求、数量、还可认领多少与状态。"),
    }

    def get_queryset(self):
        if self.act or self.action == "create":
            return super().get_queryset().with_taken()
        user = self.request.user
        halves = [Need.objects.allowed(user, self.permission_needed)]
        if user.is_authenticated and user.holds(P.COCON_UNIT):
            halves += [way for unit in units_of(user) for way in Need.objects.open_to_each_way(unit)]
        return rows_of_either(self.queryset, *halves).with_taken()


class ClaimViewSet(CoconViewSet):
    """Claims within the viewer's posts: of needs of one's areas, or of one's unit."""

    acts = claim_acts
    listing = claim_list
    texts = {
        "list": ("需求认领列表", "职责范围内或本单位的认领。"),
        "retrieve": ("一项认领", "认领数量、状态与完成情况。"),
    }


class ResourceViewSet(CoconViewSet):
    """What is shared within the viewer's posts: in one's areas, or by one's unit."""

    acts = resource_acts
    listing = resource_list
    texts = {
        "list": ("共享资源列表", "职责范围内或本单位的共享资源。不含姓名、电话。"),
        "retrieve": ("一项共享资源", "种类、容量、可用时间、条件与状态。"),
    }


class UnitAskViewSet(CoconViewSet):
    """What units need within the viewer's posts: asked of one's areas, or by one's unit."""

    acts = ask_acts
    listing = ask_list
    texts = {
        "list": ("单位需求列表", "单位向职责范围内的社区提出的，或本单位提出的需求。不含姓名、电话。"),
        "retrieve": ("一项单位需求", "需求、数量、状态、办理情况，列入清单的还有需求的编号。"),
    }
