"""A member who is signed in; teams."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from volunteers.models import ServiceTeam
from volunteers.teams.services.teams import create_team


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
