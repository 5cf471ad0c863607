"""Whatever names an area says what becomes of it when borders move."""

from collections.abc import Iterable

from django.apps import apps

from orgtree.declare import registry
from orgtree.declare.seats import FATES
from orgtree.models import Area

APPS = ("orgtree", "volunteers", "grids", "cocon", "assessments")


def ways_to_areas() -> set[str]:
    """`app.model.field` of every relation of ours to an area; history tables, proxies and links between tables left out."""
    models = [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS
        and not (hasattr(model, "pgh_tracked_model") or model._meta.auto_created or model._meta.proxy)
    ]
    fields = ((model, field) for model in models for field in (*model._meta.fields, *model._meta.many_to_many))
    return {f"{model._meta.label_lower}.{field.name}" for model, field in fields if field.related_model is Area}


def untold(ways: Iterable[str], declared: Iterable[str]) -> set[str]:
    return set(ways) ^ set(declared)


def ours() -> set[str]:
    return {key for key in registry.seats if key.split(".")[0] in APPS}


def test_every_way_to_an_area_is_declared_and_no_other():
    assert untold(ways_to_areas(), ours()) == set()
    assert {seat.fate for seat in registry.seats.values()} == set(FATES)


def test_one_that_is_not_declared_is_found(monkeypatch):
    monkeypatch.delitem(registry.seats, "volunteers.serviceteam.area")
    monkeypatch.setitem(registry.seats, "volunteers.serviceteam.place", registry.seats["orgtree.post.area"])
    assert untold(ways_to_areas(), ours()) == {"volunteers.serviceteam.area", "volunteers.serviceteam.place"}
