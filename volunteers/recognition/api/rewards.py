"""Redeeming points by API, by the member or at the counter."""

from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.fields import AreaRefSerializer
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.recognition.lists import redemption_list
from volunteers.recognition.services.rewards import redemptions

RedemptionSerializer = serializer_of(
    redemption_list,
    area=AreaRefSerializer(source="reward.window.area", help_text="提供兑换的区域"),
    reward_name=serializers.CharField(source="reward.name", help_text="兑换品"),
)


class RedemptionViewSet(ActsMixin, ListedViewSet):
    """Redemptions within the viewer's posts, and the member's own."""

    acts, listing = redemptions, redemption_list
    serializer_class = RedemptionSerializer
    permissions = {"*": P.REWARD_MANAGE}
    subject = "积分兑换"
    tag = "积分"
    texts = {
        "list": ("积分兑换列表", "职责范围内的兑换；党员本人可看自己的。"),
        "retrieve": ("一次兑换", "兑换品、数量、积分与领取状态。"),
    }
