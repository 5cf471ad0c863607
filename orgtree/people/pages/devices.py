"""Where an account is signed in or known, and what happened at it lately: each person's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from orgtree.errors import RuleBroken
from orgtree.people.models.sign_ins import SignInRecord
from orgtree.people.services.devices import end_device, known_device, live_devices

LINES = 30


@login_required
@never_cache
def devices(request):
    """The devices, this one marked, and the last sign-ins and refusals with where they came from."""
    here = known_device(request, request.user)
    context = {
        "tab": "me",
        "devices": live_devices(request.user),
        "here": here and here.pk,
        "records": SignInRecord.objects.at(request.user)[:LINES],
    }
    return render(request, "orgtree/people/devices.html", context)


@login_required
@require_POST
def end(request, pk: int):
    """Sign out there; to the sign-in page, where it was this one."""
    try:
        end_device(request, device_id=pk)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "已退出这台设备，再用它须重新输入密码。")
    return redirect("devices")
