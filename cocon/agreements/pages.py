"""An agreement on the unit's own desk: read, signed or sent back, printed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cocon.agreements.forms import ReturnForm
from cocon.agreements.models import Agreement
from cocon.agreements.services.acts import agreements
from cocon.agreements.services.agreements import unit_agreements
from cocon.agreements.services.document import agreement_document
from cocon.agreements.services.goals import progress_of
from cocon.units.pages import unit_page
from orgtree.acts import does, perform_one
from orgtree.errors import RuleBroken
from orgtree.sheets.documents import docx_response


def _agreement_or_404(request, pk: int) -> Agreement:
    return get_object_or_404(unit_agreements(request.unit), pk=pk)


def _page(request, agreement: Agreement, form: ReturnForm | None = None, status: int = 200):
    leaves = {act.key: agreement.state in act.leaves for act in (agreements["sign_unit"], agreements["send_back"])}
    context = {
        "agreement": agreement,
        "state": agreements.state_label(agreement.state),
        "goals": progress_of(agreement),
        "may_sign": leaves["sign_unit"],
        "may_send_back": leaves["send_back"],
        "form": form or ReturnForm(),
    }
    return render(request, "cocon/agreements/agreement.html", context, status=status)


@unit_page
@require_GET
def agreement(request, pk: int):
    """One agreement of the unit with what the unit can do about it."""
    return _page(request, _agreement_or_404(request, pk))


@does(agreements, "sign_unit")
@unit_page
@require_POST
def sign(request, pk: int):
    """Sign for the unit; pressed again it stays signed."""
    row = _agreement_or_404(request, pk)
    try:
        done = perform_one(agreements, "sign_unit", pk=row.pk, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, f"已签订，编号{done.number}。" if done.number else "单位已签，等待社区签订。")
    return redirect("unit-agreement", pk)


@does(agreements, "send_back")
@unit_page
@require_POST
def send_back(request, pk: int):
    """Send it back with a reason; what was typed stays where it is refused."""
    row, form = _agreement_or_404(request, pk), ReturnForm(request.POST)
    if form.is_valid():
        try:
            perform_one(agreements, "send_back", pk=row.pk, by=request.user, reason=form.cleaned_data["reason"])
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "已退回，社区修改后会再请您签订。")
            return redirect("unit-home")
    return _page(request, row, form, status=422)


@unit_page
@require_GET
def document(request, pk: int):
    """The agreement to be printed."""
    row = _agreement_or_404(request, pk)
    return docx_response(request, f"共建协议-{row.community.name}.docx", agreement_document(row))
