"""The demonstration district at a small scale: same every time, true to its own rules, never in production."""

import io
import json
from copy import deepcopy
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.models import Max, Min
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from assessments.ballots.check_result import find_faults
from assessments.ballots.services.counting import tally_of
from assessments.honours.choices import HonourKind, HonourState
from assessments.keytasks.choices import KeyTaskState, WorkState
from assessments.keytasks.services.walls import wall_of
from assessments.models import (
    DrawnHousehold,
    Honour,
    Keeper,
    KeyTask,
    Outcome,
    PanelSheet,
    Poll,
    RectifyItem,
    ResultDispute,
    Review,
    Reviewed,
    Round,
    Survey,
    SurveyBatch,
    Talk,
    TrainingRoll,
)
from assessments.rectify.choices import RectifyState
from assessments.rectify.services.tasks_of import tasks_of
from assessments.results.services.outcomes import digest_of
from assessments.surveys.services.answering import LINK
from assessments.surveys.services.publishing import satisfaction_of
from cocon.choices import ClaimState
from cocon.models import (
    AreaNorm,
    Attendance,
    Booking,
    Claim,
    Contribution,
    Meeting,
    MeetingSeries,
    Need,
    Project,
    RefusedDate,
    UnitAsk,
    UnitProfile,
    UnitYear,
    Wish,
)
from cocon.venues.choices import BookingKind, BookingState, Door, RefusedWhy
from cocon.venues.desk.bookings import QUEUES
from config.demo_district import DISTRICT_CODE, FillRunning, Scale, district, fill_next, names, progress_of_fill
from config.demo_district.members import OPENING, shares
from config.demo_district.party import community_kinds
from config.demo_district.people import LOGINS, PASSWORD
from config.demo_district.places import divisions
from config.tasks import fill_demo_further
from grids.dispatch.services.acts import rules_to_mend
from grids.models import Case, CaseHand, DispatchRule, Leg, RuleUse
from orgtree.choices import AreaKind, PartyOrgKind, PostKind, RunState
from orgtree.days.rules.periods import recent_periods
from orgtree.declare import registry
from orgtree.declare.opened import DemoPart
from orgtree.models import Area, Figure, Institution, PartyOrg, Post, Task, User
from tests.orgtree.filling import differing_sums, own_cells
from tests.replay import Replay, recording
from tests.thorough import THOROUGH
from tests.upstairs.models import Promise
from volunteers.choices import ReportInState, ServiceState
from volunteers.models import (
    CallUp,
    DeedReport,
    DryRun,
    EmergencyTotals,
    HourChange,
    LedgerCheck,
    LedgerRoot,
    Member,
    Objection,
    PointCredit,
    PointEntry,
    ReportIn,
    ServiceRecord,
)

pytestmark = pytest.mark.django_db

SMALL = {"communities": 4, "members": 40}


def fill(**options) -> str:
    out = io.StringIO()
    call_command("fill_demo", stdout=out, **(SMALL | options))
    return out.getvalue()


def fill_in_pieces() -> int:
    """Fill the first communities, cut the next step short, and go on as the worker does: how many steps that took.

    What holds at each cut is asserted here, for a fill is the dearest thing of all tests: of all that are filled, one.
    """
    with pytest.MonkeyPatch.context() as patch, override_settings(TEMPLATES=with_progress()):
        client = Client()
        fill(first=True)
        the_first_communities_are_complete_and_the_district_is_there(client)
        first = picture()
        with patch.context() as power:
            power.setitem(registry.demo_parts, "feedback", DemoPart("feedback", "断电", cut_off))
            with pytest.raises(KeyboardInterrupt):
                fill()
        assert picture() == first
        steps = go_on_by_the_task(patch)
        assert "demo-progress" not in client.get("/login/").content.decode()
    return steps


def cut_off(part) -> None:
    raise KeyboardInterrupt


FILLED = Replay("demo", fill_in_pieces, sealed=True)
recorded_fill = recording(FILLED)


@pytest.fixture
def filled(recorded_fill, db) -> int:
    """The small district, whole; in how many steps it was gone on with."""
    return FILLED.play()


def picture() -> dict[str, list]:
    """What the district looks like, without ids."""
    return {
        "areas": list(Area.objects.order_by("code").values_list("code", "name", "households", "residents")),
        "party": list(PartyOrg.objects.order_by("tree_id", "lft").values_list("name", "kind", "area__code")),
        "units": list(Institution.objects.order_by("uscc").values_list("uscc", "name", "area__code")),
        "members": sorted(Member.objects.values_list("name", "phone_hash", "unit_name", "area__code"), key=str),
        "report_ins": sorted(
            ReportIn.objects.values_list("member__name", "state", "area__code", "submitted_at"), key=str
        ),
        "services": sorted(ServiceRecord.objects.values_list("member__name", "started_at", "hours", "note")),
        "points": sorted(
            PointCredit.objects.values_list("entry__account__member__name", "entry__occurred_at", "credited")
        ),
        "posts": sorted(Post.objects.values_list("holder__name", "kind")),
    }


def test_a_year_of_service_with_points_and_figures(filled):
    records = ServiceRecord.objects.all()
    assert {*records.values_list("state", flat=True)} >= {ServiceState.CONFIRMED, ServiceState.SUBMITTED}
    yesterday = timezone.localdate() - timedelta(days=1)
    first, last = records.aggregate(first=Min("served_on"), last=Max("served_on")).values()
    assert yesterday - timedelta(days=366) < first < yesterday - timedelta(days=330)
    assert last == yesterday
    confirmed = records.confirmed().count()
    credited = PointEntry.objects.filter(source__startswith="service:").values_list("source", flat=True)
    assert len({source.split(":")[1] for source in credited}) == confirmed
    assert PointCredit.objects.filter(credited__gt=0).exists()
    district = Area.objects.get(code=DISTRICT_CODE)
    figures = Figure.objects.filter(area=district, period_kind="Y", measure="volunteers.services")
    years = figures.values_list("period_start__year", "total")
    assert sum(total for _, total in years) == confirmed
    assert years


def test_years_are_the_sums_of_their_months_where_measures_say_so(filled):
    """All that is counted by day has rows in the demo: nowhere else is so much of it."""
    additive = [measure for measure in registry.measures() if measure.additive]
    years = [period for period in recent_periods(timezone.localdate()) if period.kind == "Y"]
    assert [differing_sums(additive, year) for year in years] == [[]] * len(years)
    of_kinds = {measure.key for measure in additive if measure.key.startswith("volunteers.served.")}
    empty = {measure.key for measure in additive if not any(own_cells(measure, year) for year in years)}
    assert empty <= of_kinds


def test_a_second_run_changes_nothing(filled):
    before = picture()
    assert "已存在" in fill(members=60)
    assert picture() == before


def the_first_communities_are_complete_and_the_district_is_there(client) -> None:
    assert Area.objects.communities().count() == 4
    secretaries = Post.objects.filter(kind=PostKind.COMMUNITY_SECRETARY).values_list("area__code", flat=True)
    assert len(secretaries) == district.FIRST_COMMUNITIES
    lived_in = set(Member.objects.values_list("report_ins__community__code", flat=True))
    assert lived_in == set(secretaries) == {*Wish.objects.values_list("area__code", flat=True)}
    assert {*Promise.objects.values_list("member__report_ins__community__code", flat=True)} == set(secretaries)
    assert User.objects.get_by_natural_key("shuji").check_password(PASSWORD)
    assert Figure.objects.filter(area__code=DISTRICT_CODE, measure="volunteers.services").exists()
    progress = progress_of_fill(timezone.localdate())
    assert (progress.communities, progress.all_communities, progress.is_complete) == (2, 4, False)
    assert 0 < progress.percent < 100
    page = client.get("/login/").content.decode()
    assert "4个社区中已完成2个" in page
    assert 'hx-get="/login/"' in page


def test_nobody_fills_while_another_process_is_at_a_step():
    """Asked before anything is filled: a step's lock is its transaction's, here the whole test's."""
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [district.SEED])
        with pytest.raises(FillRunning):
            fill_next(Scale(timezone.localdate(), **SMALL), say=print)
        with pytest.raises(CommandError, match="另一个进程"):
            fill()
        with (
            other.cursor() as cursor
        ):  # a server whose client has gone lets go when it notices: the next test is sooner
            cursor.execute("SELECT pg_advisory_unlock(%s)", [district.SEED])
    finally:
        other.close()
    assert not Area.objects.exists()


def test_a_fill_cut_short_goes_on_until_nothing_is_missing(filled):
    assert filled > 2
    assert len(picture()["members"]) == 42  # two of them are registered twice
    assert not fill_next(Scale(timezone.localdate(), **SMALL), say=print)


@pytest.mark.skipif(not THOROUGH, reason="a second fill: make thorough")
def test_in_one_go_it_is_the_same_district(recorded_fill):
    with transaction.atomic():
        FILLED.play()
        in_pieces = picture()
        transaction.set_rollback(True)
    fill()
    assert picture() == in_pieces


def go_on_by_the_task(monkeypatch) -> int:
    """As a worker does: each step sends for the next; returns how many did."""
    sent = []
    monkeypatch.setattr(Scale, "members", SMALL["members"])
    monkeypatch.setattr(Scale.__init__, "__defaults__", (SMALL["communities"], SMALL["members"]))
    monkeypatch.setattr(fill_demo_further, "delay", lambda: sent.append(progress_of_fill(timezone.localdate()).done))
    steps = 0
    while steps == len(sent):
        fill_demo_further()
        steps += 1
    assert sent == sorted(sent)
    assert progress_of_fill(timezone.localdate()).is_complete
    return len(sent)


def test_no_district_no_task_and_no_word_of_it(client):
    fill_demo_further()
    assert not Area.objects.exists()
    with override_settings(TEMPLATES=with_progress()):
        assert "demo-progress" not in client.get("/login/").content.decode()


def with_progress() -> list[dict]:
    """What the settings of the demonstration add on the sign-in page."""
    [engine] = deepcopy(settings.TEMPLATES)
    engine["OPTIONS"]["context_processors"].append("config.demo_page.demo_progress")
    return [engine]


def test_members_are_dealt_out_to_the_last_one():
    for members, communities in ((2000, 76), (40, 4), (9, 2)):
        dealt = [number for share in shares(members, communities) for number in share]
        assert dealt == list(range(members))
    assert len(shares(40, 4)[0]) > len(OPENING)


def test_every_login_in_the_table_opens(filled):
    table = fill(logins=True)
    accounts = [*(login.account for login in LOGINS), names.demo_phone(0)]
    for account in accounts:
        assert account in table
        assert User.objects.get_by_natural_key(account).check_password(PASSWORD)
    for kind in PostKind:  # 应急负责人 too: the grid worker has it for as long as the drill runs
        assert kind.label in table
    kinds = set(Post.objects.live().filter(holder__account__in=accounts).values_list("kind", flat=True))
    assert kinds == set(PostKind.values)


def test_logins_before_the_district_say_so():
    assert "还没有演示数据" in fill(logins=True)


def test_refuses_where_real_people_may_be(settings):
    settings.DEMO_DATA = False
    with pytest.raises(CommandError):
        fill()
    assert not Area.objects.exists()


def test_bookings_stand_in_every_state_of_every_kind_and_some_wait_too_long(filled):
    assert {*Booking.objects.values_list("state", flat=True)} == {*BookingState.values}
    assert {*Booking.objects.values_list("kind", flat=True)} == {*BookingKind.values}
    assert {*Booking.objects.values_list("door", flat=True)} == {*Door.values}
    assert {*RefusedDate.objects.values_list("why", flat=True)} >= {RefusedWhy.CLOSED}
    clerk = User.objects.get_by_natural_key("jifen")
    rows = {name: find(clerk) for name, (_, find) in QUEUES.items()}
    assert {name for name, found in rows.items() if found.exists()} == {*QUEUES}
    days_ago = timezone.now() - timedelta(days=2)
    assert rows["decide"].filter(entered_at__lt=days_ago).exists()
    assert rows["tell"].filter(untold_since__lt=days_ago).exists()
    assert rows["over"].filter(ends_at__lt=timezone.now()).exists()


def test_rows_are_valid_and_belong_together(filled):
    for model in (Area, PartyOrg, Institution, Member, ReportIn):
        for row in model.objects.all():
            row.full_clean(exclude=["password"])
    assert set(ReportIn.objects.values_list("state", flat=True)) >= {*ReportInState.values} - {"transferred"}
    for report_in in ReportIn.objects.live().select_related("member__area", "community", "area"):
        assert report_in.area == report_in.member.area
        assert report_in.area.is_descendant_of(report_in.community, include_self=True)


def test_the_divisions_are_those_the_statistics_office_publishes():
    kinds = [plot.kind for plot in divisions(communities=76)]
    assert kinds.count(AreaKind.STREET) == 11
    assert kinds.count(AreaKind.COMMUNITY) == 76


def test_party_organisations_keep_the_published_proportions():
    kinds = community_kinds(71)
    assert [
        kinds.count(kind) for kind in (PartyOrgKind.COMMITTEE, PartyOrgKind.GENERAL_BRANCH, PartyOrgKind.BRANCH)
    ] == [
        54,
        10,
        7,
    ]
    assert len(community_kinds(76)) == 76


def test_there_are_no_more_names_than_can_differ():
    assert len(set(names.member_names(2040))) == 2040
    with pytest.raises(ValueError, match="2040"):
        names.member_names(2041)


def test_the_desk_finds_one_of_each_rare_matter(filled):
    assert {*HourChange.objects.values_list("state", flat=True)} >= {"proposed", "approved", "declined"}
    deductions = DeedReport.objects.deductions()
    assert {*deductions.values_list("state", flat=True)} >= {"noticed", "confirmed", "credited", "rejected"}
    assert deductions.filter(state="noticed", replied_at__isnull=False).exists()
    assert Objection.objects.get(state="upheld").reversal.reverses_id
    [run] = DryRun.objects.all()
    assert run.state == RunState.DONE
    assert run.result["moves"]
    assert LedgerRoot.objects.count() == 2
    assert LedgerCheck.objects.get().fault_count == 0
    snow = EmergencyTotals.objects.filter(emergency__state="closed")
    assert snow.filter(teams__gt=0).exists()
    assert snow.filter(orgs__gt=0).exists()
    assert snow.filter(area__kind="community", hours__gt=0).exists()
    assert not CallUp.objects.filter(emergency__state="closed", member__isnull=False).exists()


def test_a_year_of_shared_matters_stands_in_every_state(filled):
    """The same is made for each community, so that 76 have what these have; the sixty units are there at any scale."""
    assert UnitProfile.objects.count() == 60
    communities, today = {*Area.objects.communities().values_list("pk", flat=True)}, timezone.localdate()
    for model, area, day in (
        (Need, "area", "published_at"),
        (Project, "area", "entered_at"),
        (Meeting, "body__area", "starts_at"),
        (Booking, "room__venue__area", "starts_at"),
    ):
        rows = model.objects.filter(**{f"{day}__date__lt": today - timedelta(days=200)})
        assert communities == {*rows.values_list(area, flat=True)}, f"{model.__name__}: a year back, everywhere"
    assert {
        model.__name__: unreached(model) for model in (Need, UnitAsk, Claim, Project, Meeting, Booking, Attendance)
    } == {
        "Need": set(),
        "Claim": set(),
        "Project": set(),
        "Meeting": set(),
        "Booking": set(),
        "UnitAsk": set(),
        "Attendance": set(),
    }
    assert Claim.objects.filter(state=ClaimState.RUNNING, need__until__lt=today).exists(), "some are overdue"
    assert Task.objects.filter(due_at__lt=timezone.now()).filter(state__in=["given", "accepted"]).exists()
    assert MeetingSeries.objects.get().meetings.count() == 6
    assert (UnitYear.objects.filter(year=today.year - 1).count(), UnitYear.objects.filter(year=today.year).count()) == (
        30,
        12,
    )
    assert Contribution.objects.values("area").distinct().count() == len(communities)
    assert Project.objects.filter(papers__isnull=False).values("pk").distinct().count() == 6, "papers ticked off"
    assert Project.objects.get(led_before__isnull=False).leader_id, "one was handed over"
    assert AreaNorm.objects.filter(area__isnull=False).count() == 2


def unreached(model) -> set[str]:
    """The states of the model in which no row of the demo is."""
    codes = {code for code, _ in model._meta.get_field("state").flatchoices}
    return codes - {*model.objects.values_list("state", flat=True)}


def test_last_years_poll_is_counted_and_this_years_takes_ballots(filled):
    """投票: one can be checked by its bundle, one tried at the street's login; paper waits for its second entry."""
    this, last = Poll.objects.filter(round=None, has_keepers=False).order_by("-year")
    assert (this.state, last.state) == ("open", "counted")
    assert find_faults(json.loads(last.bundle)) == []
    counting = {told.void for told in tally_of(last).values()}
    assert counting == {None, "few"}  # a class of four is told nowhere
    assert last.texts.exists()
    assert this.roll.filter(way="token").exists()
    assert this.roll.get(user__account="jiedao").way == "none"
    assert set(this.batches.values_list("state", flat=True)) == {"once"}


def test_last_years_stars_are_published_with_their_grades(filled):
    outcomes = Outcome.objects.filter(subject__round__year=timezone.localdate().year - 1)
    assert outcomes.exists()
    assert {one.state for one in outcomes} == {"frozen"}
    assert all(one.decided and one.digest == digest_of(one) for one in outcomes)
    assert ResultDispute.objects.get().state == "rejected"


def test_visits_are_published_links_are_scored_and_the_pioneer_index_is_evidence(filled):
    """观摩评比 in its three steps, 三级联创 under way, 先锋指数 without grade or rank."""
    others = Round.objects.exclude(scheme__kind="stars").exclude(scheme__kind="visits", state="closed")
    rounds = {row.scheme.kind: row for row in others.select_related("scheme")}
    states = {kind: rounds[kind].state for kind in ("visits", "linked", "pioneer")}
    assert states == {"visits": "published", "linked": "open", "pioneer": "published"}
    sheets = PanelSheet.objects.filter(subject__round=rounds["visits"], state="signed")
    assert sheets.values("component").distinct().count() == 3
    assert set(PanelSheet.objects.filter(subject__round=rounds["linked"]).values_list("state", flat=True)) == {
        "draft",
        "signed",
    }
    assert all(one.decided for one in Outcome.objects.filter(subject__round=rounds["visits"]))
    evidence = Outcome.objects.filter(subject__round=rounds["pioneer"])
    assert evidence.filter(total__isnull=False).exists()
    assert {(one.state, one.suggested, one.decided, one.rank) for one in evidence} == {("frozen", "", "", 0)}


def test_last_years_rectification_stands_in_every_state_and_some_of_it_is_late(filled):
    assert set(RectifyItem.objects.values_list("state", flat=True)) == set(RectifyState)
    assert RectifyItem.objects.late_on(timezone.localdate()).exists()
    assert RectifyItem.objects.silent_on(timezone.localdate()).exists()
    assert set(Talk.objects.values_list("state", flat=True)) == {"held", "reported", "closed"}
    assert all(tasks_of(item).exists() for item in RectifyItem.objects.counted())


def test_surveys_of_two_years_are_published_one_runs_and_a_branch_has_decided(filled):
    assert sorted(Survey.objects.values_list("kind", "state")) == [
        *[("owners", "published")] * 2,
        ("residents", "open"),
        *[("residents", "published")] * 2,
    ]
    assert all(satisfaction_of(survey, survey.area) for survey in Survey.objects.filter(state="published"))
    assert SurveyBatch.objects.filter(state="first").exists()
    assert set(Review.objects.values_list("state", flat=True)) >= {"preparing", "entered", "decided"}
    assert set(Reviewed.objects.values_list("state", flat=True)) == {"listed", "graded", "told"}


def test_grades_shares_and_households_wait_for_whoever_tries_the_demo(filled, client):
    """This year's 观摩评比 for the committee, a poll's five shares for their keepers, an answer for a household that was drawn."""
    waiting = Outcome.objects.filter(subject__round__year=timezone.localdate().year, subject__round__state="closed")
    assert {one.state for one in waiting} == {"composed"}
    assert {one.subject.round.scheme.kind for one in waiting} == {"visits"}
    keepers = Keeper.objects.filter(poll__state="draft", taken_at=None)
    assert {keeper.user.account for keeper in keepers} == {"quzuzhi", "kaohe", "zhongxin", "jiedao", "jieweiyuan"}
    household = DrawnHousehold.objects.filter(survey__state="open", is_answered=False).first()
    page = client.get(reverse("survey-answer", args=[LINK.token(household.pk)]), follow=True)
    assert 'name="words"' in page.content.decode()


def test_key_tasks_are_given_to_streets_and_some_of_it_is_late(filled):
    district = Area.objects.get(kind=AreaKind.DISTRICT)
    wall = wall_of(district, timezone.localdate().year)
    states = {cell.state for line in wall.lines for cell in line.cells}
    assert {WorkState.DONE, WorkState.DOING, WorkState.LATE} <= states
    assert wall.late
    assert {key.state for key in KeyTask.objects.all()} == {KeyTaskState.OPEN, KeyTaskState.DONE}
    assert {honour.kind for honour in Honour.objects.all()} == set(HonourKind)
    assert Honour.objects.filter(state=HonourState.HELD).exists()
    assert TrainingRoll.objects.values("audience").distinct().count() >= 4


def test_a_year_of_cases_stands_in_every_state(filled):
    """What waits for the logins too: to sign for, in hand with a request, given back, to verify, to answer, overdue."""
    states = set(Case.objects.values_list("state", flat=True))
    assert states >= {
        "reported",
        "accepted",
        "assigned",
        "handling",
        "returned",
        "done",
        "verified",
        "closed",
        "merged",
    }
    assert set(Leg.objects.values_list("state", flat=True)) >= {"given", "signed", "returned"}
    assert Case.objects.filter(state="reported", due_at__lt=timezone.now()).exists()
    assert not Case.objects.open().filter(due_at__isnull=True, state__in=["reported", "accepted", "assigned"]).exists()


def test_cases_are_given_by_rules_one_of_which_is_to_be_mended_and_members_had_a_hand_in_some(filled):
    assert {rule.state for rule in DispatchRule.objects.all()} == {"planned", "held"}
    assert RuleUse.objects.filter(is_followed=True).exists()
    assert rules_to_mend(DispatchRule.objects.all()).exists()
    assert set(CaseHand.objects.values_list("kind", flat=True)) == {"reported", "mediated"}
