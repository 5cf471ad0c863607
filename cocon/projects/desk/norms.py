"""Numbers of hearings, advances and funds on the desk, norms of areas' own, and which areas meet them."""

from django.contrib import admin
from django.db.models import F
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.projects.lists import area_norm_list, norm_list, normed_list
from cocon.projects.models import AreaNorm, NormedArea, ProjectNorm
from cocon.projects.services.compliance import compliance_of, lacks_of, with_standings
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
        found = compliance_of(norm, Area.objects.allowed(request.user, P.COCON_VIEW), day)
        areas = [(area, lacks_of(area)) for area in found.order_by("tree_id", "lft")]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{norm.key}：达标情况",
            "norm": norm,
            "day": day,
            "areas": areas,
            "met": sum(not lacks for _, lacks in areas),
        }
        return TemplateResponse(request, "cocon/projects/norm_areas.html", context)


class LacksFilter(admin.SimpleListFilter):
    """Whether it meets all norms that hold for it."""

    title = "达标情况"
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [("1", "有未达标的"), ("0", "全部达标")]

    def queryset(self, request, queryset):
        lacking = queryset.filter(met__lt=F("held"))
        return {"1": lacking, "0": queryset.filter(met=F("held"))}.get(self.value(), queryset)


@admin.register(NormedArea)
class NormedAreaAdmin(CoconAdmin):
    """Read only: what is counted is kept as posts and money, the norms as rows of their own."""

    duty_permissions = (P.COCON_MANAGE, P.RULES_EDIT)
    tab_position, tab_group = 24, Tabs.PROJECTS
    listing = normed_list
    list_filter = (LacksFilter, *normed_list.filters)
    search_fields = ("name",)
    search_help_text = "区域名称"
    shows = "name kind_shown parent held_shown met_shown lacking_shown standings_shown"
    empty_hint = "在“其他保障标准”里登记本地的标准后，这里对照每个社区、街道应有和已有的。"

    def get_queryset(self, request):
        rows = with_standings(super().get_queryset(request), timezone.localdate()).filter(held__gt=0)
        return rows.select_related(*normed_list.loads)

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row:
            normed_list.dressed([row])
        return row
