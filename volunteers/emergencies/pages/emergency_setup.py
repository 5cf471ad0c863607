"""What is set up for the time of an emergency: party organisations, pioneer posts, rights."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from orgtree.choices import Permission as P
from orgtree.looks.services.access import record_shown
from orgtree.models import Post
from orgtree.text.rules.numbers import row_id
from volunteers.emergencies.forms import OrgForm, PostForm, RightForm
from volunteers.emergencies.models.emergency import EmergencyOrg, EmergencyPost, EmergencyRight
from volunteers.emergencies.pages.emergencies import Desk, desk_of
from volunteers.emergencies.services.parts import end_right, give_right, person_known_as, set_up_org, set_up_post
from volunteers.members.pages.telling import do_in, do_told

FORMS = {"org": OrgForm, "post": PostForm, "right": RightForm}


@login_required
@require_http_methods(["GET", "POST"])
def setup(request, pk: int):
    """Lists and forms; each form posts its own `act`."""
    desk = desk_of(request, pk)
    if not desk.emergency.is_open:
        raise Http404
    act = request.POST.get("act", "")
    if act == "end" and (right := row_id(request.POST.get("right"))) is not None:
        do_told(request, partial(end_right, right_id=right, by=request.user), "授权已收回。")
        return redirect("emergency-setup", pk)
    offered = _forms(request, desk, act)
    form = offered.get(act)
    if form and do_in(request, form, lambda **data: _set_up(act, data, pk, request.user), str):
        return redirect("emergency-setup", pk)
    return render(request, "volunteers/emergencies/emergency_setup.html", _context(request, desk) | {"forms": offered})


def _forms(request, desk: Desk, act: str) -> dict:
    """The forms that the viewer's posts allow, the one that was sent bound."""
    needs = {"org": P.EMERGENCY_OPEN, "post": P.DUTY_MANAGE, "right": P.EMERGENCY_OPEN}
    return {
        key: form(request.POST if act == key else None, emergency=desk.emergency, user=request.user, prefix=key)
        for key, form in FORMS.items()
        if request.user.holds(needs[key])
    }


def _set_up(act: str, data: dict, pk: int, by) -> str:
    """Set it up, and say so; raises RuleBroken."""
    if act == "post":
        set_up_post(emergency_id=pk, **data, by=by)
        return "已设立，党员可以认领。"
    person = person_known_as(data.pop("person"), by=by)
    if act == "org":
        set_up_org(emergency_id=pk, **data, secretary=person, by=by)
        return "临时党组织已成立。"
    give_right(emergency_id=pk, **data, person=person, by=by)
    return "已授权，对方下一次操作起生效。"


def _context(request, desk: Desk) -> dict:
    user = request.user
    may = P.EMERGENCY_RUN if user.holds(P.EMERGENCY_RUN) else P.EMERGENCY_OPEN

    def rows(model, permission, *related):
        return model.objects.filter(emergency=desk.emergency).allowed(user, permission).select_related(*related)

    orgs = list(rows(EmergencyOrg, may, "org__area", "secretary"))
    live = EmergencyRight.objects.filter(post__in=Post.objects.live()).values("pk")
    rights = list(rows(EmergencyRight, P.EMERGENCY_OPEN, "post__area", "post__holder").filter(pk__in=live))
    holders = [right.post.holder for right in rights]
    record_shown(
        actor=user, rows=[*orgs, *holders], subject=f"应急组织和授权（{desk.emergency.number}）", area=desk.area
    )
    return {
        "desk": desk,
        "tab": "setup",
        "orgs": orgs,
        "posts": rows(EmergencyPost, may, "duty__area__parent__parent"),
        "rights": rights,
    }
