"""Notices to the person at the desk."""

from django.contrib import admin
from django.template.response import TemplateResponse

from orgtree.desk.site import desk_page
from orgtree.notices.channels.adapters import channels_on
from orgtree.notices.services import page_of


@desk_page("notices/", "notices")
def notices_page(request):
    """Own notices in the desk's frame, the newest first."""
    own = {"page": page_of(request.user, request.GET.get("p")), "page_var": "p", "unread": request.user.unread_notices}
    own["channels"] = bool(channels_on())
    context = {**admin.site.each_context(request), "title": "通知", **own}
    return TemplateResponse(request, "orgtree/notices/notices_desk.html", context)
