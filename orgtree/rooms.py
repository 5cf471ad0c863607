"""Apps laid out by subject: what a collector at the root of an app imports from each of its subjects."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules


def load_all(app: str, subjects: Iterable[str], role: str) -> None:
    """Import the module, or every module of the package, that the app's subjects have under this name."""
    for subject in subjects:
        name = f"{app}.{subject}.{role}"
        if find_spec(name):
            for part in iter_modules(getattr(import_module(name), "__path__", [])):
                import_module(f"{name}.{part.name}")
