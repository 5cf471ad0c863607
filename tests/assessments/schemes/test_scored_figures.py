"""What says how things are in a place is not scored; what was done about it may be (domain 4.6: P5 only)."""

import pytest

from assessments.schemes.choices import ComponentSource
from assessments.schemes.models import Component
from assessments.schemes.services.tables import _check_span
from orgtree.declare import registry
from orgtree.errors import RuleBroken

pytestmark = pytest.mark.django_db
FIGURES = Component(source=ComponentSource.FIGURE)


def check(key: str) -> None:
    _check_span(FIGURES, {"key": key, "name": "一项", "worst": 0, "full": 100})


@pytest.mark.parametrize("key", ["grids.index", "grids.index_points", "grids.index_households"])
def test_the_index_of_places_scores_nobody(key):
    with pytest.raises(RuleBroken) as broken:
        check(key)
    assert broken.value.code == "not_scored"


@pytest.mark.parametrize("key", ["grids.handling", "grids.handle_rate", "grids.accept_rate", "grids.pleased_rate"])
def test_control_what_handling_is_made_of_may_be(key):
    check(key)
    assert registry.catalogue()[key].appraises


def test_of_the_index_handling_alone_may_be_scored():
    index = [figure for figure in registry.catalogue().values() if figure.group == "平安指数"]
    assert {figure.key for figure in index if figure.appraises} == {
        "grids.handling",
        "grids.handling_points",
        "grids.handling_households",
    }
