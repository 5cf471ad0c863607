"""Helping pairs and social services on the pages of units and of those who lead teams: what is ours, and one more entry in a few taps."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from cocon.helping.choices import HelpState
from cocon.helping.lists import contribution_list, engagement_list, pair_list
from cocon.helping.models import Engagement, HelpingPair
from cocon.helping.services.contributions import contribution_acts, own_contributions
from cocon.helping.services.helps import help_acts
from cocon.helping.services.pairs import led_pairs, own_pairs, pair_acts
from cocon.helping.services.social import engagement_acts, own_engagements, service_acts
from cocon.units.pages import unit_page
from orgtree.acts.pages import Group, Phone, page_to_make
from volunteers.members.pages.access import member_page

BACK = ("unit-home", "返回本单位共建")


def in_force(user):
    return own_pairs(user).in_force_on(timezone.localdate()).filter(end_reason="").order_by("area__name", "pk")


def over(user):
    return own_pairs(user).exclude(pk__in=in_force(user).values("pk")).order_by("-until", "pk")


def pair_or_404(request, pk: int) -> HelpingPair:
    return get_object_or_404(own_pairs(request.user).select_related("area", "unit", "team"), pk=pk)


def led_or_404(request, pk: int) -> HelpingPair:
    return get_object_or_404(led_pairs(request.user).select_related("area", "team"), pk=pk)


def engagement_or_404(request, pk: int) -> Engagement:
    return get_object_or_404(own_engagements(request.user).select_related("area", "organisation"), pk=pk)


pair_pages = Phone(
    pair_acts,
    pair_list,
    many="unit-helping",
    one="unit-helping-pair",
    seen=own_pairs,
    groups=(
        Group("帮扶中", in_force, "area helped last_help", empty="没有登记本单位的帮扶对子。"),
        Group("已结束", over, "area helped until"),
    ),
    facts="state area need helped plan since until end_reason last_help",
    access=unit_page,
    back=BACK,
    intro="平台上只有编号；姓名和住址在社区的台账上，按编号询问。",
    row_template="cocon/helping/pair.html",
)
give = page_to_make(
    help_acts,
    "give",
    on=pair_or_404,
    leads="unit-helping-pair",
    unfit="这个对子已经结束",
    access=unit_page,
)
contribution_pages = Phone(
    contribution_acts,
    contribution_list,
    many="unit-contributions",
    one="unit-contribution",
    seen=own_contributions,
    makes="give",
    groups=(
        Group(
            "已登记",
            lambda user: own_contributions(user).filter(state=HelpState.KEPT).order_by("-day", "-pk"),
            "area yuan",
            empty="还没有登记本单位投入的资金和物资。",
        ),
        Group(
            "已作废",
            lambda user: own_contributions(user).filter(state=HelpState.VOID).order_by("-day", "-pk"),
            "area yuan",
        ),
    ),
    facts="state area kind yuan words day",
    access=unit_page,
    back=BACK,
    intro="帮扶对子里记过的不再登记；登记有误的，请社区作废。",
)
team_pages = Phone(
    pair_acts,
    pair_list,
    many="member-helping",
    one="member-helping-pair",
    seen=led_pairs,
    groups=(
        Group(
            "帮扶中",
            lambda user: led_pairs(user).in_force_on(timezone.localdate()).filter(end_reason="").order_by("pk"),
            "area helped last_help",
            empty="您带的服务队没有帮扶对子。",
        ),
    ),
    facts=pair_pages.facts,
    access=member_page,
    back=("member-services", "返回服务记录"),
    tab="services",
    intro=pair_pages.intro,
    row_template="cocon/helping/team_pair.html",
)
give_in_team = page_to_make(
    help_acts,
    "give",
    on=led_or_404,
    leads="member-helping-pair",
    unfit="这个对子已经结束",
    tab="services",
    access=member_page,
)
engagement_pages = Phone(
    engagement_acts,
    engagement_list,
    many="unit-engagements",
    one="unit-engagement",
    seen=own_engagements,
    groups=(
        Group(
            "服务中",
            lambda user: own_engagements(user).in_force_on(timezone.localdate()).order_by("area__name", "pk"),
            "area purpose",
            empty="没有登记本单位服务的社区。",
        ),
        Group(
            "已结束",
            lambda user: own_engagements(user).filter(until__lt=timezone.localdate()).order_by("-until", "pk"),
            "area purpose until",
        ),
    ),
    facts="state area purpose since until",
    access=unit_page,
    back=BACK,
    row_template="cocon/helping/engagement.html",
)
serve = page_to_make(
    service_acts,
    "serve",
    on=engagement_or_404,
    leads="unit-engagement",
    access=unit_page,
)
