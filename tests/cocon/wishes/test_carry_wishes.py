"""Wishes that were entered before they had an app of their own come over whole: rows, trail, steps, sealed numbers."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from cocon.models import Wish
from orgtree.models import ActStep
from orgtree.text.crypto import encrypt
from tests.cocon.wishes.test_wishes import PHONE, claimed, wish

pytestmark = pytest.mark.django_db
carry = import_module("cocon.migrations.0002_carry_wishes")


def everything() -> tuple[list, list, list]:
    """The rows, their trail, the steps."""
    trail = Wish.pgh_event_model.objects.order_by("pgh_id")
    return [list(rows.values()) for rows in (Wish.objects.order_by("pk"), trail, ActStep.objects.order_by("pk"))]


def put_back() -> None:
    """The database as it was: the tables of the floor below hold the rows, the numbers sealed for them."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in carry.GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for name in reversed(carry.TABLES):
            cursor.execute(f"CREATE TABLE volunteers_{name} AS SELECT * FROM cocon_{name}")
            cursor.execute(f"DELETE FROM cocon_{name}")
        sealed = encrypt(PHONE, context="volunteers.wish.phone")
        cursor.execute("UPDATE volunteers_wish SET phone = %s WHERE phone <> ''", [sealed])
        cursor.execute("UPDATE orgtree_actstep SET noun = 'volunteers.wish' WHERE noun = 'cocon.wish'")
        for table in carry.GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_wishes_of_before_come_over_whole(town, member):
    held, plain = claimed(town, member, phone=PHONE), wish(town)
    before = everything()
    assert "cocon.wish" in {step["noun"] for step in before[2]}
    put_back()
    assert everything()[:2] == [[], []]  # control
    carry.carry_wishes(apps, SimpleNamespace(connection=connection))
    assert everything() == before
    assert Wish.objects.get(pk=held.pk).phone == PHONE
    assert wish(town, title="另一个").pk > plain.pk  # the next number is a new one
    assert Wish.pgh_event_model.objects.count() == len(before[1]) + 1  # and the trail goes on
