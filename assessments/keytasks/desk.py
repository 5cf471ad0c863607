"""Key tasks on the desk: the year's list, visits that supervise it, the mechanism, numbers laid down."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.decorators import display

from assessments.bases import AssessAdmin
from assessments.declare import Tabs
from assessments.keytasks.lists import key_task_list, norm_list, part_list, visit_list
from assessments.keytasks.models import KeyTask, MechanismPart, SupervisionVisit, YearNorm
from assessments.keytasks.services.mechanism import held_told, part_acts
from assessments.keytasks.services.milestones import ORIGIN
from assessments.keytasks.services.tasks import key_task_acts
from assessments.keytasks.services.visits import ORIGIN as OF_VISIT
from assessments.keytasks.services.visits import visit_acts
from orgtree.assigned.giving import page_of
from orgtree.assigned.seen import tasks_from
from orgtree.choices import TaskState
from orgtree.desk.acts import course_shown, make_button
from orgtree.owned.desk.owned import NumbersAdmin

TAB = Tabs.KEY_TASKS
LINKED = '<p><a class="text-link underline" href="{}">{}</a>　{}</p>'


def tasks_told(kind: str, row, user):
    """The tasks that stem from the row and that the viewer sees, each a link."""
    found = [task for task in tasks_from(kind, [row.pk], user)[row.pk] if task.state != TaskState.CANCELLED]
    lines = (
        (
            page_of(task),
            f"{task.owner_label}　{task.title}",
            f"{timezone.localdate(task.due_at)}前　{task.get_state_display()}",
        )
        for task in found
    )
    return format_html_join("", LINKED, lines) or "—"


@admin.register(KeyTask)
class KeyTaskAdmin(AssessAdmin):
    """The lists of the viewer's areas."""

    tab_position, tab_group = 70, TAB
    acts, listing = key_task_acts, key_task_list
    search_fields = ("title", "lead")
    search_help_text = "重点任务、牵头单位"
    add_label = "登记重点任务"
    empty_hint = "登记或导入年度重点任务清单，再分解到街道、社区和单位的岗位，进度自动统计。"
    shows = (
        "state_shown year title area asked lead due_on work_shown progress_shown milestones previous entered_by entered_at "
        "closed_by closed_at reason course"
    )
    object_actions = (make_button(key_task_acts, "carry"),)

    def get_readonly_fields(self, request, obj=None):
        self._viewer = request.user
        return super().get_readonly_fields(request, obj)

    @display(description="节点")
    def milestones(self, key):
        return tasks_told(ORIGIN, key, self._viewer)

    @display(description="办理过程")
    def course(self, key):
        return course_shown(key_task_acts, key)

    def object_links(self, request, obj):
        at = f"{reverse('wall', args=[obj.area_id])}?year={obj.year}"
        return [("挂图作战", at, "map"), ("分解与进度", reverse("key-task", args=[obj.pk]), "account_tree")]


@admin.register(SupervisionVisit)
class SupervisionVisitAdmin(AssessAdmin):
    """Visits to the viewer's areas and of them."""

    tab_position, tab_group = 72, TAB
    acts, listing = visit_acts, visit_list
    search_fields = ("team", "found", "place__name")
    search_help_text = "督导组、问题、督导对象"
    add_label = "登记督导"
    empty_hint = "每季度到街道、社区督导，登记发现的问题，交办整改。"
    shows = "state_shown day place host team key_task found tasks entered_by entered_at reason course"

    def get_readonly_fields(self, request, obj=None):
        self._viewer = request.user
        return super().get_readonly_fields(request, obj)

    @display(description="整改任务")
    def tasks(self, visit):
        return tasks_told(OF_VISIT, visit, self._viewer)

    @display(description="办理过程")
    def course(self, visit):
        return course_shown(visit_acts, visit)


@admin.register(MechanismPart)
class MechanismPartAdmin(AssessAdmin):
    """The mechanisms of the viewer's areas."""

    tab_position, tab_group = 74, TAB
    acts, listing = part_acts, part_list
    search_fields = ("name", "unit__name", "body__name")
    search_help_text = "工作组、单位、组织"
    add_label = "登记工作机制"
    empty_hint = "登记专项工作组、成员单位，以及由哪个组织召开双月座谈会和半年调度会。"
    shows = "state_shown kind name_shown area unit body since held ended_on end_reason entered_by entered_at course"

    @display(description="召开会议")
    def held(self, part):
        return held_told(part, timezone.localdate()) or "—"

    @display(description="办理过程")
    def course(self, part):
        return course_shown(part_acts, part)


@admin.register(YearNorm)
class YearNormAdmin(NumbersAdmin):
    """What is laid down; a change is a new row with a later date."""

    tab_position = 78
    listing = norm_list
    empty_hint = "督导、调度会、座谈会的次数和培训学时；改动从启用日期起适用。"
