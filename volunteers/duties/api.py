"""Duty posts and claims: what is needed, claim, leave; the desk closes posts and decides on many claims at a time."""

from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either
from volunteers.duties.choices import ClaimState, DutyClass, DutyKind, DutyState
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.duties.services.duties import claim_duty
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_matching import posts_for
from volunteers.duties.services.duty_posts import duty_posts
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.members.api.meant import member_meant
from volunteers.members.models.member import Member


class PledgeSerializer(serializers.ModelSerializer):
    """The words that are signed with a claim."""

    class Meta:
        model = PledgeText
        fields = ["id", "version", "text"]


class DutyPostSerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="设岗区域")
    class_label = KindLabelField("post_class", help_text="类别名称")
    kind_label = KindLabelField("kind", help_text="类型名称")
    skills = serializers.SlugRelatedField("name", many=True, read_only=True, help_text="所需特长")
    waiting = serializers.IntegerField(help_text="待任岗人数")
    appointed = serializers.IntegerField(help_text="在岗人数")
    pledge = serializers.SerializerMethodField(help_text="现行承诺书，认领时须签；没有的为空")

    class Meta:
        model = DutyPost
        fields = [
            *("id", "area", "title", "post_class", "class_label", "kind", "kind_label", "duties", "needed", "waiting"),
            *("appointed", "skills", "free_times", "since", "until", "contact", "point_item", "state", "pledge"),
        ]
        read_only_fields = fields

    @extend_schema_field(PledgeSerializer(allow_null=True))
    def get_pledge(self, post) -> dict | None:
        pledge = self.context["pledges"].get(post.kind)
        return pledge and PledgeSerializer(pledge).data


class DutyPostFilter(ScopedFilterSet):
    state = filters.ChoiceFilter(choices=DutyState.choices, label="状态")
    post_class = filters.MultipleChoiceFilter(choices=DutyClass.choices, label="类别，可重复")
    kind = filters.MultipleChoiceFilter(choices=DutyKind.choices, label="类型，可重复")
    under = UnderFilter(label="此区域及其下级的岗位")
    ordering = Ordering(since="任期开始", needed="需要人数")

    class Meta:
        model = DutyPost
        fields: list[str] = []


class DutyPostViewSet(ActsMixin, ReadViewSet):
    """Posts within the viewer's areas, and those that the member may claim or once did."""

    acts = duty_posts
    queryset = DutyPost.objects.select_related("area").prefetch_related("skills").counted().order_by("pk")
    serializer_class = DutyPostSerializer
    filterset_class = DutyPostFilter
    permissions = {"*": P.MEMBER_VIEW}
    own_path = "claims__member__user"
    tag = "设岗与认岗"
    texts = {
        "list": ("岗位列表", "职责范围内的岗位，含需要、待任岗和在岗人数；党员可看本社区招募中的和自己认领过的。"),
        "retrieve": ("一个岗位", "职责、所需特长与时间、任期，以及认领时须签的承诺书。"),
    }

    def get_queryset(self):
        """By post, and with the scope for one's own affairs what one may claim or once claimed."""
        user = self.request.user
        halves = [DutyPost.objects.allowed(user, self.permission_needed)]
        if self.takes_own and user.is_authenticated and user.token_covers(OWN):
            halves.append(DutyPost.objects.filter(pk__in=self._own(user)))
        return rows_of_either(self.queryset, *halves)

    @staticmethod
    def _own(user) -> set[int]:
        member = Member.objects.mine(user).first()
        own = set(DutyClaim.objects.mine(user).values_list("post", flat=True))
        return own | ({row.post.pk for row in posts_for(member)} if member else set())

    def get_serializer_context(self):
        pledges = {text.kind: text for text in PledgeText.objects.in_force(timezone.localdate())}
        return super().get_serializer_context() | {"pledges": pledges}


class DutyClaimSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(help_text="党员")
    post = serializers.PrimaryKeyRelatedField(read_only=True, help_text="岗位的编号")
    title = serializers.CharField(source="post.title", help_text="岗位名称")
    area = AreaRefSerializer(source="post.area", help_text="设岗区域")
    state_label = KindLabelField("state", help_text="状态名称")

    class Meta:
        model = DutyClaim
        fields = [
            *("id", "post", "title", "area", "member", "state", "state_label", "origin", "pledge", "claimed_at"),
            *("appointed_at", "ended_at", "cause", "reason"),
        ]
        read_only_fields = fields


class DutyClaimFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=ClaimState.choices, label="状态，可重复")
    post = IdFilter(label="岗位的编号")
    member = IdFilter(label="党员的编号")
    under = UnderFilter(label="设在此区域及其下级的岗位")
    ordering = Ordering(claimed_at="认领时间", appointed_at="任岗时间")

    class Meta:
        model = DutyClaim
        fields: list[str] = []


class ClaimDutySerializer(serializers.Serializer):
    post = IdSerializerField(help_text="岗位的编号")
    pledge = IdSerializerField(help_text="所签承诺书的编号，须是现行版本")
    member = IdSerializerField(required=False, help_text="社区代录时填写党员编号；本人认领时省略")
    on_paper = serializers.BooleanField(default=False, help_text="代录时，本人是否已在纸质承诺书上签名")


class DutyClaimViewSet(ActsMixin, ReadViewSet):
    """Claims within the viewer's posts, and the member's own."""

    acts = duty_claims
    queryset = DutyClaim.objects.select_related("member", "post__area").order_by("-claimed_at", "-id")
    serializer_class = DutyClaimSerializer
    filterset_class = DutyClaimFilter
    permissions = {"*": P.MEMBER_VIEW, "create": P.DUTY_MANAGE}
    own_path = "member__user"
    subject = "认岗"
    tag = "设岗与认岗"
    texts = {
        "list": ("认岗列表", "职责范围内的认岗，党员本人可看自己的。"),
        "retrieve": ("一条认岗", "状态、时间与原因。"),
        "create": ("认领岗位", "本人认领，或社区代没有手机的党员认领。新认领返回201；已认领的返回200和原记录。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    @does(duty_claims, "claim", "enter")
    @extend_schema(
        request=ClaimDutySerializer,
        responses={201: DutyClaimSerializer, 200: OpenApiResponse(DutyClaimSerializer, "已认领这个岗位，返回原记录")},
    )
    def create(self, request):
        wanted = self.body_as(ClaimDutySerializer)
        member, _ = member_meant(request.user, wanted.get("member"), P.DUTY_MANAGE)
        claim, created = claim_duty(
            post_id=wanted["post"],
            member_id=member.pk,
            pledge_id=wanted["pledge"],
            on_paper=wanted["on_paper"],
            by=request.user,
        )
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(self.get_serializer(claim).data, status=code)
