"""Names of triggers are looked up, and still none is given twice."""

import pgtrigger
import pytest
from pgtrigger.registry import _Registry, _registry

from orgtree.database.trigger_names import IndexedRegistry
from orgtree.models import Area, Institution


def refusal() -> pgtrigger.Trigger:
    return pgtrigger.Protect(name="test_names", operation=pgtrigger.Delete)


def test_the_names_are_those_of_all_triggers():
    assert isinstance(_registry, IndexedRegistry)
    assert len(_registry) > 500
    assert _registry.by_db_table == _Registry.by_db_table.fget(_registry)
    assert _registry.pg_function_names == _Registry.pg_function_names.fget(_registry)


def test_a_name_is_given_once_to_a_table_and_is_free_when_it_is_let_go():
    with refusal().register(Area):
        with pytest.raises(KeyError, match="already used"):
            pgtrigger.Protect(name="test_names", operation=pgtrigger.Update).register(Area)
        with refusal().register(Institution):
            test_the_names_are_those_of_all_triggers()
    test_the_names_are_those_of_all_triggers()
    assert ("orgtree_area", "test_names") not in _registry.by_db_table


def test_the_function_of_another_trigger_is_refused(monkeypatch):
    monkeypatch.setattr(pgtrigger.Trigger, "get_pgid", lambda self, model: next(iter(_registry.pg_function_names)))
    with pytest.raises(KeyError, match="already in use"):
        refusal().register(Area)
