"""On the desk of a property company: which estates it looks after."""

from django.utils import timezone

from cocon.estates.models import PropertyTerm
from orgtree.choices import Permission as P


def section(unit, user) -> tuple[str, dict] | None:
    """The terms in force, by estate."""
    rows = PropertyTerm.objects.allowed(user, P.COCON_UNIT).filter(company=unit).in_force_on(timezone.localdate())
    terms = list(rows.select_related("estate__area").order_by("estate__area_id", "estate__name"))
    return ("cocon/estates/unit_section.html", {"terms": terms}) if terms else None
