"""Units by API: with which communities they are paired."""

from rest_framework import serializers

from cocon.units.lists import pairing_list
from cocon.units.services.pairings import pairings
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import PlainRefSerializer
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P

PairingSerializer = serializer_of(
    pairing_list,
    unit=PlainRefSerializer(help_text="单位"),
    state=serializers.CharField(read_only=True, help_text="in_force 结对中，ended 已结束；最后一天仍在结对"),
)


class PairingViewSet(ActsMixin, ListedViewSet):
    """Pairings of the viewer's unit, or of communities in the viewer's posts."""

    acts = pairings
    listing = pairing_list
    serializer_class = PairingSerializer
    permissions = {"*": P.COCON_VIEW}
    tag = "共驻共建"
    texts = {
        "list": ("结对列表", "本单位的结对，或职责范围内社区的结对。"),
        "retrieve": ("一条结对", "单位、社区与起止日期；最后一天仍在结对。"),
    }
