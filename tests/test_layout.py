"""The shape of the repository: what lies at the top, what is in no file at all, whose every row is."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.admin.utils import get_fields_from_path
from django.db import models
from django.template import Context, Template
from django.test.utils import isolate_apps

from orgtree.choices import Permission
from orgtree.declare import DuplicateDeclaration, registry
from orgtree.models import ScopedQuerySet, User
from orgtree.scope.models.rows import (
    STAFF_ONLY,
    area_paths,
    institution_paths,
    is_about_persons,
    leads_to_many,
    person_fields,
)
from orgtree.scope.rules.grants import GRANTS, PERSONAL
from tests.upstairs.models import Matter

ROOT = Path(__file__).resolve().parent.parent
TOP = {
    "manage.py", "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "Procfile",
    "config", "orgtree", "volunteers", "grids", "cocon", "assessments", "templates", "static", "tests", "docs",
}  # fmt: skip
REGISTRY = re.compile(rb"(?i)https?://[^\s\"']*(pypi|pythonhosted|npmjs|npmmirror|tuna\.tsinghua|mirrors\.)")


def tracked() -> list[str]:
    result = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.skip("not a git checkout")
    return [name for name in result.stdout.split("\0") if name and (ROOT / name).exists()]


def test_top_level_is_exactly_the_plan():
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} - TOP == set()


def test_no_file_names_a_package_registry():
    assert [name for name in tracked() if REGISTRY.search((ROOT / name).read_bytes())] == []


def test_the_look_for_registries_finds_one():
    assert REGISTRY.search(b'"resolved": "https://registry.' + b'npmjs.org/echarts"')


DECISION = re.compile(r"docs/decisions/(\d{4}[a-z0-9-]*)")


def missing_decisions(text: str) -> set[str]:
    """The decisions that the text names by their path and that there are not; a number alone leads to the file that begins with it."""
    kept = [file.stem for file in (ROOT / "docs/decisions").glob("*.md")]
    return {
        name for name in DECISION.findall(text) if not any(one == name or one.split("-")[0] == name for one in kept)
    }


def test_every_decision_that_is_named_is_there():
    texts = [name for name in tracked() if name.endswith((".py", ".md", ".html")) and "/migrations/" not in name]
    found = {name: missing_decisions((ROOT / name).read_text()) for name in texts if name != "tests/test_layout.py"}
    assert {name: missing for name, missing in found.items() if missing} == {}


def test_a_decision_that_is_not_there_is_found():
    assert missing_decisions("docs/decisions/0001-nowhere.md, docs/decisions/0023-suite.md, docs/decisions/0023") == {
        "0001-nowhere"
    }


# Models without owners, and why everyone may see their rows, or nobody does.
PUBLIC = {
    "orgtree.workdayoverride": "the calendar that everyone works by",
    "orgtree.officehours": "the hours that everyone works by",
    "orgtree.deadlinerule": "deadlines are public by design, as the points rules are",
    "orgtree.erasure": "which tables lost words on which day: numbers of rows, no person",
    "orgtree.trailroot": "digests and numbers of rows; printed to be shown around",
    "orgtree.paperleaf": "digests of papers and where they stand; what everybody gets of them names none",
    "orgtree.trailpart": "digests and numbers of rows of one table",
    "orgtree.figurefill": "when a period was last filled: 数据截至 of every board",
    "orgtree.figureattempt": "that a fill is under way or was cut short: said on every board",
    "volunteers.skill": "dictionary",
    "volunteers.servicekind": "dictionary",
    "volunteers.consenttext": "the words that everyone is shown before agreeing",
    "volunteers.pledgetext": "the words that everyone is shown before signing",
    "volunteers.ruleset": "the points rules are public by design: whoever earns may read them",
    "volunteers.ruleitem": "part of the rules",
    "volunteers.rulecap": "part of the rules",
    "volunteers.ledgerroot": "digests and totals; printed to be shown around",
    "volunteers.ledgercheck": "numbers of accounts and entries, no person",
    "cocon.bodykind": "dictionary",
    "cocon.matter": "dictionary",
    "cocon.paperkind": "dictionary",
    "cocon.areanorm": "rules",
    "orgtree.figurerule": "rules",
    "orgtree.boardreading": "how often boards were opened, by board, level and month: no person and no place",
    "cocon.projectnorm": "rules",
    "grids.category": "rules",
    "grids.outsidematter": "dictionary",
    "grids.scorenumber": "rules",
    "cocon.spacenorm": "rules",
    "grids.dispatchnumber": "rules",
    "grids.staffnorm": "rules",
    "orgtree.burdennorm": "rules",
    "assessments.yearnorm": "rules",
    "grids.formulanumber": "rules",
    "assessments.surveynumber": "rules",
    "assessments.redline": "rules",
    "volunteers.emergencylimits": "dated limits that everyone works by",
}
HIDDEN = {
    "assessments.ballotbox": "sealed ballots: read by casting and by the tally alone, gone with it",
    "orgtree.actstep": "read together with its row alone, by whoever may see that",
    "orgtree.contactaddress": "each person's own, read by them and by what sends to them",
    "orgtree.delivery": "read by what sends alone",
    "orgtree.device": "each person's own, read by them and when they sign in",
    "orgtree.draft": "each person's own, of which nobody else learns",
    "orgtree.figuremark": "places and days that wait to be counted: shown as a number alone",
    "orgtree.notice": "each person's own, read through `.mine` alone",
    "orgtree.unwantednotice": "each person's own, read by them and by what sends to them",
    "assessments.surveytally": "counters that nobody reads before they are folded and destroyed",
    **{
        f"assessments.{part}": "a table of a scheme: read together with the scheme alone"
        for part in ("component", "item", "voterclass", "ballotoption", "band", "cap", "quota", "extra")
    },
    "assessments.calledrecord": "which roll recorded whose hours: read where a roll is voided, alone",
    "volunteers.activation": "digests of one-time codes: read by the activation service alone",
}
OURS = {"orgtree", "volunteers", "grids", "cocon", "assessments"}


def our_models():
    """Every model of ours, history tables and links between tables left out."""
    for model in apps.get_models():
        is_history = hasattr(model, "pgh_tracked_model")
        if model._meta.app_label in OURS and not is_history and not model._meta.auto_created:
            yield model


def test_every_model_is_scoped_or_listed_with_a_reason():
    ownerless = {model._meta.label_lower for model in our_models() if not area_paths(model)}
    assert ownerless == PUBLIC.keys() | HIDDEN.keys()


def end_of(model, lookup: str):
    return get_fields_from_path(model, lookup)[-1].related_model if lookup else model


def test_every_scope_path_leads_to_an_area():
    for model in our_models():
        for lookup in area_paths(model):
            assert end_of(model, lookup)._meta.concrete_model._meta.label == "orgtree.Area", model


def test_every_scope_path_of_units_leads_to_units():
    for model in apps.get_models():
        for lookup in institution_paths(model):
            assert end_of(model, lookup)._meta.label == "orgtree.Institution", model


def area_paths_to_many(models) -> set[str]:
    return {model._meta.label for model in models for lookup in area_paths(model) if leads_to_many(model, lookup)}


def test_a_row_belongs_to_one_area_by_each_path(monkeypatch):
    """Only paths to units may lead to many: figures and lists ask for the area of a row."""
    assert area_paths_to_many(apps.get_models()) == set()
    monkeypatch.setattr(Matter, "scope_area", "handlers__area")
    assert area_paths_to_many(apps.get_models()) == {"upstairs.Matter"}


def test_every_model_with_owners_can_be_asked_by_scope():
    for model in our_models():
        if area_paths(model):
            assert isinstance(model._default_manager.all(), ScopedQuerySet), model


def test_declarations_are_unique_and_whole():
    assert registry.figures
    for key, figure in registry.figures.items():
        assert key == figure.key
        assert figure.label
        assert figure.definition
    with pytest.raises(DuplicateDeclaration):
        registry.add_tabs(registry.tabs.values())


def test_tabs_and_cards_name_real_permissions_and_places():
    for tab in registry.tabs.values():
        assert tab.permission is None or tab.permission in Permission.values
        assert tab.place in registry.places
        assert tab.url()
    for card in registry.cards.values():
        assert card.permission is None or card.permission in Permission.values


def test_floors_hold():
    tool = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


# --- Persons ----------------------------------------------------------------------------------------------------------


def leads_to_persons(model) -> set[str]:
    """The relations of a model that end at somebody: a member, an account, or a row that is itself about a member."""
    forward = [field for field in model._meta.get_fields() if field.is_relation and field.concrete]
    targets = {field.name: field.related_model for field in forward if isinstance(field.related_model, type)}
    return {name for name, to in targets.items() if to._meta.model_name == "user" or is_about_persons(to)}


def silent_about_persons(models) -> set[str]:
    """Models with owners and a way to a person that do not say whom their rows name."""
    owned = [model for model in models if area_paths(model) or institution_paths(model)]
    silent = {model._meta.label for model in owned if leads_to_persons(model) and not hasattr(model, "names_persons")}
    return silent | {model._meta.label for model in owned if members_unnamed(model)}


def members_unnamed(model) -> set[str]:
    """Relations to members that a model's declaration leaves out."""
    if is_about_persons(model):
        return set()
    relations = {name for name in leads_to_persons(model) if model._meta.get_field(name).related_model is not User}
    return relations - set(person_fields(model))


def test_every_model_with_a_way_to_a_person_says_whom_its_rows_name():
    assert silent_about_persons(apps.get_models()) == set()


def test_what_names_persons_is_a_field():
    for model in apps.get_models():
        for name in person_fields(model):
            assert model._meta.get_field(name), model


@isolate_apps("volunteers")
def test_a_model_that_says_nothing_or_too_little_is_found():
    """Negative control: one without a declaration, one that says that only staff are named and leads to a member."""
    fields = {
        "area": models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+"),
        "helper": models.ForeignKey("volunteers.Member", models.PROTECT, related_name="+"),
    }
    for name, said in (("Silent", {}), ("Understated", {"names_persons": STAFF_ONLY})):
        made = type(name, (models.Model,), {"__module__": "volunteers.models", "scope_area": "area", **said})
        for field, relation in fields.items():
            relation.clone().contribute_to_class(made, field)
            made._meta.get_field(field).remote_field.model = apps.get_model(relation.remote_field.model)
        assert silent_about_persons([made]) == {f"volunteers.{name}"}


def test_who_reads_no_persons_holds_no_right_that_is_one():
    """The sentence of the post says so: 不看党员个人信息."""
    for kind, grant in GRANTS.items():
        if "不看党员个人信息" in grant.description:
            assert not grant.permissions & PERSONAL, kind


# --- Lengths -----------------------------------------------------------------------------------------------------------

LONGEST_FUNCTION = 30  # lines of its body, the docstring left out


def long_functions(source: str) -> list[str]:
    """The functions of a module whose body is longer than LONGEST_FUNCTION."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [node.name for node in functions if body_lines(node) > LONGEST_FUNCTION]


def body_lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_function_is_long():
    modules = [name for name in tracked() if name.endswith(".py") and not name.startswith("tests/")]
    found = {name: long_functions((ROOT / name).read_text()) for name in modules if "/migrations/" not in name}
    assert {name: functions for name, functions in found.items() if functions} == {}


@pytest.mark.parametrize(("lines", "found"), [(LONGEST_FUNCTION, []), (LONGEST_FUNCTION + 1, ["told"])])
def test_a_long_function_is_found(lines, found):
    source = 'def told():\n    """Told\n\n    at length."""\n' + "    pass\n" * lines
    assert long_functions(source) == found


LONGEST_LINE = 140  # characters of a line of a template
ONE_TAG = re.compile(r"\s*\{%(?:(?!%\}).)*%\}")  # Django has no line breaks inside a tag


def long_lines(text: str) -> int:
    """How many lines of a template are too long; a line that is one tag cannot be broken."""
    return sum(len(line) > LONGEST_LINE and not ONE_TAG.fullmatch(line) for line in text.splitlines())


def test_no_line_of_a_template_is_long():
    names = [name for name in tracked() if name.startswith("templates/") and name.endswith(".html")]
    assert {name for name in names if long_lines((ROOT / name).read_text())} == set()


def test_a_long_line_is_found():
    paragraph = f"<p>{'党' * LONGEST_LINE}</p>"
    assert long_lines(f"<p>短</p>\n{paragraph}\n") == 1
    assert long_lines(f"{{% include 'a.html' with words='{'党' * LONGEST_LINE}' %}}\n") == 0


def test_a_sentence_broken_in_its_template_is_one_line_on_the_page():
    """Where white space would be seen: breaks and indents between the two tags go, blanks within the lines stay."""
    broken = "<b>\n  {% oneline %}\n    {% if more %}\n      多{% else %}少{% endif %} 人\n    ，共\n  {% endoneline %}\n</b>"
    assert Template(broken).render(Context({"more": True})) == "<b>\n  多 人，共\n</b>"
    control = broken.replace("{% oneline %}", "").replace("{% endoneline %}", "")
    assert "人\n" in Template(control).render(Context({"more": True}))


# --- Habits ------------------------------------------------------------------------------------------------------------


def short_aliases(source: str) -> list[str]:
    """Names of one letter that a module gives to what it imports or keeps; P alone is known to everybody: a permission."""
    module = ast.parse(source)
    imported = [node for node in ast.walk(module) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [alias.asname for node in imported for alias in node.names if alias.asname]
    names += [
        name.id
        for node in module.body
        if isinstance(node, ast.Assign)
        for name in node.targets
        if isinstance(name, ast.Name)
    ]
    return [name for name in names if len(name) == 1 and name != "P"]


def splatted_literals(source: str) -> int:
    """How many tuples or lists are written out and taken apart in the same breath."""
    starred = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Starred)]
    return sum(isinstance(value, ast.Tuple | ast.List) for value in starred)


def ours() -> list[str]:
    return [name for name in tracked() if name.endswith(".py") and not name.startswith("tests/")]


def test_nothing_has_a_name_of_one_letter():
    found = {name: short_aliases((ROOT / name).read_text()) for name in ours() if "/migrations/" not in name}
    assert {name: names for name, names in found.items() if names} == {}


def test_no_literal_is_splatted():
    found = {name for name in ours() if "/migrations/" not in name and splatted_literals((ROOT / name).read_text())}
    assert found == set()


def test_a_short_name_and_a_splat_are_found():
    assert short_aliases("from a import State as S\nfrom a import Permission as P\nimport b as base\nT = c\n") == [
        "S",
        "T",
    ]
    assert splatted_literals("fields = [*('a', 'b'), *others, *(x for x in y), *['c']]") == 2
