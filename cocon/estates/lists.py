"""The columns of estates and of terms of property companies, for the desk, workbooks and the rows behind figures."""

from django.utils import timezone

from cocon.estates.choices import CommitteeState
from cocon.estates.models import Estate, PropertyTerm
from cocon.estates.rules import NEAR
from cocon.estates.services.terms import term_acts
from orgtree.days.rules.months import months_on
from orgtree.days.rules.words import say_day
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by

TERM_COLOURS = {"未开始": "info", "服务中": "success", "已结束": "info"}
COMMITTEE_COLOURS = {"未成立": "info", "任期内": "success", "已届满": "danger"}

name_by(Estate, "id name")


def dress_estates(estates: list[Estate]) -> None:
    """Set the term of each that is in force today, None for none. One query."""
    today = timezone.localdate()
    rows = PropertyTerm.objects.in_force_on(today).filter(estate__in=[estate.pk for estate in estates])
    terms = {term.estate_id: term for term in rows.select_related("company")}
    for estate in estates:
        estate.term = terms.get(estate.pk)


def company_of(estate: Estate) -> str:
    """The company of today; "" for none."""
    term = getattr(estate, "term", None)
    return term.company.name if term else ""


def _of_term(name: str):
    """What the term in force says; nothing where there is none."""
    return lambda estate: getattr(getattr(estate, "term", None), name, None)


def shown_until(term: PropertyTerm) -> str:
    """The last day, and whether it is near."""
    if term.until is None:
        return "未约定"
    today = timezone.localdate()
    return say_day(term.until) + ("（即将到期）" if today <= term.until < months_on(today, NEAR) else "")


estate_list = declare_list(
    Estate,
    columns=columns_of(Estate, "name households buildings since committee_since committee_until ended_on")
    | area_columns("社区")
    | {
        "company": Column("物业企业", company_of),
        "uscc": Column("物业企业统一社会信用代码", lambda estate: estate.term.company.uscc if estate.term else ""),
        "term_since": Column("服务开始", _of_term("since")),
        "term_until": Column("服务截止", _of_term("until")),
        "committee": Column("业委会", lambda estate: CommitteeState(estate.committee).label, tones=COMMITTEE_COLOURS),
        "party_org": Column(
            "小区党组织", lambda estate: estate.party_org.name if estate.party_org else "", order="party_org__name"
        ),
        "state": Column("状态", lambda estate: "已撤销" if estate.ended_on else "在册"),
    },
    desk="name area households buildings company committee party_org",
    links="name",
    filters=("area",),
    order="area name pk",
    loads=("area__parent__parent", "party_org"),
    dress=dress_estates,
    importer="estates",
    sheet="name area households buildings company committee party_org state",
    api="id area name households buildings since party_org committee_since committee_until ended_on",
    asked_by="area under",
    ordered_by="since name",
)
term_list = declare_list(
    PropertyTerm,
    columns=columns_of(PropertyTerm, "estate since until end_reason made_at")
    | area_columns("社区", "estate.area")
    | {
        "state": Column("状态", lambda term: term_acts.state_label(term.state), tones=TERM_COLOURS),
        "company": Column("物业企业", lambda term: term.company.name, order="company__name"),
        "until_shown": Column("服务截止", shown_until, order="until"),
    },
    desk="state estate company since until_shown area",
    links="state estate",
    filters=("estate__area",),
    order="-since -pk",
    loads=("estate__area__parent__parent", "company"),
    sheet="state estate company since until area end_reason",
    api="id estate company since until state end_reason made_at",
    asked_by="estate company under",
    ordered_by="since until",
)
