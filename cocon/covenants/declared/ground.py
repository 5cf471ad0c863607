"""What covenants declare for the ground floor, and their part of the unit's own desk."""

from django.utils import timezone

from cocon.covenants.models import Covenant
from cocon.declare import UnitSection, add_unit_sections
from orgtree.declare import Broken, registry
from orgtree.declare.notices import NoticeKind


def section(unit, user) -> tuple[str, dict]:
    """The unit's covenants in force, and the way to give one."""
    rows = Covenant.objects.in_force_on(timezone.localdate()).filter(unit=unit).select_related("area")
    return "cocon/covenants/unit_section.html", {"covenants": list(rows.order_by("-since", "pk"))}


add_unit_sections([UnitSection("covenants", 70, section)])
registry.add_notice_kinds([NoticeKind("covenants", "共建承诺", ("recognition",))])
registry.add_constraints(
    {
        "covenant_is_of_one": Broken("unit", "承诺单位和集体要选一个，也只选一个", "unit"),
        "recognition_once_a_day": Broken("recognised", "这一天已有同样的认可", "kind"),
    }
)
