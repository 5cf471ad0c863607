"""Half-yearly check-ins and yearly summaries: read, send once, accept or send back many at a time."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import Permission as P
from volunteers.check_ins.choices import CheckInKind, CheckInOrigin
from volunteers.check_ins.lists import check_in_list
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.check_ins.services.check_ins import submit_check_in
from volunteers.members.api.meant import member_meant

CheckInSerializer = serializer_of(check_in_list)


class SubmitSerializer(serializers.Serializer):
    member = IdSerializerField(required=False, help_text="代录时填写党员编号；党员本人提交时省略")
    kind = serializers.ChoiceField(CheckInKind.choices, help_text="half_year 半年报到；summary 年度小结或意见建议书")
    happened_on = serializers.DateField(required=False, help_text="报到日期，代录时可填；本人提交一律为当天")
    text = serializers.CharField(
        max_length=2000, default="", allow_blank=True, help_text="半年报到可省略，最多200字；年度小结20至2000字"
    )


class CheckInViewSet(ActsMixin, ListedViewSet):
    """Check-ins within the viewer's posts, and the member's own."""

    acts = check_in_acts
    listing = check_in_list
    serializer_class = CheckInSerializer
    asked = {
        "kind": filters.ChoiceFilter(choices=CheckInKind.choices, label="种类"),
        "slug": filters.CharFilter(max_length=6, label="所属期间，例如 2026H2 或 2026"),
    }
    permissions = {"*": P.MEMBER_VIEW, "create": P.MEMBER_EDIT}
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

    @does(check_in_acts, "submit", "enter")
    @extend_schema(
        request=SubmitSerializer,
        responses=made_once(CheckInSerializer, "此前已提交，返回原条目"),
    )
    def create(self, request):
        wanted = self.body_as(SubmitSerializer)
        member, own = member_meant(request.user, wanted.pop("member", None), P.MEMBER_EDIT)
        origin = CheckInOrigin.SELF if own else CheckInOrigin.PROXY
        check_in, created = submit_check_in(member_id=member.pk, origin=origin, by=request.user, **wanted)
        return self.shown(self.read_anew(check_in), created)
