"""用房与生活圈: each community against the norms of space, the functions of its rooms and its circle; each number opens to its rows."""

from django.contrib import admin
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.venues.choices import FUNCTIONS, OFFICES, FacilityKind, RoomUse
from cocon.venues.lists import space_list
from cocon.venues.models.space import CommunitySpace
from cocon.venues.models.venues import FloorChange, Venue
from cocon.venues.services import space
from orgtree.choices import Permission as P
from orgtree.days.rules.words import say_day
from orgtree.text.rules import money

SHOWN = 30  # entries of what was done


def links(rows):
    """(address, name, words) of rows, a line each; the name alone leads on, so that a line may be longer than a phone is wide."""
    lines = format_html_join("", '<li><a class="text-link underline" href="{}">{}</a>{}</li>', rows)
    return format_html("<ul>{}</ul>", lines) if lines else "—"


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def by_kind(kinds, held: dict[str, list]):
    """A line a kind: what there is of it, each leading to its page, or that it is missing."""
    lines = []
    for kind in kinds:
        rows = [(page_of(row), row.name) for row in held.get(kind, ())]
        there = format_html_join("、", '<a class="text-link underline" href="{}">{}</a>', rows) if rows else "缺"
        lines.append((kind.label, there))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}：{}</li>", lines))


class LacksFilter(admin.SimpleListFilter):
    """What a community lacks."""

    title = "缺什么"
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [("floor", "面积未达标"), ("functions", "四室三站一厅不全"), ("circle", "生活圈不齐")]

    def queryset(self, request, queryset):
        day = timezone.localdate()
        if self.value() == "floor":
            return queryset.filter(floor__lt=F("wanted"))
        full = {"functions": space.with_all_functions, "circle": space.with_full_circle}.get(self.value())
        return queryset.exclude(pk__in=full(CommunitySpace.objects.all(), day).values("pk")) if full else queryset


@admin.register(CommunitySpace)
class CommunitySpaceAdmin(CoconAdmin):
    """Read only: floor, rooms and facilities are kept on lists of their own."""

    duty_permissions = (P.VENUE_MANAGE,)
    tab_position, tab_group = 53, Tabs.VENUES
    listing = space_list
    list_filter = (LacksFilter,)
    search_fields = ("name",)
    search_help_text = "社区名称"
    shows = "name parent floor_told functions_told venues_told changes_told circle_told"
    empty_hint = "登记阵地、房间和生活圈设施后，这里对照标准。"

    def get_queryset(self, request):
        today = timezone.localdate()
        rows = space.with_space(space.communities_on(today, super().get_queryset(request)), today)
        return rows.select_related(*space_list.loads)

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row:
            space.dress_spaces([row])
        return row

    @admin.display(description="公共用房")
    def floor_told(self, row):
        told = row.compliance
        norms = [f"每个社区{told.community}平方米"] if told.community else []
        norms += [f"按{row.homes}户应有{told.by_households:.0f}平方米"] if told.by_households else []
        verdict = "达标" if told.is_met else f"缺{told.lacks:.0f}平方米"
        return f"{row.floor}平方米（标准：{'，'.join(norms) or '未规定'}），{verdict}"

    @admin.display(description="四室三站一厅")
    def functions_told(self, row):
        return by_kind([RoomUse(use) for use in FUNCTIONS], row.rooms)

    @admin.display(description="阵地")
    def venues_told(self, row):
        rows = Venue.objects.within(row).in_use(timezone.localdate()).order_by("kind", "name")
        return links((page_of(one), one.name, f"（{one.get_kind_display()}）") for one in rows)

    @admin.display(description="新增和改造")
    def changes_told(self, row):
        done = FloorChange.objects.filter(venue__in=Venue.objects.within(row), venue__kind__in=OFFICES)
        return links(
            (page_of(one), say_day(one.day), change_label(one)) for one in done.select_related("venue")[:SHOWN]
        )

    @admin.display(description="十五分钟生活圈")
    def circle_told(self, row):
        return by_kind(FacilityKind, row.circle)


def change_label(change: FloorChange) -> str:
    """东园党群服务中心新增150平方米，结算180,000元."""
    return f"　{change}" + (f"，结算{money.told(change.cost)}" if change.cost is not None else "")
