"""A notice says nothing that somebody typed: it goes by SMS and mail and is kept for years (decision 0089).

Read in the source here, wherever a notice is made; what acts tell is compared with their rows in tests/test_acts.py.
"""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from config.celery import app
from tests.notice_words import is_typed

APPS = ("orgtree", "volunteers", "grids", "cocon", "assessments")
# What makes a notice, and which of what it is given by position are title and text; functions that hand these on are added.
MAKERS = {"Tell": (1, 2), "notify": (), "Notice": ()}
HANDED = ("title", "text", "words", "what")
# What is said of an act and of a refusal or a check: `why` shows the first, the others are sentences of our own.
SAID = {"reason", "said", "words", "answer", "outcome"}
KNOWN = {
    "due.py": {"broken.message"},  # a refusal, in our words
    "engine.py": {"tell.title", "tell.text"},  # of a Tell, which is looked at where it is made
    "meetings.py": {"meeting.body"},  # who meets, by its name
    "publications.py": {"notice"},  # a quarter's publication, called by place and quarter
    "publicity.py": {"row.outcome"},  # a result, called by the place or unit that was assessed
    "reminders.py": {"step.hint"},  # declared in our code
    "reports.py": {"report.subject"},  # who reports, by the name of the place or unit
}


def models() -> list:
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


TYPED = {field.name for model in models() for field in model._meta.concrete_fields if is_typed(field)} | SAID
# What a row is called by: those whose name is what somebody typed are not put into a sentence.
ROWS = {
    model._meta.model_name
    for model in models()
    if {
        node.attr
        for node in ast.walk(ast.parse(inspect.getsource(model.__str__).strip()))
        if isinstance(node, ast.Attribute)
    }
    & TYPED
}


def makers_in(module: ast.Module) -> dict[str, tuple[int, ...]]:
    """What makes notices in a module."""
    makers = dict(MAKERS)
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef) and list(told_in(function, MAKERS)):
            names = [one.arg for one in function.args.args]
            makers[function.name] = tuple(number for number, name in enumerate(names) if name in HANDED)
    return makers


def told_in(function: ast.AST, makers: dict[str, tuple[int, ...]]) -> Iterator[ast.expr]:
    """The titles and texts of the notices that are made somewhere."""
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and (at := makers.get(getattr(call.func, "id", ""))) is not None:
            yield from (call.args[number] for number in at if number < len(call.args))
            yield from (word.value for word in call.keywords if word.arg in HANDED)


def typed_in(said: ast.AST, given: dict[str, list[ast.expr]], seen: frozenset = frozenset()) -> Iterator[str]:
    """What in an expression is typed by somebody, as it stands in the source."""
    if isinstance(said, ast.Attribute):  # of a path its end alone is said
        if said.attr in TYPED:
            yield ast.unparse(said)
        return
    if isinstance(said, ast.Call) and getattr(said.func, "id", "") == "called":
        return
    if isinstance(said, ast.FormattedValue) and getattr(said.value, "attr", getattr(said.value, "id", "")) in ROWS:
        yield ast.unparse(said.value)
    if isinstance(said, ast.Name) and said.id not in seen:
        for value in given.get(said.id, ()):
            yield from typed_in(value, given, seen | {said.id})
    if isinstance(said, ast.Call) and isinstance(said.func, ast.Attribute):  # of a method that of which it is asked
        yield from typed_in(said.func.value, given, seen)
    for part in ast.iter_child_nodes(said):
        decides = (isinstance(said, ast.IfExp) and part is said.test) or (
            isinstance(said, ast.Subscript) and part is said.slice
        )
        if not decides:
            yield from typed_in(part, given, seen)


def findings(source: str) -> tuple[set[str], int]:
    """What is typed in the notices that a module makes, and how many titles and texts there are."""
    found, number, module = set(), 0, ast.parse(source)
    makers = makers_in(module)
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef):
            given: dict[str, list[ast.expr]] = {}
            for node in ast.walk(function):
                if isinstance(node, ast.Assign | ast.AugAssign):
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    for name in (one for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)):
                        given.setdefault(name.id, []).append(node.value)
            for said in told_in(function, makers):
                number += 1
                found |= set(typed_in(said, given))
    return found, number


def test_no_notice_says_what_somebody_typed():
    found, number = {}, 0
    for file in (file for name in APPS for file in Path(settings.BASE_DIR, name).rglob("*.py")):
        typed, seen = findings(file.read_text())
        number += seen
        if typed:
            found[file.name] = typed
    assert number > 120
    assert found == KNOWN


@pytest.mark.parametrize(
    ("call", "typed"),
    [
        ("Tell(people, f'微心愿“{wish.title}”已认领')", {"wish.title"}),
        ("Tell(people, '已退回', doing.reason)", {"doing.reason"}),
        ("notify(users=people, key='a', title=title, text='请看')", {"need.title"}),
        ("Tell(people, f'新需求：{claim.need}')", {"claim.need"}),
        ("remind(f'已逾期：{task.title}')", {"task.title"}),
        ("Tell(people, '可以更正', doing.said.get('reason', ''))", {"doing.said"}),
        ("Tell(people, f'{need.area.name}的{called(need)}', url=page, why=True)", set()),
    ],
)
def test_control_of_what_is_typed(call, typed):
    hands_on = "def remind(title):\n    notify(users=people, key='a', title=title)\n"
    assert findings(f"{hands_on}def tell():\n    title = f'新需求：{{need.title}}'\n    {call}\n")[0] == typed


def test_workers_are_handed_keys_alone():
    """What stands in a message of the queue is kept by the broker and in logs: the words are in the rows."""
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if name.split(".")[0] in (*APPS, "config")]
    assert len(ours) > 30
    assert {name for task in ours for name in inspect.signature(task.run).parameters} == {"run_id", "key", "slug"}
