"""Figures of emergencies. Their rows outlive the purge: they lose the person, never their area, answer or time."""

from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.models import PartyOrg
from volunteers.duties.models import DutyPost
from volunteers.emergencies.choices import CallUpState
from volunteers.emergencies.lists import call_up_list, org_list, post_list
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.emergency import EmergencyOrg, EmergencyPost

GROUP = "平战结合"


CALLED = Marker(CallUp, ("state",), area="area", day="answered_at")
ORGS = (
    Marker(EmergencyOrg, ("org",), area="org__area", day="set_up_at"),
    Marker(PartyOrg, (), area="area", day="emergency__set_up_at"),
)
POSTS = (
    Marker(EmergencyPost, ("duty",), area="duty__area", day="set_up_at"),
    Marker(DutyPost, (), area="area", day="emergency_post__set_up_at"),
)


def mobilised(window: Window):
    """Call-ups that were accepted in the period; coming to a shift counts as accepting."""
    return (
        CallUp.objects.filter(
            state=CallUpState.ACCEPTED,
            answered_at__gte=window.beginning,
            answered_at__lt=window.ending,
            answered_at__lte=window.as_of,
        )
        .select_related("emergency", "member", "area__parent__parent")
        .order_by("answered_at", "pk")
    )


def set_up(model, *related: str):
    """Rows of `model` that were set up in the period."""

    def rows(window: Window):
        found = model.objects.filter(
            set_up_at__gte=window.beginning, set_up_at__lt=window.ending, set_up_at__lte=window.as_of
        )
        return found.select_related("emergency", *related).order_by("set_up_at", "pk")

    return rows


registry.add_figures(
    [
        Measure(
            key="volunteers.mobilised",
            label="下沉党员",
            unit="名",
            definition="统计期内在应急动员中回复能参加、或直接到岗的党员，每次动员每人计一次；动员结束后名单清除，数字不变",
            rows=mobilised,
            marks=(CALLED,),
            area="area",
            columns=call_up_list.pick("emergency_number number masked_member place answered_at channel"),
            group=GROUP,
            source="W09",
        ),
        Measure(
            key="volunteers.temporary_orgs",
            label="应急临时党组织",
            unit="个",
            definition="统计期内为应急动员成立的临时党组织，动员结束撤销后仍计入成立的那一期",
            rows=set_up(EmergencyOrg, "org__area__parent__parent"),
            marks=ORGS,
            area="org__area",
            columns=org_list.pick("emergency_number name place founded_on dissolved_on"),
            group=GROUP,
            source="W10",
        ),
        Measure(
            key="volunteers.pioneer_posts",
            label="党员先锋岗和责任区",
            unit="个",
            definition="统计期内为应急动员设立的党员先锋岗和党员责任区，动员结束撤销后仍计入设立的那一期",
            rows=set_up(EmergencyPost, "duty__area__parent__parent"),
            marks=POSTS,
            area="duty__area",
            columns=post_list.pick("emergency_number kind name place set_up_at closed_at"),
            group=GROUP,
            source="W11",
        ),
    ]
)
