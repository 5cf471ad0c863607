"""A person's notices: on the desk for staff, on the phone's page for members."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from orgtree.errors import RuleBroken
from orgtree.notices.channels.adapters import channels_on
from orgtree.notices.services import mark_all_read, mark_read, page_of


@login_required
def notices(request):
    """Own notices, the newest first; staff read theirs on the desk."""
    if request.user.is_staff:
        return redirect("admin:notices")
    context = {"page": page_of(request.user, request.GET.get("p")), "unread": request.user.unread_notices}
    context["channels"] = bool(channels_on())
    return render(request, "orgtree/notices/notices_phone.html", context)


@login_required
@require_POST
def open_notice(request, pk: int):
    """Mark one's notice as read and go where it leads."""
    try:
        notice = mark_read(notice_id=pk, by=request.user)
    except RuleBroken as error:
        raise Http404 from error
    return redirect(notice.url or "notices")


@login_required
@require_POST
def read_all(request):
    """Mark all of one's notices as read."""
    mark_all_read(by=request.user)
    messages.success(request, "全部通知已标为已读。")
    return redirect("notices")
