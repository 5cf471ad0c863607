"""Redeeming points by API, by the member or at the counter."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import AreaRefSerializer, IdSerializerField
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import Permission as P
from volunteers.members.api.meant import member_meant
from volunteers.recognition.lists import redemption_list
from volunteers.recognition.services.rewards import redeem, redemptions

RedemptionSerializer = serializer_of(
    redemption_list,
    area=AreaRefSerializer(source="reward.window.area", help_text="提供兑换的区域"),
    reward_name=serializers.CharField(source="reward.name", help_text="兑换品"),
)


class RedeemSerializer(serializers.Serializer):
    member = IdSerializerField(required=False, help_text="窗口代为兑换时填写党员编号；本人兑换时省略")
    reward = serializers.IntegerField(min_value=1, max_value=2**31, help_text="兑换品编号")
    quantity = serializers.IntegerField(min_value=1, max_value=99, default=1, help_text="件数")
    client_key = serializers.UUIDField(help_text="提交标识：同一标识、同样内容再次提交，返回原记录")


class RedemptionViewSet(ActsMixin, ListedViewSet):
    """Redemptions within the viewer's posts, and the member's own."""

    acts = redemptions
    listing = redemption_list
    serializer_class = RedemptionSerializer
    permissions = {"*": P.REWARD_MANAGE}
    subject = "积分兑换"
    tag = "积分"
    texts = {
        "list": ("积分兑换列表", "职责范围内的兑换；党员本人可看自己的。"),
        "retrieve": ("一次兑换", "兑换品、数量、积分与领取状态。"),
        "create": (
            "兑换",
            "党员本人用积分兑换，或窗口为没有手机的党员代办。积分不足、已兑完、超过限额或不在兑换期返回409。",
        ),
    }

    @does(redemptions, "redeem", "enter")
    @extend_schema(
        request=RedeemSerializer,
        responses=made_once(RedemptionSerializer, "此前已用同一提交标识兑换，返回原记录"),
    )
    def create(self, request):
        wanted = self.body_as(RedeemSerializer)
        member, _ = member_meant(request.user, wanted.get("member"), P.REWARD_MANAGE)
        redemption, created = redeem(
            member_id=member.pk,
            reward_id=wanted["reward"],
            quantity=wanted["quantity"],
            client_key=wanted["client_key"],
            by=request.user,
        )
        return self.shown(redemption, created)
