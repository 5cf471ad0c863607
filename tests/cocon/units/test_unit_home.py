"""The unit's own desk: for its clerk alone, one unit at a time."""

import pytest

from cocon import declare
from cocon.declare import UnitSection, add_unit_sections
from orgtree.choices import PostKind
from orgtree.declare import DuplicateDeclaration
from orgtree.models import Institution
from orgtree.people.services.people import appoint, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(town):
    """Two units of one clerk, and a third."""
    made = [Institution.objects.create(name=name, kind="public", area=town.east) for name in ("一小", "二小", "三小")]
    clerk = create_user(account="wenshu", name="文书", password="Wenshu-2026-11", by=town.admin)
    for unit in made[:2]:
        appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    return [*made, clerk]


def test_the_clerk_works_for_one_unit_at_a_time(client, units):
    first, second, foreign, clerk = units
    client.force_login(clerk)
    assert client.get("/u/").context["unit"] == first
    assert client.get(f"/u/?unit={second.pk}", follow=True).context["unit"] == second
    assert client.get("/u/").context["unit"] == second
    for wrong in (foreign.pk, "x", "²"):
        assert client.get(f"/u/?unit={wrong}").context["unit"] == second


def test_nobody_else_has_the_page(client, units, town):
    assert client.get("/u/").status_code == 302
    for stranger in (town.secretary, town.auditor):
        client.force_login(stranger)
        assert client.get("/u/").status_code == 404


def test_subjects_declare_their_part(client, units, monkeypatch):
    monkeypatch.setattr(declare, "unit_sections", {})
    shown = []
    parts = [
        UnitSection("low", 60, lambda unit, user: ("parts/messages.html", {"low": shown.append("low")})),
        UnitSection("high", 10, lambda unit, user: ("parts/messages.html", {"high": shown.append("high")})),
        UnitSection("none", 20, lambda unit, user: None),
    ]
    add_unit_sections(parts)
    client.force_login(units[-1])
    assert len(client.get("/u/").context["sections"]) == 2
    assert shown == ["high", "low"]
    with pytest.raises(DuplicateDeclaration):
        add_unit_sections(parts[:1])
