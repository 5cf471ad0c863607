"""A community where something is the matter, and a department that handles it: the people of tests about cases."""

from dataclasses import dataclass
from datetime import date

from grids.cases.services.course import case_acts as case_acts
from grids.cases.services.filing import open_case
from grids.cases.services.legs import leg_acts
from grids.cases.services.opening import Told
from grids.models import Case, Category, Leg
from orgtree.acts import perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Area, Institution, Post, User
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.institutions import create_institution

PASSWORD = "Bumen-pass-2026"

WORDS = {"place": "健康路与和平街路口", "title": "路灯不亮", "words": "路口两盏路灯连续三晚不亮"}


def long_since() -> None:
    """The town and its posts have been there since the beginning of the year."""
    Area.objects.update(opened_on=date(2026, 1, 1))
    Post.objects.update(since=date(2026, 1, 1))


def category(code: str = "0202") -> Category:
    return Category.objects.get(code=code, area=None)


def case(town, *, by=None, code: str = "0202", area=None, told: Told | None = None, **words) -> Case:
    """A case of 东园一网格, as the community entered it."""
    said = WORDS | words
    told = told or Told(source="resident")
    return open_case(
        category=category(code), area=area or town.east_grid, told=told, by=by or town.street_secretary, **said
    )


@dataclass
class Department:
    """A unit with two who handle its cases."""

    unit: Institution
    clerk: User
    second: User


def department(town, name: str = "城管局", holder: User | None = None) -> Department:
    """One of the district, whose clerk is `holder` if one is named."""
    unit = create_institution(name=name, kind=InstitutionKind.AUTHORITY, area=town.district, by=None)
    people = [
        create_user(account=f"dept{unit.pk}{number}", name=f"{name}经办", password=PASSWORD, by=None)
        for number in range(1 if holder else 2)
    ]
    for person in [holder, *people] if holder else people:
        appoint(holder_id=person.pk, kind=PostKind.DEPARTMENT, institution=unit, by=None)
    first, second = [holder, *people] if holder else people
    return Department(unit, first, second)


def do(key: str, row: Case, by, **said) -> Case:
    return perform_one(case_acts, key, pk=row.pk, by=by, **said)


def do_leg(key: str, leg: Leg, by, **said) -> Leg:
    return perform_one(leg_acts, key, pk=leg.pk, by=by, **said)


def lead_of(row: Case) -> Leg:
    """The leg of the unit that leads now, or led last."""
    return row.legs.filter(role="lead").latest("pk")


def accepted(town, row: Case | None = None) -> Case:
    return do("accept", row or case(town), town.grid_worker)


def assigned(town, at: Department, row: Case | None = None) -> Case:
    return do("assign", accepted(town, row), town.street_secretary, lead=at.unit, asked="请更换灯泡")


def signed(town, at: Department, row: Case | None = None) -> Case:
    shown = assigned(town, at, row)
    do_leg("sign", lead_of(shown), at.clerk)
    shown.refresh_from_db()
    return shown


def done(town, at: Department, row: Case | None = None, **said) -> Case:
    shown = signed(town, at, row)
    said = {"result": "solved", "outcome": "已更换两盏路灯，当晚亮灯"} | said
    do_leg("finish", lead_of(shown), at.clerk, **said)
    shown.refresh_from_db()
    return shown


def verified(town, at: Department, row: Case | None = None) -> Case:
    return do("verify", done(town, at, row), town.street_secretary)


def replied(town, at: Department, row: Case | None = None) -> Case:
    return do("reply", verified(town, at, row), town.street_secretary, answer="路灯已修好，感谢反映")


def closed(town, at: Department, row: Case | None = None) -> Case:
    return do("close", replied(town, at, row), town.street_secretary)
