"""Bodies and their seats on the desk; the roster that is handed in for filing."""

from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from unfold.decorators import display

from cocon.bases import CoconAdmin
from cocon.bodies.choices import SeatState
from cocon.bodies.lists import body_list, seat_list
from cocon.bodies.models import Body, Seat
from cocon.bodies.services.bodies import body_acts, gaps_of, seat_acts
from cocon.declare import Tabs
from cocon.units.services.pairings import units_for
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.related import is_choosing
from orgtree.sheets.documents import Document, docx_response


class SeatInline(ReadOnlyInline):
    """Who sits in the body, and who did."""

    model = Seat
    listing = seat_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    hide_title = False
    fields = ("holder_shown", "role", "institution", "since", "term_shown", "state_shown", "filed_at")
    verbose_name_plural = "席位"
    none_words = "还没有席位。用上面的“提名”登记。"


class ShortFilter(admin.SimpleListFilter):
    """Bodies that are short of members."""

    title = "席位"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return [("short", "席位不足")]

    def queryset(self, request, queryset):
        return queryset.short_of_seats(timezone.localdate()) if self.value() == "short" else queryset


@admin.register(Body)
class BodyAdmin(CoconAdmin):
    """The bodies of the viewer's areas."""

    tab_position, tab_group = 40, Tabs.MEETINGS
    acts, listing = body_acts, body_list
    list_filter = (ShortFilter,)
    search_fields = ("name",)
    search_help_text = "名称"
    inlines = [SeatInline]
    add_label = "成立组织"
    empty_hint = "成立大党委、联席会、议事会等组织后，在这里提名委员。"
    shows = "name kind area founded_on gaps_now ended_on end_reason course"
    object_actions = (make_button(seat_acts, "propose"),)

    @display(description="席位情况")
    def gaps_now(self, body):
        return "、".join(gaps_of(body)) or ("符合" if body.ended_on is None else "")

    @display(description="办理过程")
    def course(self, body):
        return course_shown(body_acts, body)

    def get_urls(self):
        roster = path("<int:pk>/roster.docx", self.admin_site.admin_view(self.roster_view), name="cocon_body_roster")
        return [roster, *super().get_urls()]

    def object_links(self, request, obj):
        if not request.user.holds_at(P.COCON_MANAGE, obj.area):
            return []
        return [("打印名单", reverse("admin:cocon_body_roster", args=[obj.pk]), "print")]

    def roster_view(self, request, pk: int):
        """名单（备案）: for whoever manages the body there; 404 for anybody else."""
        body = Body.objects.allowed(request.user, P.COCON_MANAGE).select_related("kind", "area").filter(pk=pk).first()
        if body is None:
            raise Http404
        return docx_response(request, f"{body.name}名单.docx", roster_of(body))


def roster_of(body: Body) -> Document:
    """The members in office today, to be approved and filed."""
    today = timezone.localdate()
    document = Document(
        f"{body.name}组成人员名单", meta=f"{body.area.name}　{today.year}年{today.month}月{today.day}日"
    )
    seats = Seat.objects.in_office_on(today).filter(body=body).select_related("institution").order_by("role", "pk")
    lines = [
        (
            number,
            seat.holder,
            seat.get_role_display(),
            seat.institution or "",
            seat.title,
            f"{seat.since}至{seat.until}",
        )
        for number, seat in enumerate(seats, start=1)
    ]
    document.table(("序号", "姓名", "席位", "所在单位", "单位及职务", "任期"), lines, widths=(1, 2, 2, 4, 4, 4))
    if gaps := gaps_of(body):
        document.note(f"席位情况：{'、'.join(gaps)}")
    document.signatures("街道党工委审批", "组织部备案")
    return document


class SeatFilter(admin.SimpleListFilter):
    """Seats to be filed, and those whose term ends."""

    title = "事项"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return [("to-file", "待备案"), ("ending", "任期届满")]

    def queryset(self, request, queryset):
        if self.value() == "to-file":
            return queryset.filter(state=SeatState.HELD, filed_at=None)
        return queryset.ending(timezone.localdate()) if self.value() == "ending" else queryset


@admin.register(Seat)
class SeatAdmin(BulkMixin, CoconAdmin):
    """Seats of all bodies: those proposed first."""

    tab_group = Tabs.MEETINGS
    acts, listing = seat_acts, seat_list
    list_filter = (SeatFilter,)
    search_fields = ("body__name", "institution__name")
    search_help_text = "共建组织、单位名称"
    empty_hint = "在“共建组织”里提名委员和成员后，出现在这里。"
    shows = (
        "state_shown body role institution holder_shown title_shown since until proposed_by proposed_at "
        "decided_by decided_at filed_by filed_at reason course"
    )

    def rows_for(self, field, request):
        """Units of the district, for whoever proposes; elsewhere those that they may see."""
        if field.name == "institution" and is_choosing(request):
            return units_for(request.user)
        return super().rows_for(field, request)

    @display(description="办理过程")
    def course(self, seat):
        return course_shown(seat_acts, seat)
