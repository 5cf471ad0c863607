"""The same step sent twice is done once; the same verb with another answer is another step, also where no column keeps the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.acts import engine, perform_one, repeats
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_task
from orgtree.choices import PostKind
from orgtree.errors import RuleBroken
from orgtree.models import ActStep

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(town):
    return give_task(
        title="走访",
        asked="逐户走访",
        owner_kind=PostKind.GRID_WORKER,
        area=town.east_grid,
        due_on=timezone.localdate() + timedelta(days=9),
        by=town.secretary,
    )


def extend(task, by, days: int):
    return perform_one(
        task_acts, "extend", pk=task.pk, by=by, due_on=timezone.localdate() + timedelta(days=days), reason="等材料"
    )


def steps_of(task):
    return ActStep.objects.of("orgtree.task", task.pk).filter(act="extend")


def test_the_same_answer_twice_is_one_step_and_another_is_not_taken_for_it(town, task):
    extend(task, town.secretary, 12)
    extend(task, town.secretary, 12)
    assert steps_of(task).count() == 1
    with pytest.raises(RuleBroken, match="已延期一次"):
        extend(task, town.secretary, 15)


def test_control_without_the_digest_another_answer_is_lost_without_a_word(town, task, monkeypatch):
    for module in (engine, repeats):
        monkeypatch.setattr(module, "digest_said", lambda acts, pk, doing: "")
    extend(task, town.secretary, 12)
    assert timezone.localdate(extend(task, town.secretary, 15).due_at) == timezone.localdate() + timedelta(days=12)


def test_the_answer_itself_is_not_in_the_log(town, task):
    extend(task, town.secretary, 12)
    [said] = steps_of(task).values_list("said", flat=True)
    assert len(said) == 16
    assert f"{timezone.localdate() + timedelta(days=12)}" not in said


def test_a_task_of_the_same_row_in_the_same_words_is_found(town, task):
    again = {"title": "走访", "asked": "逐户走访", "owner_kind": PostKind.GRID_WORKER, "area": town.east_grid}
    assert give_task(**again, due_on=timezone.localdate() + timedelta(days=9), by=town.secretary) == task
    assert give_task(**again, due_on=timezone.localdate() + timedelta(days=10), by=town.secretary) != task
