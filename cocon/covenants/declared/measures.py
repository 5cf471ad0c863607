"""Figures of covenants: how many hold, and what was recognised."""

from cocon.covenants.lists import covenant_list, recognition_list
from cocon.covenants.models import Covenant, Recognition
from orgtree.declare import Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP = "共驻共建"


def in_force(window: Window):
    """Covenants that hold on the last day that counts."""
    rows = Covenant.objects.in_force_on(window.last_day).select_related("area__parent__parent", "unit", "team")
    return rows.order_by("pk")


def recognised(window: Window):
    """What was recognised in the period."""
    rows = Recognition.objects.filter(day__gte=window.period.start, day__lte=window.last_day, at__lte=window.as_of)
    rows = rows.select_related("covenant__area__parent__parent", "covenant__unit", "covenant__team")
    return rows.order_by("day", "pk")


registry.add_figures(
    [
        Measure(
            key="cocon.covenants",
            label="共建承诺",
            unit="项",
            definition="统计期末履行中的单位和集体承诺，最后一天仍算",
            rows=in_force,
            marks=(Marker(Covenant, ("since", "until", "area"), area="area", since="since"),),
            area="area",
            columns=covenant_list.pick("title giver place since until"),
            group=GROUP,
            stock=True,
        ),
        Measure(
            key="cocon.recognitions",
            label="承诺认可",
            unit="次",
            definition="统计期内登记的对承诺的认可：如约履行、居民点赞、示范带动",
            rows=recognised,
            marks=(
                Marker(Recognition, ("kind", "day", "covenant"), area="covenant__area", day="day"),
                Marker(Covenant, ("area",), area="area", day="recognitions__day"),
            ),
            area="covenant__area",
            columns=recognition_list.pick("day kind covenant giver place"),
            group=GROUP,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.covenants",
            "共建承诺",
            "{period}，{place}单位和集体作出共建承诺{cocon.covenants}项，获认可{cocon.recognitions}次。",
        )
    ]
)
