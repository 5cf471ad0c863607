"""Venues, their floor, rooms, closures, norms and circles on the desk."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.venues.lists import closure_list, facility_list, floor_list, norm_list, room_list, venue_list
from cocon.venues.models.rooms import Closure, Room
from cocon.venues.models.venues import Facility, FloorChange, SpaceNorm, Venue
from cocon.venues.services import rooms as services
from orgtree.choices import Permission as P
from orgtree.desk.forms import DayInput, ServiceForm
from orgtree.desk.inlines import ReadOnlyInline
from orgtree.owned.desk.owned import NumbersAdmin
from orgtree.text.rules.money import fen_of


class VenueForm(ServiceForm):
    m2 = forms.IntegerField(
        label="面积（平方米）",
        required=False,
        min_value=1,
        widget=UnfoldAdminIntegerFieldWidget(),
        help_text="启用时的面积；以后的新增、改造在“面积与建设”登记",
    )

    class Meta:
        model = Venue
        fields = ("area", "name", "kind", "base_kind", "address", "unit", "is_public", "since", "until", "m2")


class ManagedAdmin(CoconAdmin):
    """What everybody in 共驻共建 may read and whoever manages venues keeps."""

    add_permission = change_permission = P.VENUE_MANAGE
    form = ServiceForm


class FloorInline(ReadOnlyInline):
    model = FloorChange
    listing = floor_list
    view_permission = P.COCON_VIEW
    fields = ("kind_shown", "day_shown", "m2_shown", "yuan_shown", "note_shown")
    verbose_name_plural = "面积与建设"


class RoomInline(ReadOnlyInline):
    model = Room
    listing = room_list
    view_permission = P.COCON_VIEW
    fields = ("name_shown", "use_shown", "capacity_shown", "hours_shown")
    show_change_link = True


@admin.register(Venue)
class VenueAdmin(ManagedAdmin):
    """A venue with its rooms and what was done to it."""

    related_permissions = {"area": P.VENUE_MANAGE, "unit": P.INSTITUTION_VIEW}
    tab_position, tab_group = 51, Tabs.VENUES
    listing = venue_list
    form = VenueForm
    search_fields = ("name", "address")
    search_help_text = "名称、地址"
    empty_hint = "登记党群服务中心、驿站等阵地；单位开放的场所选开放单位。"
    inlines = (RoomInline, FloorInline)

    def object_links(self, request, obj):
        if not self.may(request, P.VENUE_MANAGE, obj):
            return []
        floor = reverse("admin:cocon_floorchange_changelist")
        return [
            ("登记面积与建设", f"{reverse('admin:cocon_floorchange_add')}?venue={obj.pk}", "square_foot"),
            ("全部面积变化", f"{floor}?venue__id__exact={obj.pk}", "list"),
            ("加房间", f"{reverse('admin:cocon_room_add')}?venue={obj.pk}", "meeting_room"),
        ]

    def get_fields(self, request, obj=None):
        return [name for name in VenueForm.Meta.fields if obj is None or name != "m2"]

    def get_readonly_fields(self, request, obj=None):
        return ("area",) if obj else ()

    def save_by_service(self, request, obj, form, change):
        stored = Venue.objects.get(pk=obj.pk) if change else Venue()
        return services.save_venue(venue=stored, by=request.user, **form.cleaned_data)


class FloorForm(ServiceForm):
    yuan = forms.DecimalField(
        label="结算资金（元）",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        widget=UnfoldAdminTextInputWidget(),
        help_text="没有就不填",
    )
    day = forms.DateField(label="日期", widget=DayInput)

    class Meta:
        model = FloorChange
        fields = ("venue", "kind", "day", "m2", "yuan", "note")


@admin.register(FloorChange)
class FloorChangeAdmin(ManagedAdmin):
    """Entries, never changed: a wrong one is taken back by its opposite."""

    change_permission = None
    related_permissions = {"venue": P.VENUE_MANAGE}
    tab_group = Tabs.VENUES
    list_filter = ("venue",)
    listing = floor_list
    form = FloorForm
    empty_hint = "登记阵地的新增、改造、减少面积和结算资金。"
    readonly_fields = ("yuan_shown", "below_norm", "entered_by", "entered_at")

    def get_fields(self, request, obj=None):
        if obj is None:
            return FloorForm.Meta.fields
        return ("venue", "kind", "day", "m2", "yuan_shown", "note", "below_norm", "entered_by", "entered_at")

    def save_by_service(self, request, obj, form, change):
        data = dict(form.cleaned_data)
        yuan = data.pop("yuan")
        cost = None if yuan is None else fen_of(yuan)
        return services.save_floor_change(by=request.user, cost=cost, **data)


@admin.register(SpaceNorm)
class SpaceNormAdmin(NumbersAdmin):
    """Norms of space; a change is a new row with a later date."""

    tab_position = 76
    listing = norm_list
    empty_hint = "公共用房面积标准；改动从启用日期起适用。"


@admin.register(Facility)
class FacilityAdmin(ManagedAdmin):
    """What the circles of communities have."""

    related_permissions = {"area": P.VENUE_MANAGE}
    tab_position, tab_group = 58, Tabs.VENUES
    listing = facility_list
    fields = ("area", "kind", "name", "since", "until")
    empty_hint = "登记步行十五分钟内的设施；每一类都有，生活圈就齐全。"

    def save_by_service(self, request, obj, form, change):
        stored = Facility.objects.get(pk=obj.pk) if change else Facility()
        return services.save_facility(facility=stored, by=request.user, **form.cleaned_data)


class ClosureInline(ReadOnlyInline):
    model = Closure
    listing = closure_list
    view_permission = P.COCON_VIEW
    fields = ("starts_at_shown", "ends_at_shown", "reason_shown")


@admin.register(Room)
class RoomAdmin(ManagedAdmin):
    """A room with its terms; its calendar and what hangs on its door."""

    related_permissions = {"venue": P.VENUE_MANAGE}
    tab_position, tab_group = 52, Tabs.VENUES
    listing = room_list
    search_fields = ("name", "venue__name")
    search_help_text = "房间、阵地"
    empty_hint = "登记可以预约的房间和场地、开放时间和预约规则。"
    inlines = (ClosureInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "venue",
                    "name",
                    "use",
                    "capacity",
                    "hours",
                    "is_lent",
                    "for_groups",
                    "asks_approval",
                    "checks_in",
                )
            },
        ),
        (
            "预约规则",
            {"fields": ("lead_days", "cancel_days", "ahead_days", "prepare", "longest", "most_a_day", "waits_for")},
        ),
    )

    def field_groups(self, request, obj=None):
        told = ((None, {"fields": ("rating",)}),) if obj else ()
        return (*self.fieldsets, *told)

    def get_readonly_fields(self, request, obj=None):
        return ("venue", "rating") if obj else ()

    @admin.display(description="使用评价")
    def rating(self, room):
        return room.rating_label

    def object_links(self, request, obj):
        if not self.may(request, P.VENUE_MANAGE, obj):
            return []
        return [
            ("月历", reverse("room-month", args=[obj.pk]), "calendar_month"),
            ("安排长期使用", reverse("room-series", args=[obj.pk]), "event_repeat"),
            ("门牌", reverse("room-door", args=[obj.pk]), "print"),
            ("登记闭馆", f"{reverse('admin:cocon_closure_add')}?room={obj.pk}", "event_busy"),
            ("长期使用", f"{reverse('admin:cocon_bookingseries_changelist')}?room__id__exact={obj.pk}", "list"),
        ]

    def save_by_service(self, request, obj, form, change):
        stored = Room.objects.select_related("venue").get(pk=obj.pk) if change else Room()
        return services.save_room(room=stored, by=request.user, **form.cleaned_data)


@admin.register(Closure)
class ClosureAdmin(ManagedAdmin):
    """When rooms are closed; bookings that lie in it are cancelled with the reason."""

    change_permission = None
    related_permissions = {"room": P.VENUE_MANAGE}
    tab_group = Tabs.VENUES
    list_filter = ("room",)
    listing = closure_list
    fields = ("room", "starts_at", "ends_at", "reason")
    add_hint = "登记后，这段时间内的预约自动取消，预约人会看到原因。"
    empty_hint = "还没有闭馆安排。"

    def save_by_service(self, request, obj, form, change):
        return services.close_room(by=request.user, **form.cleaned_data)
