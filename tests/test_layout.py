"""The shape of the repository: what lies at the top, and what is in no file at all."""

import re
import subprocess
from pathlib import Path

import pytest

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
