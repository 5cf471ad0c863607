"""Needs and claims by program: what a community publishes, what a unit takes on and says of it."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from cocon.bases import CoconViewSet
from cocon.needs.lists import claim_list, need_list, resource_list
from cocon.needs.models import Claim, Need
from cocon.needs.rules import MOST
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.needs import need_acts
from cocon.needs.services.resources import resource_acts
from cocon.needs.services.taking_on import claim_need
from cocon.units.services.pairings import units_of
from orgtree.acts import does
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import made_once, serializer_of
from orgtree.choices import Permission as P
from orgtree.errors import not_found
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


ClaimSerializer = serializer_of(claim_list)


class TakeOnSerializer(serializers.Serializer):
    """What a unit takes on."""

    need = IdSerializerField(help_text="需求的编号")
    unit = IdSerializerField(help_text="本单位的编号")
    quantity = serializers.IntegerField(min_value=1, max_value=MOST, default=1, help_text="认领数量")
    words = serializers.CharField(max_length=300, default="", allow_blank=True, help_text="打算怎么做；不写姓名、电话")


class ClaimViewSet(CoconViewSet):
    """Claims within the viewer's posts: of needs of one's areas, or of one's unit."""

    acts = claim_acts
    listing = claim_list
    serializer_class = ClaimSerializer
    permissions = {"*": P.COCON_VIEW, "create": P.COCON_UNIT}
    desk_acts = frozenset({"create"})
    texts = {
        "list": ("需求认领列表", "职责范围内或本单位的认领。"),
        "retrieve": ("一项认领", "认领数量、状态与完成情况。"),
        "create": ("认领需求", "单位认领一项需求。本单位已认领的返回200和原认领，不会认领两次；超过剩余数量返回409。"),
    }

    @does(claim_acts, "claim")
    @extend_schema(request=TakeOnSerializer, responses=made_once(ClaimSerializer, "本单位已认领，返回原认领"))
    def create(self, request):
        wanted = self.body_as(TakeOnSerializer)
        unit = next((one for one in units_of(request.user) if one.pk == wanted["unit"]), None)
        if unit is None:
            raise not_found("单位", field="unit")
        known = Claim.objects.live().filter(need=wanted["need"], unit=unit).exists()
        words = {"quantity": wanted["quantity"], "words": wanted["words"]}
        claim = claim_need(need_id=wanted["need"], unit=unit, by=request.user, **words)
        return self.shown(claim, created=not known)


class ResourceViewSet(CoconViewSet):
    """What is shared within the viewer's posts: in one's areas, or by one's unit."""

    acts = resource_acts
    listing = resource_list
    texts = {
        "list": ("共享资源列表", "职责范围内或本单位的共享资源。不含姓名、电话。"),
        "retrieve": ("一项共享资源", "种类、容量、可用时间、条件与状态。"),
    }
