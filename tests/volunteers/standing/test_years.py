"""The end of a year: frozen, suggested, decided by people, exempt; and a draft tried on it without touching it."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.models import AccessLog, Notice
from orgtree.runs import do_run
from tests.volunteers.people import accepted, logged
from tests.volunteers.refusals import refused
from tests.volunteers.standing.test_deeds import deducted
from tests.volunteers.standing.test_publications import decide, earned
from volunteers.choices import Band, ExemptReason
from volunteers.models import DryRun, MemberYear, PointCredit, PointEntry, RuleSet, YearClosing
from volunteers.points.rules.points import Marks
from volunteers.points.services.points import recompute_years, reverse_deed
from volunteers.points.services.rule_drafts import copy_rule_set
from volunteers.service.services.service_records import confirm_services
from volunteers.standing.rules.years import suggested_band
from volunteers.standing.services.bands import REMIND_DAYS, remind_of_plans, year_accounts
from volunteers.standing.services.deductions import barred_from_excellent
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.dry_runs import dry_runs, named_moves, start_dry_run
from volunteers.standing.services.objections import object_to_band, object_to_list
from volunteers.standing.services.publications import publish_quarter
from volunteers.standing.services.year_closing import start_closing

pytestmark = pytest.mark.django_db

YEAR = 2025
DAY = date(2025, 11, 3)


def closed(town, *, year=YEAR, area=None, **changes) -> YearClosing:
    closing = start_closing(area=area or town.east, year=year, by=town.street_secretary, **changes)
    do_run(closing.pk)
    closing.refresh_from_db()
    return closing


def account(member, year=YEAR) -> MemberYear:
    return MemberYear.objects.get(member=member, year=year)


def decide_band(year, by, **verdict) -> MemberYear:
    return perform_one(year_accounts, "band", pk=year.pk, by=by, **verdict)


def exempt(year, by, reason) -> MemberYear:
    return perform_one(year_accounts, "exempt", pk=year.pk, reason=reason, by=by)


def test_closing_freezes_and_suggests(town, member):
    earned(member, town.clerk, DAY, item="H04")
    closing = closed(town)
    assert (closing.state, closing.done, closing.total) == (RunState.DONE, 1, 1)
    year = account(member)
    assert (year.frozen_total, year.frozen_hours, year.suggested_band) == (10, 0, Band.BELOW)
    assert year.band == ""  # nobody has decided


def test_closing_twice_changes_nothing(town, member):
    earned(member, town.clerk, DAY)
    closing = closed(town)
    before = MemberYear.objects.values().get(member=member, year=YEAR)
    do_run(closing.pk)
    assert closed(town).total == 0
    assert MemberYear.objects.values().get(member=member, year=YEAR) == before


def test_a_closed_year_takes_no_more(town, member):
    earned(member, town.clerk, DAY)
    closed(town)
    with refused("year_closed", message="2025年积分已结账"):
        earned(member, town.clerk, DAY, source="test:late")
    assert PointEntry.objects.filter(account=account(member)).count() == 1


def test_control_the_next_year_is_open(town, member):
    earned(member, town.clerk, DAY)
    closed(town)
    assert earned(member, town.clerk, timezone.localdate()).pk


def test_a_late_service_keeps_its_hours_and_earns_no_points(town, member):
    record = logged(member)
    year = record.served_on.year  # on the first of January another than that in which the member was accepted
    MemberYear.objects.get_or_create(member=member, year=year)
    MemberYear.objects.filter(member=member, year=year).update(
        closed_at=timezone.now(), closed_by=town.street_secretary, frozen_total=8, frozen_hours=0
    )
    assert confirm_services(record_ids=[record.pk], by=town.secretary).done == 1
    record.refresh_from_db()
    assert (record.state, record.point_entry()) == ("confirmed", None)
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("member-service", args=[record.pk])).content.decode()
    assert "计入时长，不计该年度积分" in page


def test_a_correction_after_closing_shows_and_does_not_move_the_frozen_total(town, member):
    entry = earned(member, town.clerk, DAY)
    closed(town)
    reverse_deed(source=entry.source, note="有误", by=town.secretary)
    year = MemberYear.objects.with_total().get(member=member, year=YEAR)
    assert (year.frozen_total, year.sum_now) == (2, 0)


@pytest.mark.parametrize("by", ["secretary", "clerk", "north_secretary"])
def test_who_closes(town, member, by):
    with refused("not_found", "area"):
        start_closing(area=town.east, year=YEAR, by=getattr(town, by))


def test_a_running_year_is_not_closed(town, member):
    with refused("running", "year"):
        start_closing(area=town.east, year=timezone.localdate().year, by=town.street_secretary)


def test_waiting_work_stops_the_close_unless_told(town, member, monkeypatch):
    record = logged(member)
    monkeypatch.setattr("volunteers.standing.services.year_closing.check_year_over", lambda year, this_year: None)
    year = record.served_on.year
    with refused("waiting", "despite_waiting", message="还有1条"):
        start_closing(area=town.east, year=year, by=town.street_secretary)
    assert start_closing(area=town.east, year=year, despite_waiting=True, by=town.street_secretary).pk


def test_open_objections_stop_the_close(town, member):
    entry = earned(member, town.clerk, DAY)
    notice = publish_quarter(area=town.east, year=YEAR, quarter=4, by=town.secretary)
    filed = object_to_list(notice_id=notice.pk, entry_id=entry.pk, text="少计了", by=member.user)
    with refused("objections", "year"):
        start_closing(area=town.east, year=YEAR, despite_waiting=True, by=town.street_secretary)
    decide(filed, town.street_secretary, upheld=False, reason="记录完整")
    assert closed(town).state == RunState.DONE


def test_a_replay_of_the_year_gives_the_same_totals(town, member):
    for day, item in ((DAY, "G04"), (date(2025, 3, 3), "H04"), (date(2025, 5, 3), "G06")):
        earned(member, town.clerk, day, item=item)
    closed(town)
    year = account(member)
    PointCredit.objects.filter(entry__account=year).delete()
    recompute_years([year.pk])
    assert year.total() == year.frozen_total


def test_an_organisation_decides_with_a_reason_where_it_differs(town, member):
    earned(member, town.clerk, DAY)
    with refused("wrong_state"):
        decide_band(account(member), town.secretary, band=Band.BELOW)
    closed(town)
    closed_year = account(member)
    with refused("band_reason", "reason"):
        decide_band(closed_year, town.secretary, band=Band.GOOD)
    with refused("not_found"):  # who decides the points decides no bands
        decide_band(closed_year, town.clerk, band=Band.BELOW)
    decided = decide_band(closed_year, town.secretary, band=Band.GOOD, reason="长期照顾邻里")
    assert (decided.band, decided.band_decided_by) == (Band.GOOD, town.secretary)
    assert Notice.objects.filter(user=member.user, key__startswith=f"memberyear:{decided.pk}:").exists()


def test_control_the_database_refuses_a_band_that_nobody_decided(town, member):
    earned(member, town.clerk, DAY)
    closed(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberYear.objects.filter(member=member, year=YEAR).update(band=Band.BELOW)


def test_suggestions_are_accepted_in_bulk_each_with_its_author(town, member):
    people = [member, *(accepted(town.east, town.secretary) for _ in range(2))]
    for one in people:
        earned(one, town.clerk, DAY)
    exempt(account(people[2]), town.secretary, ExemptReason.AGE)
    closed(town)
    outcome = perform(year_accounts, "accept_bands", ids=[account(one).pk for one in people], by=town.secretary)
    assert (outcome.done, len(outcome.refused)) == (2, 1)
    assert {account(one).band_decided_by for one in people[:2]} == {town.secretary}
    assert account(people[2]).band == ""


def test_who_is_exempt_has_no_score(town, member):
    earned(member, town.clerk, DAY)
    exempt(account(member), town.secretary, ExemptReason.AWAY)
    closed(town)
    assert account(member).suggested_band == ""
    with refused("wrong_state"):
        decide_band(account(member), town.secretary, band=Band.GOOD, reason="理由")
    assert (
        perform_one(year_accounts, "lift_exemption", pk=account(member).pk, by=town.secretary).suggested_band
        == Band.BELOW
    )


def test_the_person_sees_the_band_and_objects(town, member, own):
    earned(member, town.clerk, DAY)
    closed(town)
    decide_band(account(member), town.secretary, band=Band.PASSED, reason="另有贡献")
    page = own.get(reverse("member-points"), {"year": YEAR}).content.decode()
    assert "另有贡献" in page
    assert "东园书记评定" in page
    reply = own.post(reverse("member-year-object", args=[account(member).pk]), {"text": "应为良好"}, follow=True)
    assert "异议已提交" in reply.content.decode()
    with refused("twice", "text"):
        object_to_band(account_id=account(member).pk, text="应为良好", by=member.user)


# --- Desk -------------------------------------------------------------------------------------------------------------


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_yearly_list_is_scoped_and_logged(town, member):
    earned(member, town.clerk, DAY)
    closing = closed(town)
    for ending in ("xlsx", "docx"):
        address = f"/desk/volunteers/yearclosing/{closing.pk}/list.{ending}"
        reply = signed_in(town.secretary).get(address)
        assert (reply.status_code, reply.getvalue()[:2]) == (200, b"PK")
        for stranger in (town.west_secretary, town.organisation):  # the department sees sums, never the list
            assert signed_in(stranger).get(address).status_code == 404
    assert AccessLog.objects.filter(subject=f"{YEAR}年度评价表").count() == 2


def test_the_desk_pages_open(town, member):
    earned(member, town.clerk, DAY)
    closing = closed(town)
    client = signed_in(town.street_secretary)
    body = {"area": town.east.pk, "year": YEAR}
    assert client.post("/desk/volunteers/yearclosing/add/", body).status_code == 302
    for page in (
        f"yearclosing/{closing.pk}/change/",
        "memberyear/",
        f"memberyear/{account(member).pk}/change/",
        "dryrun/",
    ):
        assert client.get(f"/desk/volunteers/{page}").status_code == 200


# --- Dry run ----------------------------------------------------------------------------------------------------------


def draft(town, **changes) -> RuleSet:
    base = RuleSet.objects.get(area=None)
    made = copy_rule_set(
        rule_set_id=base.pk, name="草稿", area=town.district, active_from=timezone.localdate(), by=town.organisation
    )
    RuleSet.objects.filter(pk=made.pk).update(**changes)
    made.refresh_from_db()
    return made


def tried(town, rules, area=None) -> DryRun:
    run = start_dry_run(rule_set=rules, area=area or town.street, year=YEAR, by=town.organisation)
    do_run(run.pk)
    run.refresh_from_db()
    return run


def test_a_dry_run_says_who_would_move_and_writes_nothing(town, member):
    earned(member, town.clerk, DAY, item="H04")
    still = accepted(town.east, town.secretary)
    earned(still, town.clerk, DAY)
    rules = draft(town, pass_mark=5)
    rules.items.filter(code="H04").update(points=4)
    before = list(PointEntry.objects.values()), list(PointCredit.objects.order_by("pk").values())
    run = tried(town, rules)
    assert (list(PointEntry.objects.values()), list(PointCredit.objects.order_by("pk").values())) == before
    assert run.result["people"] == 2
    assert run.result["moves"] == [[member.pk, "10.00", "4.00", Band.BELOW, Band.BELOW]]


def test_an_unchanged_draft_moves_nobody(town, member):
    earned(member, town.clerk, DAY, item="H04")
    run = tried(town, draft(town))
    assert run.result["moves"] == []
    assert run.result["before"] == run.result["after"]


def test_a_deed_whose_item_is_gone_earns_nothing(town, member):
    entry = earned(member, town.clerk, DAY, item="H04")
    reverse_deed(source=entry.source, note="有误", by=town.secretary)
    earned(member, town.clerk, DAY, source="test:2")
    rules = draft(town)
    rules.items.filter(code="G04").delete()
    assert tried(town, rules).result["moves"] == [[member.pk, "2.00", "0.00", Band.BELOW, Band.BELOW]]


def test_names_are_for_those_who_may_see_points(town, member):
    earned(member, town.clerk, DAY, item="H04")
    rules = draft(town)
    rules.items.filter(code="H04").update(points=4)
    run = tried(town, rules)
    assert named_moves(run, town.organisation) == []
    assert [row[0] for row in named_moves(run, town.street_secretary)] == [member]
    assert named_moves(run, town.west_secretary) == []
    page = signed_in(town.organisation).get(f"/desk/volunteers/dryrun/{run.pk}/change/").content.decode()
    assert "1人积分变化" in page
    reply = signed_in(town.organisation).get(f"/desk/volunteers/dryrun/{run.pk}/moves.xlsx")
    assert reply.getvalue()[:2] == b"PK"
    DryRun.objects.filter(pk=run.pk).update(result={})  # as before it is done
    assert signed_in(town.organisation).get(f"/desk/volunteers/dryrun/{run.pk}/moves.xlsx").status_code == 404
    with refused("not_found"):
        perform_one(dry_runs, "delete", pk=run.pk, by=town.street_secretary)
    perform_one(dry_runs, "delete", pk=run.pk, by=town.organisation)
    assert not DryRun.objects.exists()


def test_only_drafts_of_ones_own_are_tried(town):
    rules = draft(town)
    with refused("not_found", "rule_set"):
        start_dry_run(rule_set=rules, area=town.street, year=YEAR, by=town.street_secretary)
    with refused("area", "area"):
        start_dry_run(rule_set=rules, area=town.city, year=YEAR, by=town.organisation)
    RuleSet.objects.filter(pk=rules.pk).update(published_at=timezone.now())
    rules.refresh_from_db()
    with refused("published", "rule_set"):
        start_dry_run(rule_set=rules, area=town.street, year=YEAR, by=town.organisation)


def test_hours_of_the_year_are_frozen_with_it(town, member, monkeypatch):
    record = logged(member)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    monkeypatch.setattr("volunteers.standing.services.year_closing.check_year_over", lambda year, this_year: None)
    closed(town, year=record.served_on.year)
    assert account(member, record.served_on.year).frozen_hours == Decimal("2.0")


@pytest.mark.parametrize(
    ("total", "barred", "band"),
    [(90, False, Band.EXCELLENT), (90, True, Band.GOOD), (75, True, Band.GOOD), (40, True, Band.BELOW)],
)
def test_a_red_card_keeps_the_best_band_from_being_suggested(total, barred, band):
    marks = Marks(excellent=Decimal(85), good=Decimal(70), passing=Decimal(60))
    assert suggested_band(Decimal(total), marks, barred=barred) == band


def test_nobody_decides_the_best_band_beside_a_red_card_of_the_year(town, member):
    this_year = timezone.localdate() - timedelta(days=1)
    report = deducted(town, member, "N05")
    row = account(member, this_year.year)
    MemberYear.objects.filter(pk=row.pk).update(
        closed_at=timezone.now(),
        closed_by=town.street_secretary,
        frozen_total=90,
        frozen_hours=0,
        suggested_band="excellent",
    )
    with refused("barred", "band"):
        decide_band(row, town.secretary, band=Band.EXCELLENT, reason="表现突出")
    assert "不能评为优秀候选" in perform(year_accounts, "accept_bands", ids=[row.pk], by=town.secretary).refused[0][1]
    assert barred_from_excellent([member.pk]) == {(member.pk, report.happened_on.year)}
    assert decide_band(row, town.secretary, band=Band.GOOD, reason="有红牌扣减").band == Band.GOOD
    # Control: once the deduction is taken back nothing bars.
    perform_one(deed_acts, "reverse", pk=report.pk, reason="复查不成立", by=town.street_secretary)
    assert decide_band(row, town.secretary, band=Band.EXCELLENT, reason="").band == Band.EXCELLENT


def test_whoever_is_below_gets_a_plan_with_a_day_and_is_reminded(town, member):
    earned(member, town.clerk, DAY)
    closed(town)
    row, today = account(member), timezone.localdate()
    below = decide_band(row, town.secretary, band=Band.BELOW)
    assert "商定提升计划" in Notice.objects.get(user=member.user, title__contains="等次已评定").text
    assert MemberYear.objects.allowed(town.secretary, P.BAND_DECIDE).without_plan().get() == below
    plan = partial(perform_one, year_accounts, "plan", pk=row.pk, by=town.secretary, plan="每月参加一次值守")
    with refused("past", "due_on"):
        plan(due_on=today)
    plan(due_on=today + timedelta(days=REMIND_DAYS))
    assert not MemberYear.objects.without_plan().exists()
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "每月参加一次值守" in client.get(f"{reverse('member-points')}?year={YEAR}").content.decode()
    assert (remind_of_plans(today - timedelta(days=1)), remind_of_plans(today), remind_of_plans(today)) == (0, 1, 1)
    assert (
        Notice.objects.filter(key__startswith=f"plan:{row.pk}:").count() == 2
    )  # the member and who decided, once each
    better = decide_band(row, town.secretary, band=Band.GOOD, reason="复核后更正")
    assert (better.plan, better.plan_due_on) == ("", None)
    with refused("not_below"):
        plan(due_on=today + timedelta(days=9))
