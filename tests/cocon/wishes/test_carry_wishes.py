"""Wishes that were entered before they had an app of their own come over whole: rows, trail, steps, sealed numbers."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cocon.models import Wish
from orgtree.models import ActStep
from tests.cocon.wishes.test_wishes import PHONE, claimed, wish

pytestmark = pytest.mark.django_db
BEFORE = [("cocon", None), ("volunteers", "0006_figure_marks")]


def migrate(*targets) -> None:
    """To these migrations, inside the test's transaction; checks that wait for its end are made first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))


def test_wishes_of_before_come_over_whole(town, member):
    held, plain = claimed(town, member, phone=PHONE), wish(town)
    rows = list(Wish.objects.order_by("pk").values())
    trail = list(Wish.pgh_event_model.objects.order_by("pgh_id").values())
    steps = list(ActStep.objects.values())
    assert steps[0]["noun"] == "cocon.wish"
    trail = put_back(rows, trail)
    migrate(*MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert list(Wish.objects.order_by("pk").values()) == rows
    assert list(Wish.pgh_event_model.objects.order_by("pgh_id").values()) == trail
    assert list(ActStep.objects.values()) == steps
    assert Wish.objects.get(pk=held.pk).phone == PHONE
    assert wish(town).pk > plain.pk  # the next number is a new one
    assert Wish.pgh_event_model.objects.count() == len(trail) + 1  # and the trail goes on


def put_back(rows, trail) -> list[dict]:
    """The database as it was: the table of the floor below, and in it these rows. Returns their trail as written."""
    migrate(*BEFORE)
    apps = MigrationExecutor(connection).loader.project_state(BEFORE[1:]).apps
    old, events = apps.get_model("volunteers", "Wish"), apps.get_model("volunteers", "WishEvent")
    with connection.cursor() as cursor:
        for table in ("volunteers_wish", "volunteers_wishevent", "orgtree_actstep"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        old.objects.bulk_create(old(**row) for row in rows)
        events.objects.bulk_create(events(**row) for row in trail)
        cursor.execute("UPDATE orgtree_actstep SET noun = 'volunteers.wish'")
        cursor.execute("SELECT count(*) FROM volunteers_wish WHERE phone = %s", [PHONE])
        assert cursor.fetchone() == (0,)  # sealed
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("volunteers_wish", "volunteers_wishevent", "orgtree_actstep"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return list(events.objects.order_by("pgh_id").values())
