"""Who may change, on the desk, what holds for everybody."""

from orgtree.choices import Permission as P


class KeptForAll:
    """A list of rules without an area of their own: changing them takes a post over everybody."""

    def may(self, request, permission, obj=None):
        may = super().may(request, permission, obj)
        return may and (permission != P.RULES_EDIT or request.user.holds_over_all(permission))
