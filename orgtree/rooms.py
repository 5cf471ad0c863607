"""Apps laid out by subject: the subjects of this one, from the lowest to the highest, and how a collector at the root of an app imports from each.

The two highest are kits: what pages of the desk and the API are made of. Pages of all subjects are built with them.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

SUBJECTS = (
    "text",
    "days",
    "declare",
    "database",
    "scope",
    "web",
    "links",
    "answers",
    "sheets",
    "lists",
    "notices",
    "acts",
    "tree",
    "units",
    "people",
    "looks",
    "borders",
    "owned",
    "calendar",
    "runs",
    "files",
    "remarks",
    "places",
    "papers",
    "chain",
    "trail",
    "proofs",
    "imports",
    "assigned",
    "figures",
    "doubts",
    "boards",
    "oneform",
    "api",
    "desk",
)
KITS = ("api", "desk")


def parts_called(app: str, subjects: Iterable[str], role: str) -> Iterator[ModuleType]:
    """The modules, or packages, that the app's subjects have under this name, imported one after the other from the lowest."""
    names = (f"{app}.{subject}.{role}" for subject in subjects)
    return (import_module(name) for name in names if _is_there(name))


def load_all(app: str, subjects: Iterable[str], role: str) -> None:
    """Import the module, or every module of the package, that the app's subjects have under this name."""
    for part in parts_called(app, subjects, role):
        for inner in iter_modules(getattr(part, "__path__", [])):
            import_module(f"{part.__name__}.{inner.name}")


def _is_there(name: str) -> bool:
    """Whether there is a module of this name; what it lies in is asked first, as a look for it would import that."""
    above = name.rpartition(".")[0]
    return (not above or _is_there(above)) and find_spec(name) is not None
