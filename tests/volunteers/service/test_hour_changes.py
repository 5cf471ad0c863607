"""Hours changed after they were confirmed: one asks, another decides, the old value stays, the points follow exactly."""

from decimal import Decimal

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import DatabaseError, transaction
from django.utils import timezone

from orgtree.acts import make, perform, perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Correction, FigureFill, Notice
from tests.volunteers.people import accepted, at, kind, logged
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.choices import HourChangeState, ServiceState
from volunteers.models import HourChange, MemberYear, PointEntry, ServiceRecord
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.service.services.hour_changes import hour_changes
from volunteers.service.services.service_records import confirm_services, void_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(town, member) -> ServiceRecord:
    """Two hours of yesterday morning, confirmed by the secretary."""
    made = logged(member, 9, 11)
    confirm_services(record_ids=[made.pk], by=town.secretary)
    return ServiceRecord.objects.get(pk=made.pk)


def ask(record, by, start=9, end=12, *, days_ago=1, **changes) -> HourChange:
    wanted = {"started_at": at(start, days_ago=days_ago), "ended_at": at(end, days_ago=days_ago), "reason": "少记了"}
    return make(hour_changes, "propose", record=record, by=by, **wanted | changes).row


def points_of(record) -> list[tuple[str, Decimal]]:
    entries = PointEntry.objects.filter(account__member=record.member_id, item_code="S01").order_by("sequence")
    return list(entries.values_list("source", "credit__credited"))


def test_a_change_replaces_the_hours_and_credits_them_anew(town, record):
    change = ask(record, record.member.user)
    assert ServiceRecord.objects.get().hours == 2  # nothing happens before it is decided
    assert perform(hour_changes, "approve", ids=[change.pk], by=town.clerk).done == 1
    now = ServiceRecord.objects.get()
    assert (now.hours, now.ended_at, now.revision, now.state) == (3, at(12), 1, ServiceState.CONFIRMED)
    assert (now.decided_by, now.decided_at) == (record.decided_by, record.decided_at)
    first = PointEntry.objects.get(source=f"service:{record.pk}")
    assert points_of(record) == [
        (f"service:{record.pk}", 4),
        (f"reverse:{first.pk}", -4),
        (f"service:{record.pk}:2", 6),
    ]
    change.refresh_from_db()
    assert (change.old_hours, change.new_hours, change.decided_by) == (2, 3, town.clerk)
    assert inspect_ledger().faults == {}


def test_a_second_change_and_a_void_take_back_the_last_version(town, record):
    for end in (12, 10):
        change = ask(record, record.member.user, end=end)
        perform(hour_changes, "approve", ids=[change.pk], by=town.clerk)
    assert points_of(record)[-1] == (f"service:{record.pk}:3", 2)
    void_service(record_id=record.pk, reason="不实", by=town.clerk)
    assert sum(credited for _, credited in points_of(record)) == 0
    assert inspect_ledger().faults == {}


def test_another_kind_earns_under_its_own_item(town, record):
    change = ask(record, town.secretary, 9, 11, kind=kind("S05"))
    perform(hour_changes, "approve", ids=[change.pk], by=town.clerk)
    entry = PointEntry.objects.select_related("credit").get(source=f"service:{record.pk}:2")
    assert (entry.item_code, entry.quantity, entry.credit.credited) == ("S05", 1, 2)


def test_a_change_into_the_last_year_moves_the_points(town, record):
    days = timezone.localdate().timetuple().tm_yday + 5
    ServiceRecord.objects.update(origin="paper")
    change = ask(record, town.secretary, days_ago=days)
    assert perform(hour_changes, "approve", ids=[change.pk], by=town.clerk).done == 1
    years = {account.year: account.total() for account in MemberYear.objects.filter(member=record.member)}
    assert years[at(9, days_ago=days).year] == 6


@pytest.mark.parametrize(
    ("code", "field", "span"),
    [
        ("ends_early", "ended_at", (12, 11)),
        ("half_hours", "ended_at", (9, 11.25)),
        ("overlap", "started_at", (9, 14)),  # another service begins at 13
        ("future", "started_at", (9, 11, -1)),
        ("too_late", "started_at", (9, 11, 40)),
        ("no_change", "started_at", (9, 11, 1)),
        ("day_full", "ended_at", (0, 12.5)),
    ],
)
def test_all_rules_of_a_record_hold(town, record, code, field, span):
    logged(record.member, 13, 14)
    start, end, *days = span
    with refused(code, field):
        ask(record, record.member.user, start, end, days_ago=days[0] if days else 1)
    assert HourChange.objects.count() == 0


def test_its_own_old_time_is_no_overlap(record):
    assert ask(record, record.member.user, 10, 12).new_hours == 2


def test_an_old_record_may_be_corrected_on_its_day_and_no_further_back(town, record):
    moments = {"started_at": at(9, days_ago=60), "ended_at": at(11, days_ago=60)}
    ServiceRecord.objects.update(served_on=at(9, days_ago=60).date(), **moments)
    with refused("too_late", "started_at"):
        ask(record, record.member.user, days_ago=61)
    assert ask(record, record.member.user, days_ago=60).new_hours == 3


def test_rules_hold_again_when_it_is_decided(town, record):
    change = ask(record, record.member.user)
    later = logged(record.member, 11, 12)
    outcome = perform(hour_changes, "approve", ids=[change.pk], by=town.clerk)
    assert (outcome.done, "重叠" in outcome.refused[0][1]) == (0, True)
    assert ServiceRecord.objects.get(pk=record.pk).hours == 2
    assert [source for source, _ in points_of(record)] == [f"service:{record.pk}"]
    later.refresh_from_db()
    assert later.state == ServiceState.SUBMITTED


def test_only_confirmed_records_are_changed(town, member):
    with refused("wrong_state"):
        ask(logged(member, 9, 11), member.user)


def test_a_void_record_is_not_changed(town, record):
    change = ask(record, record.member.user)
    void_service(record_id=record.pk, reason="不实", by=town.clerk)
    assert perform(hour_changes, "approve", ids=[change.pk], by=town.clerk).done == 0


def test_one_request_at_a_time(town, record):
    ask(record, record.member.user)
    with refused("already_asked"):
        ask(record, town.clerk, end=10)


def test_the_proposer_and_the_member_do_not_decide(town, record):
    change = ask(record, town.clerk)
    assert "更正由您提出" in perform(hour_changes, "approve", ids=[change.pk], by=town.clerk).refused[0][1]
    assert perform(hour_changes, "approve", ids=[change.pk], by=record.member.user).done == 0
    with pytest.raises(DatabaseError, match="hour_change_by_a_second_person"), transaction.atomic():
        HourChange.objects.update(decided_by=town.clerk)
    assert perform(hour_changes, "approve", ids=[change.pk], by=town.secretary).done == 1


def test_a_member_who_holds_a_post_does_not_decide_on_their_own(town, record):
    record.member.user = town.secretary
    record.member.save()
    change = ask(record, town.clerk)
    assert "本人" in perform(hour_changes, "approve", ids=[change.pk], by=town.secretary).refused[0][1]


def test_a_neighbour_neither_asks_nor_decides(town, record):
    with refused("not_found", "record"):
        ask(record, town.west_secretary)
    change = ask(record, town.clerk)
    assert perform(hour_changes, "approve", ids=[change.pk], by=town.west_secretary).done == 0
    with refused("not_found"):
        perform_one(hour_changes, "withdraw", pk=change.pk, by=town.west_secretary)


def test_declined_with_a_reason_that_the_member_reads(town, record):
    change = ask(record, record.member.user)
    with refused("reason_missing", "reason"):
        perform(hour_changes, "decline", ids=[change.pk], reason=" ", by=town.clerk)
    assert perform(hour_changes, "decline", ids=[change.pk], reason="签到表为两小时", by=town.clerk).done == 1
    assert ServiceRecord.objects.get().hours == 2
    notice = Notice.objects.get(user=record.member.user, key__startswith=f"hourchange:{change.pk}:")
    assert "签到表为两小时" not in notice.text
    assert "签到表为两小时" in signed_in(record.member.user).get(notice.url).text
    assert "不能更正" in perform(hour_changes, "approve", ids=[change.pk], by=town.clerk).refused[0][1]


def test_withdrawn_by_whoever_asked(town, record):
    change = ask(record, record.member.user)
    assert perform_one(hour_changes, "withdraw", pk=change.pk, by=record.member.user).state == HourChangeState.WITHDRAWN
    with refused("wrong_state"):
        perform_one(hour_changes, "withdraw", pk=change.pk, by=town.clerk)
    assert ask(record, town.clerk).pk != change.pk


def test_figures_follow_and_a_closed_month_shows_a_correction(town, record):
    month = (
        Period.month_of(record.served_on)
        if hasattr(Period, "month_of")
        else Period("M", record.served_on.replace(day=1))
    )
    fill_figures(month)
    FigureFill.objects.update(closed_at=timezone.now(), closed_by=town.organisation)
    change = ask(record, record.member.user)
    perform(hour_changes, "approve", ids=[change.pk], by=town.clerk)
    fill_figures(month)
    correction = Correction.objects.get(area=town.east, measure="volunteers.hours")
    assert correction.difference == 1


# --- Pages ------------------------------------------------------------------------------------------------------------


def text(reply) -> str:
    return reply.content.decode()


def body(record, **changes) -> dict:
    day = timezone.localdate(record.started_at).isoformat()
    return {"kind": record.kind_id, "served_on": day, "start": "09:00", "end": "12:00", "reason": "少记了"} | changes


def test_the_member_asks_and_takes_it_back(record, own):
    page = text(own.get(f"/m/services/{record.pk}/"))
    assert "申请更正" in page
    asked = text(own.post(f"/m/services/{record.pk}/change/", body(record), follow=True))
    assert "更正已提出" in asked
    assert "2小时" in asked
    assert "3小时" in asked
    assert "时间或类别有误" not in asked
    change = HourChange.objects.get()
    assert "更正申请已撤回" in text(own.post(f"/m/services/changes/{change.pk}/withdraw/", follow=True))


def test_the_members_mistakes_are_told_at_the_field(record, own):
    address = f"/m/services/{record.pk}/change/"
    assert "更正后的类别和时间与原记录相同" in text(own.post(address, body(record, end="11:00")))
    assert "请填写更正原因" in text(own.post(address, body(record, reason="")))
    assert HourChange.objects.count() == 0


def test_the_desk_asks_and_another_decides(town, record, client):
    address = f"/desk/volunteers/servicerecord/{record.pk}/"
    client.force_login(town.clerk)
    assert "更正时长" in text(client.get(f"{address}change/"))
    assert "值为空" not in text(client.get(f"{address}act/change/"))
    assert "更正已提出" in text(client.post(f"{address}act/change/", body(record), follow=True))
    change = HourChange.objects.get()
    card = registry.cards["volunteers.hour_changes_waiting"]
    assert [card.count(user) for user in (town.secretary, town.clerk, town.west_secretary)] == [1, 0, 0]
    approve = {"action": "approve", ACTION_CHECKBOX_NAME: [change.pk]}
    asked = text(client.post("/desk/volunteers/hourchange/", approve, follow=True))
    assert "将办理1条，办理后不能撤销" in asked
    assert str(record.member) in asked
    approve |= {"apply": "1"}
    assert "须由另一位工作人员办理" in text(client.post("/desk/volunteers/hourchange/", approve, follow=True))
    client.force_login(town.secretary)
    page = text(client.get(f"/desk/volunteers/hourchange/{change.pk}/change/"))
    assert "09:00–11:00，2小时" in page
    assert "09:00–12:00，3小时" in page
    assert "已更正1条" in text(client.post("/desk/volunteers/hourchange/", approve, follow=True))
    assert "09:00–12:00，3小时" in text(client.get(f"{address}change/"))


def test_the_list_takes_few_queries(town, client, django_assert_max_num_queries):
    for _ in range(6):
        made = logged(accepted(town.east, town.secretary), 9, 11)
        confirm_services(record_ids=[made.pk], by=town.secretary)
        ask(made, town.clerk)
    client.force_login(town.secretary)
    client.get("/desk/volunteers/hourchange/")
    with django_assert_max_num_queries(20):
        assert "少记了" in text(client.get("/desk/volunteers/hourchange/"))


def test_the_api(town, record, client):
    client.force_login(record.member.user, backend="django.contrib.auth.backends.ModelBackend")
    wanted = {
        "record": record.pk,
        "started_at": at(9).isoformat(),
        "ended_at": at(12).isoformat(),
        "reason": "少记了",
    }
    reply = client.post("/api/v1/hour-changes/", wanted, content_type="application/json")
    assert (reply.status_code, reply.json()["new_hours"]) == (201, 3.0)
    change = reply.json()["id"]
    again = client.post("/api/v1/hour-changes/", wanted, content_type="application/json")
    assert (again.status_code, again.json()["id"]) == (200, change)
    other = client.post("/api/v1/hour-changes/", wanted | {"reason": "另说"}, content_type="application/json")
    assert other.status_code == 409
    client.force_login(town.clerk)
    done = client.post("/api/v1/hour-changes/approve/", {"ids": [change]}, content_type="application/json")
    assert done.json() == {"done": 1, "refused": []}
    gone = client.post(f"/api/v1/hour-changes/{change}/withdraw/", {}, content_type="application/json")
    assert gone.status_code == 409
    client.force_login(town.west_secretary)
    assert client.get(f"/api/v1/hour-changes/{change}/").status_code == 404
    stranger = client.post("/api/v1/hour-changes/", wanted, content_type="application/json")
    assert (
        stranger.status_code
        == client.post(
            "/api/v1/hour-changes/", wanted | {"record": 99999999}, content_type="application/json"
        ).status_code
    )
