"""One row of every model that has owners, planted in 东园社区: what each app plants is in the `canaries` of its tests.

Such a module has `plant(ground)`, which writes rows and returns them and may leave some for higher floors, NAMES, by which the word is followed in them, and
PERSONAL, those of the names that name the member or were written by or about them alone.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace

from django.apps import apps
from django.utils import timezone

from tests.canary import CANARY as CANARY
from tests.canary import PHONE as PHONE
from tests.replay import Replay
from tests.town import TOWN


def planters() -> list[ModuleType]:
    """The modules of the apps, lower floors first."""
    tests = [f"tests.{app.label}" for app in apps.get_app_configs()]
    return [import_module(f"{name}.canaries") for name in tests if find_spec(name) and find_spec(f"{name}.canaries")]


def plant(town) -> dict[str, int]:
    """Write the rows of every app, and return the id of each by its model's label in lower case."""
    ground = SimpleNamespace(town=town, now=timezone.now())
    rows = [row for planter in planters() for row in planter.plant(ground)]
    return {row._meta.label_lower: row.pk for row in rows}


NAMES = tuple(name for planter in planters() for name in planter.NAMES)
PERSONAL = tuple(name for planter in planters() for name in planter.PERSONAL)
PLANTED = Replay("planted", plant, on=TOWN, sealed=True)
