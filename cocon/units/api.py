"""Units by API: with which communities they are paired."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from cocon.units.lists import pairing_list
from cocon.units.services.pairings import communities_for, pair_unit, pairings, units_for
from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField, PlainRefSerializer
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import Permission as P
from orgtree.errors import not_found

PairingSerializer = serializer_of(
    pairing_list,
    unit=PlainRefSerializer(help_text="单位"),
    state=serializers.CharField(read_only=True, help_text="in_force 结对中，ended 已结束；最后一天仍在结对"),
)


class PairSerializer(serializers.Serializer):
    unit = IdSerializerField(help_text="单位编号")
    community = IdSerializerField(help_text="社区编号")
    since = serializers.DateField(help_text="结对日期，不晚于今天")


class PairingViewSet(ActsMixin, ListedViewSet):
    """Pairings of the viewer's unit, or of communities in the viewer's posts."""

    acts = pairings
    listing = pairing_list
    serializer_class = PairingSerializer
    permissions = {"*": P.COCON_VIEW, "create": P.COCON_MANAGE}
    desk_acts = frozenset({"create"})
    tag = "共驻共建"
    texts = {
        "list": ("结对列表", "本单位的结对，或职责范围内社区的结对。"),
        "retrieve": ("一条结对", "单位、社区与起止日期；最后一天仍在结对。"),
        "create": ("登记结对", "由社区登记。新登记返回201；同一单位、社区、日期再次提交返回200和原记录。"),
    }

    @does(pairings, "make")
    @extend_schema(request=PairSerializer, responses=made_once(PairingSerializer, "此前已登记，返回原记录"))
    def create(self, request):
        wanted = self.body_as(PairSerializer)
        unit = units_for(request.user).filter(pk=wanted["unit"]).first()
        community = communities_for(request.user).filter(pk=wanted["community"]).first()
        if unit is None or community is None:
            raise not_found("单位" if unit is None else "社区", field="unit" if unit is None else "community")
        before = self.get_queryset().filter(unit=unit, community=community, since=wanted["since"], until=None).first()
        made = before or pair_unit(unit=unit, community=community, since=wanted["since"], by=request.user)
        return self.shown(made, created=before is None)
