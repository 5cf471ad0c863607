"""Duty posts on the desk: set up, changed, closed; who is missing where, and who would suit."""

from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from orgtree.acts import does, told_apart
from orgtree.choices import Permission as P
from orgtree.desk.acts import make_button
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.desk.forms import more
from orgtree.errors import RuleBroken
from orgtree.text.free_text import ScannedModelForm
from orgtree.text.namesakes import tell_apart
from orgtree.text.rules.numbers import row_ids
from volunteers.duties.choices import DutyState
from volunteers.duties.desk.duty_reports import DUTY_REPORT_PAGES
from volunteers.duties.lists import post_list
from volunteers.duties.models import DutyClaim, DutyPost
from volunteers.duties.services import duty_posts as services
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_matching import chain_of, invite_members, suggest_members
from volunteers.duties.services.duty_terms import ending_posts
from volunteers.members.choices.people import FreeTime
from volunteers.members.desk.behind import OwnAreaFilter
from volunteers.members.desk.dress import Dressed
from volunteers.members.models.member import Member, Skill
from volunteers.members.models.report_in import ReportIn
from volunteers.points.choices import PointUnit
from volunteers.points.models.points import RuleItem

FIELDS = ("title", "post_class", "kind", "duties", "needed", "skills", "free_times", "since", "until", "contact")


def month_items() -> list[tuple[str, str]]:
    """Items that earn by the month, of all published rules."""
    items = RuleItem.objects.filter(unit=PointUnit.MONTH, rule_set__published_at__isnull=False)
    labels = {
        code: f"{code} {label}" for code, label in items.order_by("rule_set__active_from").values_list("code", "label")
    }
    return [("", "不按月计分"), *sorted(labels.items())]


class DutyPostForm(ScannedModelForm):
    """What the desk says of a post; the service checks it."""

    skills = forms.ModelMultipleChoiceField(
        Skill.objects.filter(is_active=True),
        label="所需特长",
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    free_times = forms.MultipleChoiceField(
        choices=FreeTime.choices, label="上岗时间", required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    point_item = forms.ChoiceField(
        choices=month_items,
        label="按月积分项目",
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text="在岗期间每月计入的积分项目",
    )

    class Meta:
        model = DutyPost
        fields = ("area", *FIELDS, "point_item")
        widgets = {"duties": UnfoldAdminTextareaWidget(attrs={"rows": 3})}

    def _post_clean(self):
        """The service checks the row; here only the form's own fields are checked."""


class ProxyForm(Dressed):
    """A claim for someone without a phone, who signed the pledge on paper."""

    member = forms.ModelChoiceField(Member.objects.none(), label="党员（没有账号的）", empty_label="请选择")
    signed = forms.BooleanField(label="本人已在纸质承诺书上签名，原件由社区保存")
    kind = ""  # of the post

    def said(self) -> dict:
        return {"member": self.cleaned_data["member"], "pledge": pledge_for(self.kind), "on_paper": True}


def proxy_form(request, post) -> type[forms.Form]:
    """The form with the members of the post's community who have no account."""
    on_roll = ReportIn.objects.belonging().filter(community=chain_of(post.area)[0]).values("member")
    reach = Member.objects.allowed(request.user, P.DUTY_MANAGE).filter(pk__in=on_roll, user__isnull=True)
    label = ProxyForm.base_fields["member"].label
    member = forms.ModelChoiceField(reach.order_by("pk"), label=label, empty_label="请选择")
    member.label_from_instance = told_apart
    return type("PostProxyForm", (ProxyForm,), {"member": member, "kind": post.kind})


class TermFilter(admin.SimpleListFilter):
    """Posts whose term ends soon."""

    title = "任期"
    parameter_name = "term"

    def lookups(self, request, model_admin):
        return [("soon", "即将到期")]

    def queryset(self, request, queryset):
        if self.value() != "soon":
            return queryset
        return queryset.filter(pk__in=ending_posts(timezone.localdate()).values("pk"))


class VacancyFilter(admin.SimpleListFilter):
    """Posts that still need people."""

    title = "缺岗"
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [("yes", "还缺人")]

    def queryset(self, request, queryset):
        return queryset.filter(needed__gt=F("appointed")) if self.value() == "yes" else queryset


class HeadsFilter(admin.SimpleListFilter):
    """The posts behind a number of the overview: all that take claims today, or those of them where it is not nought."""

    title, parameter_name = "今天在招募的", "heads"

    def lookups(self, request, model_admin):
        return [("posts", "全部"), ("waiting", "有人待任岗"), ("appointed", "有人在岗"), ("missing", "缺岗")]

    def queryset(self, request, queryset):
        if self.value() not in {key for key, _ in self.lookup_choices}:
            return queryset
        today = queryset.open_on(timezone.localdate())
        return today if self.value() == "posts" else today.exclude(**{self.value(): 0})


class ClaimInline(ReadOnlyInline):
    """Who claimed the post, and what became of it."""

    model = DutyClaim
    view_permission = P.MEMBER_VIEW
    show_change_link = True
    hide_title = False
    fields = ("member", "state", "claimed_at", "appointed_at", "ended_at")
    verbose_name_plural = "认岗"


@admin.register(DutyPost)
class DutyPostAdmin(ScopedAdmin):
    """Posts within the viewer's areas, those of the community's class after class."""

    acts = services.duty_posts
    view_permission = P.MEMBER_VIEW
    add_permission = change_permission = P.DUTY_MANAGE
    related_permissions = {"area": P.DUTY_MANAGE}
    menu_place = "people"
    tab_position = 50
    empty_hint = "按需要新增岗位和人数，党员就能认领；也可以用表格导入。"
    form = DutyPostForm
    inlines = [ClaimInline]
    listing = post_list
    list_filter = [VacancyFilter, TermFilter, HeadsFilter, OwnAreaFilter]
    search_fields = ("title", "duties")
    search_help_text = "岗位名称、职责"
    readonly_fields = ("place_shown", "state_shown", "heads_shown", "created_by", "created_at", "closed_at")
    list_before_template = "volunteers/duties/desk/duty_links.html"
    object_actions = (make_button(duty_claims, "claim", key="claim", build_form=proxy_form),)

    def get_queryset(self, request):
        return super().get_queryset(request).counted()

    def field_groups(self, request, obj=None):
        place = "place_shown" if obj else "area"
        asked = (
            (None, {"fields": (place, "title", "post_class", "duties", "needed")}),
            more("特长与时间", "skills", "free_times"),
            more("类型、任期、联系、积分", "kind", "since", "until", "contact", "point_item"),
        )
        if obj is None:
            return asked
        state = ("state_shown", "heads_shown", "created_by", "created_at", "closed_at")
        return (*asked, ("情况", {"fields": state}))

    def get_urls(self):
        suggest = path(
            "<int:pk>/suggest/", self.admin_site.admin_view(self.suggest_view), name="volunteers_dutypost_suggest"
        )
        pages = [
            path(f"{name}/", self.admin_site.admin_view(page), name=f"duty_{name}") for name, page in DUTY_REPORT_PAGES
        ]
        return [suggest, *pages, *super().get_urls()]

    def object_links(self, request, obj):
        if obj.state != DutyState.OPEN or not self.may(request, P.DUTY_MANAGE, obj):
            return []
        return [("推荐人选", reverse("admin:volunteers_dutypost_suggest", args=[obj.pk]), "person_search")]

    def suggest_view(self, request, pk: int):
        """Members who would suit the post and why; a POST invites the ticked ones. 404 without DUTY_MANAGE there."""
        post = self.get_queryset(request).select_related("area__parent__parent").filter(pk=pk).first()
        if post is None or not self.may(request, P.DUTY_MANAGE, post):
            raise Http404
        if request.method == "POST":
            self._invite(request, post)
            return HttpResponseRedirect(request.path)
        suggestions = suggest_members(post_id=post.pk, by=request.user)
        tell_apart(one.member for one in suggestions)
        context = {
            **self.admin_site.each_context(request),
            "title": f"推荐人选：{post.title}",
            "post": post,
            "suggestions": suggestions,
            "opts": self.opts,
            "back": reverse("admin:volunteers_dutypost_change", args=[post.pk]),
        }
        return TemplateResponse(request, "volunteers/duties/desk/duty_suggest.html", context)

    def _invite(self, request, post) -> None:
        ids = row_ids(request.POST.getlist("members"))
        if not ids:
            self.message_user(request, "请先勾选要邀请的党员", messages.ERROR)
            return
        try:
            outcome = invite_members(post_id=post.pk, member_ids=ids, by=request.user)
        except RuleBroken as broken:
            self.message_user(request, broken.message, messages.ERROR)
        else:
            self.message_user(
                request, outcome.tell_result("邀请"), messages.WARNING if outcome.refused else messages.SUCCESS
            )

    @does(services.duty_posts, "open")
    def save_by_service(self, request, obj, form, change):
        data = dict(form.cleaned_data)
        area = data.pop("area", None)
        if change:
            return services.change_duty(post_id=obj.pk, by=request.user, **data)
        return services.open_duty(area=area, by=request.user, **data)
