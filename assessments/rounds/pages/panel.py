"""What one of a panel has to check: the subjects of open rounds, and a sheet for each component that a panel scores."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from assessments.rounds.choices import RoundState, SheetState
from assessments.rounds.forms import SheetForm
from assessments.rounds.models import PanelMember, PanelSheet, RoundSubject
from assessments.rounds.services.panels import barred_for, member_in, panel_components, save_sheet, sheet_acts
from assessments.schemes.models import Component
from orgtree.acts import perform_one
from orgtree.acts.faces import does
from orgtree.acts.forms import refuse_in
from orgtree.errors import RuleBroken


@dataclass(frozen=True)
class Task:
    """A sheet that is to be filled in, or why it is not."""

    subject: RoundSubject
    component: Component
    standing: str
    may_open: bool


@login_required
@require_GET
def home(request):
    """My checks, round by round; those that I may not score are named with the reason."""
    members = PanelMember.objects.on().filter(user=request.user.pk, round__state=RoundState.OPEN)
    rounds = [(member.round, _tasks(member)) for member in members.select_related("round__scheme").order_by("pk")]
    return render(request, "assessments/rounds/panel.html", {"rounds": rounds})


def _tasks(member: PanelMember) -> list[Task]:
    barred = barred_for(member)
    states = {
        (row.subject_id, row.component_id): row.get_state_display() for row in PanelSheet.objects.filter(member=member)
    }
    components = panel_components(member.round)
    return [
        Task(
            subject,
            component,
            "回避" if subject.pk in barred else states.get((subject.pk, component.pk), "未评分"),
            subject.pk not in barred,
        )
        for subject in member.round.subjects.taking_part()
        for component in components
    ]


@does(sheet_acts, "begin", "write", "sign")
@login_required
@require_http_methods(["GET", "POST"])
def sheet(request, subject_pk: int, component_pk: int):
    """Saved as often as one likes, then handed in; what was typed comes back where something is wrong."""
    subject, component, member = _found(request, subject_pk, component_pk)
    row = PanelSheet.objects.filter(subject=subject, component=component, member=member).first()
    form = SheetForm(request.POST or None, component=component, sheet=row)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _save(request, form, subject, component):
            return redirect("panel-home")
        status = 422
    signed = row is not None and row.state == SheetState.SIGNED
    context = {"form": form, "subject": subject, "component": component, "signed": signed}
    return render(request, "assessments/rounds/sheet.html", context, status=status)


def _found(request, subject_pk: int, component_pk: int) -> tuple[RoundSubject, Component, PanelMember]:
    """Raises Http404 for whoever is not on the panel, or may not score the subject."""
    subjects = RoundSubject.objects.filter(round__state=RoundState.OPEN, is_left_out=False)
    subject = subjects.select_related("round__scheme").filter(pk=subject_pk).first()
    member = subject and member_in(subject.round, request.user)
    if member is None or subject.pk in barred_for(member):
        raise Http404
    component = next((one for one in panel_components(subject.round) if one.pk == component_pk), None)
    if component is None:
        raise Http404
    return subject, component, member


def _save(request, form: SheetForm, subject: RoundSubject, component: Component) -> bool:
    """Whether it is saved, and handed in where that was asked for: both or neither."""
    said = {"points": form.points(), "words": form.cleaned_data["words"]}
    try:
        with transaction.atomic():
            row = save_sheet(subject=subject, component=component, by=request.user, **said)
            if "sign" in request.POST:
                perform_one(sheet_acts, "sign", pk=row.pk, by=request.user)
    except RuleBroken as error:
        refuse_in(form, error)
        return False
    messages.success(request, sheet_acts["sign"].done if "sign" in request.POST else "已保存，可以继续修改。")
    return True
