"""Tasks at the desk: given, watched, confirmed, sent back, extended, called off."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from orgtree.acts import does
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_task, origin_of
from orgtree.assigned.lists import task_list
from orgtree.assigned.models import Task
from orgtree.assigned.seen import TABS, tasks_of_tab
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import DayInput, ServiceForm, check_day
from orgtree.scope.rules.grants import post_kinds_with


class TaskForm(ServiceForm):
    """A task that is given."""

    asked = forms.CharField(label="要求", max_length=500, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))
    owner_kind = forms.ChoiceField(label="承办岗位", widget=UnfoldAdminSelectWidget())
    due_on = forms.DateField(
        label="完成日期",
        required=False,
        widget=DayInput(),
        validators=[check_day],
        help_text="到当天下班前；与工作日数、小时数只填一项",
        error_messages={"invalid": "日期应为年-月-日"},
    )
    workdays = forms.IntegerField(
        label="几个工作日内完成", required=False, widget=UnfoldAdminIntegerFieldWidget(), help_text="交办当天不计"
    )
    hours = forms.IntegerField(
        label="几小时内完成", required=False, widget=UnfoldAdminIntegerFieldWidget(), help_text="只计办公时间，立刻起算"
    )

    class Meta:
        model = Task
        fields = ("title", "asked", "area", "owner_kind", "institution", "due_on", "workdays", "hours", "goal")
        help_texts = {
            "area": "由哪里承办",
            "institution": "由单位承办时填写，单位应在承办区域之内",
            "goal": "可以计数的任务填写，如 20 户",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "owner_kind" in self.fields:
            kinds = post_kinds_with(P.TASK_DO)
            self.fields["owner_kind"].choices = [(kind, PostKind(kind).label) for kind in PostKind if kind in kinds]


class TabFilter(admin.SimpleListFilter):
    """待办, 我交办的, 逾期."""

    title = "任务"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return list(TABS.items())

    def queryset(self, request, queryset):
        if self.value() not in TABS:
            return queryset
        return queryset.filter(pk__in=tasks_of_tab(request.user, self.value(), timezone.now()).order_by().values("pk"))


@admin.register(Task)
class TaskAdmin(ScopedAdmin):
    """What is due first on top."""

    acts = task_acts
    view_permission = P.TASK_VIEW
    add_permission = P.TASK_GIVE
    related_permissions = {"area": P.TASK_GIVE, "institution": P.TASK_GIVE}
    menu_place = "home"
    tab_position = 20
    form = TaskForm
    add_label = "交办任务"
    add_hint = "交给一个岗位，写明要求和期限；由担任这个岗位的人接收、办理、报告，由您确认。"
    empty_hint = "还没有任务。会议议定的事项、项目节点、整改事项和重点任务都可以在这里交办。"
    listing = task_list
    list_filter = (TabFilter, "area")
    search_fields = ("title", "asked")
    search_help_text = "任务、要求"
    readonly_fields = ("state_shown", "owner_shown", "assists_shown", "due_shown", "progress_shown", "origin_shown")

    def get_fields(self, request, obj=None):
        if obj is None:
            return TaskForm.Meta.fields
        about = (
            "state_shown",
            "title",
            "asked",
            "owner_shown",
            "assists_shown",
            "due_shown",
            "progress_shown",
            "origin_shown",
        )
        return (
            *about,
            "giver_area",
            "given_by",
            "given_at",
            "accepted_by",
            "accepted_at",
            "result",
            "reported_by",
            "reported_at",
            "decided_by",
            "decided_at",
        )

    @does(task_acts, "give")
    def save_by_service(self, request, obj, form, change):
        return give_task(**form.cleaned_data, by=request.user)

    def object_links(self, request, obj):
        return [("办理经过与报告", reverse("task", args=[obj.pk]), "history")]

    def get_object(self, request, object_id, from_field=None):
        task = super().get_object(request, object_id, from_field)
        if task is not None:
            task.viewer = request.user  # whose eyes decide whether the origin is shown
        return task

    @admin.display(description="来源")
    def origin_shown(self, task):
        origin = origin_of(task, task.viewer)
        return format_html('<a href="{}">{}</a>', origin[1], origin[0]) if origin else ""

    @admin.display(description="协办")
    def assists_shown(self, task):
        return "、".join(assist.owner_label for assist in task.assists.select_related("area", "institution"))
