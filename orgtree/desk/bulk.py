"""Acts on many rows at once: choose rows, choose the act, and where it needs a reason or a place, one page more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.html import format_html

from orgtree.acts import Named
from orgtree.acts.outcome import MOST_AT_ONCE, Outcome
from orgtree.desk.forms import ask_by_name
from orgtree.desk.undoing import undo_button
from orgtree.errors import RuleBroken
from orgtree.looks.services.access import record_shown
from orgtree.text.rules.numbers import row_ids

SHOWN_AT_ONCE = 200  # rows of a list narrowed to what waits
TO_READ = 50  # as on lists without acts
SAMPLE = 5  # rows named before many are acted on


@dataclass(frozen=True)
class BulkAct:
    """One act. `run(request, ids, data)` calls a service and returns its Outcome, or a page to show.

    `form(data, request, ids)` asks for what the act needs; None for an act that needs nothing. What cannot be undone
    (`is_final`) asks first, with the count and some of the rows. `undo` names the noun whose act can be taken back; `does` the declared acts, none for what prints or exports.
    A queue whose rows are in the states `on_all`, and each `fits`, has a button, `all_label`, that does it to all of them.
    """

    key: str
    label: str
    verb: str
    permission: str
    run: Callable[..., Outcome | HttpResponseBase]
    form: Callable[..., forms.Form] | None = None
    hint: str = ""
    is_final: bool = False
    undo: str = ""
    does: tuple[Named, ...] = ()
    on_all: frozenset[str] = frozenset()
    fits: Callable[[Any], bool] | None = None
    all_label: str = ""


class BulkMixin:
    """Offers `bulk_acts` in the list's action menu to those whose posts carry the permission."""

    bulk_acts: tuple[BulkAct, ...] = ()
    list_per_page = SHOWN_AT_ONCE
    list_max_show_all = SHOWN_AT_ONCE

    def get_changelist(self, request, **kwargs):
        """A list narrowed to what waits shows all that can be done at once; one to read in has shorter pages."""

        class Worked(super().get_changelist(request, **kwargs)):
            def get_results(self, request):
                if not self.has_active_filters:
                    self.list_per_page = TO_READ
                super().get_results(request)

        return Worked

    def get_actions(self, request):
        offered = [act for act in self.bulk_acts if self.may(request, act.permission)]
        return {act.key: (self._runner(act), act.key, act.label) for act in offered}

    def acts_on_all(self, request, changes) -> list[BulkAct]:
        """What may be done by one press to all rows of the queue on view, where they are no more than can be done at once."""
        rows = changes.result_list if changes.queue and changes.result_count <= MOST_AT_ONCE else ()
        states = {getattr(row, "state", None) for row in rows}
        offered = [act for act in self.bulk_acts if states and states <= act.on_all]
        fitting = [act for act in offered if act.fits is None or all(map(act.fits, rows))]
        return [act for act in fitting if self.may(request, act.permission)]

    def response_action(self, request, queryset):
        """The act on the ticked rows; a tick that is no number ticks nothing."""
        request.POST = request.POST.copy()
        request.POST.setlist(
            ACTION_CHECKBOX_NAME, [str(pk) for pk in row_ids(request.POST.getlist(ACTION_CHECKBOX_NAME))]
        )
        return super().response_action(request, queryset)

    def _runner(self, act: BulkAct):
        def run(model_admin, request, queryset):
            ids = list(queryset.order_by().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
            if len(ids) > MOST_AT_ONCE:
                self.message_user(request, f"一次最多办理{MOST_AT_ONCE}条，请分批选择", messages.ERROR)
                return None
            return self._ask_or_do(request, act, ids)

        return run

    def _ask_or_do(self, request, act: BulkAct, ids: list[int]):
        if act.form is None:
            return self._do_or_tell(request, act, ids)
        form = act.form(request.POST if "apply" in request.POST else None, request, ids)
        ask_by_name(form.fields)
        if form.is_valid():
            try:
                return self._do(request, act, ids, form.cleaned_data)
            except RuleBroken as broken:
                form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        return self._ask(request, act, ids, form)

    def _do_or_tell(self, request, act: BulkAct, ids: list[int]):
        try:
            return self._do(request, act, ids, {})
        except RuleBroken as broken:
            self.message_user(request, broken.message, messages.ERROR)
            return None

    def _do(self, request, act: BulkAct, ids: list[int], data: dict):
        result = act.run(request, ids, data)
        if isinstance(result, HttpResponseBase):
            return result
        level = messages.WARNING if result.refused else messages.SUCCESS
        told = result.tell_result(act.verb)
        if act.undo and result.did:
            told = format_html("{} {}", told, undo_button(request, act, result.did))
        self.message_user(request, told, level)
        return None

    def _ask(self, request, act: BulkAct, ids: list[int], form: forms.Form) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"{act.label}（{len(ids)}条）",
            "act": act,
            "ids": ids,
            "sample": self._named(request, act, ids),
            "more": max(0, len(ids) - SAMPLE),
            "checkbox": ACTION_CHECKBOX_NAME,
            "form": form,
            "opts": self.opts,
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "orgtree/desk/bulk_act.html", context)

    def _named(self, request, act: BulkAct, ids: list[int]) -> list[str]:
        """Some of the rows as people know them; a look at them."""
        rows = self.get_queryset(request).select_related(*self.list_select_related or ())
        sample = list(rows.filter(pk__in=ids[:SAMPLE]))
        self.listing.tell_persons_apart(sample)
        record_shown(actor=request.user, rows=sample, subject=f"{self.opts.verbose_name}：{act.label}")
        return [self.row_title(row) for row in sample]
