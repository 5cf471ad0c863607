"""Sentences of reports on the desk."""

from collections import Counter

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from orgtree.boards.models import ReportSentence
from orgtree.boards.rules import LONGEST, WORDS, renamed
from orgtree.boards.services import sentences
from orgtree.choices import Permission as P
from orgtree.declare import registry
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm


def names_of_figures() -> dict[str, str]:
    """{key: what people call it} of everything that a sentence may hold; a name that two share is left to its key."""
    labels = WORDS | {key: figure.label for key, figure in registry.catalogue().items()}
    shared = {label for label, count in Counter(labels.values()).items() if count > 1}
    return {key: label for key, label in labels.items() if label not in shared}


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
    list_display = ("label", "area", "text_shown", "position", "is_active")
    list_select_related = ("area",)
    fields = ("area", "label", "text", "position", "is_active")

    def get_readonly_fields(self, request, obj=None):
        return ("area",) if obj else ()

    def get_changelist(self, request, **kwargs):
        """The names of figures, which take a query for each dictionary, are looked up once for all rows."""

        class Worded(super().get_changelist(request, **kwargs)):
            def get_results(self, request):
                super().get_results(request)
                self.model_admin.dress_rows(self.result_list)

        return Worded

    def dress_rows(self, rows):
        names = names_of_figures()
        for sentence in rows:
            sentence.in_names = renamed(sentence.text, names)
        return rows

    @display(description="句子")
    def text_shown(self, sentence):
        return sentence.in_names

    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in ("label", "text", "position", "is_active")}
        if change:
            return sentences.change_sentence(sentence_id=obj.pk, by=request.user, **fields)
        return sentences.add_sentence(area=form.cleaned_data["area"], by=request.user, **fields)
