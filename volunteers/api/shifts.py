"""Shifts of an emergency for those it called: one's own, those that still need people, coming and giving up a place."""

from django.db.models import Count, F, OuterRef, Q, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from orgtree.api.base import ScopedViewSet
from orgtree.api.fields import AreaRefSerializer
from orgtree.choices import OWN
from volunteers.choices import AttendanceState, EmergencyState
from volunteers.models import Member, Shift, ShiftPlace
from volunteers.services.emergencies.shifts import HOLDING, join_shift, leave_shift, shifts_to_join


class ShiftSerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="所在区域")
    left = serializers.IntegerField(help_text="还缺几人")
    own_state = serializers.ChoiceField(
        choices=AttendanceState.choices, allow_null=True, help_text="本人在这一班：planned 已排班，空为不在"
    )

    class Meta:
        model = Shift
        fields = ["id", "emergency", "area", "place", "task", "starts_at", "ends_at", "needed", "left", "own_state"]
        read_only_fields = fields


class ShiftViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The member's own shifts of emergencies that are open, and those near by that still need people."""

    queryset = Shift.objects.select_related("area").order_by("starts_at", "pk")
    serializer_class = ShiftSerializer
    filter_backends: list = []
    tag = "应急动员"
    texts = {
        "list": ("班次列表", "本人的班次，和回复能参加后本社区及上级区域还缺人的班次。"),
        "retrieve": ("一个班次", "时间、集合地点、任务与缺人数。"),
        "join": ("排入班次", "重复提交不会排两次；满员、时间冲突或已结束返回409。"),
        "leave": ("退出班次", "点名前本人退出，不需要理由。"),
    }

    def scopes_needed(self):
        return {OWN} if self.action else set()

    def get_queryset(self):
        user = self.request.user
        member = self._member()
        if member is None:
            return self.queryset.none()
        places = ShiftPlace.objects.mine(user).filter(shift__emergency__state=EmergencyState.OPEN)
        to_join = shifts_to_join(member).values_list("pk", flat=True)
        shown = Q(pk__in=set(places.values_list("shift", flat=True)) | set(to_join))
        own = ShiftPlace.objects.mine(user).filter(shift=OuterRef("pk")).values("state")
        taken = Count("places", filter=Q(places__state__in=HOLDING))
        return self.queryset.filter(shown).annotate(left=F("needed") - taken, own_state=Subquery(own[:1]))

    def _member(self) -> Member | None:
        user = self.request.user
        if not user.is_authenticated or not user.token_covers(OWN):
            return None
        return Member.objects.mine(user).select_related("area").first()

    @extend_schema(request=None, responses=ShiftSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request, pk=None):
        shift = self.get_object()
        join_shift(shift_id=shift.pk, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        shift, member = self.get_object(), self._member()
        if member is None:
            raise NotFound
        leave_shift(shift_id=shift.pk, member_id=member.pk, by=request.user)
        return Response(status=204)
