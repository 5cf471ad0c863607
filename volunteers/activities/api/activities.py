"""Activities by API: what is on, sign up and leave, own sign-ups, and the roll of a session."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin, address_on
from orgtree.api.fields import IdSerializerField, PlainRefSerializer
from orgtree.api.filters import IdFilter
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.looks.services.access import record_rows
from orgtree.scope.models.either import rows_of_either
from volunteers.activities.choices import SignUpState
from volunteers.activities.lists import activity_list, session_list, sign_up_list
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules.activity import MARKS
from volunteers.activities.services import rolls
from volunteers.activities.services.activity_acts import session_acts
from volunteers.activities.services.activity_reach import open_to
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.activities.services.sign_ups import leave
from volunteers.members.choices.people import ActivityCategory
from volunteers.members.models.member import Member


class HeldSerializer(serializers.ModelSerializer):
    """A session of an activity."""

    class Meta:
        model = ActivitySession
        fields = ["id", "starts_at", "ends_at", "place", "capacity", "sign_up_until", "cancelled_at"]


ActivitySerializer = serializer_of(
    activity_list,
    team=PlainRefSerializer(allow_null=True, read_only=True, help_text="开展活动的服务队；没有的为空"),
    sessions=HeldSerializer(many=True, help_text="场次"),
)


class ActivityRefSerializer(ActivitySerializer):
    """The activity of a session."""

    state_label = sessions = None  # not told there

    class Meta(ActivitySerializer.Meta):
        fields = list(activity_list.api[: activity_list.api.index("state") + 1])


SessionSerializer = serializer_of(
    session_list,
    "Session",
    activity=ActivityRefSerializer(help_text="活动"),
    taken=serializers.IntegerField(help_text="已报名人数"),
    waiting=serializers.IntegerField(help_text="候补人数"),
)
SignUpSerializer = serializer_of(
    sign_up_list, session=serializers.IntegerField(source="session_id", help_text="场次的编号")
)


class WhoSerializer(serializers.Serializer):
    member = IdSerializerField(required=False, help_text="代办时填写党员的编号；本人省略")


class LeaveSerializer(WhoSerializer):
    excuse = serializers.CharField(max_length=100, default="", allow_blank=True, help_text="报名截止后退出须写请假事由")


class MarkSerializer(serializers.Serializer):
    member = IdSerializerField(help_text="党员的编号")
    state = serializers.ChoiceField(
        choices=[(state.value, state.label) for state in SignUpState if state in MARKS], help_text="到、缺或请假"
    )
    arrived_at = serializers.DateTimeField(required=False, allow_null=True, help_text="与计划不同时的到场时间")
    left_at = serializers.DateTimeField(required=False, allow_null=True, help_text="与计划不同时的离场时间")
    excuse = serializers.CharField(max_length=100, default="", allow_blank=True, help_text="请假事由")


class WalkInSerializer(serializers.Serializer):
    member = IdSerializerField(help_text="党员的编号，须在招募范围内")


class SessionViewSet(ActsMixin, ListedViewSet):
    """Sessions within the viewer's posts, and those that the member may sign up for or leads."""

    acts = session_acts
    queryset = ActivitySession.objects.counted().select_related("activity__area", "activity__kind", "activity__team")
    listing = session_list
    serializer_class = SessionSerializer
    asked = {
        "category": filters.MultipleChoiceFilter(
            field_name="activity__category", choices=ActivityCategory.choices, label="活动类型，可重复"
        ),
        "starts_since": filters.DateFilter(field_name="starts_at", lookup_expr="date__gte", label="开始日期起"),
        "starts_until": filters.DateFilter(field_name="starts_at", lookup_expr="date__lte", label="开始日期止"),
        "team": IdFilter(field_name="activity__team", label="服务队的编号"),
    }
    permissions = {"*": P.ACTIVITY_VIEW} | dict.fromkeys(
        ("join", "leave", "roll", "mark", "walk_in", "submit"), P.ACTIVITY_MANAGE
    )
    own_path = "sign_ups__member__user"
    tag = "活动"
    texts = {
        "list": ("活动场次列表", "职责范围内的场次；党员可看自己能报名的。"),
        "retrieve": ("一场活动", "时间、地点、名额与报名人数。"),
        "join": ("报名", "本人报名，或有“管理活动”权限的人代报。名额满了排入候补；重复提交返回同一条报名。"),
        "leave": ("退出或请假", "截止前退出不留记录；截止后须写事由，记为请假；空出的名额给候补第一位。"),
        "roll": ("点名名单", "由带队人或有“管理活动”权限的人查看。"),
        "mark": ("点名", "逐人记为到、缺或请假；重复提交结果相同。"),
        "walk_in": ("加入现场来的人", "只能加入招募范围内的在册报到党员；重复提交不会加两次。"),
        "submit": ("提交点名", "提交后生成时长，不能再改；有冲突时逐人列出，什么也不写入。重复提交结果相同。"),
    }

    def get_queryset(self):
        """By post, and with the scope for one's own affairs what one may sign up for, has signed up for or leads."""
        user = self.request.user
        halves = [ActivitySession.objects.allowed(user, self.permission_needed)]
        if self.takes_own and user.is_authenticated and user.token_covers(OWN):
            halves.append(ActivitySession.objects.filter(pk__in=self._own(user)))
        return rows_of_either(self.queryset, *halves).order_by("starts_at", "pk")

    @staticmethod
    def _own(user) -> set[int]:
        member = Member.objects.mine(user).select_related("area").first()
        own = set(ActivitySession.objects.led_by(user).shown().values_list("pk", flat=True))
        if member:
            own |= set(open_to(member).values_list("pk", flat=True))
            own |= set(SignUp.objects.mine(user).values_list("session", flat=True))
        return own

    def _member_id(self, wanted: dict) -> int:
        """The member to act for: named, or the caller; the service judges whether it may be."""
        if wanted.get("member"):
            return wanted["member"]
        member = Member.objects.mine(self.request.user).first()
        if member is None:
            raise NotFound
        return member.pk

    join = address_on(sign_up_acts, "sign_up", SignUpSerializer)("join")

    @does(sign_up_acts, "leave")
    @extend_schema(request=LeaveSerializer, responses=SignUpSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def leave(self, request, pk=None):
        session = self.get_object()
        wanted = self.body_as(LeaveSerializer)
        row = leave(session_id=session.pk, member_id=self._member_id(wanted), excuse=wanted["excuse"], by=request.user)
        return Response(SignUpSerializer(row).data)

    def _to_lead(self) -> ActivitySession:
        """The session, whose roll the caller may call; else NotFound."""
        session = self.get_object()
        if not rolls.sessions_to_lead(self.request.user).filter(pk=session.pk).exists():
            raise NotFound
        return session

    @extend_schema(responses=SignUpSerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def roll(self, request, pk=None):
        session = self._to_lead()
        rows = list(rolls.roll_of(session))
        subject = f"活动点名名单（场次编号{session.pk}）"
        record_rows(request.user, rows, action="api", subject=subject, area=session.activity.area)
        return Response(SignUpSerializer(rows, many=True).data)

    @does(sign_up_acts, "mark")
    @extend_schema(request=MarkSerializer, responses=SignUpSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def mark(self, request, pk=None):
        session = self._to_lead()
        wanted = self.body_as(MarkSerializer)
        row = rolls.mark(session_id=session.pk, member_id=wanted.pop("member"), by=request.user, **wanted)
        return Response(SignUpSerializer(row).data)

    @does(sign_up_acts, "walk_in")
    @extend_schema(request=WalkInSerializer, responses=SignUpSerializer)
    @action(detail=True, methods=["post"], filterset_class=None, url_path="walk-in")
    def walk_in(self, request, pk=None):
        session = self._to_lead()
        wanted = self.body_as(WalkInSerializer)
        row = rolls.add_walk_in(session_id=session.pk, member_id=wanted["member"], by=request.user)
        return Response(SignUpSerializer(row).data)

    @does(session_acts, "submit")
    @extend_schema(request=None, responses=OpenApiResponse(SessionSerializer, "点名已提交的场次"))
    @action(detail=True, methods=["post"], filterset_class=None)
    def submit(self, request, pk=None):
        rolls.submit_roll(session_id=self._to_lead().pk, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)


class SignUpViewSet(ListedViewSet):
    """Sign-ups for activities that the viewer keeps, and one's own."""

    listing = sign_up_list
    serializer_class = SignUpSerializer
    queryset = sign_up_list.rows().select_related("member", "session__activity__area")
    permissions = {"*": P.ACTIVITY_MANAGE}
    subject = "活动报名"
    tag = "活动"
    texts = {
        "list": ("报名列表", "职责范围内活动的报名，党员本人可看自己的。"),
        "retrieve": ("一条报名", "状态、时间与点名结果。"),
    }
