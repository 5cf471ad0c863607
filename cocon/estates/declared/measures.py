"""Figures of estates: how many, with a property company, with an owners' committee, and where the Party is organised."""

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from cocon.estates.lists import estate_list
from cocon.estates.models import Estate, PropertyTerm
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.models import Institution, PartyOrg
from orgtree.units.lists import institution_list

GROUP = "小区物业"
DAYS = ("estate", "company", "since", "until")
IN_BEING = ("founded_on", "dissolved_on")
ESTATES = Marker(
    Estate,
    ("area", "since", "ended_on", "committee_since", "committee_until", "party_org"),
    area="area",
    since="since",
)
TERMS = Marker(PropertyTerm, DAYS, area="estate__area", since="since")
ORGS = Marker(PartyOrg, IN_BEING, area="estates__area")
# By the seat of the company.
COMPANY_TERMS = Marker(PropertyTerm, DAYS, area="company__area", since="since")
COMPANIES = Marker(Institution, (), area="area")
COMPANY_ORGS = Marker(PartyOrg, ("institution", *IN_BEING), area="institution__area")


def in_being(window: Window):
    """Estates in being on the last day that counts: which are served, have a committee, have a party organisation."""
    day = window.last_day
    terms = PropertyTerm.objects.in_force_on(day).filter(estate=OuterRef("pk"))
    orgs = PartyOrg.objects.in_being_on(day).filter(pk=OuterRef("party_org"))
    rows = Estate.objects.in_being_on(day).annotate(is_served=Exists(terms), has_party=Exists(orgs))
    rows = rows.annotate(has_committee=Q(committee_since__lte=day, committee_until__gte=day))
    return rows.select_related("area__parent__parent", "party_org").order_by("pk")


def companies(window: Window):
    """Property companies that look after at least one estate on the last day, each once, where they have their seat."""
    day = window.last_day
    terms = PropertyTerm.objects.in_force_on(day).filter(company=OuterRef("pk"))
    orgs = PartyOrg.objects.in_being_on(day).filter(institution=OuterRef("pk"))
    rows = Institution.objects.filter(Exists(terms)).annotate(has_party=Exists(orgs))
    return rows.select_related("area__parent__parent").order_by("pk")


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percent; None of nothing."""
    return Decimal(part) * 100 / whole if whole else None


def estate_count(key: str, label: str, definition: str, only: Q | None = None, marks=(), **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit="个",
        definition=definition,
        rows=in_being,
        marks=(ESTATES, *marks),
        area="area",
        columns=estate_list.pick("name place households buildings since party_org"),
        group=GROUP,
        stock=True,
        **({"only": only} if only else {}),
        **more,
    )


def company_count(key: str, label: str, definition: str, marks, **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit="家",
        definition=definition,
        rows=companies,
        marks=marks,
        area="area",
        columns=institution_list.pick("name kind place"),
        group=GROUP,
        stock=True,
        **more,
    )


def rate(key: str, label: str, definition: str, parts: tuple[str, str], **more) -> Derived:
    return Derived(
        key=f"cocon.{key}",
        label=label,
        unit="%",
        definition=definition,
        parts=tuple(f"cocon.{part}" for part in parts),
        formula=share,
        group=GROUP,
        **more,
    )


registry.add_figures(
    [
        estate_count("estates", "小区", "统计期末在册的小区"),
        estate_count(
            "estates_served",
            "有物业企业的小区",
            "统计期末有物业企业在服务期内的小区；最后一天仍算",
            Q(is_served=True),
            (TERMS,),
        ),
        rate(
            "property_share",
            "小区专业化物业覆盖率",
            "有物业企业的小区 ÷ 小区",
            ("estates_served", "estates"),
            source="W30",
            headline=True,
        ),
        estate_count(
            "estates_committee",
            "有业委会的小区",
            "统计期末业委会在任期内的小区；最后一天仍算",
            Q(has_committee=True),
        ),
        rate("committee_share", "业委会组建率", "有业委会的小区 ÷ 小区", ("estates_committee", "estates")),
        estate_count("estates_party", "有党组织的小区", "统计期末小区党组织存续的小区", Q(has_party=True), (ORGS,)),
        rate("estate_party_share", "小区党组织覆盖率", "有党组织的小区 ÷ 小区", ("estates_party", "estates")),
        company_count(
            "property_companies",
            "物业企业",
            "统计期末至少服务一个小区的物业企业，每家计一次，按企业所在区域统计",
            (COMPANY_TERMS, COMPANIES),
        ),
        company_count(
            "property_companies_party",
            "有党组织的物业企业",
            "统计期末至少服务一个小区、本企业有党组织存续的物业企业，每家计一次，按企业所在区域统计",
            (COMPANY_TERMS, COMPANIES, COMPANY_ORGS),
            only=Q(has_party=True),
        ),
        rate(
            "property_party_share",
            "物业企业党组织组建率",
            "有党组织的物业企业 ÷ 物业企业",
            ("property_companies_party", "property_companies"),
            source="W31",
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.estates",
            "小区物业",
            "截至{period}末，{place}{cocon.estates}个小区中{cocon.estates_served}个有物业企业，专业化物业覆盖率"
            "{cocon.property_share}%；{cocon.estates_committee}个有业委会，组建率{cocon.committee_share}%。",
            source="W30",
        ),
        Sentence(
            "cocon.property_party",
            "物业企业党建",
            "{place}{cocon.property_companies}家物业企业中{cocon.property_companies_party}家建立党组织，"
            "组建率{cocon.property_party_share}%。",
            source="W31",
        ),
    ]
)
