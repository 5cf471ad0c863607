"""Sentences of reports on the desk, and boards that nobody opens."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminTextareaWidget

from orgtree.boards.acts import board_question_acts
from orgtree.boards.lists import question_list, sentence_list
from orgtree.boards.models import BoardQuestion, ReportSentence
from orgtree.boards.rules import LONGEST, renamed
from orgtree.boards.services import sentences
from orgtree.boards.services.sentences import names_of_figures
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm


class SentenceField(forms.CharField):
    """A sentence as people write it, {在职党员报到}; it is kept with the keys of the figures."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 4})

    def __init__(self, *, names: dict[str, str], **kwargs):
        super().__init__(**kwargs)
        self.names = names

    def prepare_value(self, value):
        return renamed(value, self.names) if value else value

    def clean(self, value):
        return renamed(super().clean(value), {label: key for key, label in self.names.items()})


class SentenceForm(ServiceForm):
    """The sentence in a box of its own, with the names of figures to choose from beneath."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            names = names_of_figures()
            hint = "指标和区域、时间写在花括号里，如：{统计期}，{区域名称}有{在职党员报到}名党员报到。"
            folded = '<p>{}</p><details class="figure-names"><summary>可用的名称</summary><p>{}</p></details>'
            listed = format_html(folded, hint, "、".join(names.values()))
            self.fields["text"] = SentenceField(names=names, label="句子", max_length=LONGEST, help_text=listed)


@admin.register(ReportSentence)
class ReportSentenceAdmin(ScopedAdmin):
    """The sentences of the viewer's areas; one that is no longer wanted is switched off."""

    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    change_permission = P.RULES_EDIT
    related_permissions = {"area": P.RULES_EDIT}
    menu_place = "settings"
    tab_position = 74
    empty_hint = "工作报表有内置的句式；需要另外的说法时，在这里新增。"
    form = SentenceForm
    listing = sentence_list
    fields = ("area", "label", "text", "position", "is_active")

    def get_readonly_fields(self, request, obj=None):
        return ("area",) if obj else ()

    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in ("label", "text", "position", "is_active")}
        if change:
            return sentences.change_sentence(sentence_id=obj.pk, by=request.user, **fields)
        return sentences.add_sentence(area=form.cleaned_data["area"], by=request.user, **fields)


@admin.register(BoardQuestion)
class BoardQuestionAdmin(ScopedAdmin):
    """Tabs that nobody opened for long, of the levels below the viewer's areas."""

    acts, listing = board_question_acts, question_list
    view_permission = P.FIGURES_CLOSE
    menu_place, tab_position = "boards", 60
    empty_hint = (
        "没有长期没人看的看板。只按看板和层级统计打开次数，不记谁看过；九十天没有人打开的在这里决定保留还是隐藏。"
    )
    shows = "state_shown board_shown level area asked_on decided_by decided_at course"

    @admin.display(description="办理过程")
    def course(self, question):
        return course_shown(board_question_acts, question)
