"""Covenants: who gives them, who sees them, what is recognised; and that nothing negative can be kept."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.utils import timezone

from cocon.covenants.choices import CovenantState, RecognitionKind
from cocon.covenants.declared.measures import in_force
from cocon.covenants.declared.measures import recognised as recognised_in
from cocon.covenants.lists import covenant_list, recognition_list
from cocon.covenants.models import Covenant, Recognition
from cocon.covenants.rules import check_recognised, check_term, checked_words
from cocon.covenants.services import covenant_acts, recognition_acts
from orgtree.acts import make, perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.models import Notice
from tests.cocon.covenants.makers import days_ago, entered, of_team, recognised, team, unit
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def window() -> Window:
    return Window(Period.holding("Y", timezone.localdate()), timezone.now())


def pledge(town, member, **changes) -> Covenant:
    said = {"unit": unit(town, member), "area": town.east, "title": "寒暑假开放操场", "words": "", "is_public": False}
    said |= {"since": None, "until": None}
    return make(covenant_acts, "pledge", **{"by": member.user} | said | changes).row


# --- Nothing negative -----------------------------------------------------------------------------------------------------


def negative_places(model) -> set[str]:
    """Where something could be held against whoever gave the covenant: numbers, yes-or-no, words and codes that are none of the covenant's own."""
    own = {"title", "words", "is_public", "kind"}
    kinds = models.CharField | models.TextField | models.IntegerField | models.BooleanField | models.DecimalField
    named = {field.name for field in model._meta.fields if isinstance(field, kinds) and not field.primary_key}
    return named - own


def test_there_is_no_place_for_anything_negative():
    assert negative_places(Covenant) == negative_places(Recognition) == set()
    assert RecognitionKind.labels == ["如约履行", "居民点赞", "示范带动"]
    assert CovenantState.labels == ["履行中", "已期满"]
    assert [ask.name for act in covenant_acts for ask in act.asks if "reason" in ask.name] == []
    assert {ask.name for ask in recognition_acts["recognise"].asks} == {"covenant", "kind", "day"}


def test_control_a_place_would_be_found():
    class Planted(models.Model):
        broken = models.BooleanField(default=False)
        score = models.IntegerField(default=0)

        class Meta:
            app_label = "tests"
            managed = False

    assert negative_places(Planted) == {"broken", "score"}


def test_the_database_takes_no_other_kind(town):
    row = entered(town)
    stamps = {"day": row.since, "by": town.secretary, "at": timezone.now()}
    with pytest.raises(IntegrityError, match="recognition_is_praise"), transaction.atomic():
        Recognition.objects.create(covenant=row, kind="broken", **stamps)
    with refused("kind_unknown", "kind"):
        recognised(town, covenant=row, kind="broken")


def test_nothing_is_ordered_by_how_much_was_recognised():
    for listing in (covenant_list, recognition_list):
        orders = {column.order for column in listing.columns.values()} | set(listing.ordered_by)
        assert not any("recognition" in order for order in orders)


# --- Who gives, who shows -------------------------------------------------------------------------------------------------


def test_only_the_unit_itself_agrees_to_be_shown(town, member):
    row = entered(town, member)
    assert not row.is_public
    with refused("consent", "is_public"):
        entered(town, member, is_public=True)
    with refused("not_found"):
        perform_one(covenant_acts, "show", pk=row.pk, by=town.secretary)
    assert perform_one(covenant_acts, "show", pk=row.pk, by=member.user).is_public
    assert not perform_one(covenant_acts, "hide", pk=row.pk, by=town.secretary).is_public  # the desk may take it down
    assert of_team(town, is_public=True).is_public  # which has no account: the desk says that it was asked


def test_the_page_has_what_is_agreed_to_and_holds_today(town, member):
    visitor, address = Client(), f"/covenants/{town.east.pk}/"
    hidden = entered(town, member, title="未公示的承诺")
    assert visitor.get(address).status_code == 404
    shown = pledge(town, member, is_public=True, until=timezone.localdate())
    recognised(town, covenant=shown)
    page = visitor.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    assert "寒暑假开放操场" in text
    assert "城关小学" in text
    assert "如约履行" in text
    assert hidden.title not in text
    assert not page.cookies
    assert visitor.get(f"/covenants/{town.west.pk}/").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert visitor.get(address).status_code == 404
        assert Covenant.objects.get(pk=shown.pk).state == CovenantState.ENDED


def test_a_unit_pledges_to_a_community_that_it_is_paired_with(town, member):
    row = pledge(town, member)
    assert pledge(town, member) == row
    with refused("not_found", "area"):
        pledge(town, member, area=town.west)
    with refused("not_found", "unit"):
        pledge(town, member, unit=unit(town, name="城关医院"))


def test_a_unit_or_a_team_and_not_both(town):
    for givers in ({"unit": None}, {"team": team(town)}):
        with refused("unit", "unit"):
            entered(town, **givers)


def test_who_sees(town, member):
    row, foreign = entered(town, member), entered(town, unit=unit(town, name="城关医院"))
    client = signed_in(member.user)
    assert client.get(f"/u/covenants/{row.pk}/").status_code == 200
    assert client.get(f"/u/covenants/{foreign.pk}/").status_code == 404
    assert [one["id"] for one in client.get("/api/v1/covenants/").json()["results"]] == [row.pk]
    assert signed_in(town.west_secretary).get(f"/desk/cocon/covenant/{row.pk}/change/").status_code == 404


def test_from_the_units_first_page_to_the_board(town, member):
    own = unit(town, member)
    client = signed_in(member.user)
    assert "作出承诺" in client.get("/u/").content.decode()
    said = {"unit": own.pk, "area": town.east.pk, "title": "寒暑假开放操场", "is_public": "True"}
    assert client.post("/u/covenants/new/", said).status_code == 302
    assert "寒暑假开放操场" in Client().get(f"/covenants/{town.east.pk}/").content.decode()
    row = Covenant.objects.get()
    assert client.post(f"/u/covenants/{row.pk}/hide/").status_code == 302
    assert Client().get(f"/covenants/{town.east.pk}/").status_code == 404
    wrong = client.post("/u/covenants/new/", said | {"title": "找王经理13900010001"})
    assert (wrong.status_code, "手机号" in wrong.content.decode()) == (422, True)


# --- What is recognised ---------------------------------------------------------------------------------------------------


def test_a_recognition_is_once_a_day_and_told_to_the_unit(town, member):
    row = entered(town, member)
    first = recognised(town, covenant=row)
    assert recognised(town, covenant=row) == first
    with refused("recognised", "kind"):
        recognised(town, covenant=row, by=town.clerk)
    assert Notice.objects.get(user=member.user, title__contains="获认可").title.endswith("如约履行")
    for day in (days_ago(21), days_ago(-1)):
        with refused("day", "day"):
            recognised(town, covenant=row, kind="model", day=day)


def test_an_end_keeps_what_was_recognised_and_asks_for_no_reason(town, member):
    row = entered(town, member)
    recognised(town, covenant=row, day=days_ago(5))
    done = perform_one(covenant_acts, "end", pk=row.pk, by=member.user, until=days_ago(1))
    assert (done.state, done.recognitions.count()) == (CovenantState.ENDED, 1)
    assert not in_force(window()).exists()
    assert recognised_in(window()).count() == 1
    perform_one(recognition_acts, "take_back", pk=done.recognitions.get().pk, by=town.secretary)
    assert not recognised_in(window()).exists()


@pytest.mark.parametrize(("days", "fits"), [(0, True), (20, True), (21, False), (-1, False)])
def test_days_of_recognition(days, fits):
    if fits:
        check_recognised(days_ago(days), days_ago(20), timezone.localdate())
        return
    with refused("day", "day"):
        check_recognised(days_ago(days), days_ago(20), timezone.localdate())


def test_words_and_terms():
    assert checked_words(" 门前三包 ", field="title") == "门前三包"
    with refused("words_private", "title"):
        checked_words("电话13900010001", field="title")
    check_term(days_ago(1), days_ago(1))
    with refused("until", "until"):
        check_term(days_ago(1), days_ago(2))
