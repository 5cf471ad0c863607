"""What the platform keeps about a member: see it, correct it, agree or take agreement back, take a copy along."""

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from orgtree.acts import does
from orgtree.declare import registry
from orgtree.looks.lists import look_list
from orgtree.looks.services.auditing import looks_by_others, nameless_until
from orgtree.models import AccessLog
from orgtree.web.downloads import workbook_reply
from orgtree.web.page_marks import asks_password
from volunteers.home.services.own_data import own_data, own_workbook
from volunteers.members.choices.people import ActivityCategory, FreeTime
from volunteers.members.forms.join import AboutForm
from volunteers.members.pages.access import member_page
from volunteers.members.pages.telling import do_in, do_told
from volunteers.members.services.audited import member_keys
from volunteers.members.services.consents import consents, consents_of
from volunteers.members.services.members import give_consents, update_member, withdraw_consent

LOOKS_ON_A_PAGE = 30


@member_page
def me(request):
    """Own data, consents, account."""
    member = request.member
    context = {
        "tab": "me",
        "skills": member.skills.all(),
        "free_times": [FreeTime(code).label for code in member.free_times],
        "interests": [ActivityCategory(code).label for code in member.interests],
        "consents": consents_of(member),
        "this_year": timezone.localdate().year,
    }
    return render(request, "volunteers/home/me.html", context)


@member_page
@never_cache
def looks(request):
    """Who looked at the member's data: by post and place, when, what and why, the newest first."""
    found = looks_by_others(member_keys(request.member), request.user.pk)
    page = Paginator(found, LOOKS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": "me",
        "page": page,
        "lines": look_list.section(page.object_list).rows,
        "nameless_until": nameless_until(AccessLog.objects.all()),
    }
    return render(request, "volunteers/home/me_looks.html", context)


@member_page
def edit(request):
    """Correct what a member may correct alone."""
    member = request.member
    initial = {"unit_name": member.unit_name, "free_times": member.free_times, "interests": member.interests}
    if request.method == "GET":
        initial["skills"] = list(member.skills.all())
    form = AboutForm(request.POST or None, initial=initial)
    if do_in(request, form, partial(update_member, member_id=member.pk, by=request.user), "已保存。"):
        return redirect("member-me")
    return render(request, "volunteers/home/me_edit.html", {"tab": "me", "form": form})


@does(consents, "give", "withdraw")
@member_page
@require_POST
def consent(request, purpose: str):
    """Agree to one purpose, or take the agreement back."""
    known = registry.purposes.get(purpose)
    if known is None:
        raise Http404

    def act() -> str:
        if request.POST.get("agree") == "1":
            give_consents(member=request.member, purposes=[purpose], by=request.user)
            return f"已同意：{known.label}。"
        withdraw_consent(member=request.member, purpose=purpose, by=request.user)
        return f"已撤回：{known.label}。{known.after}"

    do_told(request, act)
    return redirect("member-me")


@member_page
@never_cache
@asks_password
def data_json(request):
    """Everything about the member, for machines."""
    response = JsonResponse(own_data(request.member), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y%m%d}.json"'
    return response


@member_page
@never_cache
@asks_password
def data_xlsx(request):
    """Everything about the member, as a workbook."""
    return workbook_reply(own_workbook(request.member), f"my-data-{timezone.localdate():%Y%m%d}.xlsx")
