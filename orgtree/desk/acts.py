"""The desk's face of declared acts: a button on the row's page, an entry in the list's menu, a bar to undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from orgtree.acts import Act, Acts, Ask, course_of, named, perform, perform_one
from orgtree.acts.outcome import Outcome
from orgtree.desk.actions import ObjectAction
from orgtree.desk.bulk import BulkAct
from orgtree.desk.forms import DayInput, check_day, search_field
from orgtree.text.free_text import ScannedForm

SHORT = 60  # characters that fit into one line


def object_actions_of(acts: Acts) -> tuple[ObjectAction, ...]:
    """A button for every act of the desk, on rows in a state for it."""
    return tuple(_button(acts, act) for act in acts if act.is_of_the_desk)


def bulk_acts_of(acts: Acts) -> tuple[BulkAct, ...]:
    """An entry of the list's menu for every act of the desk that is done to many."""
    return tuple(_entry(acts, act) for act in acts if act.is_of_the_desk and act.many)


def form_of(act: Act, user=None, ids: Sequence[int] = ()) -> type[forms.Form]:
    """A form class with a field for each thing that the act asks of this user about the rows of these ids."""
    return type("ActForm", (ScannedForm,), {ask.name: _field(ask, user, ids) for ask in act.asks})


def _field(ask: Ask, user, ids: Sequence[int]) -> forms.Field:
    said = {"label": ask.label, "required": not ask.is_optional, "help_text": ask.help}
    if ask.is_file:
        return forms.FileField(label=ask.label, required=False)
    if ask.is_day:
        return forms.DateField(widget=DayInput, validators=[check_day], **said)
    if ask.choices:
        return _choice(ask, said)
    if ask.found_by:
        model, relation = ask.found_by
        return search_field(model, relation, ask.rows(user, ids), **said)
    if ask.rows:
        field = forms.ModelChoiceField(
            ask.rows(user, ids), empty_label="请选择", widget=UnfoldAdminSelectWidget(), **said
        )
        field.label_from_instance = ask.shown
        return field
    short = ask.longest <= SHORT
    return forms.CharField(
        min_length=None if ask.is_optional else ask.shortest,
        max_length=ask.longest,
        widget=UnfoldAdminTextInputWidget() if short else UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        error_messages={"required": f"请填写{ask.label}"},
        **said,
    )


def _choice(ask: Ask, said: dict) -> forms.Field:
    """A list of the labels; what comes back is the code itself, whatever its type."""
    codes = {str(code): code for code, _ in ask.choices}
    choices = [("", ask.blank), *((str(code), label) for code, label in ask.choices)]
    widget = UnfoldAdminSelectWidget(choices=choices)
    return forms.TypedChoiceField(choices=choices, coerce=codes.__getitem__, widget=widget, **said)


def _button(acts: Acts, act: Act) -> ObjectAction:
    def run(request, row, data) -> str:
        done = perform_one(acts, act.key, pk=row.pk, by=request.user, **data)
        return act.done.format(state=acts.state_label(done.state), row=done) or f"已{act.verb}。"

    return ObjectAction(
        key=act.slug,
        label=act.label,
        permission=act.permission,
        run=run,
        hint=act.hint,
        build_form=lambda request, row: partial(
            form_of(act, request.user, [row.pk]),
            initial={ask.name: getattr(row, ask.column) for ask in act.asks if ask.begins_as_is},
        ),
        icon=act.icon,
        applies=lambda row: row.state in act.leaves and (act.fits is None or act.fits(row)),
        reach=act.meets,
        is_repeatable=not act.removes,
        does=named(acts, act.key),
        leads_to=_list_of(acts) if act.removes else None,
        shows_result=act.shows_once,
    )


def _list_of(acts: Acts) -> Callable[[Any], str]:
    """Where to go when the row is no more."""
    opts = acts.model._meta
    return lambda row: reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def form_button(acts: Acts, key: str, /, *, run: Callable[..., str], **more) -> ObjectAction:
    """The button of an act that takes a form of its own, or stands on another row's page, in the words of its declaration.

    `run` and `more` (form, build_form, applies, leads_to, shows_result; `key` of the address) are as of ObjectAction.
    """
    act = acts[key]
    offered = (
        {"applies": lambda row: row.state in act.leaves and (act.fits is None or act.fits(row))} if act.leaves else {}
    )
    words = {"key": act.slug, "label": act.label, "hint": act.hint, "icon": act.icon, "reach": act.meets}
    return ObjectAction(permission=act.permission, run=run, does=named(acts, key), **words | offered | more)


def form_entry(acts: Acts, key: str, /, *, run: Callable[..., Outcome], **more) -> BulkAct:
    """The same in the menu of a list: `run` and `more` (form, `key` of the entry) are as of BulkAct."""
    act = acts[key]
    words = {"key": act.key, "label": act.entry or act.label, "hint": act.hint, "is_final": act.final}
    return BulkAct(verb=act.verb, permission=act.permission, run=run, does=named(acts, key), **words | more)


def _entry(acts: Acts, act: Act) -> BulkAct:
    return BulkAct(
        key=act.key,
        label=act.entry or f"{act.label}所选",
        verb=act.verb,
        permission=act.permission,
        run=lambda request, ids, data: perform(acts, act.key, ids=ids, by=request.user, **data),
        form=(lambda data, request, ids: form_of(act, request.user, ids)(data)) if act.asks or act.final else None,
        hint=act.hint,
        is_final=act.final,
        undo=acts.noun if act.undo else "",
        does=named(acts, act.key),
    )


def course_shown(acts: Acts, row) -> str:
    """The steps of a row for its page of the desk: when, what came of it, by whom and why."""
    steps = [
        (f"{timezone.localtime(step.at):%Y-%m-%d %H:%M}", step.act, step.state, step.by or "系统", step.reason)
        for step in course_of(acts, row)
    ]
    return format_html_join(mark_safe("<br>"), "{} {}（{}，{}）{}", steps) or "—"
