"""Controls of `nothing_escapes` (tests/escapes.py), which stands around every act, every beginning and every import; and what workers are told."""

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from orgtree.models import Notice
from tests.escapes import watching
from tests.test_ledger_words import APPS
from tests.volunteers.people import new_phone
from volunteers.models import Member

PHONE, IDENTITY, WORD = "19912345678", "410305199001010019", "夜里睡不着"


@pytest.mark.django_db
@pytest.mark.parametrize("text", [f"请打{PHONE}", f"{IDENTITY}，男", f"他说{WORD}"])
def test_control_what_stands_in_a_row_or_a_log_in_clear_is_found(town, text):
    with watching() as watch:
        Member.objects.create(name="丑一", phone=WORD, area=town.east)  # sealed as every number is
        assert watch.escaped() == []
        Notice.objects.create(user=town.clerk, title="提醒", text=text, key="k")
        logging.getLogger("orgtree.any").warning("refused: %s", text)
    assert [where.split()[0] for where, _ in watch.escaped()] == ["INSERT", "log"]


@pytest.mark.django_db
def test_digests_and_what_is_sealed_are_no_numbers(town):
    with watching() as watch:
        member = Member(name="丑一", area=town.east)
        member.set_phone(new_phone())
        member.save()
        Notice.objects.create(user=town.clerk, title="编号", text=f"e{PHONE}a 2026113000001", key="k")
    assert watch.sealed == {member.phone}
    assert watch.escaped() == []


# --- What workers are told: which row, and nothing of it ------------------------------------------------------------------

ORDERS = {"send", "send_on_commit", "delay", "apply_async", "send_task"}
KEYS = {"pk", "run_id", "key", "slug"}


def orders(source: str) -> Iterator[list[str]]:
    """What each order for a worker names, but for the task: the last part of each argument."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in ORDERS:
            told = call.args if getattr(call.func, "attr", "") == "delay" else call.args[1:]
            yield [ast.unparse(one).rsplit(".", 1)[-1] for one in (*told, *(word.value for word in call.keywords))]


def test_an_order_names_a_row_and_says_nothing_of_it():
    said = {}
    for app in APPS:
        for file in Path(settings.BASE_DIR, app).rglob("*.py"):
            text = file.read_text()
            if any(name in text for name in ("send_on_commit", "send(", ".delay(", "apply_async")):
                said |= {(file.name, *order): set(order) - KEYS for order in orders(text)}
    queue = {order: more for order, more in said.items() if order[0] == "queue.py"}  # hands on what it was told
    assert len(said) > len(queue) + 4
    assert {order: more for order, more in said.items() if more and order not in queue} == {}


def test_control_an_order_that_says_more():
    assert list(orders("send_on_commit(TASK, member.phone)\nwrite.delay(run.pk)")) == [["phone"], ["pk"]]
