"""Nightly roots over the trail: what was written once and is altered later, by whoever, is found."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from orgtree.database.written_once import ERASED, erase_written
from orgtree.models import AccessLog, Institution, Notice, TrailPart, TrailRoot
from orgtree.trail.rules import Part, trail_digest
from orgtree.trail.services import check_trail, inspect_trail, make_trail_root, sealed_columns, sealed_models
from orgtree.trail.tasks import seal_trail
from volunteers.models import Member

DAY = date(2026, 11, 28)  # a Saturday
HISTORY = Institution.pgh_event_model


@pytest.fixture
def sealed(town) -> list[int]:
    """Three units whose histories two nights have sealed, and a look: the ids of the histories."""
    made = [Institution.objects.create(name=f"单位{n}", kind="other", area=town.east).pk for n in range(3)]
    AccessLog.objects.create(actor=town.secretary, action="view", subject="名册", reason="核对", area=town.east)
    make_trail_root(DAY)
    make_trail_root(DAY + timedelta(days=1))
    return list(HISTORY.objects.filter(pgh_obj_id__in=made).order_by("pk").values_list("pk", flat=True))


def as_owner(words: str, *values) -> None:
    """What only the owner of the tables can do, every guard taken away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true)")
        cursor.execute(words, values)
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


# --- The rules -----------------------------------------------------------------------------------------------------------


def test_the_digest_depends_on_everything_and_not_on_the_order():
    one, two = Part("a", ("x",), 0, 5, 9, 5, "1" * 64), Part("b", ("x",), 0, 2, 2, 2, "2" * 64)
    told = trail_digest(DAY, [one, two], "0" * 64)
    assert told == trail_digest(DAY, [two, one], "0" * 64)
    others = [Part("a", ("x",), 0, 5, 9, 4, "1" * 64), Part("a", ("y",), 0, 5, 9, 5, "1" * 64)]
    assert len({told, *(trail_digest(DAY, [other, two], "0" * 64) for other in others)}) == 3
    assert (
        trail_digest(DAY, [one, two], "1" * 64) != told != trail_digest(DAY + timedelta(days=1), [one, two], "0" * 64)
    )


@pytest.mark.django_db
def test_what_is_sealed_is_what_no_erasure_may_touch():
    models = sealed_models()
    assert {"orgtree_accesslog", "orgtree_actstep", "orgtree_erasure", HISTORY._meta.db_table} <= set(models)
    assert not {"volunteers_pointentry", "orgtree_trailroot", "orgtree_institution"} & set(models)
    of_members = sealed_columns(Member.pgh_event_model)
    assert {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id"} <= set(of_members)
    assert not {"name", "phone", "phone_hash", "unit_name", "user_id", "free_times"} & set(of_members)
    assert "reason" not in sealed_columns(AccessLog)
    assert "actor_id" in sealed_columns(AccessLog)


# --- The nights ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_night_seals_what_the_night_before_had_seen(town):
    Institution.objects.create(name="早先的", kind="other", area=town.east)
    first = make_trail_root(DAY)
    assert first.entries == 0
    assert first.parts.filter(seen_id__gt=0).exists()
    seen = first.parts.get(table_name=HISTORY._meta.db_table).seen_id
    Institution.objects.create(name="后来的", kind="other", area=town.east)
    second = make_trail_root(DAY + timedelta(days=1))
    part = second.parts.get(table_name=HISTORY._meta.db_table)
    assert (part.after_id, part.until_id) == (0, seen)
    assert part.seen_id > seen
    assert second.previous_digest == first.digest
    third = make_trail_root(DAY + timedelta(days=2))
    assert third.parts.get(table_name=HISTORY._meta.db_table).until_id == part.seen_id
    # Nothing happened: nothing to seal or to remember.
    assert make_trail_root(DAY + timedelta(days=3)).accounts == 0
    assert inspect_trail() == []


@pytest.mark.django_db
def test_a_night_is_sealed_once(sealed):
    before = TrailPart.objects.count()
    assert make_trail_root(DAY).pk == TrailRoot.objects.get(day=DAY).pk
    seal_trail()
    seal_trail()
    assert TrailRoot.objects.count() == 3
    assert inspect_trail() == []
    assert TrailPart.objects.count() >= before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"UPDATE {HISTORY._meta.db_table} SET pgh_created_at = '2026-01-01' WHERE pgh_id = %s", "有行被改动"),
        (f"UPDATE {HISTORY._meta.db_table} SET kind = 'school' WHERE pgh_id = %s", "有行被改动"),
        (f"DELETE FROM {HISTORY._meta.db_table} WHERE pgh_id = %s", "少了1行"),
    ],
)
def test_damage_is_found_and_told_to_the_auditors(town, sealed, words, found):
    assert inspect_trail() == []
    as_owner(words, sealed[1])
    assert [one for one in check_trail() if found in one and HISTORY._meta.db_table in one]
    notice = Notice.objects.get(user=town.auditor, key__startswith="trail-check:")
    assert "1处问题" in notice.title
    check_trail()
    assert Notice.objects.filter(key__startswith="trail-check:", user=town.auditor).count() == 1


@pytest.mark.django_db
def test_a_row_put_in_between_is_found(sealed):
    as_owner(f"DELETE FROM {HISTORY._meta.db_table} WHERE pgh_id = %s", sealed[0])
    as_owner(
        f"INSERT INTO {HISTORY._meta.db_table} SELECT (jsonb_populate_record(one, jsonb_build_object('pgh_id', %s::bigint))).* "
        f"FROM {HISTORY._meta.db_table} one WHERE pgh_id = %s",
        sealed[0],
        sealed[1],
    )
    assert "有行被改动" in inspect_trail()[0]


@pytest.mark.django_db
def test_control_an_erasure_of_a_person_is_no_damage(town, sealed):
    look = AccessLog.objects.get(subject="名册")
    assert erase_written(AccessLog, [look.pk], {"reason": ERASED}) == 1
    assert erase_written(HISTORY, sealed, {"name": ERASED}) == 3
    assert inspect_trail() == []


@pytest.mark.django_db
def test_a_root_that_is_written_anew_is_found_by_the_printed_digest(sealed):
    printed = TrailRoot.objects.get(day=DAY + timedelta(days=1))
    as_owner("UPDATE orgtree_trailroot SET digest = %s WHERE day = %s", "f" * 64, printed.day)
    assert f"{printed.day}的留痕摘要被改动" in inspect_trail()
    # Sealed anew from end to end the chain is whole again; only the sheet in the safe knows.
    as_owner("DELETE FROM orgtree_trailpart")
    as_owner("DELETE FROM orgtree_trailroot")
    as_owner(f"DELETE FROM {HISTORY._meta.db_table} WHERE pgh_id = %s", sealed[0])
    make_trail_root(DAY)
    make_trail_root(printed.day)
    assert inspect_trail() == []
    assert inspect_trail(until=printed.day, digest=printed.digest) == [f"{printed.day}的留痕摘要与留存的不一致"]


@pytest.mark.django_db
def test_it_can_be_verified_from_outside(sealed):
    out = StringIO()
    call_command("verify_trail", stdout=out)
    assert "操作留痕完好" in out.getvalue()
    assert "数据表" in out.getvalue()
    for arguments, words in ((["--digest", "0" * 64], "--root"), (["--root", "2020-01-01"], "没有2020-01-01")):
        with pytest.raises(CommandError, match=words):
            call_command("verify_trail", *arguments, stdout=out)
    as_owner(f"DELETE FROM {HISTORY._meta.db_table} WHERE pgh_id = %s", sealed[0])
    with pytest.raises(CommandError, match="有1处问题"):
        call_command("verify_trail", stdout=out)


@pytest.mark.django_db
def test_the_auditor_prints_what_is_kept_elsewhere(client, town, sealed):
    root = TrailRoot.objects.get(day=DAY)
    client.force_login(town.auditor)
    assert "留存单" in client.get(f"/desk/orgtree/trailroot/{root.pk}/change/").content.decode()
    line = client.get(f"/desk/orgtree/trailroot/{root.pk}/line.txt").content.decode()
    assert line.startswith(f"留痕摘要 {DAY} 数据表")
    assert root.digest in line
    assert client.get(f"/desk/orgtree/trailroot/{root.pk}/line.docx").status_code == 200
    client.force_login(town.secretary)
    assert client.get(f"/desk/orgtree/trailroot/{root.pk}/line.txt").status_code in (302, 403, 404)
