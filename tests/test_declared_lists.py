"""Every list of the desk, every row behind a figure and every copy of one's own data chooses from columns told once."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.contrib import admin
from django_filters.rest_framework import CharFilter

from config.api import router
from orgtree.api.listed import Listed
from orgtree.declare import Column, registry
from orgtree.lists import cell_name, declared_lists

OURS = ("orgtree", "volunteers", "cocon", "grids", "assessments")
# Figures whose rows show other columns than those of their noun, and why.
FIGURES = {
    "volunteers.points": "its rows are credits, which show the columns of their entries",
    "cocon.office_floor": "its rows are communities, with the floor that is summed over each",
    "grids.index_points": "its rows are indexes, with what each adds to the mean",
    "grids.index_households": "its rows are indexes, whose households are added up here alone",
    "grids.handling_points": "its rows are indexes, with what each adds to the mean",
    "grids.handling_households": "its rows are indexes, whose households are added up here alone",
    "grids.hours": "its rows are cases, with the hours that each took",
    "grids.hours_before": "its rows are cases, with the hours that each took",
    "grids.hops": "its rows are cases, with how often each went on, which is added up here alone",
    "grids.wanted_workers": "its rows are grids, with what each should have of workers",
    "assessments.life_due": "its rows are branches, with how many quarters of each ended in the period",
    "cocon.norm_total": "its rows are communities, with the norm that is summed over each",
    **{
        f"cocon.{fund}_{figure}": "its rows are areas, with what each has and should have of a norm"
        for fund in ("work_fund", "service_fund", "street_fund", "party_fund")
        for figure in ("norms", "norm_total", "met")
    },
}
# Parts of the copy of one's own data whose rows are of a noun of the ground floor, which knows no member.
COPIES = {
    "volunteers.notices": "orgtree.notice",
    "volunteers.looks": "orgtree.accesslog",
}
# Lists of the API that are not read from a declared list, and why.
APIS = {
    "service-kinds": "a dictionary: what the desk lists is told where it is declared, and programs have read it unpaged",
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


def is_read_from_a_list(view) -> bool:
    """Whether the list of a noun says what rows of the view set say, what they are asked for by and how they are ordered."""
    listing = getattr(view, "listing", None)
    if not (issubclass(view, Listed) and listing in declared_lists() and listing.model is view.queryset.model):
        return False
    asked = set(view.filterset_class.base_filters) if view.filter_backends else set()
    ordered = {"ordering"} if listing.ordered_by else set()
    return tuple(view.serializer_class().fields) == listing.api and asked == {*listing.asked_by, *ordered}


def view_sets() -> dict[str, type]:
    """{name in addresses: view set} of the API's lists, those of the app upstairs aside."""
    return {
        name: view for name, view, _ in router.registry if hasattr(view, "list") and view.__module__.startswith(OURS)
    }


def undeclared_apis() -> set[str]:
    return {name for name, view in view_sets().items() if not is_read_from_a_list(view)}


def test_every_list_of_the_api_is_declared():
    assert undeclared_apis() == set(APIS)


@pytest.mark.parametrize("fault", ["none at all", "a field less", "a filter of its own"])
def test_control_an_api_that_is_not_is_found(fault, monkeypatch):
    deeds = view_sets()["deed-reports"]
    if fault == "none at all":
        monkeypatch.setattr(deeds, "listing", None)
    elif fault == "a field less":
        told = deeds.serializer_class
        less = type("Meta", (told.Meta,), {"fields": [*deeds.listing.api[:-1]]})
        monkeypatch.setattr(deeds, "serializer_class", type("Less", (told,), {"Meta": less}))
    else:
        monkeypatch.setattr(deeds, "filterset_class", type("Own", (deeds.filterset_class,), {"more": CharFilter()}))
    assert undeclared_apis() == {"deed-reports", *APIS}
