"""Half-yearly check-ins and yearly summaries: read, send once, accept or send back many at a time."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.check_ins.choices import CheckInKind, CheckInOrigin, CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.check_ins.services.check_ins import submit_check_in
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


class CheckInViewSet(ActsMixin, ReadViewSet):
    """Check-ins within the viewer's posts, and the member's own."""

    acts = check_in_acts
    queryset = CheckIn.objects.select_related("member", "area").order_by("-happened_on", "-id")
    serializer_class = CheckInSerializer
    filterset_class = CheckInFilter
    permissions = {"*": P.MEMBER_VIEW, "create": P.MEMBER_EDIT}
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
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    @does(check_in_acts, "submit", "enter")
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
