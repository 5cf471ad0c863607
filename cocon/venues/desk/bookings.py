"""Bookings on the desk: decided, taken down for others, noted as come or not."""

from django import forms
from django.contrib import admin
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.venues.choices import BookingKind, Door
from cocon.venues.declared import cards
from cocon.venues.forms import BY_DESK, DOORS, PRIVATE, minutes_field, read_minutes
from cocon.venues.lists import booking_list, series_list
from cocon.venues.models.bookings import Booking, BookingSeries, RefusedDate
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.bookings import Caller, Use, checked_caller, enter_booking
from cocon.venues.services.free_times import moment
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE
from orgtree.desk.acts import bulk_acts_of, course_shown, object_actions_of
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import DayInput, ServiceForm, check_day
from orgtree.desk.inlines import ReadOnlyInline
from volunteers.members.desk.behind import MemberFilter

QUEUES = {
    "decide": ("待确认", cards.to_decide),
    "call": ("轮到候补待告知", cards.to_call),
    "tell": ("结果待告知", cards.to_tell),
    "over": ("待登记到场", cards.over),
    "keep": ("待再次确认", cards.to_keep),
}


class BookingForm(ServiceForm):
    """What the desk takes down: the day and the time as they are said on the phone."""

    day = forms.DateField(label="日期", widget=DayInput, validators=[check_day])
    hours = minutes_field(UnfoldAdminTextInputWidget())
    kind = forms.ChoiceField(
        label="种类",
        choices=[(kind.value, kind.label) for kind in BY_DESK],
        initial=BookingKind.BEHALF,
        widget=UnfoldAdminSelectWidget(),
        help_text="停用的时段不受开放时间和人数限制",
    )
    door = forms.ChoiceField(
        label="预约方式",
        choices=[(door.value, door.label) for door in DOORS],
        initial=Door.DESK,
        widget=UnfoldAdminSelectWidget(),
    )
    contact_name = forms.CharField(
        label="联系人", required=False, max_length=20, widget=UnfoldAdminTextInputWidget(), help_text="代为预约必填"
    )
    phone = forms.CharField(
        label="联系电话",
        required=False,
        max_length=20,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"}),
        help_text="代为预约必填；加密保存，使用后180天自动删除",
    )

    class Meta:
        model = Booking
        fields = ("room", "kind", "door", "day", "hours", "group", "purpose", "people", "contact_name", "phone")
        help_texts = {"group": PRIVATE, "purpose": PRIVATE}

    def clean(self):
        data = super().clean()
        if "hours" in data:
            data["minutes"] = read_minutes(self)
        return data


class QueueFilter(admin.SimpleListFilter):
    """What the cards of the desk's home count."""

    title = "待办"
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [(key, label) for key, (label, _) in QUEUES.items()]

    def queryset(self, request, queryset):
        if self.value() not in QUEUES:
            return queryset
        return queryset.filter(pk__in=QUEUES[self.value()][1](request.user).order_by().values("pk"))


@admin.register(Booking)
class BookingAdmin(BulkMixin, CoconAdmin):
    """Those that wait for the desk's word first."""

    view_permission = P.VENUE_MANAGE
    add_permission = P.VENUE_MANAGE
    related_permissions = {"room": P.VENUE_MANAGE}
    tab_position, tab_group = 50, Tabs.VENUES
    form = BookingForm
    listing = booking_list
    list_filter = (QueueFilter, MemberFilter)
    search_fields = ("group", "purpose")
    search_help_text = "团队、用途"
    empty_hint = "居民在网上、党员在手机上预约，电话和现场的由社区登记。"
    add_label = "登记预约"
    readonly_fields = (
        "state_shown",
        "room_shown",
        "when_shown",
        "contact_shown",
        "phone_shown",
        "course",
        "kind_shown",
        "door_shown",
    )
    object_actions = (*object_actions_of(booking_acts), REVEAL_PHONE)
    bulk_acts = bulk_acts_of(booking_acts)

    def get_fields(self, request, obj=None):
        if obj is None:
            return BookingForm.Meta.fields
        told = ("state_shown", "room_shown", "when_shown", "kind_shown", "door_shown", "group", "purpose", "people")
        return (
            *told,
            "visitors",
            "contact_shown",
            "phone_shown",
            "reason",
            "offered_until",
            "kept_at",
            "untold_since",
            "course",
        )

    @admin.display(description="联系电话")
    def phone_shown(self, booking):
        return booking.masked_phone or "—"

    @admin.display(description="办理经过")
    def course(self, booking):
        return course_shown(booking_acts, booking)

    @does(booking_acts, "enter")
    def save_by_service(self, request, obj, form, change):
        data = form.cleaned_data
        start, end = (moment(data["day"], minutes) for minutes in data["minutes"])
        use = Use(start, end, data["purpose"], data["people"], data["group"])
        named = data["kind"] == BookingKind.BEHALF or data["phone"]
        caller = checked_caller(data["contact_name"], data["phone"]) if named else Caller()
        told = {"kind": data["kind"], "door": data["door"], "caller": caller}
        return enter_booking(room_id=data["room"].pk, use=use, by=request.user, **told)


class DatesInline(ReadOnlyInline):
    model = Booking
    listing = booking_list
    view_permission = P.VENUE_MANAGE
    fields = ("state_shown", "when_shown", "visitors_shown")
    show_change_link = True


class RefusedInline(ReadOnlyInline):
    model = RefusedDate
    view_permission = P.VENUE_MANAGE
    fields = ("day", "why", "words")


@admin.register(BookingSeries)
class BookingSeriesAdmin(CoconAdmin):
    """A long use with an answer for each of its dates."""

    view_permission = P.VENUE_MANAGE
    tab_group = Tabs.VENUES
    list_filter = ("room",)
    listing = series_list
    shows = "room_shown group purpose first_day last_day every_weeks entered_by entered_at"
    search_fields = ("group", "purpose")
    search_help_text = "团队、用途"
    empty_hint = "在房间的页面上“安排长期使用”。"
    inlines = (DatesInline, RefusedInline)
