"""The subjects of this app, from the lowest to the highest: each is a folder, and imports from those before it."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

SUBJECTS = (
    "members",
    "points",
    "check_ins",
    "teams",
    "duties",
    "service",
    "activities",
    "standing",
    "feedback",
    "recognition",
    "emergencies",
    "wishes",
    "home",
)


def load_all(role: str) -> None:
    """Import the module, or every module of the package, that subjects have under this name."""
    for subject in SUBJECTS:
        name = f"{__package__}.{subject}.{role}"
        if find_spec(name):
            for part in iter_modules(getattr(import_module(name), "__path__", [])):
                import_module(f"{name}.{part.name}")
