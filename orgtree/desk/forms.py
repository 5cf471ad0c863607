"""Pieces of the desk's forms: a search box for a row of another table, and forms whose checks are the service's."""

from decimal import Decimal

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from unfold.widgets import UnfoldAdminTextInputWidget

from orgtree.acts.forms import check_day
from orgtree.errors import RuleBroken
from orgtree.text.free_text import ScannedForm, ScannedModelForm
from orgtree.text.rules.numbers import plain, row_ids


class DayInput(UnfoldAdminTextInputWidget):
    """A day, typed: an act's page loads none of the admin's scripts, and browsers speak their own language in theirs."""

    def __init__(self):
        super().__init__(attrs={"placeholder": "年-月-日，如 2026-03-01", "autocomplete": "off"})


def more(subject: str, *fields) -> tuple[str, dict]:
    """A field set that is folded up until somebody opens it, or one of its fields is refused."""
    return (f"更多：{subject}", {"fields": fields, "classes": ["collapse"]})


def tidied(field):
    """The form field without the theme's small menu beside a relation, which opens a second window; days are checked."""
    if field is not None and hasattr(field.widget, "can_add_related"):
        field.widget.can_add_related = field.widget.can_change_related = False
        field.widget.can_delete_related = field.widget.can_view_related = False
    if isinstance(field, forms.DateField | forms.DateTimeField):
        field.validators.append(check_day)
    if field is not None:
        ask_by_name({field.label: field})
    if isinstance(field, forms.DecimalField):
        field.prepare_value = as_written
    return field


def ask_by_name(fields: dict) -> None:
    """Let each field whose words for a missing value are Django's own say what is missing: 请填写名称, 请选择区域."""
    for field in fields.values():
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"] and field.label:
            verb = "选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "填写"
            field.error_messages["required"] = f"请{verb}{field.label}"


def as_written(value):
    """A decimal as people write it: 120, not 120.00."""
    return plain(value) if isinstance(value, Decimal) else value


def refused(form, error: RuleBroken):
    """The form class, showing `error` at its field, or above the form when the field is not on it."""

    class Refused(form):
        def full_clean(self):
            super().full_clean()
            if self.is_bound:
                self.add_error(error.field if error.field in self.fields else None, error.message)

    return Refused


class ServiceForm(ScannedModelForm):
    """A model form that checks its fields only; the service checks the row, under its lock."""

    def _post_clean(self):
        """Nothing: the row is not touched before the service has it."""


class IdsOnly:
    """What was sent and is no id is nothing chosen: the page comes again with why, not an error of the server."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [str(pk) for pk in row_ids(map(str, value))], attr)


class SearchSelect(IdsOnly, AutocompleteSelect):
    """One row of many, found by what is typed."""


class SearchSelectMany(IdsOnly, AutocompleteSelectMultiple):
    """Some of many."""


def search_field(model, name: str, rows, *, label: str, **said) -> forms.Field:
    """A field that finds one of `rows` by the suggestions of the relation `name` of `model`; `said` as of any field."""
    relation = model._meta.get_field(name)
    return forms.ModelChoiceField(
        rows,
        label=label,
        widget=SearchSelect(relation, admin.site, attrs={"data-placeholder": "输入文字查找"}),
        error_messages={"invalid_choice": "请选择您管理范围内的一项"},
        **said,
    )


def form_with(**fields: forms.Field) -> type[forms.Form]:
    """A form class of these fields."""
    return type("ActForm", (ScannedForm,), fields)
