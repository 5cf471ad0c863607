"""Duty posts and claims: what is needed, claim, leave; the desk closes posts and decides on many claims at a time."""

from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.fields import KindLabelField
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either
from volunteers.duties.choices import DutyState
from volunteers.duties.lists import claim_list, post_list
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_matching import posts_for
from volunteers.duties.services.duty_posts import duty_posts
from volunteers.members.models.member import Member


class PledgeSerializer(serializers.ModelSerializer):
    """The words that are signed with a claim."""

    class Meta:
        model = PledgeText
        fields = ["id", "version", "text"]


DutyPostBase = serializer_of(
    post_list,
    class_label=KindLabelField("post_class", help_text="类别名称"),
    skills=serializers.SlugRelatedField("name", many=True, read_only=True, help_text="所需特长"),
    waiting=serializers.IntegerField(help_text="待任岗人数"),
    appointed=serializers.IntegerField(help_text="在岗人数"),
    pledge=serializers.SerializerMethodField(help_text="现行承诺书，认领时须签；没有的为空"),
)


class DutyPostSerializer(DutyPostBase):
    @extend_schema_field(PledgeSerializer(allow_null=True))
    def get_pledge(self, post) -> dict | None:
        pledge = self.context["pledges"].get(post.kind)
        return pledge and PledgeSerializer(pledge).data


class DutyPostViewSet(ActsMixin, ListedViewSet):
    """Posts within the viewer's areas, and those that the member may claim or once did."""

    acts = duty_posts
    queryset = DutyPost.objects.select_related("area").prefetch_related("skills").counted().order_by("pk")
    serializer_class = DutyPostSerializer
    listing = post_list
    asked = {"state": filters.ChoiceFilter(choices=DutyState.choices, label="状态")}
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


DutyClaimSerializer = serializer_of(claim_list, title=serializers.CharField(source="post.title", help_text="岗位名称"))


class DutyClaimViewSet(ActsMixin, ListedViewSet):
    """Claims within the viewer's posts, and the member's own."""

    acts, listing = duty_claims, claim_list
    serializer_class = DutyClaimSerializer
    permissions = {"*": P.MEMBER_VIEW}
    subject = "认岗"
    tag = "设岗与认岗"
    texts = {
        "list": ("认岗列表", "职责范围内的认岗，党员本人可看自己的。"),
        "retrieve": ("一条认岗", "状态、时间与原因。"),
    }
