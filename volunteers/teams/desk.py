"""Service teams on the desk: founded, changed, dissolved; people taken in; the list as a workbook."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, Value
from django.utils import timezone
from unfold.decorators import display

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.acts import form_button
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.desk.bulk import BulkAct, BulkMixin
from orgtree.desk.forms import ServiceForm, form_with, search_field
from orgtree.lists import opening
from orgtree.looks.services.access import record_access
from orgtree.looks.services.persons import persons_of
from orgtree.models import AccessLog
from orgtree.text.rules.numbers import plain
from orgtree.web.downloads import workbook_reply
from volunteers.members.desk.behind import MemberFilter, list_address
from volunteers.members.models.member import Member
from volunteers.teams.choices import TeamPlace
from volunteers.teams.lists import place_list, team_list
from volunteers.teams.models import ServiceTeam, TeamMember
from volunteers.teams.services import teams as services
from volunteers.teams.services.team_acts import service_teams
from volunteers.teams.services.team_places import team_places
from volunteers.teams.services.team_sheets import teams_workbook

# A state of services, which are a higher subject: `ServiceState.CONFIRMED`, as it stands in the address of their list.
CONFIRMED = "confirmed"


def add_form(request, team) -> type[forms.Form]:
    members = Member.objects.allowed(request.user, P.MEMBER_VIEW)
    return form_with(
        member=search_field(TeamMember, "member", members, label="党员", help_text="输入姓名或8位编号查找")
    )


def add(request, team, data) -> str:
    added = services.add_to_team(team_id=team.pk, member_ids=[data["member"].pk], by=request.user)
    return f"{data['member'].name}已在队中。" if added else f"{data['member'].name}本来就在队中。"


def export(request, ids, data):
    teams = ServiceTeam.objects.allowed(request.user, P.EXPORT).filter(pk__in=ids)
    if first := teams.first():
        record_access(
            actor=request.user,
            action=AccessLog.Action.EXPORT,
            subject="服务队",
            area=first.area,
            persons=persons_of(teams),
            rows=len(ids),
        )
    return workbook_reply(teams_workbook(teams), f"服务队-{timezone.localdate():%Y%m%d}.xlsx")


class PeopleInline(ReadOnlyInline):
    """Who is in the team, who asks, who left."""

    model = TeamMember
    view_permission = P.ACTIVITY_VIEW
    show_change_link = True
    hide_title = False  # it carries the link
    fields = ("member", "role", "place", "since", "until")
    verbose_name_plural = "队员"


def in_being(team) -> bool:
    return team.in_being


def people_of(team) -> str:
    """Where those who serve in the team are listed."""
    return list_address("teammember", team__id__exact=team.pk, place__exact=TeamPlace.SERVING)


@admin.register(ServiceTeam)
class ServiceTeamAdmin(BulkMixin, ScopedAdmin):
    """Teams of the viewer's areas."""

    acts = service_teams
    view_permission = P.ACTIVITY_VIEW
    add_permission = P.ACTIVITY_MANAGE
    change_permission = P.ACTIVITY_MANAGE
    related_permissions = {"area": P.ACTIVITY_MANAGE, "leader": P.MEMBER_VIEW}
    menu_place = "services"
    tab_position = 30
    empty_hint = "新增服务队后，党员可以申请加入；也可以用表格导入。"
    form = ServiceForm
    inlines = [PeopleInline]
    listing = team_list
    leads = {"serving": people_of}
    search_fields = ("name",)
    search_help_text = "服务队名称"
    readonly_fields = ("area", "dissolved_on", "serving_shown", "totals_shown", "year_shown")
    bulk_acts = (BulkAct("export", "导出所选（Excel）", "导出", P.EXPORT, export),)
    object_actions = (form_button(team_places, "enter", key="add", run=add, build_form=add_form, applies=in_being),)

    def get_queryset(self, request):
        serving = Count("people", filter=Q(people__place=TeamPlace.SERVING))
        sees_services = Value(request.user.holds(P.SERVICE_VIEW))
        return super().get_queryset(request).annotate(serving=serving, sees_services=sees_services)

    def field_groups(self, request, obj=None):
        own = ("area", "name", "kind", "slogan", "contact", "founded_on", "leader")
        if obj is None:
            return ((None, {"fields": own}),)
        return (
            (None, {"fields": own}),
            ("合计", {"fields": ("serving_shown", "year_shown", "totals_shown", "dissolved_on")}),
        )

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else ()

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (not isinstance(obj, ServiceTeam) or obj.in_being)

    @display(description="成立以来")
    def totals_shown(self, team):
        return self._opened_totals(team)

    @display(description="本年")
    def year_shown(self, team):
        return self._opened_totals(team, timezone.localdate().year)

    def _opened_totals(self, team, year: int | None = None):
        """The totals in words, leading to their services for whoever may see services."""
        totals = services.team_totals(team, year=year)
        span = {"served_on_from": f"{year}-01-01", "served_on_to": f"{year}-12-31"} if year else {}
        rows = list_address("servicerecord", state__exact=CONFIRMED, team__id__exact=team.pk, **span)
        return opening(totals_in_words(totals), rows if totals["services"] and team.sees_services else None)

    @does(service_teams, "found")
    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in services.EDITABLE}
        if change:
            return services.update_team(team_id=obj.pk, by=request.user, **fields)
        return services.create_team(area=form.cleaned_data["area"], by=request.user, **fields)


def totals_in_words(totals: dict) -> str:
    return (
        f"{totals['members']}人服务{totals['services']}次、{plain(totals['hours'])}小时，"
        f"服务{totals['people_served']}人次，办成好事实事{totals['good_deeds']}件"
    )


@admin.register(TeamMember)
class TeamMemberAdmin(BulkMixin, ScopedAdmin):
    """Places in teams: those who ask come first."""

    acts = team_places
    view_permission = P.ACTIVITY_VIEW
    menu_place = "services"
    tab_position = 35
    empty_hint = "党员申请加入，或在“服务队”里登记后，出现在这里。"
    listing = place_list
    list_filter = [MemberFilter]
    search_fields = ("member__name", "team__name")
    search_help_text = "姓名、服务队名称"
    shows = "place_shown member team role asked_at since until decided_by decided_at reason"
