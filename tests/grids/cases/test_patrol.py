"""What a grid worker finds on patrol: entered by place, class and words; where the worker has several grids, the page asks which."""

import re

from grids.cases.choices import CaseSource
from grids.models import Case
from orgtree.choices import PostKind
from orgtree.people.services.people import appoint
from tests.grids.cases import world

PAGE = "/g/cases/new/"


def _areas(client) -> tuple[list[str], list[str]]:
    """(the values that may be chosen, those chosen at the beginning) of the place."""
    page = client.get(PAGE).content.decode()
    field = re.search(r'<select name="area".*?</select>', page, re.DOTALL)[0]
    return re.findall(r'<option value="(\d*)"', field), re.findall(r'<option value="(\d*)" selected', field)


def _sent(area="") -> dict:
    return world.WORDS | {"category": world.category().pk, "area": area}


def test_the_only_grid_is_chosen_and_buildings_are_none(town, client):
    world.long_since()
    grid = str(town.east_grid.pk)
    client.force_login(town.grid_worker)
    assert _areas(client) == (["", grid], [grid])


def test_of_several_grids_none_is_chosen_by_standing_first(town, client):
    world.long_since()
    appoint(holder_id=town.grid_worker.pk, kind=PostKind.GRID_WORKER, area=town.east_grid_two, by=None)
    client.force_login(town.grid_worker)
    offered, chosen = _areas(client)
    assert (set(offered), set(chosen) - {""}) == ({"", str(town.east_grid.pk), str(town.east_grid_two.pk)}, set())
    assert "请选择网格或社区" in client.post(PAGE, _sent()).content.decode()
    assert not Case.objects.exists()


def test_its_source_is_the_patrol_whatever_is_sent_along(town, client):
    world.long_since()
    client.force_login(town.grid_worker)
    client.post(PAGE, _sent(town.east_grid.pk) | {"source": CaseSource.HOTLINE, "phone": "13812345678"})
    report = Case.objects.get().reports.get()
    assert (report.source, report.phone) == (CaseSource.PATROL, "")
