"""Activities that wait for somebody on the desk."""

from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, Quick, Tab, registry
from orgtree.desk.finding import find_by
from volunteers.activities.choices import ActivityState
from volunteers.activities.models.activity import Activity, ActivitySession, NoShow


def _list(state: str):
    return lambda user: f"{reverse('admin:volunteers_activitysession_changelist')}?roll={state}"


registry.add_cards(
    [
        Card(
            key="volunteers.rolls_to_call",
            label="待点名",
            hint="活动已开始，点名还没有提交",
            place="services",
            kind=CardKind.DUE,
            rows=lambda user: ActivitySession.objects.allowed(user, P.ACTIVITY_MANAGE).to_call(timezone.now()),
            since="starts_at",
            url=_list("to_call"),
            permission=P.ACTIVITY_MANAGE,
            minutes=3,
        ),
        Card(
            key="volunteers.activity_drafts",
            label="没有发布的活动",
            hint="只是草稿，党员还看不到；核对后发布",
            place="services",
            rows=lambda user: Activity.objects.allowed(user, P.ACTIVITY_MANAGE).filter(state=ActivityState.DRAFT),
            since="created_at",
            url=lambda user: f"{reverse('admin:volunteers_activity_changelist')}?state__exact={ActivityState.DRAFT}",
            permission=P.ACTIVITY_MANAGE,
        ),
        Card(
            key="volunteers.sessions_with_room",
            label="未满员场次",
            hint="还没有开始、名额还没有报满的活动",
            place="services",
            kind=CardKind.KNOW,
            rows=lambda user: ActivitySession.objects.allowed(user, P.ACTIVITY_MANAGE).with_room(timezone.now()),
            url=_list("free"),
            permission=P.ACTIVITY_MANAGE,
        ),
        Card(
            key="volunteers.no_shows",
            label="未到待登记",
            hint="报名未到且未请假，是否登记扣减由社区决定",
            place="points",
            rows=lambda user: NoShow.objects.allowed(user, P.ACTIVITY_VIEW).no_shows().filter(deed=None),
            since="session__starts_at",
            url=lambda user: f"{reverse('admin:volunteers_noshow_changelist')}?proposed=no",
            permission=P.POINTS_ENTER,
        ),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="timelines",
            label="成果时间线",
            place="boards",
            url=lambda: reverse("timelines"),
            permission=P.AREA_VIEW,
            position=30,
            to_read=True,
        ),
    ]
)
registry.add_quick(
    [
        Quick(
            key="new-activity",
            label="新活动",
            icon="event",
            url=lambda: reverse("admin:volunteers_activity_add"),
            permission=P.ACTIVITY_MANAGE,
            position=20,
        ),
    ]
)
registry.add_finders([Finder("activities", "活动", P.ACTIVITY_VIEW, find_by(Activity, P.ACTIVITY_VIEW, "title"))])
