"""What this subject offers below /api/v1/."""

from cocon.meetings.api import AttendanceViewSet, MeetingViewSet, OutcomeViewSet, TopicViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("topics", TopicViewSet, "topic"),
        Route("meetings", MeetingViewSet, "meeting"),
        Route("attendances", AttendanceViewSet, "attendance"),
        Route("outcomes", OutcomeViewSet, "outcome"),
    ]
)
