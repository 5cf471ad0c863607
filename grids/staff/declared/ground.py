"""What staff of grids declare for the ground floor."""

from django.utils import timezone

from grids.staff.choices import StaffDeadline
from grids.staff.lists import own_terms, own_trainings
from grids.staff.models import StaffTerm
from grids.staff.services.following import end_with_posts, follow_post
from grids.staff.services.keeping import names_due
from grids.staff.services.persons import STAFF
from orgtree.choices import DeadlineUnit
from orgtree.declare import Occupant, OwnData, registry
from orgtree.declare.follows import post_begun, posts_ended
from orgtree.declare.opened import DeadlineKind

post_begun.add("grids.staff", follow_post)
posts_ended.add("grids.staff", end_with_posts)
registry.add_own_data([OwnData("grids.staffterm", own_terms), OwnData("grids.stafftraining", own_trainings)])
registry.add_person_kinds([STAFF])
registry.add_deadlines(
    [
        DeadlineKind(
            StaffDeadline.NAMES,
            str(StaffDeadline.NAMES.label),
            frozenset({DeadlineUnit.MONTH}),
            shortest=6,
            is_kept=True,
            due=lambda: names_due(timezone.localdate()).count(),
        )
    ]
)
registry.add_occupants(
    [
        Occupant(
            "staff",
            "在任网格力量",
            "名",
            lambda area: StaffTerm.objects.in_office_on(timezone.localdate()).filter(area=area, post=None),
        )
    ]
)
