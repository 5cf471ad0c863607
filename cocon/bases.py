"""What lists of the desk and addresses of the API have in common in this app: who may look, where they stand."""

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin


class CoconViewSet(ActsMixin, ListedViewSet):
    """Base of the rows of a noun for programs: read within the viewer's posts, by a unit its own; its `acts`, where it has any."""

    tag, permissions = "共驻共建", {"*": P.COCON_VIEW}


class CoconAdmin(ScopedAdmin):
    """Base of a noun's list on the desk: seen by whoever may look at shared matters there, below 共建 in the menu."""

    view_permission, menu_place = P.COCON_VIEW, "cocon"
