"""Grids that nobody works in, terms that end, cards that do not hang."""

from django.urls import reverse
from django.utils import timezone

from grids.declare import Tabs
from grids.staff.choices import CardState
from grids.staff.models import GridCard, GridCover, StaffTerm
from grids.staff.services.cover import SHORT, grids_on, with_cover
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, Tab, registry
from orgtree.desk.finding import find_by


def short_grids(user):
    today = timezone.localdate()
    rows = GridCover.objects.allowed(user, P.STAFF_MANAGE)
    return with_cover(grids_on(today, rows), today).filter(SHORT)


registry.add_cards(
    [
        Card(
            key="grids.grids_short",
            label="空缺网格",
            hint="全科网格员少于标准的网格，请安排人员并登记或任命",
            place="grids",
            rows=short_grids,
            url=lambda user: f"{reverse('admin:grids_gridcover_changelist')}?lacks=worker",
            permission=P.STAFF_MANAGE,
            minutes=5,
        ),
        Card(
            key="grids.terms_ending",
            label="任期届满",
            hint="任期已满或三个月内届满的网格力量，请安排接任或离任",
            place="grids",
            kind=CardKind.DUE,
            rows=lambda user: StaffTerm.objects.allowed(user, P.STAFF_MANAGE).ending(timezone.localdate()),
            since="until",
            url=lambda user: f"{reverse('admin:grids_staffterm_changelist')}?which=ending",
            permission=P.STAFF_MANAGE,
            minutes=5,
        ),
        Card(
            key="grids.cards_to_publish",
            label="待公布公示牌",
            hint="已填写、还没有公布的网格公示牌",
            place="grids",
            rows=lambda user: GridCard.objects.allowed(user, P.STAFF_MANAGE).filter(state=CardState.DRAFT),
            since="kept_at",
            url=lambda user: f"{reverse('admin:grids_gridcard_changelist')}?state__exact={CardState.DRAFT}",
            permission=P.STAFF_MANAGE,
        ),
    ]
)
registry.add_finders([Finder("grid_staff", "街巷长与负责范围", P.STAFF_VIEW, find_by(StaffTerm, P.STAFF_VIEW, "beat"))])
registry.add_tabs(
    [
        Tab(
            key="own-terms",
            label="我的任职与公示",
            place="grids",
            url=lambda: reverse("own-terms"),
            permission=P.STAFF_VIEW,
            position=76,
            group=Tabs.STAFF,
        )
    ]
)
