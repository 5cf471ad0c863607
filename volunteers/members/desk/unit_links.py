"""The desk's page that ties written unit names to registered units: what would be tied is shown before it is."""

from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from orgtree.choices import Permission as P
from volunteers.members.services.unit_links import link_units, unit_matches


class WrittenUnitFilter(SimpleListFilter):
    """Who wrote a unit's name in just these letters and is not tied to a unit; for the page that counts them."""

    title = "填写的工作单位"
    parameter_name = "written"

    def lookups(self, request, model_admin):
        return [(self.value(), self.value())] if self.value() else []

    def queryset(self, request, queryset):
        return queryset.filter(unit__isnull=True, unit_name=self.value()) if self.value() else queryset


def link_units_page(request):
    """GET shows names, counts and the unit each would be tied to; POST ties the ticked ones. 403 without MEMBER_EDIT."""
    if not request.user.holds(P.MEMBER_EDIT):
        raise PermissionDenied
    if request.method == "POST":
        linked = link_units(names=request.POST.getlist("names"), by=request.user)
        messages.success(request, f"已对应{linked}名党员。")
        return HttpResponseRedirect(request.path)
    matches = unit_matches(by=request.user)
    context = {
        **admin.site.each_context(request),
        "title": "对应工作单位",
        "matches": matches,
        "linkable": sum(match.members for match in matches if match.unit),
        "back": reverse("admin:volunteers_member_changelist"),
    }
    return TemplateResponse(request, "volunteers/members/desk/link_units.html", context)
