"""Somebody calls or comes to the counter: what they say is entered while they wait, and what was told before is suggested first."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from grids.cases.services.course import case_acts
from grids.doors.forms import call_form
from grids.doors.services import calling
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken


@does(case_acts, "enter")
@login_required
def call(request):
    """The form; the cases that may be the same; then the case, new or with one more who told of it."""
    if not request.user.holds(P.CASE_ENTER):
        raise PermissionDenied
    form = call_form(request.user)(request.POST or None, initial={"once": uuid4()})
    alike: list = []
    if form.is_valid():
        alike, answer = calling.told_before(form.cleaned_data, by=request.user), request.POST.get("same", "")
        if not alike or answer:
            same = next((one.case for one in alike if str(one.case.pk) == answer), None)
            try:
                case = calling.enter_call(said=form.cleaned_data, same=same, by=request.user)
            except RuleBroken as error:
                form.refuse(error)
                alike = []
            else:
                return redirect("admin:grids_case_change", case.pk)
    return render(request, "grids/doors/call.html", {"form": form, "alike": alike})
