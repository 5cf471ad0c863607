"""A member pauses the own report-in, and goes on."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from orgtree.acts import does, perform_one
from volunteers.members.forms.report_in import PauseForm
from volunteers.members.models.report_in import ReportIn
from volunteers.members.pages.access import member_page
from volunteers.members.pages.telling import do_in, do_told
from volunteers.members.services.report_in_acts import report_ins


@does(report_ins, "pause")
@member_page
def pause(request):
    """Ask for the reason and the end, and pause."""
    live = get_object_or_404(ReportIn.objects.mine(request.user).active().select_related("community"))
    form = PauseForm(request.POST or None)
    act = partial(perform_one, report_ins, "pause", pk=live.pk, by=request.user)
    if do_in(request, form, act, "已暂停。需要时在这一页点“恢复”即可。"):
        return redirect("member-report-in")
    return render(request, "volunteers/members/pause.html", {"tab": "home", "form": form, "report_in": live})


@does(report_ins, "resume")
@member_page
@require_POST
def resume(request):
    """Go on."""
    live = get_object_or_404(ReportIn.objects.mine(request.user).live())
    do_told(request, partial(perform_one, report_ins, "resume", pk=live.pk, by=request.user), "已恢复，欢迎回来。")
    return redirect("member-report-in")
