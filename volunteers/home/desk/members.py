"""Members on the desk: found by name, phone or number; phones masked, revealed one at a time for a reason."""

from django import forms
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE, ObjectAction
from orgtree.desk.acts import form_button, make_button
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.desk.bulk import BulkAct, BulkMixin
from orgtree.errors import RuleBroken
from orgtree.lists import opening
from orgtree.looks.services.access import record_shown
from orgtree.models import Area
from orgtree.people.models.people import phone_index
from orgtree.text.free_text import ScannedModelForm
from orgtree.text.rules.numbers import plain, row_id
from orgtree.text.rules.phones import normal_phone
from volunteers.check_ins.desk import ENTER_FOR_MEMBER
from volunteers.home.desk.data_requests import ASK_FOR_MEMBER
from volunteers.home.desk.whole_person import parts_of
from volunteers.home.services.account_closing import close_account
from volunteers.members.choices.people import ActivityCategory, FreeTime
from volunteers.members.desk.behind import list_address
from volunteers.members.desk.dress import Dressed
from volunteers.members.desk.unit_links import WrittenUnitFilter, link_units_page
from volunteers.members.forms.join import JoinForm
from volunteers.members.lists import member_list
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Member, Skill
from volunteers.members.models.report_in import ReportIn
from volunteers.members.rules.doubles import Traits
from volunteers.members.services import members as services
from volunteers.members.services.audited import member_keys
from volunteers.members.services.doubles import resembling
from volunteers.members.services.member_acts import member_acts
from volunteers.members.services.report_in_acts import report_ins
from volunteers.points.models.points import MemberYear
from volunteers.recognition.desk.certificates import ISSUE_FOR_MEMBERS
from volunteers.service.forms.service import ServiceForm
from volunteers.service.services.service_records import BY_DESK, service_acts
from volunteers.teams.services.teams import teams_to_serve_with


class InterestFilter(SimpleListFilter):
    """Who is willing to join activities of a kind."""

    title = "愿意参加的服务"
    parameter_name = "interest"

    def lookups(self, request, model_admin):
        return ActivityCategory.choices

    def queryset(self, request, queryset):
        return queryset.filter(interests__contains=[self.value()]) if self.value() else queryset


class MemberDeskForm(ScannedModelForm):
    """What the desk keeps. The phone is never shown in full: an empty field keeps it."""

    phone = forms.CharField(
        label="手机", required=False, max_length=20, widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"})
    )
    skills = forms.ModelMultipleChoiceField(
        Skill.objects.filter(is_active=True),
        label="特长",
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    free_times = forms.MultipleChoiceField(
        choices=FreeTime.choices, label="可服务时间", required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    interests = forms.MultipleChoiceField(
        choices=ActivityCategory.choices,
        label="愿意参加的服务",
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Member
        fields = ("name", "phone", "unit_name", "unit", "skills", "free_times", "interests")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "phone" in self.fields:
            self.initial["phone"] = ""
            known = f"现为 {self.instance.masked_phone}。不修改就留空。" if self.instance.phone else "尚未登记。"
            self.fields["phone"].help_text = known

    def _post_clean(self):
        """The service checks the row; here only the form's own fields are checked."""


class SignedForm(Dressed):
    """What must lie on the table before a person's data go for good."""

    signed = forms.BooleanField(
        label="已收到本人签名的注销申请", error_messages={"required": "须有本人签名的申请才能办理"}
    )


def close_file(request, member, data) -> str:
    close_account(member_id=member.pk, by=request.user)
    return "已注销。"


class EnrolForm(Dressed, JoinForm):
    """A member who reports in at the counter, with or without a phone; the consents as signed on paper."""

    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(label="手机号", max_length=20, required=False)
    community = forms.ModelChoiceField(Area.objects.none(), label="报到社区", empty_label="请选择")
    is_other = forms.BooleanField(label="已核对，确是另一人，仍要登记", required=False)
    field_order = ["name", "phone", "unit_name", "community", "residence", "skills", "free_times", "interests"]

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user
        communities = Area.objects.allowed(user, P.MEMBER_EDIT).communities().current()
        self.fields["community"].queryset = communities
        if len(communities) == 1:
            self.initial["community"] = communities[0].pk

    def clean(self):
        """Somebody like the one at the counter is asked about by name, once: one person with two numbers has half the hours each."""
        data = super().clean()
        if self.errors or data["is_other"]:
            return data
        asked = Traits(data["name"], data["unit_name"], None, data["community"].pk, data["residence"], data["phone"])
        found = resembling(self.user, asked)
        if found:
            record_shown(actor=self.user, rows=[member for member, _ in found], subject="登记时核对是否已登记")
            told = "；".join(f"{member.told_apart}：{'、'.join(reasons)}" for member, reasons in found)
            self.add_error(
                "is_other",
                f"可能已经登记过：{told}。是同一人的，请按编号打开已有登记；确是另一人的，请勾选本项再登记。",
            )
        return data

    def clean_phone(self):
        """Told with the other mistakes of the form, not one send later."""
        phone = self.cleaned_data["phone"]
        try:
            return normal_phone(phone) if phone else ""
        except ValueError:
            raise forms.ValidationError("请填写11位手机号；没有手机的留空") from None


class EntryForm(Dressed, ServiceForm):
    """One service entered for the member whose page it is."""

    origin = forms.ChoiceField(label="来源", choices=BY_DESK)
    served_on = forms.DateField(
        label="服务日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请填写正确的日期，例如 2026-05-01"},
    )
    photo = None
    teams_offered = None
    usual_day = staticmethod(timezone.localdate)  # most is entered on the day on which it is told

    def __init__(self, *sent):
        # A paper booklet goes back further than a list of days.
        super().__init__(*sent, days=[], teams=self.teams_offered)
        self.initial["served_on"] = self.usual_day()

    def clean(self):
        return super().clean() | {"photo": None}

    def said(self) -> dict:
        return super().said() | {name: self.cleaned_data[name] for name in ("client_key", "origin")}


class ReportInInline(ReadOnlyInline):
    model = ReportIn
    view_permission = P.MEMBER_VIEW
    show_change_link = True
    hide_title = False  # it carries the link
    fields = ("state", "community", "area", "residence", "submitted_at", "accepted_at", "ended_at")
    verbose_name_plural = "报到经过"


class ConsentInline(ReadOnlyInline):
    model = Consent
    view_permission = P.MEMBER_VIEW
    fields = ("text", "on_paper", "given_at", "withdrawn_at")
    verbose_name_plural = "同意记录"


class YearInline(ReadOnlyInline):
    model = MemberYear
    view_permission = P.POINTS_VIEW
    fields = ("year", "total_shown")
    verbose_name_plural = "年度积分"

    @display(description="计入积分")
    def total_shown(self, account):
        return opening(f"{plain(account.total())}分", list_address("pointentry", account=account.pk))


def entry_form(request, member) -> type[EntryForm]:
    """The form with the teams of this member."""
    return type("MemberEntryForm", (EntryForm,), {"teams_offered": teams_to_serve_with(member)})


def issue_code(request, member, data) -> str:
    [(_, code)] = services.issue_activation_codes(member_ids=[member.pk], by=request.user)
    return f"激活码：{code}（只显示这一次，请当面或电话告知本人，{services.VALID_DAYS}天内有效）"


def issue_codes(request, ids, data) -> TemplateResponse:
    codes = services.issue_activation_codes(member_ids=ids, by=request.user)
    context = {
        **admin.site.each_context(request),
        "title": "发放激活码",
        "codes": codes,
        "skipped": len(ids) - len(codes),
        "days": services.VALID_DAYS,
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "volunteers/home/desk/codes.html", context)


@admin.register(Member)
class MemberAdmin(BulkMixin, ScopedAdmin):
    """In-service members who belong to the viewer's areas."""

    view_permission = P.MEMBER_VIEW
    add_permission = P.MEMBER_EDIT
    change_permission = P.MEMBER_EDIT
    related_permissions = {"unit": P.INSTITUTION_VIEW}
    menu_place = "people"
    tab_position = 5
    empty_hint = "党员在手机上报到，或由您当面登记、用名册导入后，出现在这里。"
    form = MemberDeskForm
    change_form_before_template = "volunteers/home/desk/person_head.html"
    change_form_after_template = "volunteers/home/desk/whole_person.html"
    inlines = [ReportInInline, YearInline, ConsentInline]
    listing = member_list
    list_filter = [InterestFilter, WrittenUnitFilter]
    search_fields = ("name", "unit_name")
    search_help_text = "姓名、工作单位，或完整手机号、8位编号"
    fieldsets = (
        (None, {"fields": ("name", "phone", "unit_name", "unit", "skills", "free_times", "interests")}),
        ("登记情况", {"fields": ("number_shown", "area", "has_account_shown", "created_at", "closed_shown")}),
    )
    readonly_fields = (
        "number_shown",
        "area",
        "has_account_shown",
        "created_at",
        "closed_shown",
        "phone_shown",
        "free_times_shown",
        "interests_shown",
    )
    bulk_acts = (BulkAct("codes", "发放激活码", "发放", P.MEMBER_EDIT, issue_codes), ISSUE_FOR_MEMBERS)
    object_actions = (
        make_button(service_acts, "log", key="enter-service", build_form=entry_form),
        ENTER_FOR_MEMBER,
        ASK_FOR_MEMBER,
        REVEAL_PHONE,
        ObjectAction(
            key="issue-code",
            label="发放激活码",
            permission=P.MEMBER_EDIT,
            run=issue_code,
            hint="本人凭手机号和激活码开通账号。以前发放的激活码随即作废。",
            icon="key",
            applies=lambda member: bool(member.phone) and member.user_id is None,
            shows_result=True,
        ),
        form_button(member_acts, "close", run=close_file, form=SignedForm),
    )

    def get_queryset(self, request):
        latest = ReportIn.objects.filter(member=OuterRef("pk")).order_by("-pk").values("state")[:1]
        return super().get_queryset(request).annotate(latest_state=Subquery(latest))

    def field_groups(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return self.fieldsets
        first = ("name", "phone_shown", "unit_name", "unit", "skills", "free_times_shown", "interests_shown")
        return ((None, {"fields": first}), self.fieldsets[1])

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        if len(term) == 8 and (number := row_id(term)) is not None:
            return queryset.with_number(number), False
        try:
            return queryset.filter(phone_hash=phone_index(term)), False
        except ValueError:
            return super().get_search_results(request, queryset, term)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        member = self.get_object(request, unquote(object_id))
        parts = list(parts_of(request.user, member)) if member else []
        return super().change_view(request, object_id, form_url, {"parts": parts, **(extra_context or {})})

    def object_links(self, request, obj):
        links = []
        if request.user.holds(P.SERVICE_VIEW):
            links.append(("打印服务记录卡", reverse("paper-card", args=[obj.pk]), "print"))
        if request.user.holds(P.AUDIT_VIEW):
            links.append(("谁看过这个人", reverse("admin:looks-at-person", args=member_keys(obj)[:1]), "visibility"))
        return links

    def get_urls(self):
        linking = path("link-units/", self.admin_site.admin_view(link_units_page), name="volunteers_member_link_units")
        return [linking, *super().get_urls()]

    def choice_label(self, obj):
        return obj.told_apart

    @does(report_ins, "submit")
    def add_view(self, request, form_url="", extra_context=None):
        """The counter's form: a plain page, because it also asks for the consents."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EnrolForm(request.POST or None, request.user)
        if form.is_valid() and (member := self._enrol(request, form)):
            self.message_user(request, f"已登记{member.name}，编号{member.number}；报到待审核。")
            return HttpResponseRedirect(reverse("admin:volunteers_member_change", args=[member.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "登记报到党员",
            "hint": "用于到社区当面报到的党员。请先请本人签署纸质同意书，再按签署情况勾选；没有手机的可以不填手机号。",
            "form": form,
            "opts": self.opts,
            "back": reverse("admin:volunteers_member_changelist"),
        }
        return TemplateResponse(request, "volunteers/home/desk/enrol.html", context)

    @staticmethod
    def _enrol(request, form) -> Member | None:
        data = form.cleaned_data
        names = ("name", "phone", "unit_name", "community", "residence", "skills", "free_times", "interests")
        try:
            return services.enrol_member(
                **{name: data[name] for name in names}, purposes=form.purposes(), by=request.user
            )
        except RuleBroken as broken:
            form.refuse(broken)
            return None

    def save_by_service(self, request, obj, form, change):
        data = {name: form.cleaned_data[name] for name in MemberDeskForm.Meta.fields}
        if not data["phone"]:
            del data["phone"]
        return services.update_member(member_id=obj.pk, by=request.user, **data)
