"""Forms of the desk sent as nobody fills them: refused, whatever stands in them. `make thorough` sends 10,000; `FUZZ_SEED` gives other ones."""

import os
import random

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.test import Client

from orgtree.desk import find
from orgtree.desk.forms import IdsOnly
from orgtree.models import Institution
from tests.form_fuzz import Form, Sender
from tests.thorough import examples
from tests.visits import hold_every_post

pytestmark = pytest.mark.django_db
SEED = os.environ.get("FUZZ_SEED", "1")
FORMS = examples(60, 10_000)
PAGES = examples(40, 10**6)
EACH = examples(2, 40)


@pytest.fixture
def sender(town, planted) -> Sender:
    """Somebody with every post, whom every page of the desk lets in."""
    unit = Institution.objects.get(pk=planted["orgtree.institution"])
    hold_every_post(town.secretary, town.city, unit)
    client = Client(raise_request_exception=False)  # what breaks is told by the sender with what was sent
    client.force_login(town.secretary)
    return Sender(client, "所有岗位", random.Random(SEED))


def starts() -> list[str]:
    lists = [f"/desk/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]
    return ["/desk/", "/board/", "/u/", "/m/", *(f"{url}add/" for url in lists), *lists]


def test_no_form_of_the_desk_breaks(sender):
    sender.walk(sender.dice.sample(starts(), len(starts())), forms=FORMS, each=EACH, pages=PAGES)
    assert sender.sent >= min(FORMS, 60)
    assert sender.broken == []


def test_a_row_of_a_page_takes_no_words_for_a_person(town):
    """Found by the long run: the page came again with what was sent, and looked for the person of that key."""
    sent = {
        "sessions-TOTAL_FORMS": "1",
        "sessions-INITIAL_FORMS": "0",
        "sessions-0-leader": "整理楼道",
        "title": "巡逻",
    }
    client = Client(raise_request_exception=False)
    client.force_login(town.secretary)
    assert client.post("/desk/volunteers/activity/add/", sent).status_code == 200


def test_every_search_in_a_page_takes_keys_only(rf, town):
    """Those of rows inside a page too, which the kit of the desk does not make."""
    request, found = rf.get("/desk/"), {}
    request.user = town.secretary
    for model, desk in admin.site._registry.items():
        for inline in desk.inlines:
            form = inline(model, admin.site).get_formset(request, None).form
            found |= {f"{inline.__name__}.{name}": field.widget for name, field in form.base_fields.items()}
    searches = {name: getattr(widget, "widget", widget) for name, widget in found.items()}
    searches = {name: widget for name, widget in searches.items() if isinstance(widget, AutocompleteMixin)}
    assert "SessionInline.leader" in searches
    assert [name for name, widget in searches.items() if not isinstance(widget, IdsOnly)] == []


def test_control_a_page_that_breaks_is_told_with_what_was_sent(sender, monkeypatch):
    monkeypatch.setattr(find, "_results", lambda user, text: int("²"))
    sender.send(Form("/desk/find/", "post", [("q", [], "张三")]))
    [broken] = sender.broken
    assert (broken.method, broken.url, broken.by) == ("post", "/desk/find/", "所有岗位")
    assert "invalid literal" in broken.error
