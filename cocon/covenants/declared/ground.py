"""What covenants declare for the ground floor, and their part of the unit's own desk."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from cocon.covenants.models import Covenant
from cocon.declare import UnitSection, YearFact, add_unit_sections, add_year_facts
from orgtree.declare import Broken, registry
from orgtree.declare.notices import NoticeKind


def section(unit, user) -> tuple[str, dict]:
    """The unit's covenants in force, and the way to give one."""
    rows = Covenant.objects.in_force_on(timezone.localdate()).filter(unit=unit).select_related("area")
    return "cocon/covenants/unit_section.html", {"covenants": list(rows.order_by("-since", "pk"))}


def promised_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """The unit's covenants of the year and how often each was recognised in it."""
    rows = Covenant.objects.filter(unit=unit, since__year__lte=year).exclude(until__year__lt=year)
    for one in rows.annotate(times=Count("recognitions", filter=Q(recognitions__day__year=year))).order_by(
        "since", "pk"
    ):
        words = f"{one.title}　{one.times}次认可" if one.times else one.title
        yield "共建承诺", words, reverse("unit-covenant", args=[one.pk])


add_year_facts([YearFact("covenants", 15, promised_in)])
add_unit_sections([UnitSection("covenants", 70, section)])
registry.add_notice_kinds([NoticeKind("covenants", "共建承诺", ("recognition",))])
registry.add_constraints(
    {
        "covenant_is_of_one": Broken("unit", "承诺单位和集体要选一个，也只选一个", "unit"),
        "recognition_once_a_day": Broken("recognised", "这一天已有同样的认可", "kind"),
    }
)
