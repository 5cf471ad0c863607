"""Rules that areas keep, on the desk: all may read them, the keepers of the area edit its own."""

from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.owned.services.versions import save_version


class OwnedAdmin(ScopedAdmin):
    """A list of rules with the area that keeps each (`owned_columns`); a viewer may edit those that `.allowed(user, RULES_EDIT)` gives."""

    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    change_permission = P.RULES_EDIT
    related_permissions = {"area": P.RULES_EDIT}
    menu_place = "settings"
    readonly_fields = ("area_shown",)

    def get_fields(self, request, obj=None):
        """A rule keeps its area; which one is chosen once, when it is added."""
        return ["area_shown" if obj and name == "area" else name for name in super().get_fields(request, obj)]

    def get_changeform_initial_data(self, request):
        """A keeper of one area begins with it; whoever keeps the rules for all, with all."""
        seats = {post.area_id for post in request.user.live_posts if post.area_id}
        own = {} if request.user.holds_over_all(P.RULES_EDIT) or len(seats) != 1 else {"area": seats.pop()}
        return own | super().get_changeform_initial_data(request)


class NumbersAdmin(OwnedAdmin):
    """Dated numbers by key: a change is a new row with a later date."""

    form = ServiceForm
    fields = ("area", "key", "number", "active_from", "active_to")

    def save_by_service(self, request, obj, form, change):
        for name, value in form.cleaned_data.items():
            setattr(obj, name, value)
        return save_version(row=obj, by=request.user)
