"""The rows behind the head-counts of an emergency: the querysets that are counted, with as much of the persons as the viewer may see."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from orgtree.declare import Column
from orgtree.models import Area
from orgtree.scope.models.rows import inside
from volunteers.duties.choices import DutyKind
from volunteers.emergencies.lists import call_up_list, org_list, post_list, shift_place_list
from volunteers.emergencies.models.emergency import Emergency, EmergencyOrg, EmergencyPost
from volunteers.emergencies.services import counts
from volunteers.emergencies.services.counts import Counts
from volunteers.teams.lists import team_list

CALLED = call_up_list.pick("masked_member number place state invited_at answered_at served_at")
CAME = shift_place_list.pick("masked_member number shift place task hours")
TEAMS = team_list.pick("name kind place founded_on")
ORGS = org_list.pick("name place founded_on dissolved_on")
POSTS = post_list.pick("name kind place needed set_up_at closed_at")


@dataclass(frozen=True)
class Counted:
    """One head-count: its rows before the area is asked, the way from a row to its area, and the number in `Counts`."""

    label: str
    unit: str
    rows: Callable[[Emergency], QuerySet]
    area: str
    columns: tuple[Column, ...]
    number: Callable[[Counts], int | Decimal]
    # The number is the sum of the rows' hours, not how many they are.
    sums_hours: bool = False
    # Has no meaning once it is over.
    live: bool = False
    # The rows are found through the names, and cannot be found without them.
    needs_names: bool = False


def called_when(condition: Q) -> Callable[[Emergency], QuerySet]:
    def rows(emergency: Emergency) -> QuerySet:
        found = counts.find_call_ups(emergency).filter(condition)
        return found.select_related("member", "area__parent__parent").order_by("area__code", "pk")

    return rows


def came(emergency: Emergency) -> QuerySet:
    found = counts.present(emergency).select_related("member", "shift__area__parent__parent")
    return found.order_by("starts_at", "shift", "pk")


def on_shift(emergency: Emergency) -> QuerySet:
    return came(emergency).filter(counts.running_at(timezone.now()))


def teams(emergency: Emergency) -> QuerySet:
    return counts.teams_of(emergency).select_related("area__parent__parent").order_by("area__code", "name", "pk")


def orgs(emergency: Emergency) -> QuerySet:
    return EmergencyOrg.objects.filter(emergency=emergency).select_related("org__area__parent__parent").order_by("pk")


def posts_of(*kinds: str) -> Callable[[Emergency], QuerySet]:
    def rows(emergency: Emergency) -> QuerySet:
        found = EmergencyPost.objects.filter(emergency=emergency, duty__kind__in=kinds)
        return found.select_related("duty__area__parent__parent").order_by("duty__kind", "pk")

    return rows


COUNTED: dict[str, Counted] = {
    "invited": Counted("已发出", "人", called_when(Q()), "area", CALLED, lambda of: of.invited),
    "accepted": Counted("能参加", "人", called_when(counts.ACCEPTED), "area", CALLED, lambda of: of.accepted),
    "declined": Counted("不能参加", "人", called_when(counts.DECLINED), "area", CALLED, lambda of: of.declined),
    "unanswered": Counted("未回复", "人", called_when(counts.UNANSWERED), "area", CALLED, lambda of: of.unanswered),
    "served": Counted("到过岗", "人", called_when(counts.SERVED), "area", CALLED, lambda of: of.served),
    "on-shift": Counted("正在岗", "人", on_shift, "shift__area", CAME, lambda of: of.on_shift, live=True),
    "hours": Counted("到岗时长", "小时", came, "shift__area", CAME, lambda of: of.hours, sums_hours=True),
    "teams": Counted("志愿服务队", "支", teams, "area", TEAMS, lambda of: of.teams, needs_names=True),
    "orgs": Counted("临时党组织", "个", orgs, "org__area", ORGS, lambda of: of.orgs),
    "posts": Counted(
        "先锋岗、责任区",
        "个",
        posts_of(DutyKind.PIONEER, DutyKind.RESPONSIBILITY),
        "duty__area",
        POSTS,
        lambda of: of.pioneer_posts + of.responsibility_areas,
    ),
    "pioneer-posts": Counted(
        "党员先锋岗", "个", posts_of(DutyKind.PIONEER), "duty__area", POSTS, lambda of: of.pioneer_posts
    ),
    "responsibility-areas": Counted(
        "党员责任区", "个", posts_of(DutyKind.RESPONSIBILITY), "duty__area", POSTS, lambda of: of.responsibility_areas
    ),
}


@dataclass(frozen=True)
class OpenedCount:
    """One head-count of an area with the rows behind it, in the columns that the viewer may see."""

    counted: Counted
    emergency: Emergency
    area: Area
    columns: list[Column]

    @cached_property
    def figure(self) -> int | Decimal:
        """The number on the page of the emergency: of now, or as it was frozen at the end."""
        total, _ = counts.head_counts(self.emergency, self.area)
        return self.counted.number(total)

    @cached_property
    def queryset(self) -> QuerySet:
        rows = self.counted.rows(self.emergency)
        return rows.none() if self.is_lost else rows.filter(inside(self.area, self.counted.area))

    @cached_property
    def total(self) -> int | Decimal:
        """What the rows make now: how many they are, or their hours."""
        if self.counted.sums_hours:
            return counts.hours_in(self.queryset.order_by().aggregate(sum=counts.LENGTHS)["sum"])
        return self.queryset.count()

    @property
    def differs(self) -> bool:
        return self.total != self.figure

    @property
    def is_lost(self) -> bool:
        """Whether the rows went with the names."""
        return self.counted.needs_names and self.emergency.purged_at is not None

    @property
    def is_nameless(self) -> bool:
        """Whether these rows are of persons of whom nothing is shown here."""
        return any(column.personal for column in self.counted.columns) and not any(
            column.personal for column in self.columns
        )


def opened_count(emergency: Emergency, area: Area, what: str, *, names: bool) -> OpenedCount | None:
    """The head-count `what` (a key of COUNTED) of `area` with its rows; None for a word that names none, or none any more.

    `names`: whether the viewer may see persons there; nobody may once the emergency has ended.
    """
    counted = COUNTED.get(what)
    if counted is None or (counted.live and not emergency.is_open):
        return None
    names = names and emergency.is_open
    return OpenedCount(counted, emergency, area, [one for one in counted.columns if names or not one.personal])
