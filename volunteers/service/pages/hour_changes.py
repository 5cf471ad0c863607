"""A member asks for a correction of confirmed hours, and may take the request back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from orgtree.acts import does, perform_one
from orgtree.errors import RuleBroken
from volunteers.members.pages.access import member_page
from volunteers.service.choices import ServiceState
from volunteers.service.forms.hour_change import HourChangeForm
from volunteers.service.models.hour_change import HourChange
from volunteers.service.pages.services import days_to_choose, mine_or_404
from volunteers.service.services.hour_changes import hour_changes, propose_change


@does(hour_changes, "propose")
@member_page
def change(request, pk: int):
    """Say what the record should be, and why."""
    record = mine_or_404(request, pk)
    if record.state != ServiceState.CONFIRMED:
        messages.error(request, "只有已确认的记录才需要申请更正")
        return redirect("member-service", pk)
    days = sorted({*days_to_choose(request.member), record.served_on}, reverse=True)
    form = HourChangeForm(request.POST or None, record=record, days=days)
    if form.is_valid() and _proposed(form, pk, request):
        return redirect("member-service", pk)
    return render(
        request, "volunteers/service/hour_change_form.html", {"tab": "services", "record": record, "form": form}
    )


def _proposed(form: HourChangeForm, pk: int, request) -> bool:
    try:
        propose_change(record_id=pk, by=request.user, **form.change())
    except RuleBroken as error:
        form.refuse(error)
        return False
    messages.success(request, "更正申请已提交，等待社区办理。")
    return True


@does(hour_changes, "withdraw")
@member_page
@require_POST
def withdraw(request, pk: int):
    """Take back a request that nobody has decided."""
    asked = get_object_or_404(HourChange.objects.mine(request.user), pk=pk)
    try:
        perform_one(hour_changes, "withdraw", pk=pk, by=request.user)
        messages.success(request, "更正申请已撤回，记录保持原样。")
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("member-service", asked.record_id)
