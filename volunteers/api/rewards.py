"""Redeeming points by API: redemptions, the act itself, and taking it back."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet
from orgtree.choices import Permission as P
from volunteers.api.fields import MemberRefSerializer
from volunteers.models import Member, Redemption
from volunteers.services.rewards import cancel_redemption, redeem


class RedemptionSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(help_text="党员")
    area = AreaRefSerializer(source="reward.window.area", help_text="提供兑换的区域")
    reward_name = serializers.CharField(source="reward.name", help_text="兑换品")
    state_label = KindLabelField("state", help_text="状态")
    code = serializers.CharField(help_text="领取码")

    class Meta:
        model = Redemption
        fields = ["id", "code", "member", "area", "reward", "reward_name", "quantity", "points"]
        fields += ["state", "state_label", "reserved_at", "decided_at", "reason"]
        read_only_fields = fields


class RedeemSerializer(serializers.Serializer):
    reward = serializers.IntegerField(min_value=1, max_value=2**31, help_text="兑换品编号")
    quantity = serializers.IntegerField(min_value=1, max_value=99, default=1, help_text="件数")
    client_key = serializers.UUIDField(help_text="提交标识：同一标识、同样内容再次提交，返回原记录")


class CancelSerializer(serializers.Serializer):
    reason = serializers.CharField(
        max_length=200, default="", allow_blank=True, help_text="本人取消可省略；社区办理须写明"
    )


class RedemptionFilter(ScopedFilterSet):
    reward = IdFilter(label="兑换品的编号")
    ordering = Ordering(reserved_at="兑换时间")

    class Meta:
        model = Redemption
        fields: list[str] = []


class RedemptionViewSet(PersonalReads, ReadViewSet):
    """Redemptions within the viewer's posts, and the member's own."""

    queryset = Redemption.objects.select_related("member", "reward__window__area").order_by("-reserved_at", "-id")
    serializer_class = RedemptionSerializer
    filterset_class = RedemptionFilter
    permissions = {"*": P.REWARD_MANAGE}
    own_path = "member__user"
    subject = "积分兑换"
    tag = "积分"
    texts = {
        "list": ("积分兑换列表", "职责范围内的兑换；党员本人可看自己的。"),
        "retrieve": ("一次兑换", "兑换品、数量、积分与领取状态。"),
        "cancel": ("取消兑换", "领取前由本人或社区取消，积分退回；已取消的再次取消返回409。"),
        "create": ("兑换", "党员本人用积分兑换。积分不足、已兑完、超过限额或不在兑换期返回409。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    @extend_schema(
        request=RedeemSerializer,
        responses={
            201: RedemptionSerializer,
            200: OpenApiResponse(RedemptionSerializer, "此前已用同一提交标识兑换，返回原记录"),
        },
    )
    def create(self, request):
        form = RedeemSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        member = Member.objects.mine(request.user).first()
        if member is None:
            raise NotFound
        wanted = form.validated_data
        redemption, created = redeem(
            member_id=member.pk,
            reward_id=wanted["reward"],
            quantity=wanted["quantity"],
            client_key=wanted["client_key"],
            by=request.user,
        )
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(self.get_serializer(redemption).data, status=code)

    @extend_schema(request=CancelSerializer, responses=RedemptionSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def cancel(self, request, pk=None):
        redemption = self.get_object()
        form = CancelSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        reason = form.validated_data["reason"]
        cancelled = cancel_redemption(redemption_id=redemption.pk, reason=reason, by=request.user)
        return Response(self.get_serializer(cancelled).data)
