"""A community where something is the matter, and a department that handles it: the people of tests about cases."""

from datetime import date

from grids.cases.services.course import case_acts
from grids.cases.services.filing import open_case
from grids.cases.services.opening import Told
from grids.models import Case, Category
from orgtree.acts import perform_one
from orgtree.models import Area, Post

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


def do(key: str, row: Case, by, **said) -> Case:
    return perform_one(case_acts, key, pk=row.pk, by=by, **said)


def accepted(town, row: Case | None = None) -> Case:
    return do("accept", row or case(town), town.grid_worker)
