"""The desk's face of declared acts: a button on the row's page, an entry in the list's menu, a bar to undo."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from orgtree.acts import Act, Acts, Ask, course_of, named, perform, perform_one
from orgtree.acts.forms import Dress, begins_on, form_of, said_on_page
from orgtree.acts.making import Made, Making, make, make_each, makings_of
from orgtree.acts.outcome import Outcome
from orgtree.desk.actions import ObjectAction
from orgtree.desk.bulk import BulkAct
from orgtree.desk.forms import DayInput, search_field


def object_actions_of(acts: Acts) -> tuple[ObjectAction, ...]:
    """A button for every act of the desk, on rows in a state for it."""
    return tuple(_button(acts, act) for act in acts if act.is_of_the_desk)


def bulk_acts_of(acts: Acts) -> tuple[BulkAct, ...]:
    """An entry of the list's menu for every act of the desk that is done to many."""
    return tuple(_entry(acts, act) for act in acts if act.is_of_the_desk and act.many)


FOUND_SAYS = ("label", "required", "help_text", "initial")


def _found(ask: Ask, rows, said: dict) -> forms.Field | None:
    """The desk finds one of many by what is typed, where the list of those rows can be searched."""
    model, relation = ask.found_by
    target = model._meta.get_field(relation).related_model
    if not (admin.site.is_registered(target) and admin.site.get_model_admin(target).search_fields):
        return None
    field = search_field(model, relation, rows, **{name: said[name] for name in FOUND_SAYS if name in said})
    field.label_from_instance = admin.site.get_model_admin(target).choice_label
    return field


DESK = Dress(
    line=UnfoldAdminTextInputWidget,
    lines=lambda: UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    choice=UnfoldAdminSelectWidget,
    number=lambda: UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
    day=DayInput,
    moment=lambda: UnfoldAdminTextInputWidget(attrs={"placeholder": "如 2026-03-01 09:00", "autocomplete": "off"}),
    file=lambda: forms.FileInput(attrs={"data-file": "选择文件"}),
    found=_found,
)


def form_on_desk(act: Act, user=None, ids: Sequence[int] = (), given: Sequence[str] = ()) -> type[forms.Form]:
    """The form of an act in the theme's clothes."""
    return form_of(act, user, ids, given=given, dress=DESK)


def _button(acts: Acts, act: Act, of: Callable[[Any], Any] = lambda row: row) -> ObjectAction:
    """The act's button on the page of a row, done to what `of(row)` is, None for nothing."""

    def run(request, row, data) -> str:
        done = perform_one(acts, act.key, pk=of(row).pk, by=request.user, **said_on_page(act, data))
        return acts.tell_done(act, done)

    def build_form(request, row):
        meant = of(row)
        return partial(form_on_desk(act, request.user, [meant.pk]), initial=begins_on(act, meant))

    def applies(row) -> bool:
        meant = of(row)
        return meant is not None and meant.state in act.leaves and (act.fits is None or act.fits(meant))

    return ObjectAction(
        key=act.slug,
        label=act.label,
        permission=act.permission,
        run=run,
        hint=act.hint,
        build_form=build_form,
        icon=act.icon,
        applies=applies,
        suits=lambda row, user: act.suits is None or act.suits(of(row), user),
        reach=act.meets,
        is_repeatable=not act.removes,
        does=named(acts, act.key),
        leads_to=_list_of(acts) if act.removes else None,
        shows_result=act.shows_once,
        rank=act.rank,
    )


def borrowed_button(acts: Acts, key: str, /, *, of: Callable[[Any], Any]) -> ObjectAction:
    """The button of an act on the page of another row: `of(row)` is the one that it is done to, None where there is none."""
    return replace(_button(acts, acts[key], of), is_repeatable=False)


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
    words = {
        "key": act.slug,
        "label": act.label,
        "hint": act.hint,
        "icon": act.icon,
        "reach": act.meets,
        "rank": act.rank,
    }
    return ObjectAction(permission=act.permission, run=run, does=named(acts, key), **words | offered | more)


def make_button(acts: Acts, key: str, /, *, on: str = "", **more) -> ObjectAction:
    """The button by which a row of the noun is made on the page of the row that its making stands `on`.

    `on` names another ask that a page answers, such as the member whose page it is. `more` (form or build_form, applies, `key` of the address, leads_to) as of ObjectAction.
    """
    act: Making = acts[key]
    given = on or act.on

    def run(request, row, data) -> str:
        return tell_made(acts, act, make(acts, key, by=request.user, **{given: row}, **data))

    words = {"build_form": lambda request, row: form_on_desk(act, request.user, (), given=(given,))}
    words |= {"applies": act.fits} if act.fits else {}
    return form_button(acts, act.entered or key, run=run, **words | more)


def answered_button(acts: Acts, key: str, /, *, answers: Callable[[Any], dict], **more) -> ObjectAction:
    """The button by which a row of the noun is made on the page of another row that answers all that the making asks for.

    `answers(row)` raises RuleBroken for a row that it may not be made of. `more` (applies, `key` of the address) as of ObjectAction.
    """

    def run(request, row, data) -> str:
        return tell_made(acts, acts[key], make(acts, key, by=request.user, **answers(row)))

    return form_button(acts, key, run=run, **more)


def answered_entry(acts: Acts, key: str, /, *, answers: Callable[[Any], dict], rows, **more) -> BulkAct:
    """The same in the menu of their list, for each of the chosen by itself; `rows(user)` are those that the person may choose."""

    def run(request, ids, data) -> Outcome:
        return make_each(acts, key, ids=ids, by=request.user, rows=rows(request.user), answers=answers)[0]

    return form_entry(acts, key, run=run, **more)


def make_entry(acts: Acts, key: str, /, *, shows: Callable | None = None, **more) -> BulkAct:
    """The entry by which one is made for each of the chosen rows, in the menu of the list of those that the making stands `on`.

    `shows(request, rows)` is the page of what was made, if anything was; else the outcome is told.
    """
    act: Making = acts[key]

    def run(request, ids, data) -> Outcome | HttpResponseBase:
        outcome, made = make_each(acts, key, ids=ids, by=request.user, **data)
        return shows(request, [one.row for one in made]) if shows and made else outcome

    def form(data, request, ids) -> forms.Form:
        return form_on_desk(act, request.user, ids, given=(act.on,))(data)

    return form_entry(acts, key, run=run, form=form, **more)


def tell_made(acts: Acts, act: Making, made: Made) -> str:
    """What the desk says of a row that was made, or that was there before."""
    if not made.is_new:
        return f"此前已{act.verb}，没有重复登记。"
    return acts.tell_done(act, made.row)


def making_of(acts: Acts | None) -> Making | None:
    """The making whose page is the one to add a row to the noun's list; None where there is none."""
    return next((act for act in makings_of(acts) if act.permission and not act.on), None) if acts else None


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
        form=(lambda data, request, ids: form_on_desk(act, request.user, ids)(data)) if act.asks or act.final else None,
        hint=act.hint,
        is_final=act.final,
        undo=acts.noun if act.undo else "",
        does=named(acts, act.key),
        on_all=act.leaves if _is_for_all(act) else frozenset(),
        fits=act.fits,
        all_label=f"全部{act.label}",
    )


def _is_for_all(act: Act) -> bool:
    """The usual next step, where it asks nothing and a slip is no harm: it asks whether one is sure, or can be taken back."""
    return not act.rank and not act.asks and bool(act.final or act.undo)


def course_shown(acts: Acts, row) -> str:
    """The steps of a row for its page of the desk: when, what came of it, by whom and why."""
    steps = [
        (f"{timezone.localtime(step.at):%Y-%m-%d %H:%M}", step.act, step.state, step.by or "系统", step.reason)
        for step in course_of(acts, row)
    ]
    return format_html_join(mark_safe("<br>"), "{} {}（{}，{}）{}", steps) or "—"
