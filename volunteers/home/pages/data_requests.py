"""A member asks for a correction or anything else about their own data, and sees what became of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from orgtree.acts import does, perform_one
from orgtree.errors import RuleBroken
from volunteers.home.forms.data_request import DataRequestForm
from volunteers.home.models import DataRequest
from volunteers.home.services.data_requests import ask_about_data
from volunteers.home.services.data_requests import data_requests as acts
from volunteers.members.pages.access import member_page

SHOWN = 50


@does(acts, "ask")
@member_page
def data_requests(request):
    """The form, and the requests so far with their answers, the newest first."""
    form = DataRequestForm(request.POST or None, initial={"kind": request.GET.get("kind")})
    if form.is_valid() and _asked(form, request):
        return redirect("member-data-requests")
    asked = DataRequest.objects.mine(request.user)[:SHOWN]
    return render(request, "volunteers/home/data_requests.html", {"tab": "me", "form": form, "asked": asked})


def _asked(form: DataRequestForm, request) -> bool:
    try:
        _, created = ask_about_data(member_id=request.member.pk, by=request.user, **form.cleaned_data)
    except RuleBroken as broken:
        form.refuse(broken)
        return False
    messages.success(request, "申请已提交，等待社区办理。" if created else "这份申请先前已经提交，没有重复登记。")
    return True


@does(acts, "withdraw")
@member_page
@require_POST
def withdraw(request, pk: int):
    """Take back one that nobody has answered."""
    asked = get_object_or_404(DataRequest.objects.mine(request.user), pk=pk)
    try:
        perform_one(acts, "withdraw", pk=asked.pk, by=request.user)
        messages.success(request, "申请已撤回。")
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect("member-data-requests")
