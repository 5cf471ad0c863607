"""What this app offers below /api/v1/: a line a noun."""

from orgtree.api.areas import AreaViewSet
from orgtree.api.deadlines import DeadlineRuleViewSet
from orgtree.api.figures import FiguresView
from orgtree.api.institutions import InstitutionViewSet
from orgtree.api.me import MeView
from orgtree.api.notices import NoticeViewSet
from orgtree.api.parties import PartyOrgViewSet
from orgtree.api.runs import RunViewSet
from orgtree.api.tasks import TaskViewSet
from orgtree.api.tokens import TokenViewSet
from orgtree.declare import registry
from orgtree.open_parts import Route

registry.add_routes(
    (
        Route("areas", AreaViewSet, "area"),
        Route("party-orgs", PartyOrgViewSet, "party-org"),
        Route("institutions", InstitutionViewSet, "institution"),
        Route("deadlines", DeadlineRuleViewSet, "deadline"),
        Route("notices", NoticeViewSet, "notice"),
        Route("runs", RunViewSet, "run"),
        Route("tasks", TaskViewSet, "task"),
        Route("tokens", TokenViewSet, "token"),
        Route("figures", FiguresView, "figures"),
        Route("me", MeView, "me"),
    )
)
