"""What rectification and talks declare for the ground floor."""

from django.urls import reverse

from assessments.declare import LeftOver, left_over, round_publishing, text_judged
from assessments.rectify.choices import RectifyDeadline
from assessments.rectify.lists import LOADS, shown_due
from assessments.rectify.models import RectifyItem
from assessments.rectify.services.items import count_lists, items_left
from assessments.rectify.services.proposals import follow_text, gather
from assessments.rectify.services.seats import item_page
from assessments.rectify.services.tasks_of import ORIGIN
from assessments.results.services.sources import rectified
from cocon.declare import UnitSection, add_unit_sections
from orgtree.choices import DeadlineUnit
from orgtree.declare import TaskOrigin, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind

SHOWN = 5


def find_item(user, pk: int) -> tuple[str, str] | None:
    """The item behind a task, for whoever may open it."""
    item = RectifyItem.objects.seen_by(user).filter(pk=pk).first()
    return (str(item), item_page(item)) if item else None


def section(unit, user):
    """What the unit is asked to mend, the soonest first; nothing where there is none."""
    rows = RectifyItem.objects.owned_by(user).filter(institution=unit, state__in=["open", "doing", "returned"])
    items = list(rows.order_by("due_on", "pk")[:SHOWN])
    context = {"rows": items, "all": reverse("rectify-items")}
    return ("assessments/rectify/unit_section.html", context) if items else None


def tell_left(subjects, year: int, user) -> list[LeftOver]:
    """Items of earlier years that are not verified yet, the oldest first."""
    return [
        LeftOver(
            item.organisation,
            item.problem,
            f"{item.year}年　{item.get_state_display()}　期限{shown_due(item)}",
            reverse("admin:assessments_rectifyitem_change", args=[item.pk]),
        )
        for item in items_left(subjects, year, user).select_related(*LOADS)
    ]


registry.add_task_origins([TaskOrigin(ORIGIN, "整改事项", find_item)])
registry.add_notice_kinds([NoticeKind("rectify", "整改与约谈", ("rectifyitem", "talk"))])
registry.add_deadlines(
    DeadlineKind(key, str(key.label), frozenset({DeadlineUnit.WORKDAY, DeadlineUnit.DAY}), shortest=1)
    for key in RectifyDeadline
)
rectified.append(count_lists)
left_over.append(tell_left)
round_publishing.add("rectify.proposed", gather)
text_judged.add("rectify.proposed", follow_text)
add_unit_sections([UnitSection("assessments.rectify", 15, section)])
