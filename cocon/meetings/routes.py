"""What this subject offers below /api/v1/."""

from cocon.meetings.api import (
    AttendanceViewSet,
    MeetingSeriesViewSet,
    MeetingViewSet,
    OutcomeViewSet,
    TopicViewSet,
)
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("topics", TopicViewSet, "topic"),
        Route("meeting-series", MeetingSeriesViewSet, "meeting-series"),
        Route("meetings", MeetingViewSet, "meeting"),
        Route("attendances", AttendanceViewSet, "attendance"),
        Route("outcomes", OutcomeViewSet, "outcome"),
    ]
)
