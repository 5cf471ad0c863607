"""The subjects of an app: no cycle between them, each imports from those before it, and none goes through the facades."""

import ast
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

import cocon.rooms
import volunteers.rooms

ROOT = Path(__file__).resolve().parent.parent
APPS = {"volunteers": volunteers.rooms.SUBJECTS, "cocon": cocon.rooms.SUBJECTS}
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


def texts(app: str) -> dict[str, str]:
    """{module: its text} of every file in a subject."""
    files = (path for subject in APPS[app] for path in (ROOT / app / subject).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text() for path in files}


def upward(app: str, modules: dict[str, str]) -> list[tuple[str, str]]:
    """(importer, imported) wherever a subject names one that comes after it."""
    height = {subject: position for position, subject in enumerate(APPS[app])}
    return [
        (module, target)
        for module, text in modules.items()
        for target in imported(text)
        if (other := subject_of(target, app)) and height[other] > height[subject_of(module, app)]
    ]


def through_facades(app: str, modules: dict[str, str]) -> list[str]:
    return [module for module, text in modules.items() if {f"{app}.models", f"{app}.choices"} & set(imported(text))]


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
    assert {f"{app}.{subject}" for subject in APPS[app]} <= {*files["containers"]}
