"""Honours and trainings on the desk."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from unfold.decorators import display

from assessments.bases import AssessAdmin
from assessments.declare import Tabs
from assessments.honours.choices import Audience, EntryState
from assessments.honours.lists import honour_list, roll_list, training_list
from assessments.honours.models import Honour, Training, TrainingRoll
from assessments.honours.services.honours import honour_acts
from assessments.honours.services.hours import member_hours_told, secretary_hours_told
from assessments.honours.services.trainings import roll_acts, training_acts
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.bulk import BulkMixin

TAB = Tabs.HONOURS


@admin.register(Honour)
class HonourAdmin(BulkMixin, AssessAdmin):
    """What documents recognise in the viewer's areas."""

    tab_position, tab_group = 80, TAB
    acts, listing = honour_acts, honour_list
    search_fields = ("name", "number", "organ")
    search_help_text = "名称、文号、发文机关"
    add_label = "登记"
    empty_hint = "登记示范区市、示范街道、示范点、推广案例、荣誉和考录进编；须有上级机关文件，由另一人核对。"
    shows = (
        "state_shown kind name area organ organ_level number issued_on until people entered_by entered_at checked_by "
        "checked_at ended_on reason course"
    )

    @display(description="办理过程")
    def course(self, honour):
        return course_shown(honour_acts, honour)


class RollInline(ReadOnlyInline):
    """How many came."""

    model = TrainingRoll
    listing = roll_list
    view_permission = P.ASSESS_VIEW
    show_change_link = True
    hide_title = False
    fields = ("audience", "people", "state_shown")
    verbose_name_plural = "到场人次"
    none_words = "还没有登记。用上面的“登记到场人次”登记。"


@admin.register(Training)
class TrainingAdmin(AssessAdmin):
    """The trainings of the viewer's areas."""

    tab_position, tab_group = 82, TAB
    acts, listing = training_acts, training_list
    search_fields = ("title",)
    search_help_text = "培训内容"
    inlines = [RollInline]
    add_label = "登记培训"
    empty_hint = "登记集中培训、外出学习等，按签到册登记各类对象的到场人次；书记按岗位点名。"
    shows = "state_shown kind title held_on hours area secretary_hours member_hours entered_by entered_at reason course"
    object_actions = (make_button(roll_acts, "count"),)

    def object_links(self, request, training):
        called = training.rolls.counted().filter(audience=Audience.SECRETARY).exists()
        if training.state != EntryState.COUNTED or called or not request.user.holds(P.HONOUR_MANAGE):
            return []
        return [("书记按岗位点名", reverse("training-roll", args=[training.pk]), "checklist")]

    @display(description="本区域书记学时")
    def secretary_hours(self, training):
        return secretary_hours_told(training.area, timezone.localdate())

    @display(description="本区域党员学时")
    def member_hours(self, training):
        return member_hours_told(training.area, timezone.localdate())

    @display(description="办理过程")
    def course(self, training):
        return course_shown(training_acts, training)


@admin.register(TrainingRoll)
class TrainingRollAdmin(AssessAdmin):
    """Counts of all trainings; they come about on the training."""

    tab_group = TAB
    acts, listing = roll_acts, roll_list
    search_fields = ("training__title",)
    search_help_text = "培训内容"
    empty_hint = "在“培训”里登记到场人次后，出现在这里。"
    shows = "state_shown training audience people entered_by entered_at reason course"

    @display(description="办理过程")
    def course(self, roll):
        return course_shown(roll_acts, roll)
