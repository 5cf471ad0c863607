"""A person's notices: on the desk for staff, on the phone's page for members."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from orgtree.errors import RuleBroken
from orgtree.models import Notice
from orgtree.services.notices import mark_all_read, mark_read

PER_PAGE = 30


@login_required
def notices(request):
    """Own notices, the newest first."""
    page = Paginator(Notice.objects.mine(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"title": "通知", "page": page, "unread": request.user.unread_notices}
    if request.user.is_staff:
        context |= admin.site.each_context(request)
        return TemplateResponse(request, "orgtree/notices_desk.html", context | {"title": "通知"})
    return TemplateResponse(request, "orgtree/notices_phone.html", context)


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
