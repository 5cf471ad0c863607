"""Closing an account: the person is found nowhere in the database any more, and no total has moved."""

from datetime import timedelta

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.db.utils import InternalError
from django.test import Client
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.files.models import CleanFile
from orgtree.looks.services.access import reveal_phone
from orgtree.models import AccessLog, Notice, User
from orgtree.notices.services import notify
from orgtree.people.models.people import phone_index
from orgtree.people.services.people import appoint
from orgtree.people.services.tokens import issue_token
from tests.volunteers.calls import answered, fill_past, invited, opened, planned
from tests.volunteers.gatherings import announced, plan
from tests.volunteers.gatherings import joined as gathered
from tests.volunteers.people import PASSWORD, accepted, enrolled, logged, new_phone, registered
from tests.volunteers.posts import claimed
from tests.volunteers.posts import opened as opened_duty
from tests.volunteers.refusals import refused
from tests.volunteers.service.test_hour_changes import ask
from volunteers.declare import account_closing
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.emergencies.services.counts import head_counts
from volunteers.emergencies.services.shifts import assign, roll
from volunteers.home.services.account_closing import ERASED, close_account
from volunteers.members.services.members import update_member
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import submit_report_in, transfer_report_in
from volunteers.models import (
    CallUp,
    Consent,
    Member,
    PointCredit,
    ReportIn,
    ServiceRecord,
    ShiftPlace,
    Skill,
    TeamMember,
)
from volunteers.service.services.hour_changes import hour_changes
from volunteers.service.services.service_records import confirm_services, reject_services, void_service

pytestmark = pytest.mark.django_db
CANARY = "夜莺"
PAGE = "/m/me/close/"


@pytest.fixture
def person(town) -> Member:
    """A member with words about them wherever the platform lets people write."""
    phone = new_phone()
    member = accepted(
        town.east, town.secretary, name=f"{CANARY}甲", phone=phone, unit_name=f"{CANARY}单位", residence=f"{CANARY}小区"
    )
    done, sent_back = (logged(member, days_ago=days, note=f"{CANARY}服务") for days in (3, 2))
    confirm_services(record_ids=[done.pk], by=town.secretary)
    reject_services(record_ids=[sent_back.pk], reason=f"{CANARY}退回", by=town.secretary)
    done.photo.save("nightingale.jpg", CleanFile(b"picture"))
    update_member(member_id=member.pk, name=f"{CANARY}乙", by=town.clerk)
    update_member(member_id=member.pk, skills=[Skill.objects.first()], free_times=["weekend_day"], by=member.user)
    moved = transfer_report_in(member=member, community=town.west, residence=f"{CANARY}新居", by=member.user)
    perform_one(report_ins, "return", pk=moved.pk, reason=f"{CANARY}原因", by=town.west_secretary)
    notify(users=[member.user], key="canary", title=f"{CANARY}通知")
    issue_token(name=f"{CANARY}令牌", scopes=["own"], days=1, by=member.user)
    return Member.objects.select_related("user").get(pk=member.pk)


def found(*needles: str) -> list[str]:
    """table.column of every text in the database that holds one of the words."""
    query = """SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY')"""
    places = []
    with connection.cursor() as cursor:
        cursor.execute(query)
        for table, column in cursor.fetchall():
            words = " OR ".join([f'"{column}"::text LIKE %s'] * len(needles))
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {words}', [f"%{needle}%" for needle in needles])
            if cursor.fetchone()[0]:
                places.append(f"{table}.{column}")
    return places


def totals() -> dict:
    hours = ServiceRecord.objects.filter(state="confirmed").aggregate(hours=Sum("hours"))
    points = PointCredit.objects.aggregate(points=Sum("credited"))
    return hours | points | {"records": ServiceRecord.objects.count(), "members": Member.objects.count()}


def test_the_person_is_found_nowhere(person):
    phone = person.phone
    needles = (CANARY, phone, phone_index(phone), "nightingale")
    assert {"volunteers_member.name", "volunteers_memberevent.name", "orgtree_userevent.name"} <= set(found(*needles))
    assert {"volunteers_servicerecord.note", "volunteers_reportinevent.residence"} <= set(found(*needles))
    close_account(member_id=person.pk, by=person.user)
    assert found(*needles) == []


def test_reasons_given_by_desks_go_too(town):
    """What was typed when an hour was questioned, a record voided, a claim ended; the ledger kept none of it."""
    member = accepted(town.east, town.secretary)
    record = logged(member)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    change = ask(record, member.user, reason=f"{CANARY}更正")
    assert perform(hour_changes, "decline", ids=[change.pk], reason=f"{CANARY}不予更正", by=town.secretary).done == 1
    void_service(record_id=record.pk, reason=f"{CANARY}作废", by=town.secretary)
    claim = claimed(opened_duty(town.east, town.secretary), member)
    assert perform(duty_claims, "decline", ids=[claim.pk], reason=f"{CANARY}不予通过", by=town.secretary).done == 1
    before = set(found(CANARY))
    assert {"volunteers_hourchange.reason", "volunteers_hourchange.answer", "volunteers_dutyclaim.reason"} <= before
    assert "volunteers_servicerecord.reason" in before
    assert "volunteers_pointentry.note" not in before
    close_account(member_id=member.pk, by=member.user)
    assert found(CANARY) == []


def looks() -> list[tuple]:
    return list(
        AccessLog.objects.filter(action="reveal").order_by("pk").values_list("subject", "reason", "actor", "at")
    )


def test_what_was_typed_to_see_the_number_goes_and_the_look_stays(town):
    """H03: who saw the number, when and where is still answered for."""
    member, other = (accepted(town.east, town.secretary) for _ in range(2))
    for pk in (member.pk, other.pk):
        reveal_phone(model=Member, pk=pk, reason=f"{CANARY}约谈", by=town.secretary)
    before = looks()
    close_account(member_id=member.pk, by=member.user)
    after = looks()
    assert [look[1] for look in before] == [f"{CANARY}约谈"] * 2
    assert [look[1] for look in after] == [ERASED, f"{CANARY}约谈"]  # the other person's stays
    assert [(subject, actor, at) for subject, _, actor, at in after] == [(s, a, t) for s, _, a, t in before]


def test_control_the_record_of_looks_is_append_only_otherwise(town):
    member = accepted(town.east, town.secretary)
    reveal_phone(model=Member, pk=member.pk, reason="约谈", by=town.secretary)
    close_account(member_id=member.pk, by=member.user)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        AccessLog.objects.update(reason="")


def test_control_a_reason_left_behind_would_be_found(town, monkeypatch):
    member = accepted(town.east, town.secretary)
    reveal_phone(model=Member, pk=member.pk, reason=f"{CANARY}约谈", by=town.secretary)
    monkeypatch.setattr("volunteers.home.services.account_closing.blank_reveal_reasons", lambda **kwargs: 0)
    close_account(member_id=member.pk, by=member.user)
    assert found(CANARY) == ["orgtree_accesslog.reason"]


def test_no_total_moves(person, town):
    today = timezone.localdate()
    moment = timezone.now()
    period = Period.parse(f"{today:%Y}")
    before, roll = totals(), ReportIn.objects.belonging_at(moment - timedelta(seconds=1)).count()
    fill_figures(period)
    close_account(member_id=person.pk, by=person.user)
    assert totals() == before
    assert ReportIn.objects.belonging_at(moment - timedelta(seconds=1)).count() == roll
    drain()
    # What the closing touched was marked and counted: nothing is left for the judge.
    judged = fill_figures(period)
    assert (judged.written, judged.removed, judged.corrected) == (0, 0, 0)
    member = Member.objects.get(pk=person.pk)
    assert (member.name, member.phone, member.unit_name, member.user, member.skills.count()) == (
        ERASED,
        "",
        ERASED,
        None,
        0,
    )
    assert not Consent.objects.filter(member=member, withdrawn_at__isnull=True).exists()
    assert Consent.objects.filter(member=member).exists()
    assert not ReportIn.objects.live().filter(member=member).exists()


def test_the_photo_goes_with_it(person, django_capture_on_commit_callbacks):
    photo = ServiceRecord.objects.exclude(photo="").get().photo
    assert photo.storage.exists(photo.name)
    with django_capture_on_commit_callbacks(execute=True):
        close_account(member_id=person.pk, by=person.user)
    assert not photo.storage.exists(photo.name)


def test_the_account_is_over(person):
    user_id = person.user_id
    close_account(member_id=person.pk, by=person.user)
    user = User.objects.get(pk=user_id)
    assert (user.is_active, user.name, user.account, user.has_usable_password()) == (
        False,
        ERASED,
        f"closed-{user_id}",
        False,
    )
    assert not Notice.objects.filter(user=user).exists()


def test_the_number_may_come_again(person, town):
    phone = person.phone
    close_account(member_id=person.pk, by=person.user)
    assert registered(town.east, phone=phone).pk != person.pk


def test_staff_keep_the_account_of_their_post(person, town):
    appoint(holder_id=person.user_id, kind="grid_worker", area=town.west_grid, by=None)
    user = User.objects.get(pk=person.user_id)
    close_account(member_id=person.pk, by=user)
    user.refresh_from_db()
    assert (user.is_active, user.name) == (True, f"{CANARY}乙")
    assert not Member.objects.filter(user=user).exists()


def test_nobody_closes_for_somebody_with_an_account(person, town):
    for stranger in (town.west_secretary, town.secretary, accepted(town.east, town.secretary).user):
        with refused("not_found"):
            close_account(member_id=person.pk, by=stranger)


def test_the_desk_closes_for_those_without(town, client):
    member = enrolled(town.east, town.clerk, name=f"{CANARY}丙", residence=f"{CANARY}小区")
    with refused("not_found"):
        close_account(member_id=member.pk, by=town.grid_worker)
    client.force_login(town.clerk)
    act = f"/desk/volunteers/member/{member.pk}/act/close/"
    assert "须有本人签名的申请" in client.post(act, {"x": "1"}).content.decode()
    assert found(CANARY)
    client.post(act, {"signed": "on"})
    assert found(CANARY) == []


def test_what_is_closed_stays_closed(person, town):
    user = person.user
    close_account(member_id=person.pk, by=user)
    with refused("closed"):
        update_member(member_id=person.pk, name="再来", by=town.west_secretary)
    with refused("closed"):
        submit_report_in(member=person, community=town.west, residence="西苑", origin="proxy", by=town.west_secretary)
    with pytest.raises(IntegrityError, match="member_closed_is_empty"), transaction.atomic():
        Member.objects.filter(pk=person.pk).update(phone_hash="x")


def test_control_the_trail_is_append_only_otherwise(person):
    events = Member.pgh_event_model.objects.filter(pgh_obj_id=person.pk)
    with pytest.raises(InternalError, match="append_only|Cannot update"), transaction.atomic():
        events.update(name=ERASED)


def test_control_a_forgotten_table_is_found(person, monkeypatch):
    monkeypatch.delitem(registry.words, ReportIn)
    close_account(member_id=person.pk, by=person.user)
    assert "volunteers_reportin.residence" in found(CANARY)


def test_every_table_about_a_member_is_thought_of():
    """A new table that hangs on a member, or is private to one, declares its words, or why it has none."""
    hanging = {
        model._meta.label_lower
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        and not model._meta.auto_created
        and not model._meta.proxy
        and any(
            field.concrete and field.related_model is Member for field in model._meta.get_fields() if field.is_relation
        )
    }
    erased = {words.model._meta.label_lower for words in registry.words.values()}
    assert hanging - erased - registry.wordless.keys() == set()
    assert not erased & registry.wordless.keys()
    for words in registry.words.values():
        personal = set(getattr(words.model, "personal_fields", ()))
        assert personal <= {*words.texts, *words.unique}, words.model


def test_lists_of_an_open_emergency_lose_the_person(town):
    flood = opened(town.street, by=town.street_secretary)
    person, other = (accepted(town.east, town.secretary) for _ in range(2))
    invited(flood, town.street, by=town.street_secretary)
    over = planned(flood, town.east, by=town.secretary)
    came, stays = fill_past(over, person, other)
    roll(shift_id=over.pk, present=[came.pk, stays.pk], by=town.secretary)
    for member in (person, other):
        answered(flood, member)
    later = planned(flood, town.east, by=town.secretary, start=24, end=26)
    assign(shift_id=later.pk, member_ids=[person.pk, other.pk], by=town.secretary)
    before = head_counts(flood, town.street)[0]
    close_account(member_id=person.pk, by=person.user)
    assert not CallUp.objects.filter(member=person).exists()
    assert not ShiftPlace.objects.filter(member=person).exists()
    assert ServiceRecord.objects.filter(member=person, origin="call_up").count() == 1  # the hours stay with the row
    after = head_counts(flood, town.street)[0]
    assert (after.invited, after.accepted, after.served, after.hours) == (
        *(before.invited, before.accepted),
        *(before.served, before.hours),
    )
    assert set(later.places.values_list("member", flat=True)) == {other.pk}  # control: nobody else leaves
    assert CallUp.objects.filter(member=other).exists()


def test_what_they_held_goes_back_at_once(town, make_team, monkeypatch):
    """The next in line has the place of a session to come, the team has no leader. Control: by what is declared of closing."""
    gone, waits = accepted(town.east, town.secretary), accepted(town.east, town.secretary)
    session, team = announced(town.east, town.clerk, plan(capacity=1)), make_team(leader=gone)
    gathered(session, gone, waits)
    close_account(member_id=gone.pk, by=gone.user)
    assert list(session.sign_ups.order_by("pk").values_list("state", flat=True)) == ["cancelled", "signed_up"]
    team.refresh_from_db()
    assert (team.leader, TeamMember.objects.live().filter(member=gone).exists()) == (None, False)
    monkeypatch.delitem(account_closing.acts, "activities.sign_ups")
    close_account(member_id=waits.pk, by=waits.user)
    assert session.sign_ups.get(member=waits).state == "signed_up"


class TestPhone:
    @pytest.fixture
    def own(self, person):
        client = Client()
        client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_closing(self, own, person):
        page = own.get(PAGE).content.decode()
        assert "会保留的" in page
        assert "注销账号" in own.get("/m/me/").content.decode()
        wrong = own.post(PAGE, {"password": "wrong-password", "understood": "on"}).content.decode()
        assert "密码不正确" in wrong
        assert "请先勾选" in own.post(PAGE, {"password": PASSWORD}).content.decode()
        assert Member.objects.get(pk=person.pk).closed_at is None
        reply = own.post(PAGE, {"password": PASSWORD, "understood": "on"}, follow=True)
        assert "账号已注销" in reply.content.decode()
        assert Member.objects.get(pk=person.pk).closed_at
        assert own.get("/m/").status_code == 302

    def test_guessing_the_password_is_counted(self, own, person):
        for _ in range(5):
            own.post(PAGE, {"password": "wrong-password", "understood": "on"})
        locked = own.post(PAGE, {"password": PASSWORD, "understood": "on"}).content.decode()
        assert "已锁定" in locked
        assert Member.objects.get(pk=person.pk).closed_at is None


def test_the_label_of_each_history_is_registered():
    for words in registry.words.values():
        events = getattr(words.model, "pgh_event_model", None)
        if events:
            assert pgtrigger.registered(f"{events._meta.app_label}.{events.__name__}:append_only")
