"""A row out of reach is answered exactly as one that does not exist: in a form that names it, among many that are chosen or ticked.

At its address that is `compare` in tests/test_scope_leaks.py, in a body `who_is_named_is_told_to_nobody` in tests/test_making.py.
"""

from collections.abc import Iterator

import pytest
from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from orgtree.acts import Act, Acts, Ask, declared_acts, makings_of
from orgtree.acts import forms as acts_forms
from orgtree.desk.acts import form_on_desk
from orgtree.scope.models.rows import ScopedQuerySet
from tests.act_scene import PATHS, answer_to, as_sent
from tests.api import Api
from tests.said import NO_ROW, said_of
from tests.test_scope_leaks import DESKS, staff
from tests.visits import signed_in

pytestmark = pytest.mark.django_db


def acts_on_many() -> Iterator[tuple[Acts, Act]]:
    for acts in declared_acts():
        if acts.noun in PATHS and not acts.noun.startswith("upstairs."):
            yield from ((acts, act) for act in acts if act.many and act.summary and act not in makings_of(acts))


def told_apart_among_many(api: Api, planted) -> Iterator[str]:
    """The acts that say otherwise of a chosen row out of reach than of one that does not exist."""
    for acts, act in acts_on_many():
        pk = planted.get(acts.model._meta.label_lower)
        if pk is None:
            continue
        words = as_sent({ask.name: answer_to(ask) for ask in act.asks if not ask.is_file})
        path = f"{PATHS[acts.noun]}/{act.slug}/"
        replies = [api.post(path, {"ids": [one], **words}) for one in (pk, NO_ROW)]
        if len({said_of(reply, pk, NO_ROW) for reply in replies}) > 1:
            yield f"{acts.noun}.{act.key}"


def told_apart_in_forms(user, planted) -> Iterator[str]:
    """The fields of the desk's forms that say otherwise of a row out of reach than of none, or take it.

    A form is asked field by field, as a browser sends it: what the whole says is made of what its fields say.
    """
    for acts, act, ask in asks_for_rows():
        field = form_on_desk(act, user, []).base_fields[ask.name]
        reach = ask.rows(user, [])
        pk = planted.get(reach.model._meta.label_lower)
        if pk is None or reach.filter(pk=pk).exists():
            continue
        if len({refusal_of(field, one) for one in (pk, NO_ROW)} - {""}) != 1 or not refusal_of(field, pk):
            yield f"{acts.noun}.{act.key}.{ask.name}"


def asks_for_rows() -> Iterator[tuple[Acts, Act, Ask]]:
    """What acts of the desk ask for by naming a row of some noun with owners."""
    for acts in declared_acts():
        if not acts.noun.startswith("upstairs."):
            yield from ((acts, act, ask) for act in acts if act.permission for ask in act.asks if ask.rows)


def refusal_of(field, pk: int) -> str:
    """What the field says of a row, without its id; empty where it takes it."""
    try:
        field.clean(f"{pk}")
    except ValidationError as error:
        return " ".join(error.messages).replace(f"{pk}", "#")
    return ""


def told_apart_when_ticked(client, planted) -> Iterator[str]:
    """The entries of menus of lists that say otherwise of a ticked row out of reach than of one that does not exist."""
    for acts, act in acts_on_many():
        model = acts.model._meta
        if act.permission and (pk := planted.get(model.label_lower)):
            address = reverse(f"admin:{model.app_label}_{model.model_name}_changelist")
            sent = {"action": act.key, "apply": "1", **as_sent({ask.name: answer_to(ask) for ask in act.asks})}
            said = {said_of_ticked(client, address, sent | {ACTION_CHECKBOX_NAME: [one]}, pk) for one in (pk, NO_ROW)}
            if len(said) > 1:
                yield f"{acts.noun}.{act.key}"


def said_of_ticked(client, address: str, sent: dict, pk: int) -> tuple:
    """The answer, and what the next page would say."""
    client.cookies.pop("messages", None)  # of the question before
    reply = client.post(address, sent)
    return *said_of(reply, pk, NO_ROW), *(str(message) for message in get_messages(reply.wsgi_request))


def test_none_of_many_is_told_from_none(town, planted, quick_refusals):
    assert len(list(acts_on_many())) > 10
    assert list(told_apart_among_many(Api(staff(town, DESKS)), planted)) == []


def test_no_form_of_the_desk_tells_a_row_out_of_reach_from_none(town, planted):
    assert len(list(asks_for_rows())) > 60
    assert list(told_apart_in_forms(staff(town, DESKS), planted)) == []


def test_no_ticked_row_out_of_reach_is_told_from_none(town, planted, quick_refusals):
    assert list(told_apart_when_ticked(signed_in(staff(town, DESKS)), planted)) == []


def test_a_form_that_offers_all_rows_is_found(town, planted, monkeypatch):
    """Negative control: a field that takes whatever row there is."""
    offered = []

    def all_rows(ask, rows, said, dress):
        offered.append(ask)
        return forms.ModelChoiceField(rows.model._base_manager.all())

    monkeypatch.setattr(acts_forms, "_row_field", all_rows)
    assert next(told_apart_in_forms(staff(town, DESKS), planted))
    assert offered


def test_planted_faults_are_found(town, planted, monkeypatch, quick_refusals):
    """Negative control: without scope every row is there for everybody."""
    user = staff(town, DESKS)
    monkeypatch.setattr(ScopedQuerySet, "allowed", lambda self, user, permission: self.all())
    assert next(told_apart_among_many(Api(user), planted), None)
    assert next(told_apart_when_ticked(signed_in(user), planted), None)
