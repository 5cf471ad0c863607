"""Activities as the desk keeps them: drafted with their sessions, published, called off."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import ListedViewSet, made_once
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from volunteers.activities.api.activities import ActivitySerializer
from volunteers.activities.choices import ActivityReach, ActivityState, RollMethod
from volunteers.activities.lists import activity_list
from volunteers.activities.models.activity import Activity, ActivitySession
from volunteers.activities.services.activities import SessionPlan, save_activity
from volunteers.activities.services.activity_acts import activity_acts, session_acts
from volunteers.members.choices.people import ActivityCategory
from volunteers.members.models.member import Member, Skill
from volunteers.service.models.service import ServiceKind
from volunteers.teams.models import ServiceTeam

MOST_SESSIONS = 50


class SessionPlanSerializer(serializers.Serializer):
    starts_at = serializers.DateTimeField(help_text="开始时间，整点或半点")
    ends_at = serializers.DateTimeField(help_text="结束时间，整点或半点")
    place = serializers.CharField(max_length=60, help_text="地点")
    capacity = serializers.IntegerField(min_value=1, max_value=5000, help_text="名额")
    sign_up_until = serializers.DateTimeField(
        required=False, allow_null=True, default=None, help_text="报名截止；省略为到开始时为止"
    )
    leader = IdSerializerField(required=False, allow_null=True, help_text="带队人的党员编号；省略为由活动负责人点名")


class DraftActivitySerializer(serializers.Serializer):
    area = IdSerializerField(help_text="主办区域的编号")
    title = serializers.CharField(max_length=40, help_text="名称")
    category = serializers.ChoiceField(choices=ActivityCategory.choices, help_text="活动类型")
    kind = serializers.SlugRelatedField(
        "code",
        queryset=ServiceKind.objects.filter(is_active=True).select_related("area"),
        required=False,
        help_text="服务类别代码，决定按哪一项计分；省略为活动类型的通常类别，培训没有",
    )
    description = serializers.CharField(max_length=1000, help_text="内容")
    reach = serializers.ChoiceField(
        choices=ActivityReach.choices, default=ActivityReach.COMMUNITY, help_text="招募范围"
    )
    roll_method = serializers.ChoiceField(choices=RollMethod.choices, default=RollMethod.CALL, help_text="点名方式")
    contact = serializers.CharField(max_length=40, help_text="联系方式，报名的党员看得到")
    team = IdSerializerField(required=False, help_text="开展活动的服务队编号")
    risk_note = serializers.CharField(max_length=300, default="", allow_blank=True, help_text="风险提示")
    is_risky = serializers.BooleanField(default=False, help_text="有人身危险的，须写明风险提示和保险")
    insurance_note = serializers.CharField(max_length=200, default="", allow_blank=True, help_text="保险")
    skills = serializers.PrimaryKeyRelatedField(
        queryset=Skill.objects.filter(is_active=True), many=True, default=list, help_text="需要的特长的编号"
    )
    sessions = SessionPlanSerializer(many=True, min_length=1, max_length=MOST_SESSIONS, help_text="场次，至少一场")


class ActivityViewSet(ActsMixin, ListedViewSet):
    """Activities within the viewer's posts, drafts among them."""

    acts = activity_acts
    queryset = Activity.objects.select_related("area", "kind", "team").prefetch_related("sessions").order_by("-id")
    serializer_class = ActivitySerializer
    listing = activity_list
    permissions = {"*": P.ACTIVITY_VIEW} | dict.fromkeys(("create", "add_session"), P.ACTIVITY_MANAGE)
    tag = "活动"
    texts = {
        "list": ("活动列表", "职责范围内的活动，含草稿。党员能报名的见“活动场次”。"),
        "retrieve": ("一个活动", "内容、状态与各场次。"),
        "create": (
            "拟定活动",
            "连同场次存为草稿，核对后再发布；有一处不对，什么也不写入。新的返回201；本人同样内容的草稿再次提交返回200和原草稿。",
        ),
        "add_session": ("增加一场", "新的返回201；同一时间、地点已有一场的返回200和原活动。"),
    }

    @does(activity_acts, "draft")
    @extend_schema(request=DraftActivitySerializer, responses=made_once(ActivitySerializer, "此前已拟定，返回原草稿"))
    def create(self, request):
        wanted = self.body_as(DraftActivitySerializer)
        plans = [self._plan(plan) for plan in wanted.pop("sessions")]
        if known := self._drafted(wanted, plans):
            return self.shown(self.read_anew(known))
        wanted["area"] = self.areas_in_reach().filter(pk=wanted["area"]).first()
        if wanted["area"] is None:
            raise not_found("区域", field="area")
        if "team" in wanted:
            wanted["team"] = self._team(wanted["team"])
        made = save_activity(sessions=plans, by=request.user, **wanted)
        return self.shown(self.read_anew(made), created=True)

    def _drafted(self, wanted: dict, plans: list[SessionPlan]) -> Activity | None:
        """The caller's own draft with the same words and sessions."""
        words = {name: wanted[name] for name in ("area", "title", "category", "description", "contact")}
        drafts = self.get_queryset().filter(**words, state=ActivityState.DRAFT, organiser=self.request.user)
        times = {(plan.starts_at, plan.ends_at, plan.place) for plan in plans}
        return next((one for one in drafts if {_time(held) for held in one.sessions.all()} == times), None)

    def _team(self, pk: int) -> ServiceTeam:
        team = ServiceTeam.objects.allowed(self.request.user, P.ACTIVITY_MANAGE).filter(pk=pk).first()
        if team is None:
            raise not_found("服务队", field="team")
        return team

    def _plan(self, plan: dict) -> SessionPlan:
        """The session of a body; raises RuleBroken for a leader out of reach."""
        leader = None
        if pk := plan.pop("leader", None):
            leader = Member.objects.allowed(self.request.user, P.MEMBER_VIEW).filter(pk=pk).first()
            if leader is None:
                raise not_found("带队人", field="leader")
        return SessionPlan(**plan, leader=leader)

    @does(session_acts, "plan")
    @extend_schema(request=SessionPlanSerializer, responses=made_once(ActivitySerializer, "已有这一场，返回原活动"))
    @action(detail=True, methods=["post"], filterset_class=None, url_path="sessions")
    def add_session(self, request, pk=None):
        activity, plan = self.get_object(), self._plan(self.body_as(SessionPlanSerializer))
        standing = [_time(held) for held in activity.sessions.all() if not held.cancelled_at]
        if _time(plan) in standing:
            return self.shown(self.read_anew(activity))
        save_activity(activity_id=activity.pk, sessions=[plan], by=request.user)
        return self.shown(self.read_anew(activity), created=True)


def _time(session: ActivitySession | SessionPlan) -> tuple:
    """What no two standing sessions of an activity have in common."""
    return session.starts_at, session.ends_at, session.place
