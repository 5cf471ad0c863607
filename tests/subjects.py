"""What the tests of a subject bring for tests over all nouns: found by its name, entered nowhere."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def parts_of(tests: str, subjects: Iterable[str], role: str) -> list[ModuleType]:
    """The modules of this name that the subjects' tests have, in the order of the subjects."""
    names = [f"{tests}.{subject}" for subject in subjects]
    return [import_module(f"{name}.{role}") for name in names if find_spec(name) and find_spec(f"{name}.{role}")]
