"""What this app offers below /api/v1/: a line a noun."""

from orgtree.assigned.api import TaskViewSet
from orgtree.boards.api import BoardQuestionViewSet, FiguresView, KeptViewViewSet
from orgtree.borders.api import BorderChangeViewSet
from orgtree.calendar.api import DeadlineRuleViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route
from orgtree.doubts.api import FigureDoubtViewSet
from orgtree.figures.api import FigureReturnViewSet
from orgtree.notices.api import NoticeViewSet
from orgtree.oneform.api import AskedFormViewSet, FormProtestViewSet, FormReturnViewSet
from orgtree.people.api.me import MeView
from orgtree.people.api.tokens import TokenViewSet
from orgtree.proofs.api import PaperRootViewSet
from orgtree.runs.api import RunViewSet
from orgtree.tree.api import AreaViewSet
from orgtree.units.api.institutions import InstitutionViewSet
from orgtree.units.api.parties import PartyOrgViewSet

registry.add_routes(
    (
        Route("areas", AreaViewSet, "area"),
        Route("border-changes", BorderChangeViewSet, "border-change"),
        Route("party-orgs", PartyOrgViewSet, "party-org"),
        Route("forms", AskedFormViewSet, "form"),
        Route("form-returns", FormReturnViewSet, "form-return"),
        Route("form-protests", FormProtestViewSet, "form-protest"),
        Route("institutions", InstitutionViewSet, "institution"),
        Route("deadlines", DeadlineRuleViewSet, "deadline"),
        Route("notices", NoticeViewSet, "notice"),
        Route("runs", RunViewSet, "run"),
        Route("tasks", TaskViewSet, "task"),
        Route("tokens", TokenViewSet, "token"),
        Route("figures", FiguresView, "figures"),
        Route("board-views", KeptViewViewSet, "board-view"),
        Route("board-questions", BoardQuestionViewSet, "board-question"),
        Route("figure-returns", FigureReturnViewSet, "figure-return"),
        Route("figure-doubts", FigureDoubtViewSet, "figure-doubt"),
        Route("paper-roots", PaperRootViewSet, "paper-root"),
        Route("me", MeView, "me"),
    )
)
