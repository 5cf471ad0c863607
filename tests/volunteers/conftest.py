"""A member who is signed in."""

import pytest
from django.test import Client

from tests.volunteers.people import accepted
from volunteers.models import Member


@pytest.fixture
def member(town) -> Member:
    """A member whom 东园社区 has accepted."""
    return accepted(town.east, by=town.secretary)


@pytest.fixture
def own(member) -> Client:
    """A client signed in as `member`."""
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    return client
