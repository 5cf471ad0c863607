"""The record of looks names persons: who may be named, by which way rows lead to them, that no caller leaves them out."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocon.models import Wish
from orgtree.declare import registry
from orgtree.looks.services.access import NOBODY_KNOWN, record_access
from orgtree.looks.services.persons import kind_of, persons_in, persons_of, ways_to_persons
from orgtree.models import AccessLog
from orgtree.scope.models.rows import is_about_persons, person_fields
from tests.volunteers.people import accepted, logged
from volunteers.models import HourChange, Member, ServiceRecord, ServiceTeam, SignUp

pytestmark = pytest.mark.django_db
APPS = ("orgtree", "volunteers", "cocon", "grids", "assessments")
WRITERS = {"record_access", "AccessLog", "AccessLog.objects.create"}
SOURCES = [path for app in APPS for path in Path(app).rglob("*.py")]


def silent_callers(source: str) -> list[int]:
    """The lines on which the record is written without saying whom it names."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if ast.unparse(call.func) in WRITERS and "persons" not in {keyword.arg for keyword in call.keywords}
    ]


def test_every_caller_says_whom_it_shows():
    found = [f"{path}:{line}" for path in SOURCES for line in silent_callers(path.read_text())]
    assert len(SOURCES) > 300
    assert found == []


def test_a_caller_that_names_nobody_is_found_and_cannot_be_run(town):
    planted = "record_access(actor=by, action='view', subject='名册', area=area, rows=3)"
    assert silent_callers(planted) == [1]
    assert silent_callers("AccessLog.objects.create(actor=by)") == [1]
    assert silent_callers("record_access(actor=by, area=area, persons=NOBODY_KNOWN)") == []
    with pytest.raises(TypeError, match="persons"):
        record_access(actor=town.secretary, action="view", subject="名册", area=town.east)


@pytest.mark.parametrize("key", ["stranger:1", "member", "member:", "member:x", "member:-1", "member:¹", "张三"])
def test_nobody_is_named_but_by_a_declared_kind_and_a_number(town, key):
    assert kind_of(key) is None
    with pytest.raises(ValueError, match="no declared kind"):
        record_access(actor=town.secretary, action="view", subject="名册", area=town.east, persons=[key])
    assert not AccessLog.objects.exists()


def test_the_line_keeps_whom_and_by_which_post(town):
    look = record_access(
        actor=town.secretary,
        action="view",
        subject="名册",
        area=town.east,
        persons=["member:2", "member:1", "member:2"],
    )
    look.refresh_from_db()
    assert (look.persons, look.held) == (["member:1", "member:2"], "社区书记（东园社区）")
    sheet = record_access(actor=town.secretary, action="export", subject="坏行", area=town.east, persons=NOBODY_KNOWN)
    assert sheet.persons == []


def pathless_models() -> list[str]:
    """Models whose rows name persons, and from which no way leads to one."""
    naming = [model for model in apps.get_models() if is_about_persons(model) or _points_at_somebody(model)]
    return [model._meta.label for model in naming if not ways_to_persons(model._meta.concrete_model)]


def _points_at_somebody(model) -> bool:
    return any(model._meta.get_field(name).is_relation for name in person_fields(model))


def test_from_every_row_that_names_somebody_a_way_leads_to_them():
    assert pathless_models() == []
    assert ways_to_persons(Member) == (("member", "pk"),)
    assert ways_to_persons(HourChange) == (("member", "record__member"),)
    assert ways_to_persons(Wish) == (("member", "claimed_by"),)
    assert ways_to_persons(ServiceTeam) == (("member", "leader"),)


def test_a_kind_of_person_that_no_app_declares_is_missed(monkeypatch):
    """Negative control."""
    monkeypatch.delitem(registry.person_kinds, "member")
    ways_to_persons.cache_clear()
    try:
        assert {"volunteers.Member", "volunteers.HourChange", "cocon.Wish"} <= set(pathless_models())
    finally:
        ways_to_persons.cache_clear()


def test_rows_of_all_models_lead_to_their_persons_without_a_query_each(town, django_assert_num_queries):
    people = [accepted(town.east, town.secretary, name=name) for name in ("甲党员", "乙党员", "丙党员")]
    records = [logged(member) for member in people]
    keys = {f"member:{member.pk}" for member in people}
    with django_assert_num_queries(0):
        assert persons_in([*people, *records]) == keys
    with django_assert_num_queries(1):
        assert persons_of(ServiceRecord.objects.all()) == keys
    bare = ServiceRecord.objects.defer("member").in_bulk([row.pk for row in records]).values()
    with django_assert_num_queries(1):  # the rows themselves do not say it: one query for all of them
        assert persons_in(bare) == keys
    assert persons_in([]) == persons_in([town.east]) == set()
    assert persons_in([town.secretary]) == {f"user:{town.secretary.pk}"}
    assert persons_of(SignUp.objects.all()) == set()


def test_a_team_without_a_leader_names_nobody(town):
    team = ServiceTeam(area=town.east, name="清洁队", kind="general")
    assert persons_in([team]) == set()


def test_a_list_of_many_is_one_line_and_one_insert(client, town):
    people = [accepted(town.east, town.secretary, name="甲党员") for _ in range(12)]
    client.force_login(town.secretary)
    with CaptureQueriesContext(connection) as asked:
        client.get("/desk/volunteers/member/")
    inserts = [query["sql"] for query in asked if 'INSERT INTO "orgtree_accesslog"' in query["sql"]]
    assert len(inserts) == 1
    look = AccessLog.objects.get()
    assert (look.action, look.rows) == ("view", 12)
    assert look.persons == sorted(f"member:{member.pk}" for member in people)
