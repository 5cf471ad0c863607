"""From a unit to the units below it: by the permissions that say so, and never to persons by standing above alone."""

import pgtrigger
import pytest

from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint, create_user
from orgtree.scope.rules import grants
from orgtree.scope.rules.grants import reaches_down
from orgtree.scope.rules.units import MOST_LEVELS
from tests.unit_family import give_more
from tests.upstairs.models import Matter, MatterHandler
from tests.volunteers.people import accepted
from volunteers.models import FeedbackSheet, UnitReportIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(town) -> list[Institution]:
    """Units one below the other, the highest first."""
    found = []
    for level in range(MOST_LEVELS + 1):  # one more than the rule allows, as somebody at the database would write it
        above = found[-1] if found else None
        found.append(Institution.objects.create(name=f"{level}级", kind="public", area=town.east, superior=above))
    return found


def at(town, unit, kind=PostKind.DEPARTMENT) -> User:
    user = create_user(account=f"at-{unit.pk}", name="部门联络员", home=town.district, by=None)
    appoint(holder_id=user.pk, kind=kind, institution=unit, by=None)
    return user


def names(user, permission=P.INSTITUTION_VIEW):
    return set(Institution.objects.allowed(user, permission).values_list("name", flat=True))


def declare_down(monkeypatch, *permissions):
    """A table of grants in which these permissions reach down too."""
    monkeypatch.setattr(grants, "REACH_DOWN", grants.REACH_DOWN | set(permissions))


def test_a_unit_sees_those_below_and_none_above_or_beside(town, line):
    beside = Institution.objects.create(name="旁边", kind="public", area=town.east, superior=line[0])
    assert names(at(town, line[3])) == {"3级", "4级", "5级"}
    assert names(at(town, beside)) == {"旁边"}
    assert names(at(town, line[5])) == {"5级"}


def test_no_further_down_than_a_line_may_be_long(town, line):
    assert names(at(town, line[0])) == {f"{level}级" for level in range(MOST_LEVELS)}


def test_a_unit_that_changes_hands_is_seen_by_the_new_superior_at_once(town, line):
    old, new = at(town, line[1]), at(town, Institution.objects.create(name="新", kind="public", area=town.east))
    line[2].superior = Institution.objects.get(name="新")
    line[2].save()
    assert "3级" not in names(old)
    assert "3级" in names(new)


def test_a_ring_at_the_database_ends(town, line):
    with pgtrigger.ignore("orgtree.Institution:institution_ring_anew"):  # from before the database refused it
        Institution.objects.filter(pk=line[0].pk).update(superior=line[2])
    assert names(at(town, line[1])) >= {"0级", "1级", "2级"}


def test_other_permissions_stay_at_the_unit(town, line, monkeypatch):
    community = {"community": town.east, "filed_by": town.secretary, "filed_at": town.secretary.created_at}
    for unit in line[:2]:
        UnitReportIn.objects.create(unit=unit, party_org="支部", head="负责人", liaison="联络员", **community)
    user = at(town, line[0], PostKind.UNIT_ORG)
    assert {row.unit for row in UnitReportIn.objects.allowed(user, P.UNIT_REPORT)} == {line[0]}
    declare_down(monkeypatch, P.UNIT_REPORT)  # control: it is the declaration that keeps it there
    assert {row.unit for row in UnitReportIn.objects.allowed(user, P.UNIT_REPORT)} == set(line[:2])


def test_an_area_above_a_unit_reaches_no_unit_elsewhere_by_it(town, line):
    """Only posts at units go down the line: a community does not own the branches of the units that sit in it."""
    Institution.objects.create(name="西园分校", kind="public", area=town.west, superior=line[0])
    assert "西园分校" not in names(town.secretary)


# --- Persons -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(town, line, django_user_model) -> FeedbackSheet:
    """About a member of the second unit."""
    member = accepted(town.east, town.secretary)
    about = {"member": member, "unit": line[1], "unit_name": line[1].name, "community": town.east}
    stretch = {"period_kind": "Q", "period_start": "2026-01-01", "drawn_at": town.secretary.created_at}
    return FeedbackSheet.objects.create(**about, **stretch)


def sheets(user, permission=P.FEEDBACK_RECEIVE):
    return list(FeedbackSheet.objects.allowed(user, permission))


def test_sheets_about_persons_stay_at_their_unit(town, line, sheet, monkeypatch):
    own, above = at(town, line[1], PostKind.UNIT_ORG), at(town, line[0], PostKind.UNIT_ORG)
    assert (sheets(own), sheets(above)) == ([sheet], [])
    declare_down(monkeypatch, P.FEEDBACK_RECEIVE)  # control
    assert sheets(above) == [sheet]


def test_a_permission_that_is_no_right_to_persons_brings_none_down(town, line, sheet, monkeypatch):
    """Not even to a post that reads persons of its own unit: that right has to reach down itself."""
    give_more(monkeypatch, PostKind.DEPARTMENT, "volunteers", P.MEMBER_VIEW)
    own, above = at(town, line[1]), at(town, line[0])
    assert (sheets(own, P.INSTITUTION_VIEW), sheets(above, P.INSTITUTION_VIEW)) == ([sheet], [])
    declare_down(monkeypatch, P.MEMBER_VIEW)  # control
    assert sheets(above, P.INSTITUTION_VIEW) == [sheet]


def test_rows_below_are_read_without_the_persons_they_name(town, line, monkeypatch):
    matter = Matter.objects.create(area=town.west, title="路灯", told_by=accepted(town.east, town.secretary))
    MatterHandler.objects.create(matter=matter, unit=line[1])
    give_more(monkeypatch, PostKind.DEPARTMENT, "volunteers", P.MEMBER_VIEW)
    monkeypatch.setattr("orgtree.scope.models.rows.READERS", frozenset({PostKind.DEPARTMENT}))
    own, above = at(town, line[1]), at(town, line[0])
    told = [Matter.objects.allowed(user, P.INSTITUTION_VIEW).get().told_by for user in (own, above)]
    assert told == [matter.told_by, None]
    declare_down(monkeypatch, P.MEMBER_VIEW)  # control
    assert Matter.objects.allowed(above, P.INSTITUTION_VIEW).get().told_by == matter.told_by


def test_what_names_persons_reaches_down_by_its_own_declaration_alone():
    assert reaches_down(P.INSTITUTION_VIEW)
    assert not reaches_down(P.INSTITUTION_VIEW, persons=True)
    assert not reaches_down(P.FEEDBACK_RECEIVE)
    assert not grants.REACH_DOWN & grants.PERSONAL
