"""The subjects of the app: no cycle between them, each imports from those before it, and none goes through the facades."""

import ast
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from volunteers.rooms import SUBJECTS

ROOT = Path(__file__).resolve().parent.parent.parent
FACADES = {"volunteers.models", "volunteers.choices"}


def imported(text: str) -> Iterable[str]:
    """Every module that a file names in an import, wherever it stands; `from a import b` gives a.b as well as a."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def subject_of(module: str) -> str | None:
    app, _, rest = module.partition(".")
    subject = rest.partition(".")[0]
    return subject if app == "volunteers" and subject in SUBJECTS else None


def texts() -> dict[str, str]:
    """{module: its text} of every file in a subject."""
    files = (path for subject in SUBJECTS for path in (ROOT / "volunteers" / subject).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text() for path in files}


def upward(modules: dict[str, str]) -> list[tuple[str, str]]:
    """(importer, imported) wherever a subject names one that comes after it."""
    height = {subject: position for position, subject in enumerate(SUBJECTS)}
    return [
        (module, target)
        for module, text in modules.items()
        for target in imported(text)
        if (other := subject_of(target)) and height[other] > height[subject_of(module)]
    ]


def through_facades(modules: dict[str, str]) -> list[str]:
    return [module for module, text in modules.items() if FACADES & set(imported(text))]


def test_a_subject_imports_from_those_before_it():
    assert upward(texts()) == []


def test_no_subject_reads_the_lists_of_all_names():
    assert through_facades(texts()) == []


@pytest.mark.parametrize(
    "line",
    [
        "from volunteers.points.services.points import credit_deeds",
        "import volunteers.home.pages",
        "def late():\n    from volunteers.duties import services",
    ],
)
def test_the_look_upward_finds_a_planted_import(line):
    modules = texts() | {"volunteers.members.services.planted": line}
    assert {module for module, _ in upward(modules)} == {"volunteers.members.services.planted"}


def test_the_look_at_facades_finds_a_planted_import():
    modules = texts() | {"volunteers.duties.planted": "from volunteers.models import Member"}
    assert through_facades(modules) == ["volunteers.duties.planted"]


def test_every_folder_of_the_app_is_a_subject_or_belongs_to_the_framework():
    folders = {path.parent.name for path in (ROOT / "volunteers").glob("*/__init__.py")}
    assert folders == {*SUBJECTS, "management", "migrations", "templatetags"}


def test_the_contracts_know_the_same_subjects():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [floors] = [contract for contract in contracts if contract.get("containers") == ["volunteers"]]
    named = [subject for level in reversed(floors["layers"]) for subject in level.split(" | ") if subject in SUBJECTS]
    assert named == list(SUBJECTS)
    files = next(contract for contract in contracts if "volunteers.members" in contract.get("containers", []))
    assert files["containers"] == [f"volunteers.{subject}" for subject in SUBJECTS]
