"""The pages that ask before something is done to many, on a phone and on a desk: nothing broken, nothing cut off."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from playwright.sync_api import expect

from orgtree.acts import declared_acts
from tests.browser import faults, sign_in
from tests.makers import MAKERS
from tests.volunteers.people import accepted

NOUNS = ["volunteers.feedbacksheet", "volunteers.dutyclaim", "volunteers.servicerecord", "volunteers.teammember"]
# Sends the form of the list as its menu does, for one row.
SEND = """([action, name, pk, address]) => {
    const form = document.querySelector("#changelist-form");
    const fields = {action, [name]: pk, csrfmiddlewaretoken: form.csrfmiddlewaretoken.value};
    const sent = Object.assign(document.createElement("form"), {method: "post", action: address});
    for (const [key, value] of Object.entries(fields))
        sent.append(Object.assign(document.createElement("input"), {type: "hidden", name: key, value}));
    document.body.append(sent);
    sent.submit();
}"""


def asking(acts):
    """(state, act) of what asks before it is done to many, in the last state that it leaves."""
    for act in acts:
        if act.is_of_the_desk and act.many and (act.final or act.asks):
            yield next(state for state, _ in reversed(acts.states()) if state in act.leaves), act


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_what_asks_first(committed_town, request, size):
    """How many, some of them by name, what follows, and what is asked, for each such act of four nouns."""
    town, page, found = committed_town, request.getfixturevalue(size), []
    page.set_default_timeout(60_000)
    nouns = {acts.noun: acts for acts in declared_acts()}
    asked = [
        (noun, act, MAKERS[noun][state](town, accepted(town.east, town.secretary)))
        for noun in NOUNS
        for state, act in asking(nouns[noun])
    ]
    sign_in(page, town.secretary.account)
    for noun, act, row in asked:
        model = nouns[noun].model._meta
        address = reverse(f"admin:{model.app_label}_{model.model_name}_changelist")
        page.goto(address)
        page.evaluate(SEND, [act.key, ACTION_CHECKBOX_NAME, row.pk, address])
        expect(page.locator("input[name=apply]")).to_have_count(1)
        expect(page.locator(".act-sample li")).to_have_count(1)
        found += faults(page)
    assert len(asked) > 6
    assert found == []
