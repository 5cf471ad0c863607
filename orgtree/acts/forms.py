"""The form of an act: a field for each thing that it asks for, in the clothes of the page that shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from orgtree.acts.declaring import Act, Ask
from orgtree.errors import RuleBroken
from orgtree.text.free_text import ScannedForm

SHORT = 60  # characters that fit into one line
LONG = 1_000  # from so many on a text is a page of its own
FIRST_DAY = date(1921, 7, 1)
YEARS_AHEAD = 30


def check_day(value: date) -> None:
    """Refuse days that nobody means: before the Party was founded, or further off than any term or plan."""
    day, last = getattr(value, "date", lambda: value)(), timezone.localdate().year + YEARS_AHEAD
    if not FIRST_DAY <= day < date(last + 1, 1, 1):
        raise forms.ValidationError(f"请核对年份：应在{FIRST_DAY.year}年至{last}年之间")


@dataclass(frozen=True)
class Dress:
    """The widgets of a page by kind of answer, each made anew; `found(ask, rows, said)` a field that finds one row of many."""

    line: Callable[[], forms.Widget] = forms.TextInput
    lines: Callable[[], forms.Widget] = lambda: forms.Textarea(attrs={"rows": 3})
    choice: Callable[..., forms.Widget] = forms.Select
    number: Callable[[], forms.Widget] = lambda: forms.NumberInput(attrs={"inputmode": "numeric"})
    day: Callable[[], forms.Widget] = lambda: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    moment: Callable[[], forms.Widget] = lambda: forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
    )
    file: Callable[[], forms.Widget] = lambda: forms.FileInput(attrs={"data-file": "选择文件"})
    found: Callable[..., forms.Field | None] = lambda ask, rows, said: None


PLAIN = Dress()


def form_of(
    act: Act,
    user=None,
    ids: Sequence[int] | None = (),
    *,
    given: Sequence[str] = (),
    dress: Dress = PLAIN,
    base: type[forms.Form] = ScannedForm,
) -> type[forms.Form]:
    """A form class with a field for each thing that the act asks of this user about the rows of these ids, but for what is `given`."""
    asked = [ask for ask in act.asks if ask.name not in given]
    fields = {ask.name: _field(ask, user, ids, dress, act.partial) for ask in asked}
    return type("ActForm", (base,), fields | {"unscanned": unscanned_of(act)})


def unscanned_of(act: Act) -> dict[str, str]:
    """The asks whose words may hold personal data, and why."""
    return {ask.name: ask.unscanned for ask in act.asks if ask.unscanned}


def said_on_page(act: Act, data: dict) -> dict:
    """What the cleaned values of a page say to the act: what is left blank of a sealed thing stays as it is."""
    sealed = {ask.name for ask in act.asks if ask.is_sealed and act.partial}
    return {name: value for name, value in data.items() if value or name not in sealed}


def said_in(form: forms.Form) -> dict:
    """What a valid form says: its own telling, where its fields are not the answers themselves."""
    return form.said() if hasattr(form, "said") else form.cleaned_data


def refuse_in(form: forms.Form, error: RuleBroken) -> None:
    """Put the message of a broken rule at the field that it names, or that the form has for it; else above the form."""
    field = form.field_for(error) if hasattr(form, "field_for") else error.field
    form.add_error(field if field in form.fields else None, error.message)


def begins_on(act: Act, row: Any) -> dict[str, Any]:
    """With what the form of an act on this row begins: what the row says now, where that may be kept."""
    kept = [ask for ask in act.asks if ask.begins_as_is or (act.partial and ask.column)]
    as_is = {ask.name: getattr(row, ask.column) for ask in kept if not (ask.is_sealed or ask.is_file)}
    return as_is | {ask.name: ask.begins(row) for ask in act.asks if ask.begins}


def _field(ask: Ask, user, ids: Sequence[int] | None, dress: Dress, is_partial: bool) -> forms.Field:
    verb = "选择" if ask.choices or ask.rows else "填写"
    said = {
        "label": ask.label,
        "required": not ask.is_optional,
        "help_text": f"{ask.help}。不修改就留空" if ask.is_sealed and is_partial else ask.help,
        "error_messages": {"required": f"请{verb}{ask.label}"},
    }
    if ask.usual is not None:
        said["initial"] = ask.usual
    if ask.is_key:
        return forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)
    if ask.is_file:
        return _file_field(ask, said, dress)
    if ask.rows:
        return _row_field(ask, ask.rows(user, ids), said, dress)
    return _choice(ask, said, dress) if ask.choices else _plain_field(ask, said, dress)


def _file_field(ask: Ask, said: dict, dress: Dress) -> forms.Field:
    field = forms.FileField(widget=dress.file(), **said | {"required": False})
    field.error_messages["empty"] = "这是空文件，请换一个"
    if ask.accepts:
        field.widget.attrs["accept"] = ask.accepts
    return field


def _row_field(ask: Ask, rows, said: dict, dress: Dress) -> forms.Field:
    if ask.usual is None and not (ask.is_optional or ask.begins_blank):
        said["initial"] = partial(_only_one, rows)  # asked for when a page is shown, never when a form is sent
    if ask.found_by and (field := dress.found(ask, rows, said)):
        return field
    field = forms.ModelChoiceField(rows, empty_label=ask.blank, widget=dress.choice(), **said)
    field.empty_label = ask.blank  # also where it may begin with the only one: the first of several is nobody's choice
    field.label_from_instance = ask.shown
    return field


def _only_one(rows) -> int | None:
    """The row's id where there is no other to choose."""
    ids = list(rows.values_list("pk", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None


def _choice(ask: Ask, said: dict, dress: Dress) -> forms.Field:
    """A list of the labels; what comes back is the code itself, whatever its type."""
    codes = {str(code): code for code, _ in ask.choices}
    choices = [("", ask.blank), *((str(code), label) for code, label in ask.choices)]
    widget = dress.choice(choices=choices)
    return forms.TypedChoiceField(choices=choices, coerce=codes.__getitem__, widget=widget, **said)


def _plain_field(ask: Ask, said: dict, dress: Dress) -> forms.Field:
    if ask.is_day:
        said["error_messages"]["invalid"] = "请填写日期，如 2026-01-01"
        return forms.DateField(widget=dress.day(), validators=[check_day], **said)
    if ask.is_moment:
        return forms.DateTimeField(widget=dress.moment(), validators=[check_day], **said)
    if ask.is_number:
        kind = forms.DecimalField if ask.decimals else forms.IntegerField
        digits = {"decimal_places": ask.decimals} if ask.decimals else {}
        return kind(min_value=ask.least, max_value=ask.most, widget=dress.number(), **digits, **said)
    short = ask.longest <= SHORT
    line = forms.PasswordInput(attrs={"autocomplete": "off"}) if ask.is_secret else None
    return forms.CharField(
        min_length=None if ask.is_optional else ask.shortest,
        max_length=ask.longest,
        widget=line or (dress.line() if short else _lines(ask, dress)),
        **said,
    )


def _lines(ask: Ask, dress: Dress) -> forms.Widget:
    """The widget of several lines; a report or a table is seen as a whole."""
    widget = dress.lines()
    if ask.longest > LONG:
        widget.attrs["rows"] = 14
    return widget
