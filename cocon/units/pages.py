"""The unit's own desk (本单位共建): what waits for it and what it has, on phone and desktop."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cocon.declare import facts_of_year, sections_of
from cocon.units.forms import ContactForm, ProfileForm, YearForm
from cocon.units.models import UnitContact, UnitProfile, UnitYear
from cocon.units.services.pairings import units_of
from cocon.units.services.profiles import add_contact, contact_acts, keep_profile
from cocon.units.services.years import FIRST_YEAR, SAID, keep_year, year_sheet
from orgtree.acts import does, perform_one
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.sheets.documents import docx_response
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


@unit_page
@require_http_methods(["GET", "POST"])
def unit_year(request, year: int):
    """The unit's year: what is known, each with its row, and what the unit adds, kept for the sheet."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    said = UnitYear.objects.filter(unit=request.unit, year=year).first()
    form = YearForm(request.POST or None, initial={name: getattr(said, name) for name in SAID} if said else {})
    if request.method == "POST" and form.is_valid():
        try:
            keep_year(unit=request.unit, year=year, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "已保存，可以下载情况表。")
            return redirect("unit-year", year)
    context = {"unit": request.unit, "year": year, "form": form, "facts": facts_of_year(request.unit, year)}
    context |= {"said": said, "before": year - 1}
    return render(request, "cocon/units/year.html", context, status=422 if form.errors else 200)


@unit_page
@require_GET
def year_document(request, year: int):
    """The sheet for the superior as .docx."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    return docx_response(request, f"{request.unit}{year}年度共建情况表.docx", year_sheet(request.unit, year))


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
