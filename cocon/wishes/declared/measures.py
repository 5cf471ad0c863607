"""Figures of wishes, and of good deeds done for residents in all."""

from cocon.wishes.lists import wish_list
from cocon.wishes.models import Wish
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

BEHIND = wish_list.pick("title kind place masked_claimer group fulfilled_at closed_at people_helped")
# The keys are older than this app: closed figures, programs and reports know them, so they stay.


def wishes_fulfilled(window: Window):
    """Wishes that the desk confirmed as fulfilled in the period."""
    return (
        Wish.objects.closed_in(window)
        .select_related("area__parent__parent", "claimed_by", "unit", "team")
        .order_by("closed_at", "pk")
    )


registry.add_figures(
    [
        Measure(
            key="volunteers.wishes_fulfilled",
            label="实现微心愿",
            unit="件",
            definition="统计期内经社区核实已实现的微心愿",
            rows=wishes_fulfilled,
            marks=(Marker(Wish, ("state",), area="area", day="closed_at"),),
            area="area",
            columns=BEHIND,
            additive=True,
            group="为群众办实事",
        ),
        Derived(
            key="volunteers.good_deeds",
            label="为群众办好事实事",
            unit="件",
            definition="服务中办成的好事实事 + 实现微心愿",
            parts=("volunteers.good_deeds_in_services", "volunteers.wishes_fulfilled"),
            formula=lambda in_services, wishes: in_services + wishes,
            group="为群众办实事",
            decimals=0,
            headline=True,
            source="S23",
            is_rate=False,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "volunteers.good_deeds",
            "好事实事",
            "{period}，{place}志愿服务{volunteers.services}人次，为群众办好事实事{volunteers.good_deeds}件，"
            "其中实现微心愿{volunteers.wishes_fulfilled}件。",
            source="S22 S23",
        )
    ]
)
