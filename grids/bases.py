"""What lists of the desk and addresses of the API have in common in this app: who may look, where they stand."""

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.scope.models.either import rows_of_either


class GridsViewSet(ActsMixin, ListedViewSet):
    """Base of the rows of a noun for programs: read within the viewer's posts; its `acts`, where it has any."""

    tag, permissions = "网格事项", {"*": P.CASE_VIEW}


class OfUnitsViewSet(GridsViewSet):
    """What the desk sees within its posts, and a unit of its own."""

    def get_queryset(self):
        if self.act:
            return super().get_queryset()
        user, model = self.request.user, self.listing.model
        ways = model.objects.by_each_way(user, self.permission_needed)
        if user.is_authenticated and user.holds(P.CASE_UNIT):
            ways += model.objects.by_each_way(user, P.CASE_UNIT)
        return rows_of_either(self.queryset, *ways) if ways else self.queryset.none()


class GridsAdmin(ScopedAdmin):
    """Base of a noun's list on the desk: seen by whoever may look at cases there, below 网格 in the menu."""

    view_permission, menu_place = P.CASE_VIEW, "grids"
