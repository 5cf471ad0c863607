"""Needs and claims on the desk: published with four fields, claims confirmed, what was done accepted."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from cocon.declare import Tabs
from cocon.needs.choices import NeedState
from cocon.needs.lists import claim_list, need_list, resource_list
from cocon.needs.models import Claim, Need, Resource
from cocon.needs.rules import reasons_of
from cocon.needs.services.claims import claim_acts, desk_page_of
from cocon.needs.services.matching import fits_of
from cocon.needs.services.meetings import topics_of
from cocon.needs.services.milestones import milestones_of
from cocon.needs.services.needs import EDITABLE, PRIVATE, create_need, need_acts, update_need
from cocon.needs.services.proposals import LONGEST_LIST, balance_of, most_for, propose_list
from cocon.needs.services.resources import resource_acts
from cocon.units.models import Matter
from orgtree.acts import does, perform_one
from orgtree.assigned.giving import page_of
from orgtree.choices import Permission as P
from orgtree.desk.acts import object_actions_of
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm, more
from orgtree.errors import RuleBroken
from orgtree.models import Institution
from orgtree.text.rules.numbers import row_id

LINKED = '<div><a class="text-link" href="{}">{}</a>　{}</div>'
ON_A_PAGE = 50
PROPOSED = 5  # units that a need's page names


class NeedForm(ServiceForm):
    """Four fields publish a need; the others have what most needs say."""

    words = forms.CharField(
        label="说明", max_length=300, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), help_text=PRIVATE
    )
    as_draft = forms.BooleanField(label="先存为草稿，暂不发布", required=False)

    class Meta:
        model = Need
        fields = ("area", *EDITABLE)
        help_texts = {"title": PRIVATE, "measure": "如：场、人、小时、套"}


@admin.register(Need)
class NeedAdmin(ScopedAdmin):
    """Those that units may take on first."""

    view_permission = P.COCON_VIEW
    add_permission = P.COCON_MANAGE
    change_permission = P.COCON_MANAGE
    related_permissions = {"area": P.COCON_MANAGE}
    menu_place = "cocon"
    tab_position, tab_group = 10, Tabs.NEEDS
    empty_hint = "写下社区需要什么、什么时候要，发布后由单位认领；不写居民的姓名和住址。"
    add_label = "发布需求"
    form = NeedForm
    listing = need_list
    search_fields = ("title", "words")
    search_help_text = "需求、说明"
    readonly_fields = (
        "state_shown",
        "left_shown",
        "claims_shown",
        "fits_shown",
        "topic_shown",
        "entered_by",
        "entered_at",
        "published_by",
        "published_at",
        "ended_by",
        "ended_at",
        "reason",
    )
    object_actions = object_actions_of(need_acts)

    def field_groups(self, request, obj=None):
        main = ("title", "words", "matter", "until")
        rest = more("数量、时间、范围", *(name for name in EDITABLE if name not in main))
        if obj is None:
            return ((None, {"fields": ("area", *main, "as_draft")}), rest)
        return ((None, {"fields": ("area", *main)}), rest, ("办理情况", {"fields": self.readonly_fields}))

    def get_readonly_fields(self, request, obj=None):
        return ("area", *self.readonly_fields) if obj else self.readonly_fields

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (not isinstance(obj, Need) or obj.state in (NeedState.DRAFT, NeedState.PUBLISHED))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "matter":
            kwargs |= {"queryset": _matters_for(request.user), "widget": UnfoldAdminSelectWidget()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @display(description="认领情况")
    def claims_shown(self, need):
        """The claims of the need, each a link to its page."""
        claims = need.claims.select_related("unit").order_by("claimed_at")
        lines = (
            (desk_page_of(claim), claim.unit.name, f"{claim.quantity}{need.measure}　{claim.get_state_display()}")
            for claim in claims
        )
        return format_html_join("", LINKED, lines) or "—"

    @display(description="可以商请的单位")
    def fits_shown(self, need):
        """The units that fit best, each with why."""
        if need.state != NeedState.PUBLISHED or not need.left:
            return "—"
        fits = fits_of(need, PROPOSED)
        names = Institution.objects.in_bulk([fit.unit for fit in fits])
        lines = ((names[fit.unit].name, "、".join(reasons_of(fit))) for fit in fits)
        return format_html_join("", "<div>{}　{}</div>", lines) or "—"

    @display(description="联席会")
    def topic_shown(self, need):
        return _topic_shown(need)

    def get_urls(self):
        matching = path("matching/", self.admin_site.admin_view(self.matching_view), name="cocon_need_matching")
        return [matching, *super().get_urls()]

    @does(need_acts, "invite", "to_meeting")
    def matching_view(self, request):
        """Every open need with the unit proposed for it: one press asks the unit, or takes the need to the meeting."""
        if not request.user.holds(P.COCON_MANAGE):
            raise PermissionDenied
        if request.method == "POST":
            self._do_proposed(request)
            return HttpResponseRedirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "title": "供需匹配",
            "page": Paginator(propose_list(request.user), ON_A_PAGE).get_page(request.GET.get("page")),
            "most": most_for(request.user),
            "longest": LONGEST_LIST,
            "balance": balance_of(request.user),
        }
        return TemplateResponse(request, "cocon/needs/matching.html", context)

    def _do_proposed(self, request) -> None:
        """The pressed button names the need and the unit to be asked, or the need that goes to the meeting."""
        need, _, unit = request.POST.get("pair", request.POST.get("need", "")).partition("-")
        act = need_acts["invite" if "pair" in request.POST else "to_meeting"]
        said = {"unit": Institution.objects.filter(pk=row_id(unit)).first()} if "pair" in request.POST else {}
        try:
            done = perform_one(need_acts, act.key, pk=row_id(need) or 0, by=request.user, **said)
        except RuleBroken as broken:
            self.message_user(request, broken.message, messages.ERROR)
        else:
            self.message_user(request, need_acts.tell_done(act, done), messages.SUCCESS)

    @does(need_acts, "enter")
    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in EDITABLE}
        if change:
            return update_need(need_id=obj.pk, by=request.user, **fields)
        publish = not form.cleaned_data["as_draft"]
        return create_need(area=form.cleaned_data["area"], by=request.user, publish=publish, **fields)


def _topic_shown(row):
    """The topics that stem from it, each a link to its page."""
    lines = (
        (reverse("admin:cocon_topic_change", args=[topic.pk]), topic.title, topic.get_state_display())
        for topic in topics_of(row)
    )
    return format_html_join("", LINKED, lines) or "—"


def _matters_for(user):
    """Those in use that are for all, or kept by an area at or above one of the person's seats."""
    kept = Q(area=None)
    for post in user.live_posts:
        if post.area:
            kept |= Q(area__in=post.area.get_ancestors(include_self=True))
    return Matter.objects.filter(kept, is_active=True)


@admin.register(Claim)
class ClaimAdmin(ScopedAdmin):
    """Those that wait for the community first. The unit has pages of its own."""

    view_permission = P.COCON_VIEW
    menu_place = "cocon"
    tab_position, tab_group = 12, Tabs.NEEDS
    empty_hint = "需求发布后由单位认领。"
    listing = claim_list
    search_fields = ("need__title", "unit__name")
    search_help_text = "需求、单位"
    shows = (
        "need unit quantity words state_shown milestones_shown claimed_at confirmed_by confirmed_at "
        "outcome submitted_by submitted_at acceptances_shown topic_shown accepted_at reason moved_at"
    )
    object_actions = object_actions_of(claim_acts)

    @display(description="节点")
    def milestones_shown(self, claim):
        """The milestones, each a link to its task."""
        lines = (
            (page_of(task), task.title, f"{task.due_at:%Y-%m-%d}前　{task.get_state_display()}　{task.result}")
            for task in milestones_of(claim)
        )
        return format_html_join("", LINKED, lines) or "—"

    @display(description="联席会")
    def topic_shown(self, claim):
        return _topic_shown(claim)

    @display(description="双方评价")
    def acceptances_shown(self, claim):
        """What each side says of the other."""
        lines = (
            (one.get_side_display(), one.get_rating_display(), one.words) for one in claim.acceptances.order_by("at")
        )
        return format_html_join("", "<div>{}：{}　{}</div>", lines) or "—"


@admin.register(Resource)
class ResourceAdmin(ScopedAdmin):
    """The shared list: what is there to use first."""

    acts = resource_acts
    listing = resource_list
    view_permission = P.COCON_VIEW
    menu_place = "cocon"
    tab_position, tab_group = 14, Tabs.NEEDS
    empty_hint = "单位在“本单位共建”里共享，社区自己的在这里登记。"
    search_fields = ("title", "unit__name")
    search_help_text = "资源、单位"
    shows = "state_shown title kind matter area unit capacity hours conditions until entered_by entered_at ended_by ended_at reason"
