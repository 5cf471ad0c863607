"""Answering a case in words that are kept: those that may be used today, the nearest first; each use is counted."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from grids.cases.models import Case
from grids.cases.services.course import case_acts
from grids.doors.forms import AnswerForm
from grids.replies.models import Reply
from grids.replies.services.using import use_reply
from orgtree.acts import does, perform_one
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken


@does(case_acts, "reply")
@login_required
def answer(request, pk: int):
    """The replies on offer; one chosen stands in the form, to be sent as it is or changed."""
    rows = Case.objects.allowed(request.user, P.CASE_DISPATCH).select_related("area__parent", "category")
    case = get_object_or_404(rows, pk=pk)
    offered = list(
        Reply.objects.offered_for(case.area, case.category.code, timezone.localdate()).select_related("area")
    )
    chosen = next((reply for reply in offered if f"{reply.pk}" == request.GET.get("reply")), None)
    begins = {"answer": chosen.wording, "reply": chosen.pk} if chosen else {"answer": case.answer}
    form = AnswerForm(request.POST or None, initial=begins)
    if form.is_valid():
        try:
            _send(case, form.cleaned_data, request.user)
        except RuleBroken as error:
            form.refuse(error)
        else:
            return redirect("admin:grids_case_change", case.pk)
    context = {"case": case, "offered": offered, "chosen": chosen, "form": form}
    return render(request, "grids/doors/answer.html", context)


@transaction.atomic
def _send(case: Case, said: dict, user) -> None:
    """The answer to everybody who told, and with it the use of the reply. Raises RuleBroken."""
    if said["reply"]:
        use_reply(reply_id=said["reply"], area=case.area, row=case, by=user)
    perform_one(case_acts, "reply", pk=case.pk, by=user, answer=said["answer"])
