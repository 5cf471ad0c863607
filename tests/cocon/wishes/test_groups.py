"""Wishes that a unit or a team takes on: who may, who sees the number, that nobody is credited, and that it is nobody's own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cocon.models import Pairing, Wish
from cocon.wishes.choices import WishState
from cocon.wishes.declared.measures import wishes_fulfilled
from cocon.wishes.services.phones import phone_of_wish
from cocon.wishes.services.wishes import return_overdue_wishes, wishes
from orgtree.acts import perform_one
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.models import AccessLog, Notice
from orgtree.people.services.people import appoint
from tests.cocon.needs.world import paired_unit, unit_with_clerk
from tests.cocon.wishes.makers import led_team
from tests.cocon.wishes.test_wishes import PHONE, wish
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.models import PointEntry

pytestmark = pytest.mark.django_db


def taken(around, row: Wish) -> Wish:
    return perform_one(wishes, "claim_for_unit", pk=row.pk, by=around.clerk, unit=around.unit)


def test_a_unit_from_claim_to_the_end(town):
    around = paired_unit(town)
    held = taken(around, wish(town, phone=PHONE))
    assert (held.state, held.unit, held.claimed_by, held.group) == (WishState.CLAIMED, around.unit, None, "第一小学")
    assert held.due_on == timezone.localdate() + timedelta(days=14)
    assert phone_of_wish(wish_id=held.pk, by=around.clerk) == PHONE
    assert AccessLog.objects.filter(actor=around.clerk, action="reveal").count() == 1
    perform_one(wishes, "more_time", pk=held.pk, by=around.clerk, word="等配件")
    perform_one(wishes, "fulfil", pk=held.pk, by=around.clerk, outcome="已换好", photo=None)
    appoint(holder_id=around.clerk.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
    with refused("own_record"):
        perform_one(wishes, "close", pk=held.pk, by=type(around.clerk).objects.get(pk=around.clerk.pk))
    perform_one(wishes, "close", pk=held.pk, by=town.clerk)
    assert not PointEntry.objects.filter(source__startswith="wish:").exists()
    assert Notice.objects.filter(user=around.clerk, title__contains="已核实").exists()
    window = Window(Period.holding("M", timezone.localdate()), timezone.now())
    assert [row.pk for row in wishes_fulfilled(window)] == [held.pk]


def test_which_units_may(town):
    around, other, far = (
        paired_unit(town),
        unit_with_clerk(town, "erxiao", "第二小学"),
        paired_unit(town, "sanxiao", "第三小学"),
    )
    row = wish(town)
    with refused("not_found"):
        taken(other, row)
    with refused("not_found", "unit"):
        perform_one(wishes, "claim_for_unit", pk=row.pk, by=around.clerk, unit=far.unit)
    Pairing.objects.filter(unit=far.unit).update(
        since=timezone.localdate() - timedelta(days=9), until=timezone.localdate() - timedelta(days=1)
    )
    with refused("not_found"):
        taken(far, row)
    held = taken(around, row)
    for stranger in (other, far):
        with refused("not_found"):
            phone_of_wish(wish_id=held.pk, by=stranger.clerk)
        with refused("not_found"):
            perform_one(wishes, "fulfil", pk=held.pk, by=stranger.clerk, outcome="已换好", photo=None)
        assert signed_in(stranger.clerk).get(f"/u/wishes/{held.pk}/").status_code == 404
        assert signed_in(stranger.clerk).get(f"/api/v1/wishes/{held.pk}/").status_code == 404


def test_the_unit_gives_back_and_what_is_overdue_opens_again(town):
    around = paired_unit(town)
    held = taken(around, wish(town))
    back = perform_one(wishes, "give_back", pk=held.pk, by=around.clerk)
    assert (back.state, back.unit) == (WishState.OPEN, None)
    held = taken(around, back)
    Wish.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert return_overdue_wishes(today=timezone.localdate()) == 1
    assert Notice.objects.filter(user=around.clerk, title__contains="超过期限").exists()
    held.refresh_from_db()
    assert (held.state, held.unit) == (WishState.OPEN, None)


def test_the_leader_takes_one_on_for_the_team(town, member):
    team, other = led_team(town, member), accepted(town.east, town.secretary)
    row = wish(town, phone=PHONE)
    with refused("not_found"):
        perform_one(wishes, "claim_for_team", pk=row.pk, by=other.user, team=team)
    held = perform_one(wishes, "claim_for_team", pk=row.pk, by=member.user, team=team)
    assert (held.team, held.claimed_by, held.group) == (team, member, team.name)
    assert phone_of_wish(wish_id=held.pk, by=member.user) == PHONE
    perform_one(wishes, "fulfil", pk=held.pk, by=member.user, outcome="已换好", photo=None)
    perform_one(wishes, "close", pk=held.pk, by=town.clerk)
    assert not PointEntry.objects.filter(source__startswith="wish:").exists(), (
        "whoever was there has hours of their own"
    )


def test_the_teams_wishes_do_not_count_among_ones_own(town, member):
    team = led_team(town, member)
    for number in range(4):
        perform_one(wishes, "claim_for_team", pk=wish(town, title=f"队里{number}").pk, by=member.user, team=team)
    for number in range(3):
        perform_one(wishes, "claim", pk=wish(town, title=f"自己{number}").pk, by=member.user)
    with refused("wishes_held"):
        perform_one(wishes, "claim", pk=wish(town, title="再一个").pk, by=member.user)


def test_one_holder_alone(town, member):
    held = taken(paired_unit(town), wish(town))
    with pytest.raises(IntegrityError), transaction.atomic():
        Wish.objects.filter(pk=held.pk).update(claimed_by=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wish.objects.filter(pk=held.pk).update(unit=None)


def test_on_the_units_pages(town):
    around, row = paired_unit(town), wish(town, phone=PHONE)
    client = signed_in(around.clerk)
    assert "微心愿" in client.get("/u/").content.decode()
    assert row.title in client.get("/u/wishes/").content.decode()
    page = client.post(f"/u/wishes/{row.pk}/claim-for-unit/", {"unit": around.unit.pk}, follow=True).content.decode()
    assert "已为单位认领" in page
    assert PHONE not in page
    assert PHONE in client.post(f"/u/wishes/{row.pk}/phone/").content.decode()
    said = {"outcome": "已换好"}
    assert "社区会向居民核实" in client.post(f"/u/wishes/{row.pk}/fulfil/", said, follow=True).content.decode()


def test_on_the_leaders_phone(town, member):
    row, other = wish(town), accepted(town.east, town.secretary)
    assert "为服务队认领" not in signed_in(other.user).get(f"/m/wishes/{row.pk}/").content.decode()
    team = led_team(town, member)
    client = signed_in(member.user)
    assert "为服务队认领" in client.get(f"/m/wishes/{row.pk}/").content.decode()
    page = client.post(f"/m/wishes/{row.pk}/claim-for-team/", {"team": team.pk}, follow=True).content.decode()
    assert team.name in page
