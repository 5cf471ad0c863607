"""A member who is signed in; teams."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.replay import Replay, recording
from tests.town import TOWN
from tests.volunteers.people import accepted
from volunteers.models import Member, ServiceTeam
from volunteers.teams.services.teams import create_team

MEMBER = Replay("member", lambda town: accepted(town.east, by=town.secretary), on=TOWN, sealed=True)
recorded_member = recording(MEMBER)


@pytest.fixture
def member(recorded_member, town) -> Member:
    """A member whom 东园社区 has accepted."""
    return MEMBER.play(town)


@pytest.fixture
def own(member) -> Client:
    """A client signed in as `member`."""
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def make_team(town):
    """A team of 东园社区, founded a year ago unless told otherwise."""

    def build(**changes) -> ServiceTeam:
        today = timezone.localdate()
        details = {"area": town.east, "name": "邻里帮帮队", "kind": "general", "by": town.clerk}
        return create_team(**details | {"founded_on": today - timedelta(days=365)} | changes)

    return build
