"""Brands on the desk: what each is, what belongs to it, whom it served; the sheet that is handed on."""

from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from unfold.decorators import display

from cocon.bases import CoconAdmin
from cocon.brands.choices import BrandState
from cocon.brands.lists import brand_list, kind_of, part_list, tally_list
from cocon.brands.models import THINGS, Brand, BrandPart, BrandTally
from cocon.brands.services.brands import (
    activities_for,
    brand_acts,
    needs_for,
    part_acts,
    projects_for,
    tally_acts,
    teams_for,
)
from cocon.brands.services.counting import count_served
from cocon.declare import Tabs
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.related import is_choosing
from orgtree.sheets.documents import Document, docx_response

OFFERED = {"activity": activities_for, "team": teams_for, "need": needs_for, "project": projects_for}


class PartInline(ReadOnlyInline):
    """What belongs to the brand."""

    model = BrandPart
    listing = part_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    hide_title = False
    fields = ("kind_shown", "thing_shown", "added_at")
    verbose_name_plural = "品牌项目"
    none_words = "还没有关联。用上面的“关联项目”关联活动、服务队、需求和项目。"


class TallyInline(ReadOnlyInline):
    """People served that were entered."""

    model = BrandTally
    listing = tally_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    hide_title = False
    fields = ("day", "people", "what", "state_shown")
    verbose_name_plural = "另外登记的服务人次"
    none_words = "没有另外登记的。平台上有活动记录的自动统计，不用登记。"


@admin.register(Brand)
class BrandAdmin(CoconAdmin):
    """The brands of the viewer's areas."""

    tab_position, tab_group = 80, Tabs.BRANDS
    acts, listing = brand_acts, brand_list
    search_fields = ("name",)
    search_help_text = "品牌名称"
    inlines = [PartInline, TallyInline]
    add_label = "登记品牌"
    empty_hint = "登记社区的党建品牌，关联活动和服务队后自动统计服务人次，公开后可以打印和分享。"
    shows = "state_shown name area is_main what since outcome served published_at ended_on end_reason course"
    object_actions = (make_button(part_acts, "link"), make_button(tally_acts, "count"))

    @display(description="服务情况")
    def served(self, brand):
        found = count_served(brand)
        return (
            f"服务居民{found.residents}人次（活动{found.at_sessions}，项目{found.at_projects}，登记{found.entered}），"
            f"活动{found.sessions}场，志愿服务{found.services}人次"
        )

    @display(description="办理过程")
    def course(self, brand):
        return course_shown(brand_acts, brand)

    def get_urls(self):
        paper = path("<int:pk>/brand.docx", self.admin_site.admin_view(self.paper_view), name="cocon_brand_docx")
        return [paper, *super().get_urls()]

    def object_links(self, request, obj):
        links = [("下载材料", reverse("admin:cocon_brand_docx", args=[obj.pk]), "description")]
        if obj.state == BrandState.PUBLIC:
            links.append(("公开页面", reverse("brand", args=[obj.pk]), "public"))
        return links

    def paper_view(self, request, pk: int):
        """The brand on a sheet, for whoever sees it; 404 for anybody else."""
        brand = Brand.objects.allowed(request.user, P.COCON_VIEW).select_related("area").filter(pk=pk).first()
        if brand is None:
            raise Http404
        return docx_response(request, f"{brand.name}.docx", sheet_of(brand))


def sheet_of(brand: Brand) -> Document:
    """What the brand is, what belongs to it and what came of it."""
    found = count_served(brand)
    document = Document(f"党建品牌“{brand.name}”", meta=f"{brand.area.name}　{brand.since.year}年创建")
    document.facts(
        [
            ("服务居民", f"{found.residents}人次"),
            ("志愿服务", f"{found.services}人次"),
            ("活动", f"{found.sessions}场"),
            ("一社区一品", "是" if brand.is_main else "否"),
        ]
    )
    for heading, words in (("品牌做法", brand.what), ("成效", brand.outcome)):
        if words:
            document.heading(heading)
            document.paragraph(words)
    parts = list(brand.parts.select_related(*THINGS).order_by("pk"))
    if parts:
        document.heading("品牌项目")
        for part in parts:
            document.paragraph(f"{kind_of(part)}：{part.thing}")
    return document


class OfBrandAdmin(CoconAdmin):
    """Base of the lists below the brands; reached from the brand, their rows come about there."""

    tab_group = Tabs.BRANDS
    search_fields = ("brand__name",)
    search_help_text = "品牌名称"


@admin.register(BrandPart)
class BrandPartAdmin(OfBrandAdmin):
    """What belongs to brands."""

    acts, listing = part_acts, part_list
    empty_hint = "在“党建品牌”里关联活动、服务队、需求和项目后，出现在这里。"
    shows = "brand kind_shown activity team need project added_by added_at"

    def rows_for(self, field, request):
        """What may be linked, for whoever links; elsewhere what they may see."""
        if field.name in OFFERED and is_choosing(request):
            return OFFERED[field.name](request.user)
        return super().rows_for(field, request)


@admin.register(BrandTally)
class BrandTallyAdmin(OfBrandAdmin):
    """People served that were entered, by day."""

    acts, listing = tally_acts, tally_list
    empty_hint = "在“党建品牌”里登记服务人次后，出现在这里。"
    shows = "state_shown brand day people what entered_by entered_at void_reason course"

    @display(description="办理过程")
    def course(self, tally):
        return course_shown(tally_acts, tally)
