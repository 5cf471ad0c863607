"""Rules that areas keep, on the desk: all may read them, the keepers of the area edit its own."""

from orgtree.admin.base import ScopedAdmin
from orgtree.choices import Permission as P


class OwnedAdmin(ScopedAdmin):
    """A list of rules with the area that keeps each; a viewer may edit those that `.allowed(user, RULES_EDIT)` gives."""

    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    change_permission = P.RULES_EDIT
    related_permissions = {"area": P.RULES_EDIT}
    menu_place = "settings"
    list_select_related = ("area",)

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(["area"] if obj else []))

    def get_changeform_initial_data(self, request):
        """A keeper of one area begins with it; whoever keeps the rules for all, with all."""
        seats = {post.area_id for post in request.user.live_posts if post.area_id}
        own = {} if request.user.holds_over_all(P.RULES_EDIT) or len(seats) != 1 else {"area": seats.pop()}
        return own | super().get_changeform_initial_data(request)
