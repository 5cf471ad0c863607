"""Sessions of activities on the desk: who has signed up, names put down for others, repeated, called off."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from unfold.widgets import UnfoldAdminTextInputWidget

from orgtree.choices import Permission as P
from orgtree.desk.acts import form_button, make_button
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.desk.forms import form_with, search_field
from volunteers.activities.desk.activities import OPEN
from volunteers.activities.desk.session_links import outward_links
from volunteers.activities.desk.session_photos import PhotoInline, photo_links
from volunteers.activities.lists import session_list
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.services import activities as services
from volunteers.activities.services.activity_acts import session_acts
from volunteers.activities.services.activity_reach import members_in_reach
from volunteers.activities.services.rolls import sessions_to_lead
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.members.models.member import Member


class SignUpInline(ReadOnlyInline):
    model = SignUp
    view_permission = P.ACTIVITY_MANAGE
    fields = ("member", "state", "signed_up_at", "promoted_at", "arrived_at", "left_at", "excuse")
    verbose_name_plural = "名单"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("member").order_by("state", "signed_up_at")


def sign_up_form(request, session) -> type[forms.Form]:
    members = Member.objects.allowed(request.user, P.MEMBER_VIEW).filter(pk__in=members_in_reach(session.activity))
    label, hint = "党员", "输入姓名查找；只能选招募范围内的报到党员"
    return form_with(member=search_field(SignUp, "member", members, label=label, help_text=hint))


def repeat(request, session, data) -> str:
    made = services.repeat_weekly(session_id=session.pk, weeks=data["weeks"], by=request.user)
    return f"已增加{len(made)}场，每周一场。"


class RollState(admin.SimpleListFilter):
    """Where sessions stand with their roll."""

    title, parameter_name = "点名", "roll"

    def lookups(self, request, model_admin):
        return [("to_call", "待点名"), ("free", "未满员"), ("done", "已点名"), ("on", "未取消"), ("off", "已取消")]

    def queryset(self, request, queryset):
        now = timezone.now()
        return {
            "to_call": lambda: queryset.to_call(now),
            "free": lambda: queryset.with_room(now),
            "done": lambda: queryset.filter(roll_submitted_at__isnull=False),
            "on": queryset.standing,
            "off": lambda: queryset.filter(cancelled_at__isnull=False),
        }.get(self.value(), lambda: queryset)()


@admin.register(ActivitySession)
class ActivitySessionAdmin(ScopedAdmin):
    """Sessions with their lists of names; the roll itself is a page for the phone."""

    acts = session_acts
    view_permission = P.ACTIVITY_VIEW
    menu_place = "services"
    tab_position = 25
    empty_hint = "场次在“活动”里随活动新增。"
    inlines = [SignUpInline, PhotoInline]
    listing = session_list
    list_filter = [RollState]
    search_fields = ("activity__title", "place")
    search_help_text = "活动名称、地点"
    shows = (
        "activity when_shown place capacity sign_up_until leader state_shown roll_submitted_at roll_submitted_by "
        "cancel_reason"
    )
    object_actions = (
        make_button(sign_up_acts, "sign_up", key="sign-up", build_form=sign_up_form),
        form_button(
            session_acts,
            "repeat",
            run=repeat,
            build_form=lambda request, session: form_with(
                weeks=forms.IntegerField(
                    label="重复几周", min_value=1, max_value=services.MOST_WEEKS, widget=UnfoldAdminTextInputWidget
                )
            ),
            applies=lambda session: session.activity.state in OPEN,
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).counted()

    def object_links(self, request, obj):
        page = reverse("admin:volunteers_activity_change", args=[obj.activity_id])
        links = [("所属活动", page, "event")]
        if sessions_to_lead(request.user).filter(pk=obj.pk).exists():
            links.append(("点名", reverse("roll", args=[obj.pk]), "how_to_reg"))
        return links + photo_links(request.user, obj) + outward_links(request.user, obj)
