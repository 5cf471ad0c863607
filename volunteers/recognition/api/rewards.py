"""Redeeming points by API, by the member or at the counter."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet
from orgtree.choices import Permission as P
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.members.api.meant import member_meant
from volunteers.recognition.choices.rewards import RedemptionState
from volunteers.recognition.models.reward import Redemption
from volunteers.recognition.services.rewards import redeem, redemptions


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
    member = IdSerializerField(required=False, help_text="窗口代为兑换时填写党员编号；本人兑换时省略")
    reward = serializers.IntegerField(min_value=1, max_value=2**31, help_text="兑换品编号")
    quantity = serializers.IntegerField(min_value=1, max_value=99, default=1, help_text="件数")
    client_key = serializers.UUIDField(help_text="提交标识：同一标识、同样内容再次提交，返回原记录")


class RedemptionFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=RedemptionState.choices, label="状态，可重复")
    member = IdFilter(label="党员的编号")
    reward = IdFilter(label="兑换品的编号")
    ordering = Ordering(reserved_at="兑换时间")

    class Meta:
        model = Redemption
        fields: list[str] = []


class RedemptionViewSet(ActsMixin, ReadViewSet):
    """Redemptions within the viewer's posts, and the member's own."""

    acts = redemptions
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
        "create": (
            "兑换",
            "党员本人用积分兑换，或窗口为没有手机的党员代办。积分不足、已兑完、超过限额或不在兑换期返回409。",
        ),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    @does(redemptions, "redeem", "enter")
    @extend_schema(
        request=RedeemSerializer,
        responses={
            201: RedemptionSerializer,
            200: OpenApiResponse(RedemptionSerializer, "此前已用同一提交标识兑换，返回原记录"),
        },
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
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(self.get_serializer(redemption).data, status=code)
