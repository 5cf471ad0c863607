"""What a person typed follows them to another device, is nobody else's, and goes when it was sent or is three days old."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from orgtree.errors import RuleBroken
from orgtree.models import Draft
from orgtree.people.services.drafts import LARGEST, MOST, keep_draft
from orgtree.people.tasks.sessions import clear_sessions
from tests.visits import signed_in

pytestmark = pytest.mark.django_db
NAME = "/m/services/new/#0"
TYPED = {"name": NAME, "page": "/m/services/new/", "title": "记一次服务", "values": '{"note|0": "清扫楼道"}'}


def kept(by, **said) -> Draft:
    return keep_draft(**(TYPED | said), by=by)


def asked(client):
    return client.get("/drafts/", {"name": NAME}).json()


def test_it_is_kept_given_back_and_dropped(town):
    client = signed_in(town.clerk)
    assert client.post("/drafts/keep/", TYPED).status_code == 204
    assert client.post("/drafts/keep/", TYPED | {"values": '{"note|0": "清扫3号楼"}'}).status_code == 204
    assert asked(client)["values"] == {"note|0": "清扫3号楼"}
    assert "记一次服务" in client.get("/drafts/").content.decode()
    assert client.post("/drafts/drop/", {"name": NAME}).status_code == 204
    assert asked(client) is None
    assert client.post("/drafts/drop/", {"name": NAME, "listed": "1"})["Location"] == "/drafts/"


def test_nobody_else_reads_or_drops_it_and_the_table_tells_nothing(town):
    kept(town.clerk)
    other = signed_in(town.secretary)
    assert asked(other) is None
    other.post("/drafts/drop/", {"name": NAME})
    assert Draft.objects.get().title == "记一次服务"
    with connection.cursor() as cursor:
        cursor.execute("SELECT title || values FROM orgtree_draft")
        [[stored]] = cursor.fetchall()
    assert "清扫" not in stored
    assert "服务" not in stored


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"page": "https://elsewhere.example/"}, "draft"),
        ({"page": "//elsewhere.example/"}, "draft"),
        ({"name": ""}, "draft"),
        ({"values": "清扫"}, "draft"),
        ({"values": "{}"}, "draft"),
        ({"values": '"' + "扫" * LARGEST + '"'}, "too_large"),
    ],
)
def test_what_is_no_draft_is_refused(town, said, code):
    with pytest.raises(RuleBroken) as refused:
        kept(town.clerk, **said)
    assert refused.value.code == code
    assert signed_in(town.clerk).post("/drafts/keep/", TYPED | said).status_code == 422
    assert not Draft.objects.exists()


def test_the_oldest_makes_way_and_three_days_end_it(town):
    for number in range(MOST + 1):
        kept(town.clerk, name=f"form {number}")
    assert not Draft.objects.filter(name="form 0").exists()
    assert Draft.objects.count() == MOST
    Draft.objects.filter(name="form 1").update(saved_at=timezone.now() - timedelta(hours=73))
    assert Draft.objects.mine(town.clerk).count() == MOST - 1
    clear_sessions()
    assert Draft.objects.count() == MOST - 1
