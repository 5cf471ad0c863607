"""The unit's own desk (本单位共建): what waits for it and what it has, on phone and desktop."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cocon.declare import sections_of
from cocon.units.forms import ContactForm, ProfileForm
from cocon.units.models import UnitContact, UnitProfile
from cocon.units.services.pairings import units_of
from cocon.units.services.profiles import add_contact, contact_acts, keep_profile
from orgtree.acts import does, perform_one
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import row_id

CHOSEN_UNIT = "cocon_unit"


def unit_page(view):
    """Decorator: the clerk of a unit gets the page with `request.unit` and `request.units` set, 404 for anybody else.

    Whoever handles several units works for one at a time, which the session remembers.
    """

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.units = list(units_of(request.user)) if request.user.holds(P.COCON_UNIT) else []
        if not request.units:
            raise Http404
        chosen = request.session.get(CHOSEN_UNIT)
        request.unit = next((unit for unit in request.units if unit.pk == chosen), request.units[0])
        return view(request, *args, **kwargs)

    return guarded


@unit_page
@require_GET
def unit_home(request):
    """What waits for the unit and what it has; `?unit=` turns to another unit of the same clerk."""
    wanted = row_id(request.GET.get("unit", ""))
    if wanted in {unit.pk for unit in request.units}:
        request.session[CHOSEN_UNIT] = wanted
        return redirect("unit-home")
    context = {"unit": request.unit, "units": request.units, "sections": sections_of(request.unit, request.user)}
    return render(request, "cocon/units/unit_home.html", context)


def _profile_page(request, form=None, contact=None, status: int = 200):
    """The unit's profile and contacts, with what was typed where it is refused."""
    profile = UnitProfile.objects.filter(unit=request.unit).prefetch_related("matters").first()
    said = {"system": profile.system, "matters": profile.matters.all(), "offers": profile.offers} if profile else {}
    context = {
        "unit": request.unit,
        "form": form or ProfileForm(unit=request.unit, initial=said),
        "contact": contact or ContactForm(),
        "contacts": UnitContact.objects.filter(unit=request.unit),
    }
    return render(request, "cocon/units/profile.html", context, status=status)


@unit_page
@require_http_methods(["GET", "POST"])
def profile(request):
    """What the unit tells of itself: read and written."""
    if request.method == "GET":
        return _profile_page(request)
    form = ProfileForm(request.POST, unit=request.unit)
    if form.is_valid():
        try:
            keep_profile(unit=request.unit, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "已保存，结对社区和街道可以看到。")
            return redirect("unit-profile")
    return _profile_page(request, form=form, status=422)


@does(contact_acts, "add")
@unit_page
@require_POST
def contact_add(request):
    """One more contact; said again it is the same."""
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            add_contact(unit=request.unit, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "已登记联系人。")
            return redirect("unit-profile")
    return _profile_page(request, contact=form, status=422)


@does(contact_acts, "remove")
@unit_page
@require_POST
def contact_remove(request, pk: int):
    """Take a contact of the unit away; 404 for another unit's."""
    if not UnitContact.objects.filter(unit=request.unit, pk=pk).exists():
        raise Http404
    perform_one(contact_acts, "remove", pk=pk, by=request.user)
    messages.success(request, "已删除联系人。")
    return redirect("unit-profile")
