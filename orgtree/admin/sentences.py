"""Sentences of reports on the desk."""

from django import forms
from django.contrib import admin

from orgtree.admin.base import ScopedAdmin
from orgtree.admin.forms import ServiceForm
from orgtree.choices import Permission as P
from orgtree.declare import registry
from orgtree.models import ReportSentence
from orgtree.services import sentences


class SentenceForm(ServiceForm):
    """The sentence in a box of its own, with the catalogue of figures to choose from beneath."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("text"):
            field.widget = forms.Textarea(attrs={"rows": 4, "class": "w-full"})
            field.help_text = "{place} 为区域名称，{period} 为统计期；可用指标：" + "　".join(
                f"{figure.label} {{{key}}}" for key, figure in registry.catalogue().items()
            )


@admin.register(ReportSentence)
class ReportSentenceAdmin(ScopedAdmin):
    """The sentences of the viewer's areas; one that is no longer wanted is switched off."""

    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    change_permission = P.RULES_EDIT
    related_permissions = {"area": P.RULES_EDIT}
    menu_group = "字典"
    empty_hint = "工作报表有内置的句式；需要另外的说法时，在这里新增。"
    menu_icon = "format_quote"
    form = SentenceForm
    list_display = ("label", "area", "text", "position", "is_active")
    list_select_related = ("area",)
    fields = ("area", "label", "text", "position", "is_active")

    def get_readonly_fields(self, request, obj=None):
        return ("area",) if obj else ()

    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in ("label", "text", "position", "is_active")}
        if change:
            return sentences.change_sentence(sentence_id=obj.pk, by=request.user, **fields)
        return sentences.add_sentence(area=form.cleaned_data["area"], by=request.user, **fields)
