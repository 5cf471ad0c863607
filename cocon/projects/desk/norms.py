"""Numbers of hearings, advances and funds on the desk, norms of areas' own, and which areas meet them."""

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cocon.projects.lists import area_norm_list, norm_list
from cocon.projects.models import AreaNorm, ProjectNorm
from cocon.projects.services.compliance import compliance_of
from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.owned.desk.owned import NumbersAdmin


@admin.register(ProjectNorm)
class ProjectNormAdmin(NumbersAdmin):
    """A change is a new row with a later date."""

    tab_position = 77
    listing = norm_list
    empty_hint = "听证、预付和经费的标准；改动从启用日期起适用。"


@admin.register(AreaNorm)
class AreaNormAdmin(NumbersAdmin):
    """The same where the area says itself what is counted; each with a page of the areas that meet it."""

    tab_position = 78
    listing = area_norm_list
    fields = ("area", "key", "counted", "at", "per", "number", "active_from", "active_to")
    empty_hint = "本地另有的保障标准，如每个社区的工作人员；写明计什么、按什么计、标准多少，各区域是否达标随即可看。"

    def get_urls(self):
        areas = path("<int:pk>/areas/", self.admin_site.admin_view(self.areas_view), name="cocon_areanorm_areas")
        return [areas, *super().get_urls()]

    def object_links(self, request, obj):
        return [("达标情况", reverse("admin:cocon_areanorm_areas", args=[obj.pk]), "checklist")]

    def areas_view(self, request, pk: int):
        """The areas of the viewer for which the norm holds today, with what they have and should have."""
        norm = AreaNorm.objects.allowed(request.user, P.RULES_VIEW).filter(pk=pk).first()
        if norm is None:
            raise Http404
        day = timezone.localdate()
        areas = compliance_of(norm, Area.objects.allowed(request.user, P.COCON_VIEW), day)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{norm.key}：达标情况",
            "norm": norm,
            "day": day,
            "areas": areas,
            "met": sum(not row.lacks for row in areas),
        }
        return TemplateResponse(request, "cocon/projects/norm_areas.html", context)
