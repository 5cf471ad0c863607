"""Venues and rooms for programs, free times of a day, and bookings: one's own, and those that the desk decides on."""

from django.utils import timezone
from django.utils.dateparse import parse_date
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from cocon.venues.lists import booking_list, room_list, venue_list
from cocon.venues.models.rooms import Room
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.bookings import Caller, Use, ask_for_room
from cocon.venues.services.free_times import free_on
from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField
from orgtree.api.filters import ScopedFilterSet
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from volunteers.members.models.member import Member

BookingSerializer = serializer_of(booking_list)


class FreeTimeSerializer(serializers.Serializer):
    starts_at = serializers.DateTimeField(help_text="可以开始的时间")
    until = serializers.DateTimeField(help_text="最晚可以用到")


class AskSerializer(serializers.Serializer):
    room = IdSerializerField(help_text="房间的编号")
    starts_at = serializers.DateTimeField(help_text="开始时间，整点或半点")
    ends_at = serializers.DateTimeField(help_text="结束时间，整点或半点")
    purpose = serializers.CharField(max_length=60, help_text="用途；不写姓名、电话和门牌号")
    group = serializers.CharField(max_length=40, default="", allow_blank=True, help_text="使用团队")
    people = serializers.IntegerField(min_value=1, max_value=5_000, help_text="预计人数")
    waits = serializers.BooleanField(default=False, help_text="已约满时是否加入候补")
    client_key = serializers.UUIDField(default=None, help_text="本次提交的标识，重复提交不会约两次")


class FreeDayFilter(ScopedFilterSet):
    """The day whose free times are asked for: which rooms there are does not depend on it."""

    day = filters.DateFilter(method="leave_rooms", label="哪一天，不填为今天")

    class Meta:
        model = Room
        fields: list[str] = []

    def leave_rooms(self, rooms, name, value):
        return rooms


class VenueViewSet(ListedViewSet):
    """Venues within the viewer's posts."""

    listing = venue_list
    permissions = {"*": P.COCON_VIEW}
    tag = "阵地"
    texts = {
        "list": ("阵地列表", "职责范围内的党群服务中心、驿站等阵地。"),
        "retrieve": ("一处阵地", "类别、地址、开放单位和启用日期。"),
    }


class RoomViewSet(ListedViewSet):
    """Rooms within the viewer's posts."""

    listing = room_list
    permissions = {"*": P.COCON_VIEW}
    tag = "阵地"
    texts = {
        "list": ("房间与场地列表", "职责范围内的房间与场地。"),
        "retrieve": ("一个房间或场地", "容纳人数、开放时间和预约规则。"),
        "free_times": ("某一天的空闲时间", "每个可以开始的时间，以及最晚可以用到什么时候。"),
    }

    @extend_schema(responses=FreeTimeSerializer(many=True))
    @action(detail=True, url_path="free-times", filterset_class=FreeDayFilter, pagination_class=None)
    def free_times(self, request, pk=None):
        room = self.get_object()
        day = parse_date(request.query_params.get("day", "")) or timezone.localdate()
        free = free_on(room, day, timezone.now())
        return Response(FreeTimeSerializer(free, many=True).data)


class BookingViewSet(ActsMixin, ListedViewSet):
    """Bookings within the viewer's posts; a member's own."""

    acts = booking_acts
    listing = booking_list
    serializer_class = BookingSerializer
    permissions = {"*": P.VENUE_MANAGE}
    tag = "阵地"
    texts = {
        "list": ("场地预约列表", "职责范围内的预约；党员可看自己的。不含联系人和电话。"),
        "retrieve": ("一条场地预约", "时间、用途、状态和原因。"),
        "create": (
            "预约场地",
            "党员本人预约。空着的时间即约即得，须社区确认的为待确认；已被占用的返回409，可加入候补。"
            "同一标识或同样内容再次提交返回200和原预约。",
        ),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id if row.member else None

    def scopes_needed(self) -> set[str]:
        return {OWN} if self.action == "create" else super().scopes_needed()

    @does(booking_acts, "ask", "wait")
    @extend_schema(request=AskSerializer, responses=made_once(BookingSerializer, "此前已预约，返回原预约"))
    def create(self, request):
        wanted = self.body_as(AskSerializer)
        member = Member.objects.mine(request.user).select_related("user", "area").first()
        if member is None:
            raise not_found("党员")
        room, waits, key = wanted.pop("room"), wanted.pop("waits"), wanted.pop("client_key")
        since = timezone.now()
        once = key and key.hex
        booking = ask_for_room(room_id=room, use=Use(**wanted), caller=Caller(member=member), once=once, waits=waits)
        return self.shown(booking, created=booking.entered_at >= since)
