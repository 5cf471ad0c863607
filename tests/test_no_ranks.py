"""No list, export or address puts people in the order of their hours, points or grades."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin

from config.api import router
from orgtree.api.filters import Ordering
from orgtree.lists.rules import measures_persons
from tests.volunteers.team_people import signed_in

OURS = ("orgtree", "volunteers", "grids", "cocon", "assessments")
# Orders by such a column that rank nobody, and why.
NO_RANKS = {
    # file: why
}


@pytest.mark.parametrize(
    ("path", "ranks"),
    [
        ("hours", True),
        ("-account__total", True),
        ("suggested_band", True),
        ("credit__credited", True),
        ("served_on", False),
        ("member__name", False),
        ("sometimes", False),
    ],
)
def test_what_measures_a_person(path, ranks):
    assert measures_persons(path) == ranks


def sortable(model_admin, request) -> set[str]:
    return {model_admin._order_of(name) for name in model_admin.get_sortable_by(request)}


def test_no_list_of_the_desk_offers_it(rf):
    found = []
    for model, model_admin in admin.site._registry.items():
        request = rf.get("/")
        orders = {
            *sortable(model_admin, request),
            *map(str, model_admin.ordering or ()),
            *map(str, model._meta.ordering),
        }
        found += [(model._meta.label, order) for order in orders if measures_persons(order)]
    assert found == []


def test_control_a_list_that_would_is_found(monkeypatch):
    certificates = admin.site._registry[apps.get_model("volunteers", "Certificate")]
    assert "requested_at_shown" in certificates.get_sortable_by(None)
    monkeypatch.setattr(certificates.hours_shown, "admin_order_field", "hours", raising=False)
    assert measures_persons(certificates._order_of("hours_shown"))
    assert "hours_shown" not in certificates.get_sortable_by(None)


def test_no_list_of_the_api_offers_it():
    with pytest.raises(ValueError, match="hours"):
        Ordering(hours="时长")
    found = []
    for prefix, viewset, _ in router.registry:
        orders = viewset.queryset.query.order_by if viewset.queryset is not None else ()
        found += [(prefix, order) for order in orders if measures_persons(str(order))]
    assert found == []


@pytest.mark.django_db
def test_an_address_orders_nobody(town):
    """Columns are asked for by their place: the place of hours is no order at all."""
    client = signed_in(town.secretary)
    place = admin.site._registry[apps.get_model("volunteers", "ServiceRecord")].list_display.index("hours_shown") + 1
    reply = client.get("/desk/volunteers/servicerecord/", {"o": f"-{place}"})
    assert reply.status_code == 200
    assert not any(measures_persons(str(order)) for order in reply.context["cl"].queryset.query.order_by)


def orders_in(source: str) -> set[str]:
    """The columns that a file orders by: in order_by(…), earliest(…), latest(…) and `ordering = [...]`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"order_by", "earliest", "latest"}:
            found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "ordering" for target in node.targets):
            found |= {item.value for item in ast.walk(node.value) if isinstance(item, ast.Constant)}
    return {order for order in found if isinstance(order, str)}


def test_no_code_orders_by_it():
    found = {}
    for app in OURS:
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            name = str(path.relative_to(settings.BASE_DIR))
            ranks = sorted(filter(measures_persons, orders_in(path.read_text(encoding="utf-8"))))
            if ranks and "migrations" not in name and name not in NO_RANKS:
                found[name] = ranks
    assert found == {}


def test_control_code_that_would_is_found():
    assert orders_in('rows.order_by("-hours", "pk")\nordering = ["-points"]') == {"-hours", "pk", "-points"}
