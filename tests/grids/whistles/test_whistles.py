"""吹哨报到: approved by another, timed from the whistle, recorded on site by the street, rated, contested, decided above (G28, feature 89)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from grids.models import Report, ScoreNumber, Whistle, WhistleClock, WhistleLeg
from grids.whistles.choices import LegState, StepKind, WhistleState
from grids.whistles.lists import steps_told
from grids.whistles.services.scores import WeightBook, unit_sheets
from grids.whistles.services.whistles import whistle_acts
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.declare import registry
from orgtree.models import Notice
from tests.api import Api, assert_error
from tests.grids.cases import world as cases
from tests.grids.whistles import world
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from tests.walk import lay_flat

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _long_since(town):
    cases.long_since()


# --- The whistle ----------------------------------------------------------------------------------------------------------


def test_another_of_the_street_approves_and_departments_hear_of_it_then(town):
    second = world.department(town, "区城管局")
    with refused("not_found", "second"):
        world.asked(town, second=second)  # nobody there could sign
    world.clerk(town, second)
    row = world.asked(town, by=town.street_secretary, second=second)
    assert not WhistleLeg.objects.exists()
    with refused("own_whistle"):
        perform_one(whistle_acts, "approve", pk=row.pk, by=town.street_secretary)
    with refused("not_found"):
        perform_one(whistle_acts, "approve", pk=row.pk, by=town.clerk)  # a community approves none
    perform_one(whistle_acts, "approve", pk=row.pk, by=world.deputy(town))
    assert sorted(WhistleLeg.objects.values_list("unit__name", flat=True)) == ["区住建局", "区城管局"]
    assert Notice.objects.filter(user=world.clerk(town, world.department(town)), title__contains="街道吹哨").exists()


def test_one_whistle_a_case_and_each_department_once(town):
    row = world.asked(town)
    with refused("known", "case"):
        world.asked(town, case=row.case, words="换一种说法")
    with refused("twice", "second"):
        world.asked(town, second=world.department(town))
    with refused("not_found", "case"):
        world.asked(town, by=town.west_secretary)


def test_every_step_has_a_clock_from_the_whistle_on_and_its_own_end(town):
    row = world.leg(town)
    assert set(row.clocks.values_list("kind", flat=True)) == set(StepKind.values)
    started = {clock.clock[0][0] for clock in row.clocks.all()}
    assert started == {row.called_at.isoformat()}
    by = world.clerk(town, row.unit)
    world.do("answer", row, by, answer="半小时内到场")  # never signed: that clock ends here, and may be late
    running = set(WhistleClock.objects.filter(stopped_at__isnull=True).values_list("kind", flat=True))
    assert running == {StepKind.ARRIVE, StepKind.RESULT}
    world.do("arrive", row, town.clerk, on_site="已到场")
    world.do("finish", row, by, outcome="已疏通")
    assert not WhistleClock.objects.filter(stopped_at__isnull=True).exists()


def test_no_department_says_itself_that_it_came(town):
    row = world.leg(town)
    by = world.clerk(town, row.unit)
    with refused("not_found"):
        world.do("arrive", row, by, on_site="我们到了")
    with refused("wrong_state"):
        world.do("finish", row, by, outcome="已办结")


def test_it_is_not_ended_while_a_department_is_at_work(town):
    row = world.leg(town)
    with refused("legs_open"):
        perform_one(whistle_acts, "end", pk=row.whistle_id, by=town.street_secretary)
    world.done(town, row)
    assert perform_one(whistle_acts, "end", pk=row.whistle_id, by=town.secretary).state == WhistleState.ENDED


def test_words_about_persons_are_stopped_at_their_field(town):
    with refused("words_private", "words"):
        world.asked(town, words="找张某13900000000")


# --- Rating ---------------------------------------------------------------------------------------------------------------


def test_the_street_rates_and_sends_no_weight(town):
    row = world.done(town)
    with refused("not_found"):
        world.do("rate", row, town.clerk, **world.STARS)  # a community does not rate
    api = Api(town.street_secretary, scopes=[P.CASE_VIEW, P.CASE_APPROVE])
    body = world.STARS | {"weight": 99, "share": 99}
    reply = api.post(f"whistle-legs/{row.pk}/rate/", body)
    assert reply.status_code in (200, 400)  # a weight that is sent is refused or means nothing
    if reply.status_code == 400:
        assert api.post(f"whistle-legs/{row.pk}/rate/", world.STARS).status_code == 200
    today = timezone.localdate()
    [one] = unit_sheets(WhistleLeg.objects.all(), today, today)
    assert one.sheet.score == Decimal("94.0")  # (15 x 5 + 15 x 4 + 20 x 5) of 250
    assert (one.share, one.brought) == (30, Decimal("28.2"))


def test_weights_are_those_of_the_whistles_own_day(town):
    """G28: the street changes the weights; what was whistled before keeps the old ones, also when it is rated after."""
    row, today = world.rated(town), timezone.localdate()
    ScoreNumber.objects.create(area=town.street, key="response", number=60, active_from=today + DAY)
    [one] = unit_sheets(WhistleLeg.objects.all(), today, today)
    assert one.sheet.score == Decimal("94.0")
    ScoreNumber.objects.create(area=town.street, key="attendance", number=60, active_from=today - DAY)
    [one] = unit_sheets(WhistleLeg.objects.all(), today, today)  # control: in force on its day
    assert one.sheet.score == Decimal("87.4")  # (75 + 240 + 100) of 475
    WhistleLeg.objects.filter(pk=row.pk).update(called_at=row.called_at - 9 * DAY)
    [one] = unit_sheets(WhistleLeg.objects.all(), today, today)
    assert one.sheet.score == Decimal("94.0")


def test_a_stationed_unit_has_another_share(town):
    world.rated(town, world.leg(town, lead_kind="station"))
    today = timezone.localdate()
    [one] = unit_sheets(WhistleLeg.objects.all(), today, today)
    assert (one.share, one.brought) == (60, Decimal("56.4"))


def test_what_the_asker_said_counts_by_itself(town):
    row, today = world.rated(town), timezone.localdate()
    Report.objects.update(stars=1)
    [one] = unit_sheets(WhistleLeg.objects.all(), today, today)
    assert one.sheet.score == Decimal("81.7")  # (75 + 60 + 100 + 10) of 300
    assert row.result == 5


def test_a_contested_rating_is_decided_above_and_both_rates_are_shown(town):
    row = world.contested(town, result=1, remark="没解决")
    for own in (town.street_secretary, world.deputy(town)):
        with pytest.raises(Exception, match="裁定"):
            world.do("exclude", row, own, decision="照顾一下")
    with refused("not_found"):
        world.do("exclude", row, world.clerk(town, row.unit), decision="照顾一下")
    world.do("exclude", row, world.centre(town), decision="查录像，当天到场并已修复")
    today = timezone.localdate()
    [one] = unit_sheets(WhistleLeg.objects.all(), today, today)
    assert (one.sheet.all.n, one.sheet.without.n, one.sheet.excluded) == (1, 0, 1)
    page = lay_flat(signed_in(town.street_secretary).get("/whistles/scores/").content.decode())
    assert 'href="/whistles/scores/"' in page  # its place in the menu
    for words in ("区住建局", "1件", "（0/1）", "（0/0）"):
        assert words in page, words
    with pytest.raises(IntegrityError), transaction.atomic():
        WhistleLeg.objects.filter(pk=row.pk).update(decided_by=row.rated_by)


def test_a_contest_has_its_days(town):
    row = world.rated(town)
    WhistleLeg.objects.filter(pk=row.pk).update(rated_at=timezone.now() - 40 * DAY)
    with refused("too_late"):
        world.do("contest", row, world.clerk(town, row.unit), contest="当天已按时到场")
    WhistleLeg.objects.filter(pk=row.pk).update(rated_at=timezone.now())
    assert world.do("contest", row, world.clerk(town, row.unit), contest="当天已到场").state == LegState.CONTESTED


# --- Surfaces -------------------------------------------------------------------------------------------------------------


def test_a_department_sees_its_own_and_does_it_on_its_page(town):
    row = world.leg(town)
    client = signed_in(world.clerk(town, row.unit))
    page = lay_flat(client.get("/u/whistles/").content.decode())
    assert world.WORDS in page
    client.post(f"/u/whistles/{row.pk}/sign/")
    row.refresh_from_db()
    assert row.state == LegState.SIGNED
    other = signed_in(world.clerk(town, world.department(town, "区城管局")))
    assert other.get(f"/u/whistles/{row.pk}/").status_code == 404
    assert world.WORDS not in other.get("/u/whistles/").content.decode()


def test_a_program_asks_and_approves(town):
    said = world.said(town)
    body = {name: getattr(value, "pk", value) for name, value in said.items() if value is not None}
    api = Api(town.secretary, scopes=[P.CASE_VIEW, P.CASE_DISPATCH])
    first, again = api.post("whistles/", body), api.post("whistles/", body)
    assert (first.status_code, again.status_code) == (201, 200), first.content.decode()
    street = Api(town.street_secretary, scopes=[P.CASE_VIEW, P.CASE_APPROVE])
    pk = first.json()["id"]
    assert street.post(f"whistles/{pk}/approve/", {}).json()["state"] == "blown"
    assert_error(Api(town.north_secretary, scopes=[P.CASE_VIEW]).get(f"whistles/{pk}/"), 404, "not_found")
    assert Whistle.objects.count() == 1


def test_the_defaults_are_there(town):
    weights = WeightBook().at(town.east_grid, timezone.localdate(), "department")
    assert (weights.response, weights.attendance, weights.result, weights.asker, weights.share) == (15, 15, 20, 10, 30)


def test_due_moments_are_told_by_the_clock_on_the_wall(town):
    row = world.leg(town)
    clock = row.clocks.get(kind=StepKind.SIGN)
    said = f"{clock.get_kind_display()} {timezone.localtime(clock.due_at):%m-%d %H:%M}前"
    assert said in steps_told(WhistleLeg.objects.get(pk=row.pk))


def test_a_contest_waits_for_the_second_level_alone(town):
    row = world.contested(town)
    rows = registry.cards["grids.whistles_contested"].rows
    assert list(rows(world.centre(town))) == [row]
    assert list(rows(town.street_secretary)) == []
    assert "待裁定评价申诉" not in lay_flat(signed_in(town.street_secretary).get("/desk/").content.decode())
    assert "待裁定评价申诉" in lay_flat(signed_in(world.centre(town)).get("/desk/").content.decode())


def test_the_buttons_of_a_contest_show_to_the_second_level_alone(town, client):
    page = reverse("admin:grids_whistleleg_change", args=[world.contested(town).pk])
    client.force_login(town.street_secretary)
    assert "剔除评价" not in client.get(page).content.decode()
    client.force_login(world.centre(town))
    assert "剔除评价" in client.get(page).content.decode()
