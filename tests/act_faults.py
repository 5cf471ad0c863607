"""Faults of the engine of acts, planted for its contract to find."""

from dataclasses import replace

from orgtree.acts import engine
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from tests.unit_family import give_more
from volunteers.service.services.service_records import service_acts


def wherever_one_has_it(model, permission: str, by):
    """Reach that forgets the place."""
    return model.objects.all() if by.holds(permission) else model.objects.none()


def plant_fault(fault: str, monkeypatch) -> None:
    """Let the engine leave one of its questions out."""
    asks = engine._check

    def without(**left_out):
        return lambda acts, row, doing, refused: asks(
            acts, row, replace(doing, act=replace(doing.act, **left_out)), refused
        )

    if fault == "reach":
        monkeypatch.setattr(engine, "_reached", lambda acts, doing, asked: sorted(asked))
    elif fault == "place":  # found through the secretary of another community
        monkeypatch.setattr(engine, "within_reach", wherever_one_has_it)
    elif fault == "post":  # found through the building head
        give_more(monkeypatch, PostKind.BUILDING_HEAD, "volunteers", P.SERVICE_CONFIRM)
    elif fault == "own":  # found through the other member
        monkeypatch.setattr(engine, "own_rows", lambda acts, act, user: acts.model.objects.all())
    else:
        states = frozenset(state for state, _ in service_acts.states())
        monkeypatch.setattr(
            engine, "_check", without(**{"not_by": ()} if fault == "second person" else {"leaves": states})
        )
