"""Two lines of one name differ, and nobody else is called by more than the name."""

from types import SimpleNamespace

import pytest

from orgtree.lists import Listing
from orgtree.text.namesakes import Called, tell_apart
from tests.volunteers.people import enrolled
from tests.volunteers.team_people import signed_in


class Person(Called):
    def __init__(self, pk, name):
        self.pk, self.name, self.told_apart = pk, name, f"{name}（{pk}）"


def test_those_of_one_name_are_told_apart_and_one_person_twice_is_not():
    one, again, other, alone, nobody = Person(1, "王芳"), Person(1, "王芳"), Person(2, "王芳"), Person(3, "张强"), None
    tell_apart([one, alone, nobody])
    assert [str(one), str(alone)] == ["王芳", "张强"]
    tell_apart([one, again, alone])
    assert str(one) == "王芳"
    tell_apart([one, again, other, alone, "王芳", SimpleNamespace(name="王芳", pk=4)])
    assert [str(row) for row in (one, again, other, alone)] == ["王芳（1）", "王芳（1）", "王芳（2）", "张强"]


@pytest.mark.django_db
def test_every_list_of_the_desk_tells_its_namesakes_apart(town, monkeypatch):
    """Report-ins of two of one name and unit; the control takes the telling away, by the name that lists call."""
    first, second = (enrolled(town.east, town.secretary, name="王芳", residence=where) for where in "甲乙")
    desk = signed_in(town.secretary)

    def lines() -> str:
        return desk.get("/desk/volunteers/reportin/").content.decode()

    assert all(f"编号{member.number}" in lines() for member in (first, second))
    asked = []
    monkeypatch.setattr(Listing, "tell_persons_apart", lambda listing, rows, *names: asked.append(listing.model))
    assert not any(f"编号{member.number}" in lines() for member in (first, second))
    assert asked
