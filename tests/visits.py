"""What people of every kind ask of the site: every address with its parameters filled in, and the questions put to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from django.contrib import admin
from django.core.handlers import wsgi
from django.http import QueryDict

from orgtree.declare import Measure, registry
from tests.canaries import CANARY
from tests.routes import ROUTES
from tests.walk import all_routes, desk_model, fill, is_legacy_redirect, parameters, text_of

REFUSED = {301, 302, 401, 403, 404, 405}
EVERYTHING = "*"


def values_for(address, pattern, planted) -> tuple[list, bool]:
    """The values of an address's parameters, and whether one of them is a planted row."""
    model = desk_model(address, pattern)
    if model is not None:
        names = parameters(address)
        pk = planted.get(model._meta.label_lower, 999999)
        return [pk if name == "object_id" else first_act(model) for name in names], "object_id" in names
    values = ROUTES[address]
    foreign = [planted[value] for value in values if not value.startswith("=")]
    return [value[1:] if value.startswith("=") else planted[value] for value in values], bool(foreign)


def first_act(model) -> str:
    return admin.site.get_model_admin(model).object_actions[0].key


def visits(planted) -> Iterator[tuple[str, bool]]:
    """(address filled in, whether it names a planted row) of every address in the inventory."""
    for address, pattern in all_routes():
        if not is_legacy_redirect(address, pattern):
            values, foreign = values_for(address, pattern, planted)
            yield fill(address, values), foreign


def suggestions() -> Iterator[str]:
    """The address that each form field and filter of the desk asks for rows to choose, with the planted word."""
    for model, model_admin in admin.site._registry.items():
        for field in model_admin._relations():
            if model_admin._is_searchable(field.remote_field.model):
                asked = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}&field_name={field.name}"
                yield f"/desk/autocomplete/?{asked}&term={CANARY}"


def rows_behind_figures(area_id: int) -> Iterator[str]:
    """The pages with the rows behind each figure of an area."""
    for key, figure in registry.catalogue().items():
        if isinstance(figure, Measure):
            yield f"/board/{area_id}/rows/{key}/"


class HeardQuery(QueryDict):
    """A query that remembers what the page asked it for; EVERYTHING where the page took all of it."""

    heard: set[str] = set()

    def __getitem__(self, key):
        self.heard.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.heard.add(key)
        return super().__contains__(key)

    def getlist(self, key, default=None):
        self.heard.add(key)
        return super().getlist(key, default)

    def items(self):
        self.heard.add(EVERYTHING)
        return super().items()

    def lists(self):
        self.heard.add(EVERYTHING)
        return super().lists()


@contextmanager
def listening():
    """Inside, the set of words that pages read from their addresses."""
    heard, plain = set(), wsgi.QueryDict
    HeardQuery.heard, wsgi.QueryDict = heard, HeardQuery
    try:
        yield heard
    finally:
        wsgi.QueryDict = plain


def heard_by(client, url: str) -> tuple[object, str, set[str]]:
    """The reply of an address, its text, and the words of its query that it listens to."""
    with listening() as heard:
        reply = client.get(url)
        return reply, text_of(reply), set(heard)


def listens(heard: set[str], question: str) -> bool:
    """Whether a page that reads these words can answer the question at all."""
    return EVERYTHING in heard or question.split("=")[0] in heard


def every_visit(planted) -> Iterator[str]:
    """All addresses for those who may see the place and not its people: rows behind every figure, suggestions."""
    yield from (url for url, _ in visits(planted))
    yield from chain(suggestions(), rows_behind_figures(planted["orgtree.area"]))
