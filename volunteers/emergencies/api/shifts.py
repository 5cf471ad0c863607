"""Shifts of an emergency: planned and called off by those who run it; taken and given up by those it called."""

from django.db.models import Count, F, OuterRef, Q, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from orgtree.acts import does, perform_one
from orgtree.api.acts import MOST_AT_ONCE, ManySerializer, OutcomeSerializer, answer_outcome
from orgtree.api.base import ScopedViewSet
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import Listed, made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.looks.services.access import record_rows
from orgtree.scope.models.either import rows_of_either
from volunteers.emergencies.choices import AttendanceState, CallUpState, EmergencyState
from volunteers.emergencies.lists import shift_list, shift_place_list
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.emergency import Emergency
from volunteers.emergencies.models.shift import Shift, ShiftPlace
from volunteers.emergencies.services.hours import settle
from volunteers.emergencies.services.shifts import (
    HOLDING,
    assign,
    join_shift,
    leave_shift,
    plan_shift,
    roll,
    shift_acts,
    shifts_to_join,
)
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.members.models.member import Member

OWN_ACTS = {"join", "leave"}
MOST_CANDIDATES = 200
RUNNING = frozenset({"create", "cancel", "assign", "places", "candidates", "roll"})


ShiftSerializer = serializer_of(
    shift_list,
    left=serializers.IntegerField(help_text="还缺几人"),
    own_state=serializers.ChoiceField(
        choices=AttendanceState.choices, allow_null=True, help_text="本人在这一班：planned 已排班，空为不在"
    ),
)
ShiftPlaceSerializer = serializer_of(shift_place_list, member=MemberRefSerializer(help_text="党员"))


class PlanSerializer(serializers.Serializer):
    emergency = IdSerializerField(help_text="应急动员的编号，须在动员中")
    area = IdSerializerField(help_text="所在区域的编号")
    place = serializers.CharField(max_length=60, help_text="集合地点")
    task = serializers.CharField(max_length=100, help_text="任务，例如：巡查排水口、搬运沙袋")
    starts_at = serializers.DateTimeField(help_text="开始时间，整点或半点")
    ends_at = serializers.DateTimeField(help_text="结束时间，整点或半点")
    needed = serializers.IntegerField(min_value=1, max_value=500, help_text="需要人数")


class RollSerializer(serializers.Serializer):
    present = serializers.ListField(
        child=IdSerializerField(), max_length=MOST_AT_ONCE, help_text="到岗的人在班次名单中的编号；其余记为未到岗"
    )


class ShiftViewSet(Listed, ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """Shifts of open emergencies: those that the viewer runs, one's own, and those near by that still need people."""

    queryset = Shift.objects.select_related("area", "emergency").order_by("starts_at", "pk")
    listing = shift_list
    serializer_class = ShiftSerializer
    filter_backends: list = []
    permissions = {"*": P.EMERGENCY_RUN}
    own_path = "places__member__user"
    desk_acts = RUNNING
    tag = "应急动员"
    texts = {
        "list": (
            "班次列表",
            "党员：本人的班次，和回复能参加后本社区及上级区域还缺人的班次。组织动员的人：管理范围内的班次。",
        ),
        "create": ("安排班次", "新安排的返回201；本人同样内容的班次再次提交返回200和原班次。"),
        "cancel": ("取消班次", "没有点名的才能取消；已取消的返回原班次。"),
        "assign": ("排人", "`ids` 为党员的编号，须已收到动员；逐人判断，不能安排的列出原因。重复提交不会排两次。"),
        "places": ("班次名单", "这一班的人与到岗状态，由组织动员的人查看，查看有记录。不含电话。"),
        "candidates": ("可排的人", "回复能参加、还不在这一班的人，最多200人，查看有记录。不含电话。"),
        "roll": (
            "班次点名",
            "开班前30分钟起可以点名，记入时长前可以重新点；结束后记入服务时长，等待街道确认。重复提交结果相同。",
        ),
        "retrieve": ("一个班次", "时间、集合地点、任务与缺人数。"),
        "join": ("排入班次", "重复提交不会排两次；满员、时间冲突或已结束返回409。"),
        "leave": ("退出班次", "点名前本人退出，不需要理由。"),
    }

    def scopes_needed(self):
        return {OWN} if self.action in OWN_ACTS else super().scopes_needed()

    def get_queryset(self):
        user = self.request.user
        halves = [Shift.objects.filter(pk__in=self._own())] if self.takes_own else []
        if self.action not in OWN_ACTS:
            run = Shift.objects.allowed(user, P.EMERGENCY_RUN).filter(emergency__state=EmergencyState.OPEN)
            halves.append(run if self.action == "cancel" else run.standing())
        own = ShiftPlace.objects.mine(user).filter(shift=OuterRef("pk")).values("state")
        taken = Count("places", filter=Q(places__state__in=HOLDING))
        return rows_of_either(self.queryset, *halves).annotate(left=F("needed") - taken, own_state=Subquery(own[:1]))

    def _own(self) -> set[int]:
        """The shifts of the member's places and what they may still join; nothing without the scope for one's own affairs."""
        member = self._member()
        if member is None:
            return set()
        places = ShiftPlace.objects.mine(self.request.user).filter(shift__emergency__state=EmergencyState.OPEN)
        to_join = shifts_to_join(member).values_list("pk", flat=True)
        return set(places.values_list("shift", flat=True)) | set(to_join)

    def _member(self) -> Member | None:
        user = self.request.user
        if not user.is_authenticated or not user.token_covers(OWN):
            return None
        return Member.objects.mine(user).select_related("area").first()

    @does(shift_acts, "join")
    @extend_schema(request=None, responses=ShiftSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request, pk=None):
        shift = self.get_object()
        join_shift(shift_id=shift.pk, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)

    @does(shift_acts, "leave")
    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        shift, member = self.get_object(), self._member()
        if member is None:
            raise NotFound
        leave_shift(shift_id=shift.pk, member_id=member.pk, by=request.user)
        return Response(status=204)

    @does(shift_acts, "plan")
    @extend_schema(request=PlanSerializer, responses=made_once(ShiftSerializer, "此前已安排，返回原班次"))
    def create(self, request):
        wanted = self.body_as(PlanSerializer)
        if known := self.get_queryset().filter(created_by=request.user, **wanted).first():
            return Response(self.get_serializer(known).data)
        emergency = Emergency.objects.concerning(request.user, P.EMERGENCY_RUN).filter(pk=wanted["emergency"]).first()
        if emergency is None:
            raise not_found("应急动员", field="emergency")
        area = self.areas_in_reach().filter(pk=wanted["area"]).first()
        wanted |= {"emergency_id": wanted.pop("emergency"), "area": area}
        shift = plan_shift(by=request.user, **wanted)
        shown = self.get_serializer(self.get_queryset().get(pk=shift.pk)).data
        return Response(shown, status=status.HTTP_201_CREATED)

    @does(shift_acts, "cancel")
    @extend_schema(request=None, responses=ShiftSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        shift = self.get_object()
        if shift.cancelled_at is None:
            perform_one(shift_acts, "cancel", pk=shift.pk, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)

    @does(shift_acts, "assign")
    @extend_schema(request=ManySerializer, responses=OutcomeSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request, pk=None):
        shift, wanted = self.get_object(), self.body_as(ManySerializer)
        return answer_outcome(assign(shift_id=shift.pk, member_ids=wanted["ids"], by=request.user))

    @extend_schema(responses=ShiftPlaceSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def places(self, request, pk=None):
        return self._listed(self.get_object())

    @extend_schema(responses=MemberRefSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def candidates(self, request, pk=None):
        shift = self.get_object()
        listed = CallUp.objects.listed(request.user, P.EMERGENCY_RUN).filter(emergency=shift.emergency_id)
        willing = listed.filter(state=CallUpState.ACCEPTED).exclude(member__in=shift.places.values("member"))
        people = [row.member for row in willing.select_related("member").order_by("member")[:MOST_CANDIDATES]]
        self._record(shift, people)
        return Response(MemberRefSerializer(people, many=True).data)

    @does(shift_acts, "roll")
    @extend_schema(request=RollSerializer, responses=ShiftPlaceSerializer(many=True))
    @action(detail=True, methods=["post"], pagination_class=None)
    def roll(self, request, pk=None):
        shift, wanted = self.get_object(), self.body_as(RollSerializer)
        roll(shift_id=shift.pk, present=wanted["present"], by=request.user)
        settle(shift_ids=[shift.pk])
        return self._listed(shift)

    def _listed(self, shift: Shift) -> Response:
        """Who is on the shift; the look is recorded."""
        places = list(shift.places.select_related("member").order_by("member__name", "pk"))
        self._record(shift, places)
        return Response(ShiftPlaceSerializer(places, many=True).data)

    def _record(self, shift: Shift, rows: list) -> None:
        subject = f"应急班次名单（{shift.emergency.number}）"
        record_rows(self.request.user, rows, action="api", subject=subject, area=shift.area)
