"""What lists of the desk and addresses of the API have in common in this app: who may look, where they stand."""

from unfold.decorators import display

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin


class AssessViewSet(ActsMixin, ListedViewSet):
    """Base of the rows of a noun for programs: read within the viewer's posts; its `acts`, where it has any."""

    tag, permissions = "考核评议", {"*": P.ASSESS_VIEW}


class AssessAdmin(ScopedAdmin):
    """Base of a noun's list on the desk: seen by whoever may look at assessments there, below 评议 in the menu."""

    view_permission, menu_place = P.ASSESS_VIEW, "assessments"

    @display(description="办理过程")
    def course(self, row):
        return course_shown(self.acts, row)
