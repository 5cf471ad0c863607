"""Figures of meetings: how many were held, and how many matters they resolved."""

from cocon.bodies.declared.measures import BODIES
from cocon.meetings.choices import MeetingState
from cocon.meetings.lists import meeting_list, topic_list
from cocon.meetings.models import Meeting, Topic
from orgtree.declare import Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP = "共驻共建"


def held(window: Window):
    """Meetings that began in the period and were closed by the time of the fill."""
    rows = Meeting.objects.filter(
        state=MeetingState.CLOSED,
        starts_at__gte=window.beginning,
        starts_at__lt=window.ending,
        closed_at__lte=window.as_of,
    )
    return rows.select_related("body__area__parent__parent", "body__kind").order_by("starts_at", "pk")


def resolved(window: Window):
    """Topics that were resolved in the period."""
    rows = Topic.objects.resolved_in(window).select_related("area__parent__parent", "institution")
    return rows.order_by("resolved_at", "pk")


registry.add_figures(
    [
        Measure(
            key="cocon.meetings_held",
            label="召开共建会议",
            unit="次",
            definition="统计期内开始、已结束的联席会、议事会等会议",
            rows=held,
            marks=(
                BODIES,
                Marker(Meeting, ("state", "starts_at", "closed_at", "body"), area="body__area", day="starts_at"),
            ),
            area="body__area",
            columns=meeting_list.pick("title body area starts_at place"),
            group=GROUP,
        ),
        Measure(
            key="cocon.matters_resolved",
            label="协调解决问题",
            unit="件",
            definition="经会议议定、任务完成后办结的议题，每件只计一次",
            rows=resolved,
            marks=(Marker(Topic, ("state", "resolved_at", "area"), area="area", day="resolved_at"),),
            area="area",
            columns=topic_list.pick("title place source resolved_at outcome"),
            group=GROUP,
            headline=True,
            source="T08 J20",
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.meetings",
            "共建会议",
            "{period}，{place}召开共建会议{cocon.meetings_held}次，协调解决问题{cocon.matters_resolved}件。",
            source="T08 J20",
        )
    ]
)
