"""What reviews of members declare for the ground floor."""

from django.utils import timezone

from assessments.reviews.choices import ReviewDeadline
from assessments.reviews.lists import reviewed_list
from assessments.reviews.models import Review, Reviewed
from assessments.reviews.services.keeping import names_due
from assessments.reviews.services.persons import REVIEWED
from orgtree.choices import DeadlineUnit, LoadKind
from orgtree.declare import Broken, Window, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind
from orgtree.declare.tables import Load
from orgtree.files.erasing import Words
from volunteers.declare import Heir, add_heirs


def held(window: Window):
    """Meetings at which a branch reviewed its members, of the days of the window that have come."""
    rows = Review.objects.filter(held_on__gte=window.period.start, held_on__lte=window.last_day)
    return rows.select_related("branch")


registry.add_own_data([reviewed_list.own_data()])
add_heirs([Heir(Reviewed, called="次民主评议", alike=("review",))])
registry.add_words([Words(Reviewed, "member", ("name", "remark"))])
registry.add_person_kinds([REVIEWED])
registry.add_notice_kinds([NoticeKind("reviews", "民主评议", ("reviewed",))])
registry.add_deadlines(
    [
        DeadlineKind(
            ReviewDeadline.NAMES,
            str(ReviewDeadline.NAMES.label),
            frozenset({DeadlineUnit.MONTH}),
            shortest=12,
            is_kept=True,
            due=lambda: names_due(timezone.localdate()).count(),
        )
    ]
)
registry.add_constraints(
    {
        "review_once_a_year": Broken("review_known", "该支部本年度已开展评议", "branch"),
        "reviewed_member_once": Broken("member_known", "这名党员已在名册上", "member"),
    }
)
registry.add_loads(
    [
        Load(
            "assessments.reviews",
            "民主评议会议",
            LoadKind.MEETING,
            held,
            "branch__area",
            "held_on",
            lambda row: row.branch.name,
        )
    ]
)
