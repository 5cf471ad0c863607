"""Whoever is told of an emergency is told at once; every notice of members' affairs has a kind that they can choose by."""

from orgtree.acts import declared_acts
from orgtree.declare import registry


def kinds_of(prefix: str) -> list[str]:
    return [kind.key for kind in registry.notice_kinds.values() if prefix in kind.prefixes]


def test_an_emergency_does_not_wait_for_the_digest():
    emergencies = registry.notice_kinds["emergencies"]
    assert emergencies.urgent
    assert not emergencies.optional
    assert kinds_of("emergency-ends") == ["emergencies"]


def test_every_noun_that_tells_somebody_has_one_kind():
    tells = {acts.model._meta.model_name for acts in declared_acts() if any(act.tells for act in acts.acts)}
    without = {name: kinds_of(name) for name in tells if len(kinds_of(name)) != 1}
    assert without.keys() <= {"deadlinerule", "promise"}, without
    assert "wish" in tells  # control
