"""The door of a grid for everybody, without an account: choose what it is, say where and what, and get a number and a code."""

from uuid import uuid4

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from grids.cases.services.course import case_acts
from grids.categories.choices import SUGGESTIONS
from grids.doors.forms import TellForm
from grids.doors.services import following, telling
from orgtree.acts import does
from orgtree.errors import RuleBroken
from orgtree.files.pdf import qr_reply
from orgtree.links import open_link
from orgtree.models import Area
from orgtree.web.open_forms import Guard, guard_form

# Behind one address of a telephone company there are many people; a photo comes along.
TELL = Guard("tell", most=40, everywhere=2_000, seconds=3600, largest=12 * 1024 * 1024)


def place_or_404(code: str) -> Area:
    """The grid or community whose door it is."""
    area = telling.place_called(code)
    if area is None:
        raise Http404
    return area


@require_GET
def door(request, code: str):
    """What may be told of here, by group; what is dealt with elsewhere, and where."""
    area = place_or_404(code)
    context = {"area": area, "groups": telling.groups_offered(area), "elsewhere": telling.matters_elsewhere(area)}
    return render(request, "grids/doors/door.html", context)


@does(case_acts, "enter")
@guard_form(TELL)
@csrf_exempt  # no cookie is set here, and nobody is signed in whose rights could be borrowed
def tell(request, code: str, category: str):
    """Where and what; what was sent leads to the page on which it is followed."""
    area = place_or_404(code)
    chosen = telling.category_called(category, area)
    if chosen is None:
        raise Http404
    place = area.name if chosen.code in SUGGESTIONS else ""
    form = TellForm(request.POST or None, request.FILES or None, initial={"once": uuid4(), "place": place})
    alike: list = []
    if form.is_valid():
        said = telling.Said(**form.cleaned_data)
        alike = telling.told_before(area, chosen, said)
        answer = request.POST.get("same", "")
        if not alike or answer:
            same = next((one.case for one in alike if str(one.case.pk) == answer), None)
            try:
                report = telling.tell(area=area, category=chosen, said=said, same=same)
            except RuleBroken as error:
                form.refuse(error)
                alike = []
            else:
                return open_link(following.page_of(report))
    context = {"area": area, "category": chosen, "form": form, "alike": alike}
    return render(request, "grids/doors/tell.html", context)


@require_GET
def door_qr(request, code: str):
    """The door's address as a code, for signs."""
    area = place_or_404(code)
    address = request.build_absolute_uri(reverse("door", args=[area.code]))
    return qr_reply(address)


@require_GET
def sign(request, code: str):
    """The sign to print: what the code is for, and what is dealt with elsewhere."""
    area = place_or_404(code)
    return render(request, "grids/doors/sign.html", {"area": area, "elsewhere": telling.matters_elsewhere(area)})
