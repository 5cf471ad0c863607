"""The desk's face of declared acts: a button on the row's page, an entry in the list's menu, a bar to undo."""

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from orgtree.acts import Act, Acts, Ask, perform, perform_one
from orgtree.admin.actions import ObjectAction
from orgtree.admin.bulk import BulkAct
from orgtree.free_text import ScannedForm

SHORT = 60  # characters that fit into one line


def object_actions_of(acts: Acts) -> tuple[ObjectAction, ...]:
    """A button for every act of the desk, on rows in a state for it."""
    return tuple(_button(acts, act) for act in acts if act.permission)


def bulk_acts_of(acts: Acts) -> tuple[BulkAct, ...]:
    """An entry of the list's menu for every act of the desk that is done to many."""
    return tuple(_entry(acts, act) for act in acts if act.permission and act.many)


def form_of(act: Act) -> type[forms.Form]:
    """A form class with a field for each text that the act asks for."""
    return type("ActForm", (ScannedForm,), {ask.name: _field(ask) for ask in act.asks})


def _field(ask: Ask) -> forms.Field:
    if ask.is_file:
        return forms.FileField(label=ask.label, required=False)
    short = ask.longest <= SHORT
    return forms.CharField(
        label=ask.label,
        min_length=ask.shortest,
        max_length=ask.longest,
        widget=UnfoldAdminTextInputWidget() if short else UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        error_messages={"required": f"请填写{ask.label}"},
    )


def _button(acts: Acts, act: Act) -> ObjectAction:
    def run(request, row, data) -> str:
        perform_one(acts, act.key, pk=row.pk, by=request.user, **data)
        return act.done or f"已{act.verb}。"

    return ObjectAction(
        key=act.slug,
        label=act.label,
        permission=act.permission,
        run=run,
        hint=act.hint,
        form=form_of(act),
        icon=act.icon,
        applies=lambda row: row.state in act.leaves,
        is_repeatable=True,
    )


def _entry(acts: Acts, act: Act) -> BulkAct:
    asks = form_of(act)
    return BulkAct(
        key=act.key,
        label=f"{act.label}所选",
        verb=act.verb,
        permission=act.permission,
        run=lambda request, ids, data: perform(acts, act.key, ids=ids, by=request.user, **data),
        form=(lambda data, request, ids: asks(data)) if act.asks or act.final else None,
        hint=act.hint,
        is_final=act.final,
        undo=acts.noun if act.undo else "",
    )
