"""What residents say: sessions with too few answers are in no figure."""

from django.db.models import Q

from orgtree.answers.rules import LEAST, pleased_share
from orgtree.declare import Derived, Measure, Window, registry
from orgtree.declare.marking import Marker
from volunteers.activities.declared.measures_activities import ACTIVITIES, SESSIONS
from volunteers.activities.lists import echo_list
from volunteers.activities.models.outreach import MOST_UNCHECKED, SessionEcho

COLUMNS = echo_list.pick("activity starts_at host answers pleased residents checked")


ECHOES = Marker(
    SessionEcho,
    ("good", "fair", "poor", "residents", "session"),
    area="session__activity__area",
    day="session__starts_at",
)


def echoes(window: Window):
    """Counters of the sessions that began in the period, those with enough answers."""
    began = {"session__starts_at__gte": window.beginning, "session__starts_at__lt": window.ending}
    rows = SessionEcho.objects.enough().filter(**began, session__starts_at__lte=window.as_of)
    return rows.select_related("session__activity__area__parent__parent").order_by("session__starts_at", "pk")


def measure(key: str, label: str, definition: str, value: str, only: Q | None = None) -> Measure:
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit="份",
        definition=definition,
        rows=echoes,
        area="session__activity__area",
        value=value,
        only=only,
        columns=COLUMNS,
        marks=(ECHOES, SESSIONS, ACTIVITIES),
        dated=True,
        group="居民评价",
    )


registry.add_figures(
    [
        measure(
            "resident_answers",
            "居民评价份数",
            f"统计期内开始的场次收到的不记名评价，不超过登记的服务人数；不满{LEAST}份的场次不计",
            "answers",
        ),
        measure(
            "resident_answers_unchecked",
            "其中未核验的评价份数",
            f"上述评价中没有人登记服务人数的场次收到的，每场至多{MOST_UNCHECKED}份；是否为服务过的居民没有核对",
            "answers",
            only=Q(residents=None),
        ),
        measure("resident_pleased", "满意和基本满意", "上述评价中“满意”和“基本满意”的份数", "pleased"),
        Derived(
            key="volunteers.resident_satisfaction",
            label="居民满意率",
            unit="%",
            definition=f"满意和基本满意 ÷ 居民评价份数，含未核验的评价（见其中未核验的评价份数）；不满{LEAST}份不显示",
            parts=("volunteers.resident_pleased", "volunteers.resident_answers"),
            formula=pleased_share,
            group="居民评价",
        ),
    ]
)
