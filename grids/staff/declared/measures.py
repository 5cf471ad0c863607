"""Figures of who answers for streets, communities and grids: how many, against residents, households and what is laid down."""

from operator import attrgetter

from django.db.models import Q

from grids.staff.choices import StaffRole, TrainingState
from grids.staff.lists import term_list, training_list
from grids.staff.models import StaffNorm, StaffTerm, StaffTraining
from grids.staff.rules import GRID_WORKERS, each_of, per_ten_thousand, share_of
from grids.staff.services.cover import COVERED, grids_on, with_cover
from orgtree.declare import Column, Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.tree.declared.measures import AREAS
from orgtree.tree.lists import area_list

GROUP = "网格力量"
TERMS = Marker(StaffTerm, ("role", "since", "until", "state", "area"), area="area", since="since")
NORMS = Marker(StaffNorm, ("area", "key", "number", "active_from", "active_to"))
TRAINED = Marker(StaffTraining, ("hours", "held_on", "state", "term"), area="term__area", day="held_on")
MOVED = Marker(StaffTerm, ("area",), area="area")  # what somebody learnt counts where they serve
AREA_COLUMNS = area_list.pick("name code kind parent")


def in_office(window: Window):
    """Those in office on the last day that counts."""
    rows = StaffTerm.objects.in_office_on(window.last_day).select_related("area__parent__parent", "account")
    return rows.order_by("area_id", "pk")


def staff_count(key: str, *roles: str, label: str = "", source: str = "", headline: bool = False) -> Measure:
    told = label or StaffRole(roles[0]).label
    return Measure(
        key=f"grids.{key}",
        label=told,
        unit="名",
        definition=f"统计期末在任的{'、'.join(StaffRole(role).label for role in roles)}，以任期为准，登记有误的不计",
        rows=in_office,
        only=Q(role__in=roles),
        marks=(TERMS,),
        area="area",
        columns=term_list.pick("role holder place beat since until"),
        group=GROUP,
        stock=True,
        source=source,
        headline=headline,
    )


def grids(window: Window):
    """Grids with those who work there and what is laid down, on the last day that counts."""
    rows = with_cover(grids_on(window.last_day), window.last_day)
    return rows.select_related("parent__parent__parent").order_by("tree_id", "lft")


def grid_count(key: str, label: str, definition: str, only: Q, **more) -> Measure:
    return Measure(
        key=f"grids.{key}",
        label=label,
        unit="个",
        definition=definition,
        rows=grids,
        only=only,
        marks=(AREAS, TERMS, NORMS),
        area="",
        group=GROUP,
        stock=True,
        **{"columns": AREA_COLUMNS} | more,
    )


def trainings(window: Window):
    """Training of the period, as known at the time of the fill."""
    rows = StaffTraining.objects.filter(held_on__gte=window.period.start, held_on__lte=window.last_day)
    rows = rows.filter(state=TrainingState.DONE, entered_at__lte=window.as_of)
    return rows.select_related("term__area__parent__parent", "term__account")


registry.add_figures(
    [
        staff_count("workers", *GRID_WORKERS, label="网格员", source="C02", headline=True),
        staff_count("general_workers", StaffRole.WORKER),
        staff_count("street_chiefs", StaffRole.STREET_CHIEF, source="C03"),
        staff_count("mobile_workers", StaffRole.MOBILE, source="W15"),
        staff_count("community_workers", StaffRole.COMMUNITY_WORKER, source="W17"),
        staff_count("building_heads", StaffRole.BUILDING_HEAD),
        staff_count("secretaries", StaffRole.SECRETARY),
        staff_count("branch_secretaries", StaffRole.BRANCH),
        staff_count("group_heads", StaffRole.GROUP),
        staff_count("party_offices", StaffRole.PARTY_OFFICE, label="街道党建办人员"),
        grid_count(
            "wanted_workers",
            "应配全科网格员",
            "统计期末各网格按标准应配的全科网格员之和",
            Q(wanted__gt=0),
            value="wanted",
            columns=(*AREA_COLUMNS, Column("应配", attrgetter("wanted"), number=True, field="wanted")),
        ),
        Derived(
            key="grids.workers_norm",
            label="每网格全科网格员标准",
            unit="名",
            definition="各网格应配全科网格员的平均",
            parts=("grids.wanted_workers", "area.grids"),
            formula=each_of,
            is_given=True,
            group=GROUP,
            source="C04",
        ),
        grid_count("covered_grids", "配齐网格数", "统计期末全科网格员不少于标准的网格", COVERED),
        Derived(
            key="grids.coverage",
            label="网格员覆盖率",
            unit="%",
            definition="配齐网格数 ÷ 网格数",
            parts=("grids.covered_grids", "area.grids"),
            formula=share_of,
            group=GROUP,
            headline=True,
        ),
        Derived(
            key="grids.per_ten_thousand",
            label="每万居民社区工作者",
            unit="人",
            definition="社区工作者 ÷ 常住人口 × 10000",
            parts=("grids.community_workers", "area.residents"),
            formula=per_ten_thousand,
            group=GROUP,
            decimals=1,
            source="C05 W18",
        ),
        Derived(
            key="grids.households_each",
            label="每名社区工作者包户",
            unit="户",
            definition="户数 ÷ 社区工作者",
            parts=("area.households", "grids.community_workers"),
            formula=each_of,
            group=GROUP,
            decimals=0,
            source="S03",
        ),
        Measure(
            key="grids.training_hours",
            label="网格力量培训学时",
            unit="学时",
            definition="统计期内登记的培训学时之和，登记有误的不计",
            rows=trainings,
            value="hours",
            marks=(TRAINED, MOVED),
            area="term__area",
            columns=training_list.pick("held_on title hours role holder place"),
            group=GROUP,
            decimals=1,
            additive=True,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "grids.staff",
            "网格力量",
            "截至{period}末，{place}有网格员{grids.workers}名、移动网格员{grids.mobile_workers}名、街巷长{grids.street_chiefs}名、"
            "社区工作者{grids.community_workers}名，每个网格按不少于{grids.workers_norm}名全科网格员配备，覆盖率{grids.coverage}%。",
            source="C02 C03 C04 W15 W17",
        ),
        Sentence(
            "grids.ratios",
            "社区工作者配备",
            "{place}每万居民有社区工作者{grids.per_ten_thousand}人，每名社区工作者包户{grids.households_each}户。",
            source="C05 W18 S03",
        ),
    ]
)
