"""Venues and rooms for programs, free times of a day, and bookings: one's own, and those that the desk decides on."""

from django.utils import timezone
from django.utils.dateparse import parse_date
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from cocon.bases import CoconViewSet
from cocon.units.services.pairings import units_of
from cocon.venues.lists import booking_list, room_list, venue_list
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Room
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.booking_changes import own_bookings
from cocon.venues.services.bookings import Caller, Use, ask_for_room
from cocon.venues.services.free_times import free_on
from orgtree.acts import does
from orgtree.api.errors import TokenScopeMissing
from orgtree.api.fields import IdSerializerField
from orgtree.api.filters import ScopedFilterSet
from orgtree.api.listed import made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.scope.models.either import rows_of_either
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
    unit = IdSerializerField(default=None, help_text="为哪个单位预约，填单位的编号；不填为党员本人预约")
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


class VenueViewSet(CoconViewSet):
    """Venues within the viewer's posts."""

    listing, tag = venue_list, "阵地"
    texts = {
        "list": ("阵地列表", "职责范围内的党群服务中心、驿站等阵地。"),
        "retrieve": ("一处阵地", "类别、地址、开放单位和启用日期。"),
    }


class RoomViewSet(CoconViewSet):
    """Rooms within the viewer's posts."""

    listing, tag = room_list, "阵地"
    texts = {
        "list": ("房间与场地列表", "职责范围内的房间与场地；党员和单位经办人可看各处可以预约的。"),
        "retrieve": ("一个房间或场地", "容纳人数、开放时间和预约规则。"),
        "free_times": ("某一天的空闲时间", "每个可以开始的时间，以及最晚可以用到什么时候。"),
    }

    def scopes_needed(self) -> set[str]:
        return super().scopes_needed() | {OWN, P.COCON_UNIT}

    def get_queryset(self):
        """Within the viewer's posts; to members and units also what everybody may book: the pages show it to anybody."""
        rows, user = super().get_queryset(), self.request.user
        if not user.is_authenticated or (user.live_posts and not user.holds(P.COCON_UNIT)):
            return rows
        return rows_of_either(self.queryset, rows, Room.objects.lent(timezone.localdate()))

    @extend_schema(responses=FreeTimeSerializer(many=True))
    @action(detail=True, url_path="free-times", filterset_class=FreeDayFilter, pagination_class=None)
    def free_times(self, request, pk=None):
        room = self.get_object()
        day = parse_date(request.query_params.get("day", "")) or timezone.localdate()
        free = free_on(room, day, timezone.now())
        return Response(FreeTimeSerializer(free, many=True).data)


class BookingViewSet(CoconViewSet):
    """Bookings within the viewer's posts; a member's own, and those for the units whose shared matters one handles."""

    acts, listing, tag = booking_acts, booking_list, "阵地"
    serializer_class = BookingSerializer
    permissions = {"*": P.VENUE_MANAGE}
    texts = {
        "list": ("场地预约列表", "职责范围内的预约；党员可看自己的，单位经办人可看本单位的。不含联系人和电话。"),
        "retrieve": ("一条场地预约", "时间、用途、状态和原因。"),
        "create": (
            "预约场地",
            "党员本人预约，或单位经办人为本单位预约（填 unit）。空着的时间即约即得，须社区确认的为待确认；已被占用的返回409，可加入候补。"
            "同一标识或同样内容再次提交返回200和原预约。",
        ),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id if row.member else None

    def scopes_needed(self) -> set[str]:
        needed = {OWN} if self.action == "create" else super().scopes_needed()
        return needed | ({P.COCON_UNIT} if OWN in needed else set())

    def get_queryset(self):
        """Whoever handles matters of units has theirs too, wherever one's own may be asked for."""
        user, act = self.request.user, self.act
        if not self.takes_own or (act and not act.own) or not (user.is_authenticated and user.holds(P.COCON_UNIT)):
            return super().get_queryset()
        if act and not act.permission:
            return self.queryset.filter(pk__in=own_bookings(user).values("pk"))
        return rows_of_either(self.queryset, Booking.objects.allowed(user, self.permission_needed), own_bookings(user))

    @does(booking_acts, "ask", "wait")
    @extend_schema(request=AskSerializer, responses=made_once(BookingSerializer, "此前已预约，返回原预约"))
    def create(self, request):
        wanted = self.body_as(AskSerializer)
        room, waits, key = wanted.pop("room"), wanted.pop("waits"), wanted.pop("client_key")
        caller, since = self._caller(wanted.pop("unit")), timezone.now()
        booking = ask_for_room(room_id=room, use=Use(**wanted), caller=caller, once=key and key.hex, waits=waits)
        return self.shown(booking, created=booking.entered_at >= since)

    def _caller(self, unit_id: int | None) -> Caller:
        """The unit that was named, or the member; raises RuleBroken for one that is not the person's, or whom the token leaves out."""
        user = self.request.user
        if unit_id:
            unit = next((one for one in units_of(user) if one.pk == unit_id), None)
            if unit is None:
                raise not_found("单位", field="unit")
            return Caller(unit=unit, clerk=user)
        if not user.token_covers(OWN):
            raise TokenScopeMissing
        member = Member.objects.mine(user).select_related("user", "area").first()
        if member is None:
            raise not_found("党员")
        return Caller(member=member)
