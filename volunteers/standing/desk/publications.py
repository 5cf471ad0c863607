"""Publication of points and objections on the desk."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from orgtree.acts import does
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.looks.services.access import record_access
from orgtree.looks.services.persons import persons_of
from orgtree.models import AccessLog
from orgtree.sheets.documents import docx_response
from orgtree.sheets.workbooks import write_workbook
from orgtree.web.downloads import workbook_reply
from volunteers.standing.lists import line_list, notice_list, objected_line, objection_list
from volunteers.standing.models.publication import NoticeLine, Objection, PublicNotice
from volunteers.standing.services import publications
from volunteers.standing.services.objections import objection_acts
from volunteers.standing.services.standing_sheets import notice_document, notice_sheet


class PublishForm(ServiceForm):
    """Which quarter of which community."""

    year = forms.IntegerField(
        label="年度",
        min_value=2000,
        max_value=2099,
        initial=lambda: timezone.localdate().year,
        widget=UnfoldAdminIntegerFieldWidget,
        error_messages={"invalid": "请填写四位年份"},
    )

    class Meta:
        model = PublicNotice
        fields = ("area", "year", "quarter")
        help_texts = {"area": "社区或村", "quarter": "只能公示已经结束的季度；发布后名单不再改动"}


class LineInline(ReadOnlyInline):
    model = NoticeLine
    view_permission = P.POINTS_VIEW
    listing = line_list
    fields = ("member", "shown_name", "points_shown", "year_points_shown")
    verbose_name_plural = "公示名单（按编号排列）"


@admin.register(PublicNotice)
class PublicNoticeAdmin(ScopedAdmin):
    """One list a quarter and community; published by adding it, never changed."""

    view_permission = P.POINTS_VIEW
    add_permission = P.POINTS_PUBLISH
    related_permissions = {"area": P.POINTS_PUBLISH}
    form = PublishForm
    add_label = "发布公示"
    add_hint = (
        "名单包括本社区在册党员和本季在这里得分的人，按编号排列，不排名；姓名默认不公开，本人同意的显示全名；本年累计不公示。"
        "发布后名单不再改动，名单上的人会收到通知，可以提出异议。"
    )
    empty_hint = "每季度结束后，由社区发布一次积分公示。"
    inlines = [LineInline]
    menu_place = "points"
    tab_position = 30
    listing = notice_list
    readonly_fields = ("title_shown", "state_shown")

    def get_fields(self, request, obj=None):
        if obj is None:
            return PublishForm.Meta.fields
        times = ("opens_on", "closes_on", "objections_until", "published_by", "published_at")
        return ("title_shown", "area", "state_shown", *times)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "area":
            kwargs["queryset"] = self.rows_for(db_field, request).filter(
                kind__in=[AreaKind.COMMUNITY, AreaKind.VILLAGE], dissolved_on=None
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def row_title(self, obj) -> str:
        return f"{obj.area}{obj}积分公示"

    @does(publications.public_notices, "publish")
    def save_by_service(self, request, obj, form, change):
        return publications.publish_quarter(**form.cleaned_data, by=request.user)

    def object_links(self, request, obj):
        return [
            ("下载公示表（.xlsx）", reverse("admin:volunteers_publicnotice_xlsx", args=[obj.pk]), "download"),
            ("下载公示表（.docx）", reverse("admin:volunteers_publicnotice_docx", args=[obj.pk]), "print"),
        ]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/list.xlsx", wrap(self.xlsx_view), name="volunteers_publicnotice_xlsx"),
            path("<int:pk>/list.docx", wrap(self.docx_view), name="volunteers_publicnotice_docx"),
            *super().get_urls(),
        ]

    def xlsx_view(self, request, pk: int):
        notice = self._exported(request, pk)
        return workbook_reply(write_workbook([notice_sheet(notice)]), f"{notice.area.name}{notice}积分公示.xlsx")

    def docx_view(self, request, pk: int):
        notice = self._exported(request, pk)
        return docx_response(request, f"{notice.area.name}{notice}积分公示.docx", notice_document(notice))

    def _exported(self, request, pk: int) -> PublicNotice:
        notice = self.get_object(request, str(pk))
        if notice is None:
            raise Http404
        subject, rows = f"积分公示表（编号{notice.pk}）", notice.lines.count()
        record_access(
            actor=request.user,
            action=AccessLog.Action.EXPORT,
            subject=subject,
            area=notice.area,
            persons=persons_of(notice.lines.all()),
            rows=rows,
        )
        return notice


@admin.register(Objection)
class ObjectionAdmin(ScopedAdmin):
    """Objections: those that wait first, the nearest term on top."""

    acts = objection_acts
    view_permission = P.POINTS_VIEW
    menu_place = "points"
    tab_position = 35
    empty_hint = "党员对公示或本人等次有异议时，在手机上提出；由街道裁定，结果通知本人。"
    listing = objection_list
    search_fields = ("member__name",)
    search_help_text = "姓名"
    shows = (
        "state_shown member area about_shown text filed_at due_shown why_shown reason remedy reversal decided_by "
        "decided_at"
    )

    def row_title(self, obj) -> str:
        return f"{obj.member}对{objected_line(obj)}的异议"
