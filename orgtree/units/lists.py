"""The columns of units and of party organisations, for the desk, its workbooks and the rows behind figures."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list
from orgtree.units.models.institution import Institution
from orgtree.units.models.party import PartyOrg
from orgtree.units.rules import term_state

TERM_WORDS = {"over": "已届满", "near": "六个月内届满", "running": ""}

institution_list = declare_list(
    Institution,
    columns=columns_of(Institution, "name kind uscc superior closed_on") | area_columns("所在区域"),
    desk="name kind uscc area superior closed_on",
    filters=("kind",),
    loads=("area", "superior"),
    order="name id",
    api="id name kind kind_label uscc superior area closed_on",
    asked_by="kind area under search",
    ordered_by="name kind",
)


def state_of_term(org: PartyOrg) -> str:
    """How near its term is to its end: a key of TERM_WORDS, "" without a term or after the organisation's own end."""
    return "" if org.dissolved_on or not org.term_ends_on else term_state(org.term_ends_on, timezone.localdate())


def term_dressed(org: PartyOrg, words: str):
    """The end of the term with what it means; "" without one."""
    state = state_of_term(org)
    until = state and date_format(org.term_ends_on, "Y年n月j日")
    return format_html('<span class="term term-{}">{} {}</span>', state, until, words) if state else ""


def name_dressed(org: PartyOrg, name: str):
    """The name as far to the right as the organisation stands below the top."""
    return format_html('<span class="org-level org-level-{}">{}</span>', min(org.level, 6), name)


party_org_list = declare_list(
    PartyOrg,
    columns=columns_of(PartyOrg, "name kind institution founded_on term_ends_on dissolved_on")
    | area_columns("所在区域")
    | {
        "name_in_tree": Column("名称", lambda org: org.name, html=name_dressed),
        "parent": Column("上级党组织", lambda org: org.parent.name if org.parent else ""),
        "term": Column("届期", lambda org: TERM_WORDS.get(state_of_term(org), ""), html=term_dressed),
    },
    desk="name_in_tree kind area institution founded_on term dissolved_on",
    filters=("kind",),
    loads=("area", "institution"),
    order="tree_id lft",
    sheet="name parent kind area institution founded_on term_ends_on term dissolved_on",
    sheet_loads=("parent",),
    api="id parent kind kind_label name area institution founded_on term_ends_on dissolved_on",
    asked_by="kind parent area under search",
    ordered_by="name founded_on term_ends_on",
)
