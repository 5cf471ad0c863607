"""A member's page on the desk: each kind of record with its number and its list, as far as the viewer's posts open it."""

import pytest

from tests.volunteers.people import accepted, logged
from tests.volunteers.test_admin import desk, text  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(town):
    """A member with six services, of whom a page shows the latest five."""
    member = accepted(town.east, town.secretary, name="王全页")
    for day in range(2, 8):
        logged(member, days_ago=day)
    return member


def test_the_secretary_finds_all_of_a_person_in_one_place(desk, town, served):  # noqa: F811
    shown = text(desk(town.secretary).get(f"/desk/volunteers/member/{served.pk}/change/"))
    assert '<a href="#part-servicerecord">服务记录 <b>6</b></a>' in shown
    whole = f"/desk/volunteers/servicerecord/?member={served.pk}"
    assert f'<a href="{whole}">看全部6条</a>' in shown
    assert shown.count('<a class="text-link" href="/desk/volunteers/servicerecord/') == 5
    assert "part-dutyclaim" not in shown  # there are none
    assert "6条" in text(desk(town.secretary).get(whole))


def test_what_a_post_does_not_open_is_not_there(desk, town, served):  # noqa: F811
    shown = text(desk(town.organisation).get(f"/desk/volunteers/member/{served.pk}/change/"))
    assert "part-servicerecord" not in shown
    assert "谁看过这个人" not in shown
