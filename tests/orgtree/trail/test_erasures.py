"""What is written once stays as it is for the application's role; words about persons leave by one way, which is written down."""

import psycopg2
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from pghistory import context

from orgtree.acts.models import ActStep
from orgtree.database.app_role import append_only_tables
from orgtree.database.written_once import ERASED, erase_written
from orgtree.models import AccessLog, Erasure, Institution
from orgtree.trail.lists import columns_told, table_told
from tests.app_role import connected_as
from tests.volunteers.people import accepted
from volunteers.home.services.account_closing import close_account
from volunteers.models import Member, PointEntry

MAY = "has_table_privilege(%s, format('public.%%I', relname)::regclass, {})"
# By the catalogue and not by what the models say: a table that is guarded by a trigger is a table written once.
GUARDED = """
    SELECT relname, {} FROM pg_class
    WHERE oid IN (SELECT tgrelid FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_append\\_only\\_%%') ORDER BY relname
"""


def guarded(role_name: str, *rights: str) -> dict[str, tuple]:
    asked = ", ".join(MAY.format(f"'{right}'") for right in rights)
    with connection.cursor() as cursor:
        cursor.execute(GUARDED.format(asked), [role_name] * len(rights))
        return {row[0]: row[1:] for row in cursor.fetchall()}


@pytest.fixture
def look(town) -> AccessLog:
    return AccessLog.objects.create(
        actor=town.secretary, action="reveal", subject="手机号", reason="某某某家里有事", area=town.east
    )


# --- The application's role ---------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_application_adds_to_every_table_that_is_written_once_and_alters_none(role, committed_town):
    found = guarded(role, "SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
    assert found
    assert {table for table, rights in found.items() if rights != (True, True, False, False, False)} == set()
    assert set(found) == set(append_only_tables())
    histories = {one._meta.db_table for one in apps.get_models() if hasattr(one, "pgh_tracked_model")}
    assert histories <= set(found)
    assert {"orgtree_accesslog", "orgtree_actstep", "orgtree_erasure"} <= set(found)
    # Control: a right given back is seen, and other tables may be altered.
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON orgtree_accesslog TO {role}")
        cursor.execute("SELECT has_table_privilege(%s, 'orgtree_institution', 'UPDATE')", [role])
        assert cursor.fetchone() == (True,)
    assert guarded(role, "UPDATE")["orgtree_accesslog"] == (True,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "words",
    [
        "UPDATE orgtree_accesslog SET actor_id = actor_id",
        "DELETE FROM orgtree_institutionevent",
        "UPDATE orgtree_actstep SET reason = ''",
        "DELETE FROM orgtree_erasure",
    ],
)
def test_with_every_trigger_ignored_it_is_still_refused(role, committed_town, words):
    with connected_as(role) as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true)")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(words)


@pytest.mark.django_db(transaction=True)
def test_as_this_role_a_person_is_erased_and_it_is_written_down(role, committed_town):
    town = committed_town
    member = accepted(town.east, town.secretary)
    with connection.cursor() as cursor:
        cursor.execute(f"SET SESSION AUTHORIZATION {role}")
    try:
        with context(user=member.user_id):
            close_account(member_id=member.pk, by=member.user)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET SESSION AUTHORIZATION")
    events = Member.pgh_event_model.objects.filter(pgh_obj_id=member.pk)
    assert {event.name for event in events} == {ERASED}
    assert not any(event.phone for event in events)
    lines = {erasure.table_name: erasure for erasure in Erasure.objects.all()}
    line = lines["volunteers_memberevent"]
    assert line.caused_by == ERASED  # the member, who asked for it and has no name any more
    assert line.taken <= len(line.row_ids)
    assert table_told(line) == f"{Member._meta.verbose_name}的变更记录"
    assert "姓名" in columns_told(line)


# --- The one way -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_words_leave_once_and_their_absence_is_not_counted_again(look):
    assert erase_written(AccessLog, [look.pk], {"reason": ERASED}) == 1
    look.refresh_from_db()
    assert look.reason == ERASED
    assert erase_written(AccessLog, [look.pk], {"reason": ERASED}) == 0
    assert [(one.table_name, one.columns, one.taken) for one in Erasure.objects.all()] == [
        ("orgtree_accesslog", ["reason"], 1)
    ]


@pytest.mark.django_db
def test_what_was_empty_stays_empty(town):
    look = AccessLog.objects.create(actor=town.secretary, action="view", subject="名册", area=town.east)
    assert erase_written(AccessLog, [look.pk], {"reason": ERASED}) == 0
    assert not Erasure.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "put"),
    [
        (AccessLog, {"reason": "查看人有正当理由"}),  # words of somebody's own
        (AccessLog, {"actor": None}),  # who looked
        (AccessLog, {"subject": ERASED}),
        (ActStep, {"to_state": ""}),  # what was done
        (Institution, {"name": ERASED}),  # a table that is not written once
        (PointEntry, {"note": ""}),  # a ledger
        (Institution.pgh_event_model, {"pgh_label": ERASED}),
        (Erasure, {"table_name": ERASED}),
    ],
)
def test_nothing_else_goes_this_way(look, model, put):
    with pytest.raises(ProgrammingError, match="words leave|stays|only blanks"), transaction.atomic():
        erase_written(model, [look.pk], put)
    look.refresh_from_db()
    assert look.reason == "某某某家里有事"
    assert not Erasure.objects.exists()


@pytest.mark.django_db
def test_after_an_erasure_the_table_is_closed_again(look):
    erase_written(AccessLog, [look.pk], {"reason": ERASED})
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        AccessLog.objects.filter(pk=look.pk).update(reason="")


# --- Who it was --------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_who_made_a_write_is_not_said_anew(town):
    with context(user=town.secretary.pk):
        unit = Institution.objects.create(name="某单位", kind="other", area=town.east)
    made = unit.pgh_event_model.objects.get(pgh_obj_id=unit.pk, pgh_label="insert").pgh_context
    with pytest.raises(ProgrammingError, match="not altered"), transaction.atomic():
        type(made).objects.filter(pk=made.pk).update(metadata={"user": town.clerk.pk})
    with pytest.raises(ProgrammingError, match="not altered"), transaction.atomic():
        type(made).objects.filter(pk=made.pk).delete()
    # Control: what a request adds about itself is taken.
    assert type(made).objects.filter(pk=made.pk).update(metadata={"user": town.secretary.pk, "import_job": 1}) == 1


# --- The page ----------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_auditor_reads_what_left_and_nobody_else(client, town, look, django_assert_max_num_queries):
    with context(user=town.secretary.pk):
        erase_written(AccessLog, [look.pk], {"reason": ERASED})
    client.force_login(town.auditor)
    with django_assert_max_num_queries(25):
        page = client.get("/desk/orgtree/erasure/").content.decode()
    assert "个人信息访问记录" in page
    assert "事由" in page
    assert town.secretary.name in page
    assert "某某某" not in page
    line = client.get(f"/desk/orgtree/erasure/{Erasure.objects.get().pk}/change/").content.decode()
    assert "个人信息访问记录" in line
    client.force_login(town.secretary)
    assert client.get("/desk/orgtree/erasure/").status_code in (302, 403, 404)
