"""What points buy: rewards on offer, and the member's own balance."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.api.fields import AreaRefSerializer
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from volunteers.members.models.member import Member
from volunteers.recognition.lists import reward_list
from volunteers.recognition.models.reward import Reward
from volunteers.recognition.services.rewards import balance_of, rewards_for

RewardSerializer = serializer_of(
    reward_list,
    area=AreaRefSerializer(source="window.area", help_text="提供兑换的区域"),
    window=serializers.CharField(source="window.label", help_text="兑换期"),
    opens_on=serializers.DateField(source="window.opens_on", help_text="开始日期"),
    closes_on=serializers.DateField(source="window.closes_on", help_text="结束日期，当日仍可兑换"),
    pick_up=serializers.CharField(source="window.pick_up", help_text="领取地点和时间"),
    left=serializers.IntegerField(help_text="还剩几件"),
)


class BalanceSerializer(serializers.Serializer):
    earned = serializers.DecimalField(9, 2, help_text="累计可兑换积分")
    spent = serializers.DecimalField(9, 2, help_text="已兑换")
    left = serializers.DecimalField(9, 2, help_text="现在可用；已兑换后被冲正的，可能小于零")


class RewardViewSet(ListedViewSet):
    """Rewards that the viewer keeps, and those that the member may choose from today."""

    queryset = Reward.objects.with_left().select_related("window__area").order_by("-window__opens_on", "pk")
    serializer_class = RewardSerializer
    listing = reward_list
    permissions = {"*": P.REWARD_MANAGE}
    own_path = "redemptions__member__user"  # who may act for themselves; the rows are those of rewards_for
    tag = "积分"
    texts = {
        "list": ("兑换品列表", "职责范围内的兑换品；党员看到本社区和所属街道今天可以兑换的。"),
        "retrieve": ("一件兑换品", "所需积分、剩余件数、每人限兑与领取办法。"),
        "balance": ("可兑换积分", "党员本人的可兑换积分；与考评积分分开，服务时长从不扣减。"),
    }

    def get_queryset(self):
        user = self.request.user
        kept = set(Reward.objects.allowed(user, P.REWARD_MANAGE).values_list("pk", flat=True))
        member = self._member() if user.token_covers(OWN) else None
        offered = set(rewards_for(member).values_list("pk", flat=True)) if member else set()
        return self.queryset.filter(pk__in=kept | offered)

    def scopes_needed(self) -> set[str]:
        return {OWN} if self.action == "balance" else super().scopes_needed()

    def _member(self) -> Member | None:
        return Member.objects.mine(self.request.user).select_related("area").first()

    @extend_schema(responses=BalanceSerializer)
    @action(detail=False, methods=["get"], filterset_class=None, pagination_class=None)
    def balance(self, request):
        member = self._member()
        if member is None:
            raise NotFound
        return Response(BalanceSerializer(balance_of(member)).data)
