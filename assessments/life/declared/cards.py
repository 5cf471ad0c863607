"""What waits of 三会一课: quarters to check, branches of whose last quarter nothing is entered."""

from django.urls import reverse

from assessments.declare import Tabs
from assessments.life.choices import LifeState
from assessments.life.models import LifeQuarter
from assessments.life.services.quarters import last_quarter, missing
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, Tab, registry
from orgtree.desk.finding import find_by

registry.add_cards(
    [
        Card(
            key="assessments.life_to_check",
            label="待核对三会一课",
            hint="已登记、还没有对照支部记录核对的；登记人自己不能核对",
            place="assessments",
            rows=lambda user: (
                LifeQuarter.objects.allowed(user, P.MEMBER_REVIEW)
                .filter(state=LifeState.ENTERED)
                .exclude(entered_by=user)
            ),
            since="entered_at",
            minutes=2,
            url=lambda user: f"{reverse('admin:assessments_lifequarter_changelist')}?state__exact={LifeState.ENTERED}",
            permission=P.MEMBER_REVIEW,
        ),
        Card(
            key="assessments.life_missing",
            label="未登记三会一课的支部",
            hint="上个季度的三会一课还没有登记",
            place="assessments",
            rows=lambda user: missing(user, last_quarter()),
            url=lambda user: reverse("life-enter"),
            permission=P.MEMBER_REVIEW,
            is_listed=False,
        ),
    ]
)
registry.add_finders([Finder("life", "三会一课", P.ASSESS_VIEW, find_by(LifeQuarter, P.ASSESS_VIEW, "branch__name"))])
registry.add_tabs(
    [
        Tab(
            key="life-enter",
            label="登记三会一课",
            place="assessments",
            url=lambda: reverse("life-enter"),
            permission=P.MEMBER_REVIEW,
            position=93,
            group=Tabs.REVIEWS,
        )
    ]
)
