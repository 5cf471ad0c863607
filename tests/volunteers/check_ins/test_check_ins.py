"""Check-ins from the first tap to the points and back, who may do what, and reminders that come once."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgtree.acts import make, perform, perform_one, take_back
from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from orgtree.models import ActStep, Figure, Notice
from tests.volunteers.people import accepted, enrolled, registered
from tests.volunteers.refusals import refused
from volunteers.check_ins.rules import slug_of
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import CheckInState, DeedOrigin
from volunteers.home.services.reminders import send_reminders
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import CheckIn, MemberYear, PointEntry, ReportIn, RuleSet
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.standing.services.deeds import DeedRow, report_deed

pytestmark = pytest.mark.django_db
WORDS = "今年参加了楼道清理和防汛值守，建议活动多放在周末。"


def sent(member, kind="half_year", text="") -> CheckIn:
    return make(check_in_acts, "submit", kind=kind, text=text, by=member.user).row


def entered(member, by, kind="half_year", text="", happened_on=None) -> CheckIn:
    return make(check_in_acts, "submit", member=member, kind=kind, text=text, happened_on=happened_on, by=by).row


def credited(member) -> list[tuple[str, int]]:
    entries = PointEntry.objects.filter(account__member=member, item_code__in=["B03", "B04"]).order_by("pk")
    return [(entry.source, entry.credit.credited) for entry in entries.select_related("credit")]


def slug(kind="half_year") -> str:
    return slug_of(kind, timezone.localdate())


def test_accepted_and_credited_once(town, member):
    half, summary = sent(member), sent(member, "summary", WORDS)
    assert credited(member) == []  # nothing before the community accepts
    assert perform(check_in_acts, "accept", ids=[half.pk, summary.pk], by=town.clerk).done == 2
    assert credited(member) == [(f"B03:{member.pk}:{slug()}", 3), (f"B04:{member.pk}:{slug('summary')}", 2)]
    again = perform(check_in_acts, "accept", ids=[half.pk], by=town.secretary)
    assert (again.done, "不能接收" in again.refused[0][1]) == (0, True)
    half.refresh_from_db()
    assert (half.state, half.decided_by) == (CheckInState.ACCEPTED, town.clerk)
    assert Notice.objects.filter(user=member.user, title__contains="社区已接收").count() == 2
    assert inspect_ledger().faults == {}


def test_once_in_a_half_year(member):
    first, second = (make(check_in_acts, "submit", kind="half_year", by=member.user) for _ in range(2))
    assert (first.row == second.row, first.is_new, second.is_new) == (True, True, False)
    first = first.row
    with refused("already_filed"):
        sent(member, text="另一句话")
    assert sent(member, "summary", WORDS).pk != first.pk


def test_the_constraint_holds_without_the_service(member):
    row = sent(member)
    row.pk = None
    with pytest.raises(DatabaseError, match="check_in_one_live_per_stretch"), transaction.atomic():
        row.save()


def test_returned_changed_and_sent_again(town, member):
    check_in = sent(member, "summary", WORDS)
    assert perform(check_in_acts, "return", ids=[check_in.pk], reason="请写具体", by=town.clerk).done == 1
    assert Notice.objects.get(user=member.user, title__contains="被退回").why == "请写具体"
    with refused("already_filed"):
        sent(member, "summary", WORDS)
    with refused("text_short", "text"):
        perform_one(check_in_acts, "resubmit", pk=check_in.pk, text="短", by=member.user)
    perform_one(check_in_acts, "resubmit", pk=check_in.pk, text=WORDS * 2, by=member.user)
    assert perform(check_in_acts, "accept", ids=[check_in.pk], by=town.clerk).done == 1


def test_taken_back_points_and_all_and_credited_anew(town, member):
    check_in = sent(member)
    perform(check_in_acts, "accept", ids=[check_in.pk], by=town.clerk)
    taken = perform_one(check_in_acts, "take_back", pk=check_in.pk, reason="误接收", by=town.secretary)
    assert (taken.state, taken.reason) == (CheckInState.RETURNED, "误接收")
    assert [points for _, points in credited(member)] == [3, -3]
    perform_one(check_in_acts, "withdraw", pk=check_in.pk, by=member.user)
    fresh = sent(member)
    assert fresh.pk != check_in.pk
    perform(check_in_acts, "accept", ids=[fresh.pk], by=town.clerk)
    assert credited(member)[-1] == (f"B03:{member.pk}:{slug()}:2", 3)
    assert inspect_ledger().faults == {}


def test_entered_for_somebody_without_a_phone_and_accepted_by_another(town):
    member = enrolled(town.east, town.clerk)
    with refused("not_accepted"):
        entered(member, town.clerk)
    perform(report_ins, "accept", ids=[ReportIn.objects.get(member=member).pk], by=town.secretary)
    check_in = entered(member, town.clerk)
    own = perform(check_in_acts, "accept", ids=[check_in.pk], by=town.clerk)
    assert (own.done, "须由另一位工作人员办理" in own.refused[0][1]) == (0, True)
    with pytest.raises(DatabaseError, match="check_in_decided_by_another"), transaction.atomic():
        CheckIn.objects.update(state="accepted", decided_by=town.clerk, decided_at=timezone.now())
    assert perform(check_in_acts, "accept", ids=[check_in.pk], by=town.secretary).done == 1
    assert credited(member) == [(f"B03:{member.pk}:{slug()}", 3)]


def test_a_day_gone_by_counts_for_its_own_half_year(town, member):
    today = timezone.localdate()
    check_in = entered(member, town.clerk, happened_on=today - timedelta(days=170))
    assert check_in.slug == slug_of("half_year", today - timedelta(days=170))
    with refused("future", "happened_on"):
        entered(member, town.clerk, happened_on=today + timedelta(days=1))
    with refused("too_late", "happened_on"):
        entered(member, town.clerk, happened_on=today - timedelta(days=181))
    mine = make(check_in_acts, "submit", kind="summary", text=WORDS, happened_on=date(2020, 1, 1), by=member.user).row
    assert mine.happened_on == today  # one's own is always for today


def test_a_neighbour_sends_and_enters_nothing(town, member):
    for stranger in (town.west_secretary, town.grid_worker, town.organisation):
        with refused("not_found", "member"):
            entered(member, stranger, "summary", WORDS)
    other = accepted(town.east, town.secretary)
    with refused("not_found", "member"):
        entered(member, other.user, "summary", WORDS)
    assert not CheckIn.objects.exists()


def test_accepted_by_mistake_is_undone_points_and_all(town, member):
    check_in = sent(member)
    perform(check_in_acts, "accept", ids=[check_in.pk], by=town.clerk)
    assert take_back(check_in_acts, "accept", ids=[check_in.pk], by=town.clerk).done == 1
    assert [points for _, points in credited(member)] == [3, -3]
    assert not Notice.objects.filter(user=member.user, title__contains="社区已接收").exists()
    perform(check_in_acts, "accept", ids=[check_in.pk], by=town.secretary)
    assert credited(member)[-1] == (f"B03:{member.pk}:{slug()}:2", 3)


def test_where_one_cannot_be_credited_only_that_one_is_refused(town, member):
    other = accepted(town.east, town.secretary)
    rows = [sent(member), sent(other)]
    MemberYear.objects.filter(member=other).update(
        closed_at=timezone.now(), closed_by=town.street_secretary, frozen_total=8, frozen_hours=0
    )
    outcome = perform(check_in_acts, "accept", ids=[row.pk for row in rows], by=town.clerk)
    assert (outcome.did, [row.pk for row, _ in outcome.refused]) == ([rows[0].pk], [rows[1].pk])
    states = [CheckIn.objects.get(pk=row.pk).state for row in rows]
    assert states == [CheckInState.ACCEPTED, CheckInState.SUBMITTED]
    assert ActStep.objects.of("volunteers.checkin", rows[0].pk).get(act="accept").from_state == CheckInState.SUBMITTED


def test_whoever_waits_for_acceptance_does_not_check_in(town):
    with refused("not_accepted"):
        sent(registered(town.east))


def test_nobody_reports_it_as_a_deed_beside(town, member):
    row = DeedRow(member.pk, "B03", timezone.localdate(), "到社区报到", origin=DeedOrigin.SELF)
    with refused("not_reported", "item_code"):
        report_deed(row=row, by=member.user)


def test_a_table_without_the_item_accepts_without_points(town, member):
    check_in = sent(member)
    RuleSet.objects.update(active_from=timezone.localdate() + timedelta(days=1))
    assert perform(check_in_acts, "accept", ids=[check_in.pk], by=town.clerk).done == 1
    assert credited(member) == []


def test_two_hundred_take_as_many_statements_as_two(town):
    def cost(count: int) -> int:
        rows = [sent(accepted(town.east, town.secretary)).pk for _ in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert perform(check_in_acts, "accept", ids=rows, by=town.clerk).done == count
        return len(queries)

    assert cost(12) <= cost(2) + 2


def test_reminded_once_where_nothing_is_there(town, member):
    done, paused, waits = (
        accepted(town.east, town.secretary),
        accepted(town.east, town.secretary),
        registered(town.east),
    )
    row = sent(done)
    CheckIn.objects.filter(pk=row.pk).update(slug="2026H2")
    perform_one(report_ins, "pause", pk=ReportIn.objects.get(member=paused).pk, reason="away", by=paused.user)

    def told(person) -> int:
        return Notice.objects.filter(user=person.user, title="2026年下半年还没有回社区报到").count()

    send_reminders(date(2026, 11, 30))
    assert told(member) == 0  # more than 30 days before the end
    for day in (1, 2):
        send_reminders(date(2026, 12, day))
    assert [told(person) for person in (member, done, paused, waits)] == [1, 0, 0, 0]


def test_the_figure_counts_what_was_accepted(town, member):
    half = sent(member)
    sent(member, "summary", WORDS)
    month = Period("M", half.happened_on.replace(day=1))

    def figure() -> int:
        fill_figures(month)
        found = Figure.objects.filter(measure="volunteers.check_ins", area=town.east, period_kind="M")
        return sum(row.total for row in found)

    assert figure() == 0
    perform(check_in_acts, "accept", ids=CheckIn.objects.values_list("pk", flat=True), by=town.clerk)
    assert figure() == 1
    perform_one(check_in_acts, "take_back", pk=half.pk, reason="误接收", by=town.secretary)
    assert figure() == 0
