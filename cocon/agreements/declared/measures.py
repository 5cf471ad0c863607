"""Figures of agreements: how many are in force, and how many units take part by them."""

from django.db.models import Exists, OuterRef

from cocon.agreements.lists import agreement_list
from cocon.agreements.models import Agreement
from orgtree.declare import Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.models import Institution
from orgtree.units.lists import institution_list

GROUP = "共驻共建"
COLUMNS = ("unit", "community", "since", "until", "community_signed_at", "unit_signed_at", "cancelled_at")
AGREEMENTS = Marker(Agreement, COLUMNS, area="community", since="since")
UNITS = (Marker(Agreement, COLUMNS, area="unit__area", since="since"), Marker(Institution, (), area="area"))


def agreements_in_force(window: Window):
    """Agreements signed by both that are valid on the last day of the period."""
    return Agreement.objects.in_force_on(window.last_day).select_related("unit", "community__parent__parent")


def agreeing_units(window: Window):
    """Units with at least one such agreement, each once, where they have their seat."""
    theirs = Agreement.objects.in_force_on(window.last_day).filter(unit=OuterRef("pk"))
    return Institution.objects.filter(Exists(theirs)).select_related("area__parent__parent").order_by("pk")


registry.add_figures(
    [
        Measure(
            key="cocon.agreements",
            label="有效共建协议",
            unit="份",
            definition="统计期末双方已签订且未到期、未终止的共建协议，按社区统计；最后一天仍有效，续签接着算",
            rows=agreements_in_force,
            marks=(AGREEMENTS,),
            area="community",
            columns=agreement_list.pick("number unit_name community since until"),
            group=GROUP,
            stock=True,
        ),
        Measure(
            key="cocon.agreeing_units",
            label="参与共驻共建单位",
            unit="家",
            definition="统计期末至少有一份有效共建协议的单位，每家计一次，按单位所在区域统计",
            rows=agreeing_units,
            marks=UNITS,
            area="area",
            columns=institution_list.pick("name kind place"),
            group=GROUP,
            stock=True,
            headline=True,
            source="T04",
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.agreeing_units",
            "参与共驻共建单位",
            "{place}{cocon.agreeing_units}家单位参与共驻共建，有效共建协议{cocon.agreements}份。",
            source="T04",
        )
    ]
)
