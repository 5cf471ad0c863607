"""The voter's way in: a poll that waits stands on the first page of whoever is on its roll, until they hold a ballot."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.ballots.choices import BallotWay
from assessments.ballots.models import Poll, PollClass, RollEntry
from assessments.ballots.services.roll import put_on_roll
from orgtree.desk.home import home_of
from tests.assessments.ballots.polls import act, enrol, prepared
from tests.volunteers.people import accepted

pytestmark = pytest.mark.django_db

TITLE = "社区书记述职评议"


def page(user, address: str) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


def keys(user) -> list[str]:
    return [queue.card.key for queue in home_of(user).mine]


def opened_for(town, *users) -> Poll:
    poll = prepared(town)
    enrol(poll, 5)
    voter_class = PollClass.objects.filter(poll=poll).first()
    for user in users:
        put_on_roll(poll=poll, voter_class=voter_class, subject=None, name=user.name, about="代表", user=user)
    assert not Poll.objects.waiting_for(users[0]).exists()  # in preparation
    return act(poll, "open", town.street_secretary)


def test_it_waits_on_the_desk_of_the_voter_alone(town):
    poll = opened_for(town, town.clerk)
    assert "assessments.own_ballots" in keys(town.clerk)
    assert "assessments.own_ballots" not in keys(town.secretary)
    assert "/votes/" in page(town.clerk, "/desk/")
    RollEntry.objects.filter(poll=poll, user=town.clerk).update(way=BallotWay.PAPER)
    assert "assessments.own_ballots" not in keys(town.clerk)


def test_it_waits_on_the_first_page_of_a_member(town):
    member, other = accepted(town.east, town.secretary), accepted(town.east, town.secretary)
    poll = opened_for(town, member.user)
    read = page(member.user, "/m/")
    assert TITLE in read
    assert f"/votes/{poll.pk}/" in read
    assert f"/votes/{poll.pk}/" not in page(other.user, "/m/")
    RollEntry.objects.filter(poll=poll, user=member.user).update(way=BallotWay.TOKEN)
    assert f"/votes/{poll.pk}/" not in page(member.user, "/m/")


def test_past_its_time_or_closed_it_waits_for_nobody(town):
    poll = opened_for(town, town.clerk)
    assert list(Poll.objects.waiting_for(town.clerk)) == [poll]
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert not Poll.objects.waiting_for(town.clerk).exists()
    act(poll, "close", town.street_secretary, note="")
    assert not Poll.objects.waiting_for(town.clerk).exists()
