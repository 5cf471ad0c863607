"""Half-yearly check-ins and yearly summaries: read, send once, accept or send back many at a time."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.api.acts import OutcomeSerializer, told
from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.services.outcome import MOST_AT_ONCE
from volunteers.check_ins.choices import CheckInKind, CheckInOrigin, CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.services.check_in_decisions import accept_check_ins, return_check_ins
from volunteers.check_ins.services.check_ins import resubmit_check_in, submit_check_in, withdraw_check_in
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.members.api.meant import member_meant


class CheckInSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(help_text="党员")
    area = AreaRefSerializer(help_text="归属区域")
    kind_label = KindLabelField("kind", help_text="种类名称")
    state_label = KindLabelField("state", help_text="状态名称")
    slug = serializers.CharField(help_text="所属期间：2026H2为2026年下半年，2026为2026年")

    class Meta:
        model = CheckIn
        fields = [
            "id",
            "member",
            "area",
            "kind",
            "kind_label",
            "slug",
            "happened_on",
            "text",
            "origin",
            "state",
            "state_label",
            "reason",
            "entered_at",
            "decided_at",
        ]
        read_only_fields = fields


class SubmitSerializer(serializers.Serializer):
    member = IdSerializerField(required=False, help_text="代录时填写党员编号；党员本人提交时省略")
    kind = serializers.ChoiceField(CheckInKind.choices, help_text="half_year 半年报到；summary 年度小结或意见建议书")
    happened_on = serializers.DateField(required=False, help_text="报到日期，代录时可填；本人提交一律为当天")
    text = serializers.CharField(
        max_length=2000, default="", allow_blank=True, help_text="半年报到可省略，最多200字；年度小结20至2000字"
    )


class CheckInIdsSerializer(serializers.Serializer):
    ids = serializers.ListField(
        child=IdSerializerField(), min_length=1, max_length=MOST_AT_ONCE, help_text="回社区报到编号，最多500个"
    )


class ReturnSerializer(CheckInIdsSerializer):
    reason = serializers.CharField(max_length=200, help_text="退回原因，党员可见")


class TextSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=2000, default="", allow_blank=True, help_text="修改后的内容")


class CheckInFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=CheckInState.choices, label="状态，可重复")
    kind = filters.ChoiceFilter(choices=CheckInKind.choices, label="种类")
    slug = filters.CharFilter(max_length=6, label="所属期间，例如 2026H2 或 2026")
    member = IdFilter(label="党员的编号")
    under = UnderFilter(label="归属此区域及其下级")
    ordering = Ordering(happened_on="报到日期", entered_at="录入时间")

    class Meta:
        model = CheckIn
        fields: list[str] = []


class CheckInViewSet(PersonalReads, ReadViewSet):
    """Check-ins within the viewer's posts, and the member's own."""

    queryset = CheckIn.objects.select_related("member", "area").order_by("-happened_on", "-id")
    serializer_class = CheckInSerializer
    filterset_class = CheckInFilter
    permissions = {
        "*": P.MEMBER_VIEW,
        "create": P.MEMBER_EDIT,
        "resubmit": P.MEMBER_EDIT,
        "withdraw": P.MEMBER_EDIT,
        "accept": P.REPORT_IN_DECIDE,
        "send_back": P.REPORT_IN_DECIDE,
    }
    own_path = "member__user"
    subject = "回社区报到"
    tag = "报到"
    texts = {
        "list": ("回社区报到列表", "半年回社区报到、年度小结或意见建议书，党员本人可看自己的。"),
        "retrieve": ("一次回社区报到", "内容、所属期间、状态与退回原因。"),
        "create": (
            "提交回社区报到",
            "党员本人提交，或有“维护党员信息”权限的人代录。每人每半年、每年各一次：同样内容再次提交返回200和原条目，内容不同返回409。",
        ),
        "resubmit": ("重新提交", "被退回的，由本人或录入的社区修改后再提交。"),
        "withdraw": ("撤回", "接收前由本人或社区撤回。"),
        "accept": ("批量接收", "逐条判断：能办的办，不能办的列出原因。本人和录入人不能接收；接收后记入积分。"),
        "send_back": ("批量退回", "退回并写明原因，党员可修改后重新提交。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    def scopes_needed(self) -> set[str]:
        # Deciding is never one's own affair.
        return super().scopes_needed() - ({OWN} if self.action in {"accept", "send_back"} else set())

    @extend_schema(
        request=SubmitSerializer,
        responses={201: CheckInSerializer, 200: OpenApiResponse(CheckInSerializer, "此前已提交，返回原条目")},
    )
    def create(self, request):
        wanted = self.body_as(SubmitSerializer)
        member, own = member_meant(request.user, wanted.pop("member", None), P.MEMBER_EDIT)
        origin = CheckInOrigin.SELF if own else CheckInOrigin.PROXY
        check_in, created = submit_check_in(member_id=member.pk, origin=origin, by=request.user, **wanted)
        shown = self.get_serializer(self.queryset.get(pk=check_in.pk)).data
        return Response(shown, status=status.HTTP_201_CREATED if created else status.HTTP_200_OK)

    @extend_schema(request=TextSerializer, responses=CheckInSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def resubmit(self, request, pk=None):
        check_in, wanted = self.get_object(), self.body_as(TextSerializer)
        sent = resubmit_check_in(check_in_id=check_in.pk, text=wanted["text"], by=request.user)
        return Response(self.get_serializer(self.queryset.get(pk=sent.pk)).data)

    @extend_schema(request=None, responses=CheckInSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request, pk=None):
        gone = withdraw_check_in(check_in_id=self.get_object().pk, by=request.user)
        return Response(self.get_serializer(self.queryset.get(pk=gone.pk)).data)

    @extend_schema(request=CheckInIdsSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None)
    def accept(self, request):
        return told(accept_check_ins(check_in_ids=self.body_as(CheckInIdsSerializer)["ids"], by=request.user))

    @extend_schema(request=ReturnSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None, url_path="return")
    def send_back(self, request):
        wanted = self.body_as(ReturnSerializer)
        return told(return_check_ins(check_in_ids=wanted["ids"], reason=wanted["reason"], by=request.user))
