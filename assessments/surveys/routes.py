"""What this subject offers below /api/v1/."""

from assessments.surveys.api import SurveyCellViewSet, SurveyViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("surveys", SurveyViewSet, "survey"),
        Route("survey-results", SurveyCellViewSet, "survey-result"),
    ]
)
