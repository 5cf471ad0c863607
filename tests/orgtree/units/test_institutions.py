"""Units: credit codes, superiors, closing."""

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.errors import RuleBroken
from orgtree.models import Institution
from orgtree.scope.rules.units import MOST_LEVELS
from orgtree.units.acts import institution_acts
from orgtree.units.services.institutions import create_institution, update_institution
from orgtree.units.services.party import create_party_org

pytestmark = pytest.mark.django_db

# From GB 32100-2015, annex: a code whose check digit is right.
RIGHT_CODE = "91350100M000100Y43"


@pytest.fixture
def units(town):
    bureau = create_institution(name="教育局", kind="authority", area=town.district, by=town.organisation)
    school = create_institution(name="东园小学", kind="school", area=town.east, superior=bureau, by=town.secretary)
    return bureau, school


def test_credit_code_is_normalised_and_its_check_digit_tested(town):
    unit = create_institution(
        name="物业", kind="property", area=town.east, uscc=" 91350100m000100y43 ", by=town.secretary
    )
    assert unit.uscc == RIGHT_CODE
    with pytest.raises(RuleBroken, match="统一社会信用代码") as refused:
        create_institution(
            name="物业二", kind="property", area=town.east, uscc=RIGHT_CODE[:-1] + "4", by=town.secretary
        )
    assert refused.value.field == "uscc"


def test_two_units_may_both_have_no_code(town, units):
    assert {unit.uscc for unit in units} == {None}


def test_only_within_reach(town, units):
    bureau, school = units
    with pytest.raises(RuleBroken):
        create_institution(name="越界", kind="other", area=town.west, by=town.secretary)
    with pytest.raises(RuleBroken):
        update_institution(institution_id=school.pk, area=town.west, by=town.secretary)
    with pytest.raises(RuleBroken):
        update_institution(institution_id=bureau.pk, name="我的局", by=town.secretary)


def test_superiors_form_no_ring(town, units):
    bureau, school = units
    with pytest.raises(RuleBroken) as refused:
        update_institution(institution_id=bureau.pk, superior=school, by=town.organisation)
    assert refused.value.field == "superior"


def chain(town, levels):
    """Units one below the other, the highest first."""
    found = [None]
    for level in range(levels):
        unit = create_institution(
            name=f"{level}级", kind="public", area=town.east, superior=found[-1], by=town.secretary
        )
        found.append(unit)
    return found[1:]


def test_a_line_of_units_has_five_levels_at_most(town, units):
    line = chain(town, MOST_LEVELS)
    with pytest.raises(RuleBroken, match="最多5级") as refused:
        create_institution(name="第六级", kind="public", area=town.east, superior=line[-1], by=town.secretary)
    assert refused.value.field == "superior"
    bureau, school = units
    with pytest.raises(RuleBroken, match="最多5级"):  # the levels below count too
        update_institution(institution_id=bureau.pk, superior=line[-2], by=town.organisation)
    assert update_institution(institution_id=bureau.pk, superior=line[-3], by=town.organisation).superior == line[-3]


def test_no_unit_answers_to_a_closed_one(town, units):
    gone = create_institution(name="旧局", kind="authority", area=town.district, by=town.organisation)
    perform_one(institution_acts, "close", pk=gone.pk, by=town.organisation)
    with pytest.raises(RuleBroken, match="已注销") as refused:
        update_institution(institution_id=units[1].pk, superior=gone, by=town.secretary)
    assert refused.value.field == "superior"


def test_what_stood_before_the_rule_is_edited_still(town, units):
    """Only a new superior is looked at: a name is not held up by what somebody else did."""
    line = chain(town, MOST_LEVELS)
    deep = Institution.objects.create(name="第六级", kind="public", area=town.east, superior=line[-1])
    assert update_institution(institution_id=deep.pk, name="改名", by=town.secretary).name == "改名"


def test_saving_on_the_desk_keeps_a_superior_that_the_editor_may_not_choose(town, units, client):
    bureau, school = units
    client.force_login(town.secretary)
    values = {"name": "东园第一小学", "kind": "school", "uscc": "", "area": town.east.pk, "superior": ""}
    assert client.post(f"/desk/orgtree/institution/{school.pk}/change/", values).status_code == 302
    school.refresh_from_db()
    assert (school.name, school.superior) == ("东园第一小学", bureau)
    client.force_login(town.organisation)  # control: who may choose it takes it away
    client.post(f"/desk/orgtree/institution/{school.pk}/change/", values)
    school.refresh_from_db()
    assert school.superior is None


def test_closed_from_below_and_never_twice_by_surprise(town, units):
    bureau, school = units
    with pytest.raises(RuleBroken, match="下级单位"):
        perform_one(institution_acts, "close", pk=bureau.pk, by=town.organisation)
    create_party_org(
        parent_id=None, kind="branch", name="东园小学支部", area=town.east, institution=school, by=town.street_secretary
    )
    with pytest.raises(RuleBroken, match="党组织尚未撤销"):
        perform_one(institution_acts, "close", pk=school.pk, by=town.secretary)
    school.party_orgs.update(dissolved_on=timezone.localdate())
    assert perform_one(institution_acts, "close", pk=school.pk, by=town.secretary).closed_on == timezone.localdate()
