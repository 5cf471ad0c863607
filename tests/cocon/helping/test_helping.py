"""Helping pairs through their services and pages: who may, what follows, when somebody should go, what stays."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from cocon.agreements.services.goals import progress_of
from cocon.helping.choices import HelpState, PairState
from cocon.helping.declared.measures import given as given_in
from cocon.helping.declared.measures import pairs_in_force
from cocon.helping.lists import engagement_list, help_list, pair_list, service_list
from cocon.helping.models import HelpGiven, HelpingPair
from cocon.helping.services.helps import help_acts
from cocon.helping.services.pairs import pair_acts
from cocon.helping.services.visits import forget_words, pairs_to_visit, remind_of_visits
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.files.erasing import CLEARED
from orgtree.models import ActStep, DeadlineRule, Notice
from orgtree.people.services.people import appoint, create_user
from tests.cocon.agreements.makers import signed
from tests.cocon.helping.makers import days_ago, ended, engaged, given, own_unit, paired, served, unit
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.models import ServiceTeam

pytestmark = pytest.mark.django_db


def window() -> Window:
    return Window(Period.holding("Y", timezone.localdate()), timezone.now())


def team(town, **changes) -> ServiceTeam:
    told = {"area": town.east, "name": "红马甲服务队", "kind": "community", "founded_on": days_ago(400)}
    return ServiceTeam.objects.create(**told | changes)


def test_two_pairs_alike_are_two_and_one_key_is_one(town):
    key = uuid4()
    first = paired(town, client_key=key)
    assert paired(town, client_key=key) == first
    other = paired(town)  # the same unit, need and day: another household
    assert other.pk != first.pk
    assert other.code != first.code


def test_a_unit_or_a_team_helps_and_not_both(town):
    made = paired(town, unit=None, team=team(town))
    assert made.helper == "红马甲服务队"
    for helpers in ({"unit": None, "team": None}, {"team": team(town, name="另一队")}):
        with refused("unit", "unit"):
            paired(town, **helpers)
    with refused("not_found", "team"):
        paired(town, unit=None, team=team(town, area=town.west))


def test_a_pair_ends_with_a_reason_out_of_a_list(town):
    pair = paired(town)
    for missing in ("", None):
        with refused("reason_missing", "reason"):
            perform_one(pair_acts, "end", pk=pair.pk, by=town.secretary, until=None, reason=missing)
    with refused("until", "until"):
        perform_one(
            pair_acts,
            "end",
            pk=pair.pk,
            by=town.secretary,
            until=timezone.localdate() + timedelta(days=1),
            reason="over",
        )
    done = perform_one(pair_acts, "end", pk=pair.pk, by=town.secretary, until=days_ago(1), reason="reached")
    assert (done.state, done.end_reason, done.until) == (PairState.ENDED, "reached", days_ago(1))
    assert ActStep.objects.of("cocon.helpingpair", pair.pk).get(act="end").reason == "目标达成，不再需要"
    with refused("wrong_state"):
        perform_one(pair_acts, "edit", pk=pair.pk, by=town.secretary, plan="再帮一年")


def test_the_last_day_counts_and_a_mistake_never_did(town):
    pair = paired(town, until=timezone.localdate())
    wrong = paired(town)
    given(town, pair=wrong, kind="money", yuan=Decimal(100))
    assert set(pairs_in_force(window())) == {pair, wrong}
    perform_one(pair_acts, "end", pk=wrong.pk, by=town.secretary, until=None, reason="mistake")
    assert list(pairs_in_force(window())) == [pair]
    assert not given_in(window()).exists()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert not pairs_in_force(window()).exists()
        assert HelpingPair.objects.get(pk=pair.pk).state == PairState.ENDED


def test_money_is_whole_fen_and_a_wrong_entry_is_void_not_altered(town):
    pair = paired(town)
    entry = given(town, pair=pair, kind="money", yuan=Decimal("500.55"))
    assert (entry.fen, entry.worth) == (50_055, Decimal("500.55"))
    given(town, pair=pair, kind="goods", yuan=Decimal("0.45"), words="送去药品")
    assert sum(row.yuan for row in given_in(window())) == 501
    perform_one(help_acts, "void", pk=entry.pk, by=town.secretary, reason="wrong")
    entry.refresh_from_db()
    assert (entry.state, entry.fen, entry.voided_by) == (HelpState.VOID, 50_055, town.secretary)
    assert sum(row.yuan for row in given_in(window())) == Decimal("0.45")
    assert {act.key for act in help_acts} == {"log", "give", "void"}  # none alters what was entered


def test_an_entry_lies_in_the_term_and_in_a_pair_in_force(town):
    pair = paired(town)
    for day in (days_ago(21), days_ago(-1)):
        with refused("day", "day"):
            given(town, pair=pair, day=day)
    assert given(town, pair=pair, day=days_ago(20)).day == pair.since
    over = ended(town)
    page = signed_in(town.secretary).get(f"/desk/cocon/helpingpair/{over.pk}/change/").content.decode()
    assert "/act/log/" not in page


def test_who_sees_and_who_enters(town, member):
    own = own_unit(town, member, unit(town))
    pair, foreign = paired(town, unit=own), paired(town, unit=unit(town, "城关医院"))
    said = {"kind": "visit", "words": "上门走访", "day": None, "yuan": None, "days": None}
    make(help_acts, "give", pair=pair, by=member.user, **said)
    for user, other in ((member.user, foreign), (town.secretary, pair)):
        with refused("not_found", "pair"):
            make(help_acts, "give", pair=other, by=user, **said)
    for stranger in (town.west_secretary, town.grid_worker):
        with refused("not_found", "pair"):
            make(help_acts, "log", pair=pair, by=stranger, **said)
    clerk = signed_in(member.user)
    assert clerk.get(f"/u/helping/{pair.pk}/").status_code == 200
    assert clerk.get(f"/u/helping/{foreign.pk}/").status_code == 404
    assert clerk.get(f"/u/helping/{foreign.pk}/give/").status_code == 404
    assert [row["id"] for row in clerk.get("/api/v1/helping-pairs/").json()["results"]] == [pair.pk]
    assert clerk.get(f"/api/v1/helping-pairs/{foreign.pk}/").status_code == 404
    assert signed_in(town.west_secretary).get(f"/desk/cocon/helpingpair/{pair.pk}/change/").status_code == 404


def test_a_visit_is_entered_from_the_first_page_in_two_taps_and_words(town, member):
    pair = paired(town, unit=own_unit(town, member, unit(town)))
    client = signed_in(member.user)
    first = client.get("/u/").content.decode()
    assert f"/u/helping/{pair.pk}/give/" in first  # one tap
    form = client.get(f"/u/helping/{pair.pk}/give/").content.decode()
    assert 'value="visit" selected' in form  # a visit is what is usual
    done = client.post(f"/u/helping/{pair.pk}/give/", {"kind": "visit", "words": "上门走访，一切都好"}, follow=True)
    assert "一切都好" in done.content.decode()
    assert HelpGiven.objects.get().day == timezone.localdate()
    client.post(f"/u/helping/{pair.pk}/give/", {"kind": "visit", "words": "上门走访，一切都好"})
    assert HelpGiven.objects.count() == 1
    late = client.post(f"/u/helping/{pair.pk}/give/", {"kind": "money", "words": "资助"})
    assert (late.status_code, "请填写金额或物资折价" in late.content.decode()) == (422, True)


def test_who_should_go_is_told_once_in_the_declared_time(town, member):
    pair = paired(town, member, since=days_ago(100))
    fresh = paired(town, since=days_ago(100), unit=unit(town, "城关医院"))
    given(town, pair=fresh, day=days_ago(30))
    today = timezone.localdate()
    assert list(pairs_to_visit(HelpingPair.objects.all(), today)) == [pair]
    for _ in range(2):
        remind_of_visits(today)
    told = Notice.objects.filter(key__startswith=f"helping-visit:{pair.pk}:")
    assert [notice.user_id for notice in told] == [member.user_id]
    assert "该走访了" in signed_in(member.user).get("/u/").content.decode()
    home = signed_in(town.secretary).get("/desk/cocon/helpingpair/?which=visit-due").content.decode()
    assert pair.code in home
    assert fresh.code not in home
    remind_of_visits(today + timedelta(days=89))
    assert told.all().count() == 1
    remind_of_visits(today + timedelta(days=90))
    assert told.all().count() == 2
    given(town, pair=pair)
    assert not pairs_to_visit(HelpingPair.objects.all(), today).exists()


def test_without_a_rule_nobody_is_due_and_an_area_has_its_own(town):
    pair = paired(town, since=days_ago(40))
    everybody = HelpingPair.objects.all()
    today = timezone.localdate()
    assert not pairs_to_visit(everybody, today).exists()
    DeadlineRule.objects.create(key="helping_visit", number=30, unit="day", area=town.street, active_from=days_ago(9))
    assert list(pairs_to_visit(everybody, today)) == [pair]
    DeadlineRule.objects.filter(key="helping_visit").delete()
    assert not pairs_to_visit(everybody, today + timedelta(days=4_000)).exists()


def test_words_go_after_their_term_and_what_was_given_stays(town):
    pair = paired(town, plan="每月一次", since=days_ago(2_000))
    entry = given(town, pair=pair, kind="money", yuan=Decimal(200), day=days_ago(1_500))
    live = paired(town, plan="每季一次")
    HelpingPair.objects.filter(pk=pair.pk).update(until=days_ago(37 * 31), end_reason="over")
    today = timezone.localdate()
    assert forget_words(today=today) == 1
    assert forget_words(today=today) == 0
    pair.refresh_from_db()
    entry.refresh_from_db()
    live.refresh_from_db()
    assert (pair.plan, entry.words, entry.fen, live.plan) == (CLEARED, CLEARED, 20_000, "每季一次")
    events = HelpGiven.pgh_event_model.objects.filter(pgh_obj_id=entry.pk)
    assert set(events.values_list("words", flat=True)) == {CLEARED}


def test_goals_of_agreements_are_counted_from_visits_and_sessions(town):
    agreement = signed(town, days=-10, goals="帮扶走访 3次\n社工服务 2次")
    pair = paired(town, unit=agreement.unit)
    for day in (3, 2, 12):  # the last before the agreement began
        given(town, pair=pair, day=days_ago(day), words=f"第{day}次走访")
    given(town, pair=pair, kind="days", days=2, words="出工")
    given(town, pair=paired(town, unit=unit(town, "城关医院")))
    agreement.unit.kind = InstitutionKind.SOCIAL
    agreement.unit.save()
    served(town, engagement=engaged(town, organisation=agreement.unit))
    assert [(one.reached, one.is_counted) for one in progress_of(agreement)] == [(2, True), (1, True)]


@pytest.mark.parametrize("listing", [pair_list, help_list, engagement_list, service_list])
def test_no_list_is_ordered_by_what_was_given(listing):
    orders = {column.order for column in listing.columns.values()} | set(listing.ordered_by) | set(listing.order)
    assert not {order.lstrip("-").rpartition("__")[2] for order in orders} & {"fen", "yuan", "days", "heads", "hours"}


@pytest.mark.parametrize(("page", "most"), [("desk", 45), ("api", 14), ("unit", 22)])
def test_lists_ask_as_often_for_many_as_for_one(town, member, page, most, django_assert_max_num_queries):
    own = own_unit(town, member, unit(town))
    for number in range(6):
        given(town, pair=paired(town, unit=own, since=days_ago(10 + number)))
    user, address = {
        "desk": (town.secretary, "/desk/cocon/helpingpair/"),
        "api": (town.secretary, "/api/v1/helping-pairs/"),
        "unit": (member.user, "/u/helping/"),
    }[page]
    client = signed_in(user)
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_who_leads_a_team_enters_what_it_gave(town, member):
    pair, foreign = paired(town, unit=None, team=team(town, leader=member)), paired(town)
    client = signed_in(member.user)
    assert f"/m/helping/{pair.pk}/give/" in client.get("/m/?see=give").content.decode()
    assert client.get("/m/helping/").status_code == 200
    done = client.post(f"/m/helping/{pair.pk}/give/", {"kind": "days", "days": "2", "words": "打扫卫生"}, follow=True)
    assert "打扫卫生" in done.content.decode()
    assert f"/m/helping/{pair.pk}/give/" in done.content.decode()
    assert HelpGiven.objects.get().days == 2
    assert not given_in(window()).filter(fen__gt=0).exists()
    for address in (f"/m/helping/{foreign.pk}/", f"/m/helping/{foreign.pk}/give/", f"/u/helping/{pair.pk}/give/"):
        assert client.get(address).status_code == 404
    ServiceTeam.objects.update(leader=None)
    assert client.get(f"/m/helping/{pair.pk}/").status_code == 404


def test_the_community_hears_of_its_teams_leader(town, member):
    pair = paired(town, unit=None, team=team(town, leader=member))
    assert Notice.objects.filter(user=member.user, title__contains=pair.code).exists()
    clerk = create_user(account="wenshu", name="文书", password=None, home=town.district, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=unit(town), by=None)
    assert not HelpingPair.objects.allowed(clerk, "cocon_view").exists()
