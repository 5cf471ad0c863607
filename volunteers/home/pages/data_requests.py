"""A member asks for a correction or anything else about their own data, and sees what became of it."""

from django.shortcuts import redirect, render

from orgtree.acts import does
from orgtree.acts.forms import form_of
from orgtree.acts.pages import make_of, page_to_do
from volunteers.home.models import DataRequest
from volunteers.home.services.data_requests import data_requests as acts
from volunteers.members.forms.fields import MemberForm
from volunteers.members.pages.access import member_page

SHOWN = 50


@does(acts, "ask")
@member_page
def data_requests(request):
    """The form, and the requests so far with their answers, the newest first."""
    form_class = form_of(acts["ask"], request.user, None, given=("member",), base=MemberForm)
    form = form_class(request.POST or None, initial={"kind": request.GET.get("kind")})
    if make_of(acts, acts["ask"], request, form, done="申请已提交，等待社区办理。"):
        return redirect("member-data-requests")
    asked = DataRequest.objects.mine(request.user)[:SHOWN]
    return render(request, "volunteers/home/data_requests.html", {"tab": "me", "form": form, "asked": asked})


withdraw = page_to_do(
    acts,
    "withdraw",
    seen=DataRequest.objects.mine,
    leads="member-data-requests",
    done="申请已撤回。",
    access=member_page,
)
