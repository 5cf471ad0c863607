"""Who may open a member's page."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect

from volunteers.models import Member


def member_page(view):
    """Decorator: a signed-in member gets the page with `request.member` set; anyone else is led to the way in."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.member = Member.objects.mine(request.user).select_related("area").first()
        if request.member is None:
            return redirect("member-join")
        request.member.user = request.user  # the same row, with what it has read already
        return view(request, *args, **kwargs)

    return guarded
