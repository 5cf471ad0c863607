"""Who may change, on the desk, what holds for everybody."""

from orgtree.choices import Permission as P
from orgtree.services.reach import keeps_rules_for_all


class KeptForAll:
    """A list of rules without an area of their own: changing them takes a post over everybody."""

    def may(self, request, permission, obj=None):
        may = super().may(request, permission, obj)
        return may and (permission != P.RULES_EDIT or is_rule_keeper(request))


def is_rule_keeper(request) -> bool:
    """Whether the viewer's posts lie over everybody; asked of the database once a request, whatever the number of lists."""
    known = request.__dict__
    if "_is_rule_keeper" not in known:
        known["_is_rule_keeper"] = keeps_rules_for_all(request.user)
    return known["_is_rule_keeper"]
