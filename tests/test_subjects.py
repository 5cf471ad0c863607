"""The subjects of an app: no cycle between them, each imports from those before it, and none goes through the facades.

On the ground floor what shows a subject (desk, API, pages) also imports the kits that pages are made of, which know all subjects
but nothing of what shows them.
"""

import ast
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

import assessments.rooms
import cocon.rooms
import grids.rooms
import orgtree.rooms
import volunteers.rooms

ROOT = Path(__file__).resolve().parent.parent
APPS = {"orgtree": orgtree.rooms.SUBJECTS, "volunteers": volunteers.rooms.SUBJECTS, "cocon": cocon.rooms.SUBJECTS} | {
    "grids": grids.rooms.SUBJECTS,
    "assessments": assessments.rooms.SUBJECTS,
}
KITS = {"orgtree": orgtree.rooms.KITS}
# The ground's codes are its language and lie at the bottom; those of other apps stand with their subjects.
FACADES = {"orgtree": {"orgtree.models"}} | {
    app: {f"{app}.models", f"{app}.choices"} for app in ("volunteers", "cocon", "grids", "assessments")
}
SURFACES = {"desk", "api", "pages"}
FRAMEWORK = {"management", "migrations", "templatetags"}  # folders that Django looks for


def imported(text: str) -> Iterable[str]:
    """Every module that a file names in an import, wherever it stands; `from a import b` gives a.b as well as a."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def subject_of(module: str, app: str) -> str | None:
    first, _, rest = module.partition(".")
    subject = rest.partition(".")[0]
    return subject if first == app and subject in APPS[app] else None


def shows_a_subject(module: str, app: str) -> bool:
    """Whether it is a page, of the desk, the API or an own one, and of no kit."""
    parts = module.split(".")
    return len(parts) > 2 and parts[1] not in KITS.get(app, ()) and parts[2] in SURFACES


def texts(app: str) -> dict[str, str]:
    """{module: its text} of every file in a subject."""
    files = (path for subject in APPS[app] for path in (ROOT / app / subject).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text() for path in files}


def upward(app: str, modules: dict[str, str]) -> list[tuple[str, str]]:
    """(importer, imported) wherever a subject names one that comes after it, or a kit what shows a subject."""
    height, kits = {subject: position for position, subject in enumerate(APPS[app])}, KITS.get(app, ())
    found = []
    for module, text in modules.items():
        own, is_shown = subject_of(module, app), shows_a_subject(module, app)
        for target in imported(text):
            other = subject_of(target, app)
            if other is None or other == own:
                continue
            is_above = height[other] > height[own] and not (is_shown and other in kits)
            if is_above or (shows_a_subject(target, app) and not is_shown):
                found.append((module, target))
    return found


def through_facades(app: str, modules: dict[str, str]) -> list[str]:
    return [module for module, text in modules.items() if FACADES[app] & set(imported(text))]


@pytest.mark.parametrize("app", APPS)
def test_a_subject_imports_from_those_before_it(app):
    assert upward(app, texts(app)) == []


@pytest.mark.parametrize("app", APPS)
def test_no_subject_reads_the_lists_of_all_names(app):
    assert through_facades(app, texts(app)) == []


@pytest.mark.parametrize(
    "line",
    [
        "from volunteers.points.services.points import credit_deeds",
        "import volunteers.home.pages",
        "def late():\n    from volunteers.duties import services",
    ],
)
def test_the_look_upward_finds_a_planted_import(line):
    modules = texts("volunteers") | {"volunteers.members.services.planted": line}
    assert {module for module, _ in upward("volunteers", modules)} == {"volunteers.members.services.planted"}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("orgtree.desk.planted", "from orgtree.tree.desk import area"),  # a kit knows nothing of pages
        ("orgtree.tree.services.planted", "from orgtree.desk.base import ScopedAdmin"),  # only pages are made with kits
        ("orgtree.tree.desk.planted", "from orgtree.boards.services import boards"),
    ],
)
def test_the_look_upward_finds_what_bypasses_the_kits(module, line):
    assert {found for found, _ in upward("orgtree", texts("orgtree") | {module: line})} == {module}


def test_the_look_at_facades_finds_a_planted_import():
    modules = texts("volunteers") | {"volunteers.duties.planted": "from volunteers.models import Member"}
    assert through_facades("volunteers", modules) == ["volunteers.duties.planted"]


@pytest.mark.parametrize("app", APPS)
def test_every_folder_of_an_app_is_a_subject_or_belongs_to_the_framework(app):
    folders = {path.parent.name for path in (ROOT / app).glob("*/__init__.py")}
    assert folders - FRAMEWORK == {*APPS[app]}


@pytest.mark.parametrize("app", APPS)
def test_the_contracts_know_the_same_subjects(app):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [floors] = [contract for contract in contracts if contract.get("containers") == [app]]
    named = [subject for level in reversed(floors["layers"]) for subject in level.split(" | ") if subject in APPS[app]]
    assert named == list(APPS[app])
    files = next(contract for contract in contracts if "volunteers.members" in contract.get("containers", []))
    nouns = {f"{app}.{subject}" for subject in APPS[app] if subject not in KITS.get(app, ())}
    assert nouns <= {*files["containers"]}
