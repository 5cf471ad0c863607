"""Emergencies: head-counts, and the acts of those who open and run them; a member's own call-ups, and their answer."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from orgtree.acts import does, perform_one
from orgtree.api.acts import MOST_AT_ONCE, ActsMixin, OutcomeSerializer, answer_outcome
from orgtree.api.base import ScopedViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.listed import Listed, ListedViewSet, made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.models import Area
from orgtree.scope.models.either import rows_of_either
from volunteers.duties.choices import DutyClass
from volunteers.emergencies.choices import EmergencyKind, EmergencyState
from volunteers.emergencies.lists import call_up_list, emergency_list
from volunteers.emergencies.models.call_up import CallUp, CallUpRun
from volunteers.emergencies.models.emergency import Emergency
from volunteers.emergencies.services.answers import REASON_LENGTH, answer_call_up, call_up_acts
from volunteers.emergencies.services.call_ups import Wanted, call_up, call_up_rounds, count_wanted
from volunteers.emergencies.services.counts import head_counts
from volunteers.emergencies.services.course import emergency_acts
from volunteers.emergencies.services.drafts import draft_emergency
from volunteers.emergencies.services.hours import confirm_hours
from volunteers.emergencies.services.life import (
    areas_of,
    oversees,
)
from volunteers.members.choices.people import FreeTime
from volunteers.members.models.member import Skill
from volunteers.service.services.service_records import service_acts

OPENERS = {"create", "destroy", "open", "extend", "close", "confirm_hours", "purge"}
RUNNERS = {"call_up", "wanted", "runs"}


EmergencySerializer = serializer_of(emergency_list)


class CountsSerializer(serializers.Serializer):
    invited = serializers.IntegerField(help_text="已发出")
    accepted = serializers.IntegerField(help_text="能参加")
    declined = serializers.IntegerField(help_text="不能参加")
    unanswered = serializers.IntegerField(help_text="未回复")
    on_shift = serializers.IntegerField(help_text="正在岗")
    served = serializers.IntegerField(help_text="到过岗")
    hours = serializers.DecimalField(max_digits=10, decimal_places=1, help_text="到岗时长（小时），按点名")
    orgs = serializers.IntegerField(help_text="临时党组织")
    teams = serializers.IntegerField(help_text="志愿服务队：有在队队员回复能参加的服务队")
    pioneer_posts = serializers.IntegerField(help_text="党员先锋岗")
    responsibility_areas = serializers.IntegerField(help_text="党员责任区")


class ChildCountsSerializer(serializers.Serializer):
    area = AreaRefSerializer(help_text="下级区域")
    counts = CountsSerializer()


class HeadCountsSerializer(serializers.Serializer):
    area = AreaRefSerializer(help_text="所问区域")
    counts = CountsSerializer()
    below = ChildCountsSerializer(many=True, help_text="有数据的下级")


class DraftSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=60, help_text="名称，例如：七月强降雨防汛")
    kind = serializers.ChoiceField(EmergencyKind.choices, help_text="类型")
    areas = serializers.ListField(
        child=IdSerializerField(),
        min_length=1,
        max_length=MOST_AT_ONCE,
        help_text="动员区域的编号；选了上级就不用再选下级",
    )
    reason = serializers.CharField(max_length=200, help_text="启动依据，有文件的写文号")
    planned_end = serializers.DateField(help_text="计划结束日期，当日结束后自动停止")


class WantedSerializer(serializers.Serializer):
    """Whom to call; nothing chosen is everyone in the places."""

    places = serializers.ListField(
        child=IdSerializerField(), min_length=1, max_length=MOST_AT_ONCE, help_text="本次动员范围内区域的编号，含其下级"
    )
    skills = serializers.PrimaryKeyRelatedField(
        queryset=Skill.objects.filter(is_active=True),
        many=True,
        default=list,
        help_text="特长的编号；只找得到同意展示特长的党员",
    )
    free_times = serializers.MultipleChoiceField(choices=FreeTime.choices, default=list, help_text="可服务时间")
    duties = serializers.MultipleChoiceField(choices=DutyClass.choices, default=list, help_text="担任岗位的类别")


class FoundSerializer(serializers.Serializer):
    total = serializers.IntegerField(help_text="符合条件的人数")


class CallUpRunSerializer(serializers.ModelSerializer):
    state_label = KindLabelField("state", help_text="状态名称")
    total = serializers.IntegerField(help_text="符合条件的人数")
    looked_at = serializers.IntegerField(source="done", help_text="已处理的人数")
    invited = serializers.IntegerField(help_text="新发出的动员；此前已收到的不重复发")

    class Meta:
        model = CallUpRun
        fields = ["id", "state", "state_label", "total", "looked_at", "invited", "created_at"]
        read_only_fields = fields


class EmergencyViewSet(ActsMixin, ListedViewSet):
    """Emergencies that touch the viewer's reach; numbers only, no persons."""

    acts = emergency_acts
    queryset = Emergency.objects.select_related("area").order_by("-number")
    listing = emergency_list
    serializer_class = EmergencySerializer
    tag = "应急动员"
    texts = {
        "list": ("应急动员列表", "涉及您管理区域的应急动员。"),
        "retrieve": ("一次应急动员", "编号、类型、状态与起止时间。"),
        "counts": ("应急动员人数", "某一区域及其下级的人数；`area` 省略时为启动层级。只有数字，没有名单。"),
        "create": ("拟稿", "核对后再启动。新拟的返回201；本人同样内容的草稿再次提交返回200和原草稿。"),
        "destroy": ("删除草稿", "启动后不能删除。"),
        "confirm_hours": ("确认动员时长", "确认等待街道确认的时长，一次最多500条；本人的和本人点名的须由他人确认。"),
        "call_up": (
            "发出动员",
            "由后台逐批发出，进度见“动员批次”。已收到的人不会再收到；本人同样条件的一批还在发出时返回200和那一批。",
        ),
        "wanted": ("动员人数试算", "只数人数，不发出。"),
        "runs": ("动员批次", "本人在这次动员中发出的各批，状态与进度。"),
    }

    @property
    def permission_needed(self) -> str:
        return P.EMERGENCY_OPEN if self.action in OPENERS else P.EMERGENCY_RUN

    def scopes_needed(self):
        if self.action in OPENERS | RUNNERS:
            return {self.permission_needed}
        return {P.EMERGENCY_RUN, P.EMERGENCY_OPEN} if self.action else set()

    def get_queryset(self):
        user = self.request.user
        if self.action in OPENERS | RUNNERS:
            return self.queryset.concerning(user, self.permission_needed)
        return rows_of_either(
            self.queryset,
            *[Emergency.objects.concerning(user, needed) for needed in (P.EMERGENCY_RUN, P.EMERGENCY_OPEN)],
        )

    @extend_schema(responses=HeadCountsSerializer)
    @action(detail=True, filter_backends=[], url_path=r"counts/(?P<area>[0-9]{1,18})")
    def counts(self, request, pk=None, area=None):
        emergency = self.get_object()
        found = self._area(emergency, area)
        total, below = head_counts(emergency, found)
        answer = {
            "area": found,
            "counts": total,
            "below": [{"area": child, "counts": counts} for child, counts in below],
        }
        return Response(HeadCountsSerializer(answer).data)

    def _area(self, emergency: Emergency, pk: str) -> Area:
        """The area asked for: in the viewer's reach and in the emergency, or where it was launched for its overseer."""
        user = self.request.user
        if int(pk) == emergency.area_id and oversees(emergency, user):
            return emergency.area
        rows = Area.objects.filter(areas_of(emergency), pk=pk)
        found = rows.allowed(user, P.EMERGENCY_RUN).first() or rows.allowed(user, P.EMERGENCY_OPEN).first()
        if found is None:
            raise NotFound
        return found

    @does(emergency_acts, "draft")
    @extend_schema(
        request=DraftSerializer,
        responses=made_once(EmergencySerializer, "此前已拟稿，返回原草稿"),
    )
    def create(self, request):
        wanted = self.body_as(DraftSerializer)
        chosen = wanted.pop("areas")
        drafts = self.queryset.filter(**wanted, state=EmergencyState.DRAFT, drafted_by=request.user)
        for known in drafts & self.get_queryset():
            if set(known.parts.values_list("area", flat=True)) == set(chosen):
                return Response(self.get_serializer(known).data)
        areas = list(self.areas_in_reach().filter(pk__in=chosen))
        if len(areas) < len(set(chosen)):
            raise not_found("区域", field="areas")
        made = draft_emergency(areas=areas, by=request.user, **wanted)
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @does(emergency_acts, "drop")
    def destroy(self, request, pk=None):
        perform_one(emergency_acts, "drop", pk=self._overseen().pk, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @does(service_acts, "confirm")
    @extend_schema(request=None, responses=OutcomeSerializer)
    @action(detail=True, methods=["post"], url_path="confirm-hours")
    def confirm_hours(self, request, pk=None):
        return answer_outcome(confirm_hours(emergency_id=self.get_object().pk, by=request.user))

    def _overseen(self) -> Emergency:
        """The emergency, where the viewer may open and close in every area of it; raises NotFound."""
        emergency = self.get_object()
        if not oversees(emergency, self.request.user):
            raise NotFound
        return emergency

    @does(call_up_rounds, "start")
    @extend_schema(
        request=WantedSerializer,
        responses=made_once(CallUpRunSerializer, "正在发出，返回那一批"),
    )
    @action(detail=True, methods=["post"], url_path="call-up")
    def call_up(self, request, pk=None):
        emergency, wanted = self.get_object(), self._wanted()
        alike = emergency.runs.unfinished().filter(
            created_by=request.user,
            places=[place.pk for place in wanted.places],
            skills=wanted.skills,
            free_times=wanted.free_times,
            duties=wanted.duties,
        )
        if run := alike.first():
            return Response(CallUpRunSerializer(run).data)
        run = call_up(emergency_id=emergency.pk, wanted=wanted, by=request.user)
        return Response(CallUpRunSerializer(run).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=WantedSerializer, responses=FoundSerializer)
    @action(detail=True, methods=["post"], url_path="call-up/count")
    def wanted(self, request, pk=None):
        emergency = self.get_object()
        total = count_wanted(emergency=emergency, wanted=self._wanted(), by=request.user)
        return Response(FoundSerializer({"total": total}).data)

    def _wanted(self) -> Wanted:
        """Whom the body looks for, in a settled order; raises RuleBroken at `places` for one out of reach."""
        asked = self.body_as(WantedSerializer)
        places = list(self.areas_in_reach().filter(pk__in=asked["places"]).order_by("pk"))
        if len(places) < len(set(asked["places"])):
            raise not_found("区域", field="places")
        skills = sorted(skill.pk for skill in asked["skills"])
        return Wanted(places, skills, sorted(asked["free_times"]), sorted(asked["duties"]))

    @extend_schema(responses=CallUpRunSerializer(many=True))
    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def runs(self, request, pk=None):
        rows = self.get_object().runs.filter(created_by=request.user)[:50]
        return Response(CallUpRunSerializer(rows, many=True).data)


CallUpSerializer = serializer_of(call_up_list, emergency=EmergencySerializer(help_text="应急动员"))


class AnswerSerializer(serializers.Serializer):
    accept = serializers.BooleanField(help_text="true：能参加；false：不能参加，没有任何影响")
    reason = serializers.CharField(
        max_length=REASON_LENGTH, required=False, default="", allow_blank=True, help_text="说明，可不填"
    )


class CallUpViewSet(Listed, ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The member's own call-ups of emergencies that are open."""

    queryset = CallUp.objects.select_related("emergency__area").order_by("-id")
    listing = call_up_list
    serializer_class = CallUpSerializer
    filter_backends: list = []
    tag = "应急动员"
    texts = {
        "list": ("我的动员", "正在进行的应急动员中，本人收到的动员。"),
        "retrieve": ("一次动员", "本人的回复状态。"),
        "answer": ("回复动员", "同样的回复再发一次不会改变什么；动员期间可以改。"),
    }

    def scopes_needed(self):
        return {OWN} if self.action else set()

    def get_queryset(self):
        user = self.request.user
        return self.queryset.mine(user) if user.is_authenticated and user.token_covers(OWN) else self.queryset.none()

    @does(call_up_acts, "answer")
    @extend_schema(request=AnswerSerializer, responses=CallUpSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        row = self.get_object()
        answer_call_up(call_up_id=row.pk, **self.body_as(AnswerSerializer), by=request.user)
        return Response(self.get_serializer(self.get_object()).data)
