"""What of the work together with units names an area, and what becomes of it when communities are merged or split."""

from django.db.models import Q
from django.utils import timezone

from cocon.choices import AskState, NeedState, WishState
from cocon.meetings.choices import TopicState
from cocon.models import (
    Agreement,
    Body,
    Covenant,
    Estate,
    HelpingPair,
    Need,
    Pairing,
    Project,
    Topic,
    UnitAsk,
    Venue,
    Wish,
)
from cocon.projects.choices import ProjectState
from orgtree.declare import registry
from orgtree.declare.seats import staying, told

OVER = [ProjectState.CLOSED, ProjectState.REFUSED, ProjectState.WITHDRAWN, ProjectState.STOPPED]
UNDER_WAY = [TopicState.POOL, TopicState.SET, TopicState.SETTLED]


def in_force(model):
    """Rows without a last day, or with one to come."""
    return model.objects.filter(Q(until=None) | Q(until__gte=timezone.localdate()))


registry.add_seats(
    [
        told("cocon.pairing.community", "结对", "对", lambda: in_force(Pairing)),
        told("cocon.agreement.community", "共建协议", "份", lambda: in_force(Agreement).filter(cancelled_at=None)),
        told("cocon.body.area", "共建组织", "个", lambda: Body.objects.filter(ended_on=None)),
        told("cocon.venue.area", "阵地", "处", lambda: in_force(Venue)),
        told("cocon.estate.area", "小区", "个", lambda: Estate.objects.filter(ended_on=None)),
        told("cocon.covenant.area", "承诺", "份", lambda: in_force(Covenant)),
        told("cocon.helpingpair.area", "帮扶对子", "对", lambda: in_force(HelpingPair)),
        told("cocon.topic.area", "未办结的议题", "件", lambda: Topic.objects.filter(state__in=UNDER_WAY)),
        told("cocon.need.area", "未销号的需求", "条", lambda: Need.objects.filter(state=NeedState.PUBLISHED)),
        told("cocon.unitask.area", "未答复的单位需求", "条", lambda: UnitAsk.objects.filter(state=AskState.ASKED)),
        told("cocon.project.area", "未结项的项目", "个", lambda: Project.objects.exclude(state__in=OVER)),
        told(
            "cocon.wish.area",
            "未实现的微心愿",
            "个",
            lambda: Wish.objects.filter(state__in=[WishState.OPEN, WishState.CLAIMED]),
        ),
        *staying("cocon", "estate.places bodykind.area brand.area matter.area contribution.area engagement.area"),
        *staying("cocon", "resource.area areanorm.area fundline.area projectnorm.area paperkind.area"),
        *staying("cocon", "spacenorm.area facility.area"),
    ]
)
