"""The inventory of addresses: every pattern of the resolver has one line here or in the `routes` of a subject's tests, or
`test_scope_leaks` fails. Such a file (tests/<app>/<subject>/routes.py) is found by its name.

On the right stand the values of the pattern's parameters, in order: a model's label is replaced by the id of a row
that the visitors may not see (tests/canaries.py), anything that begins with "=" stands for itself. An address whose
parameters are not all literal must answer 404 (or refuse) to a stranger. The desk's lists, forms, histories and
acts of registered models need no line: they are all alike.
"""

from importlib import import_module
from pathlib import Path

Routes = dict[str, tuple[str, ...]]

OF_NO_SUBJECT: Routes = {
    "healthz": (),
    "desk/": (),
    "desk/reading/": (),
    "desk/find/": (),
    "desk/undo/": (),
    "desk/search/": (),
    "desk/login/": (),
    "desk/logout/": (),
    "desk/password_change/": (),
    "desk/password_change/done/": (),
    "desk/autocomplete/": (),
    "desk/jsi18n/": (),
    "desk/<app_label>/": ("=orgtree",),
    "api/schema/": (),
    "api/docs/": (),
    "api/v1/promises/": (),
    "api/v1/promises/<pk>/": ("upstairs.promise",),
    "api/<path:rest>": ("=nothing",),
}


def join_inventories(*parts: Routes) -> Routes:
    """One inventory of all of them. ValueError if two name the same address: one of the lines would count for nothing."""
    joined: Routes = {}
    for part in parts:
        if twice := joined.keys() & part:
            raise ValueError(f"named twice: {sorted(twice)}")
        joined |= part
    return joined


def routes_of_subjects() -> list[Routes]:
    """The inventories that stand with the tests of a subject."""
    files = sorted(Path(__file__).parent.glob("*/*/routes.py"))
    return [import_module(f"tests.{path.parent.parent.name}.{path.parent.name}.routes").ROUTES for path in files]


ROUTES = join_inventories(OF_NO_SUBJECT, *routes_of_subjects())
