"""Every act with a form of its own that a program may send: sent twice, it is done once, and the second answer is the first."""

from collections.abc import Iterator

import pytest

from orgtree.acts import declared_acts, makings_of
from orgtree.models import ActStep, Notice
from tests.act_scene import taken_back
from tests.api import Api
from tests.form_acts import FORMS
from tests.test_surfaces import faces_of_api
from volunteers.activities.api.activity_desk import ActivityViewSet

pytestmark = pytest.mark.django_db

NOUNS = {acts.noun: acts for acts in declared_acts()}
# Not sent twice here, and why.
APART = {
    "orgtree.apitoken.issue": "each asks for another secret, which is shown once",
    "orgtree.askedform.register": "sent as a file: tests/orgtree/oneform/test_returns.py",
    "volunteers.reportin.submit": "of who has none: an address that chooses among three acts, sent twice as a transfer",
    "volunteers.sessionphoto.add": "sent as files: tests/volunteers/activities/test_session_photos.py",
    "volunteers.shift.leave": "without an answer, and nothing is left to find",
}


def forms_by_api() -> Iterator[str]:
    """Acts with a form of their own that have an address; those of 共驻共建 are sent twice beside their nouns."""
    for _, done in faces_of_api():
        for noun, key in done:
            entered = {making.entered for making in makings_of(NOUNS[noun])}  # tests/test_making.py
            if NOUNS[noun][key].by_form and key not in entered and not noun.startswith(("cocon.", "upstairs.")):
                yield f"{noun}.{key}"


def send_twice(name: str, town, member) -> None:
    """Raises AssertionError where the second leaves anything that the first had not."""
    noun, _, key = name.rpartition(".")
    sent = FORMS[name](town, member)
    rows = NOUNS[noun].model._default_manager

    def left() -> tuple:
        return (rows.count(), ActStep.objects.count(), Notice.objects.count())

    first = Api(sent.by).post(sent.path, sent.body)
    assert first.status_code in {200, 201}, first.content.decode()
    assert ActStep.objects.filter(noun=noun, act=key).exists()
    before = left()
    again = Api(sent.by).post(sent.path, sent.body)
    assert again.status_code in {200, 201}, again.content.decode()
    assert left() == before
    for told in (first.json(), again.json()):
        assert isinstance(told, list) or told.get("id") == (first.json() or {}).get("id")


def test_sent_twice_is_done_once(town, member, subtests, nothing_escapes):
    for name in FORMS:
        with subtests.test(act=name), taken_back():
            send_twice(name, town, member)


def test_none_is_forgotten():
    assert set(forms_by_api()) == {*FORMS, *APART}


def test_control_a_form_that_does_not_find_the_first_is_found(town, member, monkeypatch):
    monkeypatch.setattr(ActivityViewSet, "_drafted", lambda *_: None)
    with pytest.raises(AssertionError):
        send_twice("volunteers.activity.draft", town, member)
