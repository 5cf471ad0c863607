"""Figures of pairing: units, communities and party organisations that take part, each once."""

from django.db.models import Exists, OuterRef

from cocon.units.lists import pairing_list
from cocon.units.models import Pairing
from orgtree.declare import Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.models import Area, Institution, PartyOrg
from orgtree.tree.declared.measures import AREAS
from orgtree.tree.lists import area_list
from orgtree.units.declared.measures import ORGS
from orgtree.units.lists import institution_list, party_org_list

GROUP = "共驻共建"
COLUMNS = ("unit", "community", "since", "until")
PAIRINGS = Marker(Pairing, COLUMNS, area="community", since="since")
UNITS = Marker(Pairing, COLUMNS, area="unit__area", since="since")
OF_ORGS = Marker(Pairing, COLUMNS, area="unit__party_orgs__area", since="since")
SEATS = Marker(Institution, (), area="area")


def pairings_in_force(window: Window):
    """Pairings that last on the last day of the period."""
    return Pairing.objects.in_force_on(window.last_day).select_related("unit", "community__parent__parent")


def _by(window: Window, lookup: str, outer: str = "pk"):
    return Exists(Pairing.objects.in_force_on(window.last_day).filter(**{lookup: OuterRef(outer)}))


def paired_units(window: Window):
    """Units paired with at least one community, each once, where they have their seat."""
    rows = Institution.objects.filter(_by(window, "unit"))
    return rows.select_related("area__parent__parent").order_by("pk")


def paired_communities(window: Window):
    """Communities paired with at least one unit."""
    standing = Area.objects.open_on(window.last_day)
    return standing.filter(_by(window, "community")).select_related("parent__parent").order_by("pk")


def paired_orgs(window: Window):
    """Party organisations in being of paired units, each once, where they have their seat."""
    rows = PartyOrg.objects.in_being_on(window.last_day).filter(_by(window, "unit", "institution"))
    return rows.select_related("area__parent__parent", "institution").order_by("pk")


registry.add_figures(
    [
        Measure(
            key="cocon.pairings",
            label="单位结对社区",
            unit="对",
            definition="统计期末仍在结对的单位与社区，一个单位与几个社区结对计几对，按社区统计；最后一天仍算",
            rows=pairings_in_force,
            marks=(PAIRINGS,),
            area="community",
            columns=pairing_list.pick("unit_name unit_kind community since until"),
            group=GROUP,
            stock=True,
        ),
        Measure(
            key="cocon.paired_units",
            label="结对单位",
            unit="个",
            definition="统计期末至少与一个社区结对的单位，每个计一次，按单位所在区域统计",
            rows=paired_units,
            marks=(UNITS, SEATS),
            area="area",
            columns=institution_list.pick("name kind place"),
            group=GROUP,
            stock=True,
            headline=True,
            source="W26",
        ),
        Measure(
            key="cocon.paired_communities",
            label="结对社区",
            unit="个",
            definition="统计期末至少有一个单位结对的社区，每个计一次",
            rows=paired_communities,
            marks=(PAIRINGS, AREAS),
            area="",
            columns=area_list.pick("name code"),
            group=GROUP,
            stock=True,
            source="W27",
        ),
        Measure(
            key="cocon.paired_orgs",
            label="参与共驻共建党组织",
            unit="个",
            definition="统计期末结对单位的党组织，每个计一次，按党组织所在区域统计",
            rows=paired_orgs,
            marks=(OF_ORGS, ORGS),
            area="area",
            columns=party_org_list.pick("name kind institution place"),
            group=GROUP,
            stock=True,
            source="J18",
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.paired_units",
            "单位结对",
            "截至{period}末，{place}{cocon.paired_units}个单位与{cocon.paired_communities}个社区结对共建。",
            source="W26 W27",
        ),
        Sentence(
            "cocon.paired_orgs",
            "共驻共建党组织",
            "{place}{cocon.paired_orgs}个党组织参与共驻共建。",
            source="J18",
        ),
    ]
)
