"""Needs and claims on the desk: published with four fields, claims confirmed, what was done accepted."""

from datetime import date

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.needs.choices import NeedState
from cocon.needs.lists import ask_list, claim_list, need_list, resource_list
from cocon.needs.models import Claim, Need, Resource, UnitAsk
from cocon.needs.rules import reasons_of
from cocon.needs.services.asks import ask_acts
from cocon.needs.services.balance import (
    Ledger,
    communities_of,
    last_day_of,
    needs_waiting_on,
    read_as_then,
    resources_shared_with,
)
from cocon.needs.services.claim_paper import claim_document
from cocon.needs.services.claim_steps import desk_page_of
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.matching import fits_of
from cocon.needs.services.meetings import topics_of
from cocon.needs.services.milestones import milestones_of
from cocon.needs.services.needs import EDITABLE, PRIVATE, create_need, need_acts
from cocon.needs.services.proposals import LONGEST_LIST, most_for, propose_list
from cocon.needs.services.resources import resource_acts
from cocon.units.models import Matter
from orgtree.acts import does, perform_one
from orgtree.assigned.giving import page_of
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.desk.acts import course_shown, object_actions_of
from orgtree.desk.forms import ServiceForm, more
from orgtree.errors import RuleBroken
from orgtree.models import Area, Institution
from orgtree.sheets.documents import docx_response
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
class NeedAdmin(CoconAdmin):
    """Those that units may take on first."""

    add_permission = P.COCON_MANAGE
    related_permissions = {"area": P.COCON_MANAGE}
    tab_position, tab_group = 10, Tabs.NEEDS
    empty_hint = "写下社区需要什么、什么时候要，发布后由单位认领；不写居民的姓名和住址。"
    add_label = "发布需求"
    form = NeedForm
    listing = need_list
    search_fields = ("title", "words")
    search_help_text = "需求、说明"
    told = (
        "title state_shown left_shown claims_shown fits_shown topic_shown area matter words place listed source amount_shown people "
        "since until claim_by reach entered_by entered_at published_by published_at ended_by ended_at reason course"
    )
    readonly_fields = tuple(told.split())
    object_actions = object_actions_of(need_acts)

    def field_groups(self, request, obj=None):
        if obj:
            return ((None, {"fields": self.readonly_fields}),)
        main = ("title", "words", "matter", "until")
        rest = more("数量、时间、范围", *(name for name in EDITABLE if name not in main))
        return ((None, {"fields": ("area", *main, "as_draft")}), rest)

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else ()

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

    @display(description="办理过程")
    def course(self, need):
        return course_shown(need_acts, need)

    def get_urls(self):
        own = [
            path("matching/", self.admin_site.admin_view(self.matching_view), name="cocon_need_matching"),
            path("balance/", self.admin_site.admin_view(self.balance_view), name="cocon_need_balance"),
        ]
        return [*own, *super().get_urls()]

    def balance_view(self, request):
        """Needs against resources for each community of one's own and a month, as the rows stood then; of one of them also each row."""
        if not request.user.holds(P.COCON_MANAGE):
            raise PermissionDenied
        month, running = _month_of(request), Period.holding("M", timezone.localdate())
        day, communities = last_day_of(month), list(communities_of(request.user))
        chosen = next((area for area in communities if str(area.pk) == request.GET.get("area")), None)
        chosen = communities[0] if len(communities) == 1 else chosen
        context = {
            **self.admin_site.each_context(request),
            "title": "供需对照",
            "month": month,
            "before": month.previous,
            "after": Period.holding("M", month.end) if month < running else None,
            "day": day,
            "communities": Ledger(communities, day).by_community(),
            "chosen": chosen,
            "matters": Ledger([chosen] if chosen else communities, day).by_matter(),
            **(_rows_behind(request.user, chosen, day) if chosen else {}),
        }
        return TemplateResponse(request, "cocon/needs/balance.html", context)

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
            "balance": Ledger(list(communities_of(request.user)), timezone.localdate()).by_matter(),
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
        publish = not form.cleaned_data["as_draft"]
        return create_need(area=form.cleaned_data["area"], by=request.user, publish=publish, **fields)


def _rows_behind(user, community: Area, day: date) -> dict:
    """The rows of a community's balance; of what units shared then those that the viewer may read today."""
    resources = resources_shared_with(community, day)
    readable = resources.filter(pk__in=Resource.objects.allowed(user, P.COCON_VIEW).values("pk"))[:LONGEST_LIST]
    return {
        "needs": read_as_then(needs_waiting_on(day).filter(area=community).order_by("then_until", "pk")[:LONGEST_LIST]),
        "resources": read_as_then(readable),
        "hidden": resources.count() - len(readable),
    }


def _month_of(request) -> Period:
    """The month of the address; the running one where it names none, or one to come."""
    running, said = Period.holding("M", timezone.localdate()), request.GET.get("month", "")
    try:
        month = Period.parse(said)
    except ValueError:
        return running
    return month if month.kind == "M" and month < running else running


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
class ClaimAdmin(CoconAdmin):
    """Those that wait for the community first. The unit has pages of its own."""

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

    def get_urls(self):
        view = self.admin_site.admin_view(self.paper_view)
        return [path("<int:pk>/claim.docx", view, name="cocon_claim_paper"), *super().get_urls()]

    def object_links(self, request, obj):
        return [("打印认领书", reverse("admin:cocon_claim_paper", args=[obj.pk]), "print")]

    def paper_view(self, request, pk: int):
        """What the unit takes on, to be printed and signed; 404 for another's."""
        rows = self.get_queryset(request).select_related("need__area", "need__matter", "unit")
        claim = get_object_or_404(rows, pk=pk)
        return docx_response(request, f"认领书-{claim.need.title}.docx", claim_document(claim))

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
class ResourceAdmin(CoconAdmin):
    """The shared list: what is there to use first."""

    acts = resource_acts
    listing = resource_list
    tab_position, tab_group = 14, Tabs.NEEDS
    empty_hint = "单位在“本单位共建”里共享，社区自己的在这里登记。"
    search_fields = ("title", "unit__name")
    search_help_text = "资源、单位"
    shows = "state_shown title kind matter area unit capacity hours conditions until entered_by entered_at ended_by ended_at reason"


@admin.register(UnitAsk)
class UnitAskAdmin(CoconAdmin):
    """What waits for the community first."""

    acts = ask_acts
    listing = ask_list
    tab_position, tab_group = 15, Tabs.NEEDS
    empty_hint = "单位在“本单位共建”里提出需求，社区自己办，或列入需求清单请其他单位认领。"
    search_fields = ("title", "unit__name")
    search_help_text = "需求、单位"
    shows = (
        "state_shown title unit area matter words amount_shown until need topic_shown outcome asked_by asked_at answered_by answered_at "
        "reason course"
    )

    @display(description="联席会")
    def topic_shown(self, ask):
        return _topic_shown(ask)

    @display(description="办理过程")
    def course(self, ask):
        return course_shown(ask_acts, ask)
