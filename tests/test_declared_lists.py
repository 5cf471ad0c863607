"""Every list of the desk, every row behind a figure and every copy of one's own data chooses from columns told once."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.contrib import admin

from orgtree.declare import Column, registry
from orgtree.lists import cell_name, declared_lists

OURS = ("orgtree", "volunteers", "cocon")
# Figures whose rows show other columns than those of their noun, and why.
FIGURES = {
    "volunteers.points": "its rows are credits, which show the columns of their entries",
    "cocon.office_floor": "its rows are communities, with the floor that is summed over each",
    "cocon.norm_total": "its rows are communities, with the norm that is summed over each",
}
# Parts of the copy of one's own data whose rows are of a noun of the ground floor, which knows no member.
COPIES = {
    "volunteers.notices": "orgtree.notice",
    "volunteers.looks": "orgtree.accesslog",
}
# Those that are no rows of one noun.
MADE = {
    "orgtree.notices.channels": "the ways that a person chose, and what they do not want to be told",
    "orgtree.remarks": "what the person said, gathered from the remarks of every noun",
}


def is_declared(model_admin) -> bool:
    """Whether the list shows just what is told of its noun, and computes no column of its own."""
    listing = model_admin.listing
    return (
        listing in declared_lists()
        and listing.model is model_admin.model
        and tuple(model_admin.list_display) == tuple(map(cell_name, listing.desk))
        and not any(hasattr(type(model_admin), cell_name(name)) for name in listing.columns)
    )


def undeclared_lists() -> set[str]:
    return {
        model._meta.label
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in OURS and not is_declared(model_admin)
    }


def undeclared_figures() -> set[str]:
    told = [column for listing in declared_lists() for column in listing.columns.values()]
    return {
        key
        for key, measure in registry.figures.items()
        if not key.startswith("upstairs.") and any(column not in told for column in getattr(measure, "columns", ()))
    }


def test_every_list_of_the_desk_is_declared():
    assert undeclared_lists() == set()


@pytest.mark.parametrize("fault", ["none at all", "a column more", "a column of its own"])
def test_control_a_list_that_is_not_is_found(fault, monkeypatch):
    deeds = admin.site._registry[apps.get_model("volunteers", "DeedReport")]
    if fault == "none at all":
        monkeypatch.setattr(deeds, "listing", None)
    elif fault == "a column more":
        monkeypatch.setattr(deeds, "list_display", (*deeds.list_display, "evidence"))
    else:
        monkeypatch.setattr(type(deeds), "state_shown", lambda self, deed: "", raising=False)
    assert undeclared_lists() == {"volunteers.DeedReport"}


def test_the_rows_behind_every_figure_are_declared():
    assert undeclared_figures() == set(FIGURES)


def test_control_a_figure_whose_rows_are_not_is_found(monkeypatch):
    key = "volunteers.teams"
    own = replace(registry.figures[key], columns=(Column("名称", lambda team: team.name),))
    monkeypatch.setitem(registry.figures, key, own)
    assert undeclared_figures() == {key, *FIGURES}


def test_every_part_of_the_own_copy_is_declared():
    told = {listing.model._meta.label_lower for listing in declared_lists() if listing.own}
    ours = {key for key in registry.own_data if key.startswith(OURS)}
    assert ours - told == {*COPIES, *MADE}
    assert told <= {*ours, *COPIES.values()}, "told for the copy, and not in it"
