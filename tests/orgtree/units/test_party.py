"""Party organisations: who may stand under whom, terms, moves, and who may edit."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.errors import RuleBroken
from orgtree.models import PartyOrg
from orgtree.tree.acts import area_acts
from orgtree.tree.services.intervals import stored_faults
from orgtree.units.acts import party_acts
from orgtree.units.rules import may_stand_under, term_state
from orgtree.units.services.institutions import create_institution
from orgtree.units.services.party import create_party_org, update_party_org


@pytest.mark.parametrize(
    ("kind", "parent", "legal"),
    [
        ("work_committee", "committee", True),  # 街道党工委 < 区委
        ("committee", "work_committee", True),  # 社区党委 < 街道党工委
        ("branch", "committee", True),  # 网格党支部 < 社区党委
        ("group", "branch", True),  # 楼院党小组 < 网格党支部
        ("household", "group", True),
        ("branch", None, True),  # a unit's branch, whose superior is not kept here
        ("group", None, False),
        ("committee", "branch", False),
        ("group", "committee", False),
    ],
)
def test_ladder(kind, parent, legal):
    assert may_stand_under(kind, parent) is legal


@pytest.mark.parametrize(
    ("ends", "begins"),
    [
        (date(2026, 12, 15), date(2026, 6, 15)),
        (date(2026, 3, 1), date(2025, 9, 1)),
        (date(2026, 8, 31), date(2026, 2, 28)),  # February has no 31st
        (date(2024, 8, 30), date(2024, 2, 29)),
        (date(2026, 6, 30), date(2025, 12, 30)),
    ],
)
def test_a_term_is_announced_from_six_months_before_its_end(ends, begins):
    assert term_state(ends, begins - timedelta(days=1)) == "running"
    assert term_state(ends, begins) == "near"
    assert term_state(ends, ends - timedelta(days=1)) == "near"
    assert term_state(ends, ends) == "over"
    assert term_state(None, begins) == "running"


@pytest.fixture
def orgs(town):
    """城关街道党工委 > 东园社区党委 > 东园一支部 > 一组; 西园社区党委."""
    street = create_party_org(parent_id=None, kind="work_committee", name="城关街道党工委", area=town.street, by=None)
    east = create_party_org(parent_id=street.pk, kind="committee", name="东园社区党委", area=town.east, by=None)
    west = create_party_org(parent_id=street.pk, kind="committee", name="西园社区党委", area=town.west, by=None)
    branch = create_party_org(parent_id=east.pk, kind="branch", name="东园一支部", area=town.east_grid, by=None)
    group = create_party_org(parent_id=branch.pk, kind="group", name="一组", area=town.east_building, by=None)
    yield {"street": street, "east": east, "west": west, "branch": branch, "group": group}
    assert stored_faults(PartyOrg) == []


@pytest.mark.django_db
def test_created_within_reach_only(town, orgs):
    street = town.street_secretary
    org = create_party_org(parent_id=orgs["east"].pk, kind="branch", name="东园二支部", area=town.east, by=street)
    assert org.level == 2
    for area, actor in ((town.north, street), (town.east, town.secretary)):
        with pytest.raises(RuleBroken) as refused:
            create_party_org(parent_id=orgs["east"].pk, kind="branch", name="三支部", area=area, by=actor)
        assert refused.value.field == "area"


@pytest.mark.django_db
def test_a_kind_that_cannot_stand_there_is_refused_at_its_field(town, orgs):
    with pytest.raises(RuleBroken) as refused:
        create_party_org(parent_id=orgs["group"].pk, kind="branch", name="倒挂支部", area=town.east, by=None)
    assert refused.value.field == "parent"
    with pytest.raises(RuleBroken) as refused:
        update_party_org(org_id=orgs["branch"].pk, kind="general_branch", by=None)  # its group cannot stand under that
    assert refused.value.field == "kind"


@pytest.mark.django_db
def test_a_new_term_is_written_and_checked(town, orgs):
    org = update_party_org(
        org_id=orgs["east"].pk, founded_on=date(2021, 5, 1), term_ends_on=date(2026, 5, 1), by=town.street_secretary
    )
    assert org.term_ends_on == date(2026, 5, 1)
    with pytest.raises(RuleBroken, match="届满日期应晚于成立日期"):
        update_party_org(org_id=orgs["east"].pk, term_ends_on=date(2020, 5, 1), by=None)


@pytest.mark.django_db
def test_moved_with_everything_below(town, orgs):
    perform_one(party_acts, "move", pk=orgs["branch"].pk, parent=orgs["west"], by=town.street_secretary)
    west = PartyOrg.objects.get(pk=orgs["west"].pk)
    assert list(west.get_descendants().values_list("name", flat=True)) == ["东园一支部", "一组"]


@pytest.mark.django_db
def test_no_ring(town, orgs):
    with pytest.raises(RuleBroken, match="自己的下级"):
        # A committee may stand under a committee, but not under itself.
        perform_one(party_acts, "move", pk=orgs["east"].pk, parent=orgs["east"], by=None)


@pytest.mark.django_db
def test_dissolved_from_below(town, orgs):
    with pytest.raises(RuleBroken, match="下级党组织"):
        perform_one(party_acts, "dissolve", pk=orgs["branch"].pk, by=None)
    perform_one(party_acts, "dissolve", pk=orgs["group"].pk, by=town.street_secretary)
    org = perform_one(party_acts, "dissolve", pk=orgs["branch"].pk, by=town.street_secretary)
    assert org.dissolved_on == timezone.localdate()
    with pytest.raises(RuleBroken, match="已撤销"):
        create_party_org(parent_id=org.pk, kind="group", name="二组", area=town.east, by=None)


@pytest.mark.django_db
def test_an_organisation_keeps_its_area_open(town, orgs):
    create_party_org(parent_id=orgs["east"].pk, kind="branch", name="东园二支部", area=town.east_grid_two, by=None)
    with pytest.raises(RuleBroken, match="1个党组织"):
        perform_one(area_acts, "dissolve", pk=town.east_grid_two.pk, by=town.secretary)


@pytest.mark.django_db
def test_a_unit_organisation_is_seen_by_its_unit(town):
    unit = create_institution(name="潍城区教育局", kind="authority", area=town.district, by=None)
    org = create_party_org(
        parent_id=None, kind="committee", name="教育局党委", area=town.district, institution=unit, by=None
    )
    assert org.institution == unit
