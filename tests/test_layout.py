"""The shape of the repository: what lies at the top, what is in no file at all, whose every row is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.admin.utils import get_fields_from_path

from orgtree.choices import Permission
from orgtree.declare import DuplicateDeclaration, registry
from orgtree.models import ScopedQuerySet
from orgtree.models.scope import area_paths

ROOT = Path(__file__).resolve().parent.parent
TOP = {
    "manage.py", "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "Procfile",
    "config", "orgtree", "volunteers", "grids", "cocon", "assessments", "templates", "static", "tests", "docs",
}  # fmt: skip
REGISTRY = re.compile(rb"(?i)https?://[^\s\"']*(pypi|pythonhosted|npmjs|npmmirror|tuna\.tsinghua|mirrors\.)")


def tracked() -> list[str]:
    result = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.skip("not a git checkout")
    return [name for name in result.stdout.split("\0") if name and (ROOT / name).exists()]


def test_top_level_is_exactly_the_plan():
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} - TOP == set()


def test_no_file_names_a_package_registry():
    assert [name for name in tracked() if REGISTRY.search((ROOT / name).read_bytes())] == []


def test_the_look_for_registries_finds_one():
    assert REGISTRY.search(b'"resolved": "https://registry.' + b'npmjs.org/echarts"')


# Models without owners, and why everyone may see their rows, or nobody does.
PUBLIC = {
    "orgtree.workdayoverride": "the calendar that everyone works by",
    "orgtree.figurefill": "when a period was last filled: 数据截至 of every board",
    "volunteers.deadlinerule": "deadlines are public by design, as the points rules are",
    "volunteers.skill": "dictionary",
    "volunteers.servicekind": "dictionary",
    "volunteers.consenttext": "the words that everyone is shown before agreeing",
    "volunteers.pledgetext": "the words that everyone is shown before signing",
    "volunteers.ruleset": "the points rules are public by design: whoever earns may read them",
    "volunteers.ruleitem": "part of the rules",
    "volunteers.rulecap": "part of the rules",
    "volunteers.ledgerroot": "digests and totals; printed to be shown around",
    "volunteers.ledgercheck": "numbers of accounts and entries, no person",
    "volunteers.emergencylimits": "dated limits that everyone works by",
}
HIDDEN = {
    "orgtree.actstep": "read together with its row alone, by whoever may see that",
    "orgtree.notice": "each person's own, read through `.mine` alone",
    "volunteers.activation": "digests of one-time codes: read by the activation service alone",
}
OURS = {"orgtree", "volunteers", "grids", "cocon", "assessments"}


def our_models():
    """Every model of ours, history tables and links between tables left out."""
    for model in apps.get_models():
        is_history = hasattr(model, "pgh_tracked_model")
        if model._meta.app_label in OURS and not is_history and not model._meta.auto_created:
            yield model


def test_every_model_is_scoped_or_listed_with_a_reason():
    ownerless = {model._meta.label_lower for model in our_models() if not area_paths(model)}
    assert ownerless == PUBLIC.keys() | HIDDEN.keys()


def test_every_scope_path_leads_to_an_area():
    for model in our_models():
        for lookup in area_paths(model):
            target = get_fields_from_path(model, lookup)[-1].remote_field.model if lookup else model
            assert target._meta.label == "orgtree.Area", model


def test_every_model_with_owners_can_be_asked_by_scope():
    for model in our_models():
        if area_paths(model):
            assert isinstance(model._default_manager.all(), ScopedQuerySet), model


def test_declarations_are_unique_and_whole():
    assert registry.figures
    for key, figure in registry.figures.items():
        assert key == figure.key
        assert figure.label
        assert figure.definition
    with pytest.raises(DuplicateDeclaration):
        registry.add_tabs(registry.tabs.values())


def test_tabs_and_cards_name_real_permissions_and_places():
    for tab in registry.tabs.values():
        assert tab.permission is None or tab.permission in Permission.values
        assert tab.place in registry.places
        assert tab.url()
    for card in registry.cards.values():
        assert card.permission in Permission.values


def test_floors_hold():
    tool = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
