"""What a member's phone shows after scanning the venue's code."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from orgtree.acts import does
from orgtree.errors import RuleBroken
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.pages.activities import session_or_404
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.activities.services.venue_codes import sign_in, ticket_for
from volunteers.members.pages.access import member_page


@does(sign_up_acts, "scan")
@member_page
@never_cache
def scan(request, pk: int, code: str):
    """GET: one button, when the code is fresh. POST with the slip from it: signed in, or out."""
    session = session_or_404(request.member, pk)
    try:
        if request.method == "POST":
            return _sign(request, session)
        ticket = ticket_for(session_id=pk, code=code, by=request.user)
    except RuleBroken as broken:
        return render(request, "volunteers/activities/venue_scan.html", {"session": session, "problem": broken.message})
    own = session.sign_ups.filter(member=request.member).first()
    context = {"tab": "activities", "session": session, "ticket": ticket, "own": own}
    return render(request, "volunteers/activities/venue_scan.html", context)


def _sign(request, session: ActivitySession):
    row = sign_in(session_id=session.pk, ticket=request.POST.get("ticket", ""), by=request.user)
    messages.success(request, "已签退，谢谢您的参与。" if row.left_at else "签到成功。离场时请再扫一次码签退。")
    return redirect("member-session", session.pk)
