"""Where somebody lives is found by what people call it: the community, its street, a building, an estate."""

import pytest

from tests.cocon.estates.makers import estate
from volunteers.members.pages.picker import pick_community

pytestmark = pytest.mark.django_db


def found(text: str) -> list:
    return pick_community({"q": text}).found


def test_a_community_is_found_by_all_that_people_call_it(town):
    one = estate(town, name="桃园里")
    for text in (town.east.name, "dongyuan", one.name, one.name[:2], town.east_building.name):
        assert town.east in found(text), text
    assert {town.east, town.west} <= set(found(town.street.name))
    assert town.west not in found(one.name)


def test_its_own_name_stands_first(town):
    estate(town, area=town.west, by=town.west_secretary, name=f"{town.east.name}花园")
    assert found(town.east.name)[:2] == [town.east, town.west]


def test_one_letter_is_in_hundreds_and_asks_for_communities_alone(town):
    one = estate(town)
    assert found(next(letter for letter in one.name if letter not in town.east.name)) == []


def test_an_estate_that_ended_leads_nowhere(town):
    one = estate(town)
    type(one).objects.filter(pk=one.pk).update(ended_on=one.since, end_reason="已并入相邻小区")
    assert found(one.name) == []
