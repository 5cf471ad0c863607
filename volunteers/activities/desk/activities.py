"""Activities on the desk: drafted with their sessions, published many at once, copied, repeated, called off."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Min, Q
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import StackedInline
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminTextareaWidget,
)

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.acts import form_button
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import DayInput, SearchSelect, ServiceForm, form_with, more, tidied
from volunteers.activities.choices import ActivityState
from volunteers.activities.desk.session_links import outward_links, session_to_share
from volunteers.activities.lists import activity_list
from volunteers.activities.models.activity import Activity, ActivitySession
from volunteers.activities.services import activities as services
from volunteers.activities.services.activity_acts import activity_acts
from volunteers.members.desk.behind import list_address
from volunteers.members.models.member import Member, Skill
from volunteers.service.models.service import ServiceKind

OPEN = (ActivityState.DRAFT, ActivityState.PUBLISHED)


class ActivityForm(ServiceForm):
    skills = forms.ModelMultipleChoiceField(
        Skill.objects.filter(is_active=True),
        label="需要的特长",
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Activity
        fields = (*services.FIELDS, "skills")
        widgets = {"description": UnfoldAdminTextareaWidget(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].help_text = "决定按哪一项计分；不选就按活动类型的通常类别。培训不计时长和积分"


class SessionForm(ServiceForm):
    class Meta:
        model = ActivitySession
        fields = ("starts_at", "ends_at", "place", "capacity", "sign_up_until", "leader")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "sign_up_until" in self.fields:
            self.fields["sign_up_until"].required = False
            self.fields["sign_up_until"].help_text = "不填就到开始时为止"


class SessionInline(StackedInline):
    """Sessions that can still change; the others are on their own list."""

    model = ActivitySession
    form = SessionForm
    fieldsets = (
        (None, {"fields": ("starts_at", "ends_at", "place", "capacity")}),
        more("报名截止、带队人", "sign_up_until", "leader"),
    )
    autocomplete_fields = ("leader",)
    extra = 1
    hide_title = True
    show_change_link = True
    can_delete = False
    verbose_name_plural = "场次（整点或半点；已点名、已取消的在“活动场次”里看）"

    def has_view_permission(self, request, obj=None):
        return request.user.holds(P.ACTIVITY_VIEW)

    def has_add_permission(self, request, obj=None):
        return request.user.holds(P.ACTIVITY_MANAGE) and (obj is None or obj.state in OPEN)

    has_change_permission = has_add_permission

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        rows = super().get_queryset(request).allowed(request.user, P.ACTIVITY_VIEW).select_related("leader", "activity")
        return rows.filter(cancelled_at__isnull=True, roll_submitted_at__isnull=True)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "leader":
            kwargs["queryset"] = Member.objects.allowed(request.user, P.MEMBER_VIEW).select_related("area")
            kwargs["widget"] = SearchSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return tidied(super().formfield_for_dbfield(db_field, request, **kwargs))


def copy(request, activity, data) -> str:
    made = services.copy_activity(activity_id=activity.pk, first_day=data["first_day"], by=request.user)
    return f"已复制为草稿（编号{made.pk}），第一场在{data['first_day']:%Y-%m-%d}，核对后再发布。"


def publish_button(request, activity) -> SafeString:
    """That this is only a draft, and a form of one button that publishes it."""
    address = reverse("admin:volunteers_activity_act", args=[activity.pk, activity_acts["publish"].slug])
    return format_html(
        "“{}”已存为草稿，党员还看不到。"
        '<form class="undo" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button type="submit">现在发布</button></form>',
        activity.title,
        address,
        get_token(request),
    )


def sessions_of(activity) -> str:
    """Where the sessions that stand are listed."""
    return list_address("activitysession", activity__id__exact=activity.pk, roll="on")


@admin.register(Activity)
class ActivityAdmin(BulkMixin, ScopedAdmin):
    """What is organised within the viewer's areas."""

    acts = activity_acts
    view_permission = P.ACTIVITY_VIEW
    add_permission = P.ACTIVITY_MANAGE
    change_permission = P.ACTIVITY_MANAGE
    related_permissions = {"area": P.ACTIVITY_MANAGE}
    menu_place = "services"
    tab_position = 20
    empty_hint = "新增活动和场次，核对后发布，招募范围内的党员就能报名。"
    form = ActivityForm
    inlines = [SessionInline]
    listing = activity_list
    leads = {"sessions": sessions_of}
    search_fields = ("title",)
    search_help_text = "活动名称"
    fieldsets = (
        (None, {"fields": ("title", "area", "category", "description", "contact")}),
        more("范围、签到、服务队", "reach", "roll_method", "team", "kind"),
        more("安全与特长", "risk_note", "is_risky", "insurance_note", "skills"),
        ("办理情况", {"fields": ("state_shown", "organiser", "published_at", "published_by", "cancel_reason")}),
    )
    readonly_fields = ("state_shown", "organiser", "published_at", "published_by", "cancel_reason")
    object_actions = (
        form_button(
            activity_acts,
            "copy",
            run=copy,
            build_form=lambda request, activity: form_with(
                first_day=forms.DateField(label="第一场的日期", widget=DayInput)
            ),
        ),
    )

    def get_queryset(self, request):
        standing = Q(sessions__cancelled_at__isnull=True)
        coming = standing & Q(sessions__starts_at__gt=timezone.now())
        rows = super().get_queryset(request)
        return rows.annotate(held=Count("sessions", filter=standing), next_at=Min("sessions__starts_at", filter=coming))

    def field_groups(self, request, obj=None):
        return self.fieldsets if obj else self.fieldsets[:-1]

    def get_changeform_initial_data(self, request):
        """Whom to ask is most often whom they asked last time."""
        last = Activity.objects.allowed(request.user, P.ACTIVITY_MANAGE).filter(organiser=request.user).order_by("-pk")
        contact = last.values_list("contact", flat=True).first()
        return super().get_changeform_initial_data(request) | ({"contact": contact} if contact else {})

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (not isinstance(obj, Activity) or obj.state in OPEN)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kwargs["queryset"] = ServiceKind.objects.filter(is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _is_offered(self, request, action, obj) -> bool:
        already = action.key == "take-over" and obj.organiser_id == request.user.pk
        return not already and super()._is_offered(request, action, obj)

    def object_links(self, request, obj):
        sessions = f"{reverse('admin:volunteers_activitysession_changelist')}?activity__id__exact={obj.pk}"
        links = [("场次、名单与点名", sessions, "checklist")]
        session = session_to_share(obj)
        return links + (outward_links(request.user, session) if session else [])

    def response_add(self, request, obj, post_url_continue=None):
        self._say_draft(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._say_draft(request, obj)
        return super().response_change(request, obj)

    def _say_draft(self, request, obj) -> None:
        """Whoever has saved an activity takes it for announced."""
        if obj.state == ActivityState.DRAFT:
            self.message_user(request, publish_button(request, obj), messages.WARNING)

    @does(activity_acts, "draft")
    def save_by_service(self, request, obj, form, change):
        return services.save_activity(activity_id=obj.pk if change else None, by=request.user, **form.cleaned_data)

    def save_related(self, request, form, formsets, change):
        """The sessions that were added or changed, through the service."""
        plans = [_plan(row) for formset in formsets for row in formset.forms if row.has_changed()]
        services.save_activity(activity_id=form.instance.pk, sessions=plans, by=request.user)
        for formset in formsets:  # Django asks for these to write its own log, which we leave empty
            formset.new_objects = formset.changed_objects = formset.deleted_objects = []


def _plan(row: SessionForm) -> services.SessionPlan:
    data = row.cleaned_data
    values = {name: data[name] for name in SessionForm.Meta.fields}
    return services.SessionPlan(**values, pk=row.instance.pk)
