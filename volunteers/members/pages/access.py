"""Who may open a member's page, and where a page leads that can only be sent to."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from volunteers.members.models.member import Member


def member_page(view):
    """Decorator: a signed-in member gets the page with `request.member` set; anyone else is led to the way in.

    Who opens an address that is only sent to, as after signing in again half an hour later, is led to the page above it.
    """

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.member = Member.objects.mine(request.user).select_related("area").first()
        if request.member is None:
            return redirect("member-join")
        request.member.user = request.user  # the same row, with what it has read already
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            messages.info(request, "刚才的操作没有完成，请在这里再办一次。")
            return redirect(page_above(request.path))
        return response

    return guarded


def page_above(path: str) -> str:
    """The nearest address above `path` that the site answers: /m/teams/9/ for /m/teams/9/people/3/."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"
