"""Service teams for tests, made through the services."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from volunteers.models import TeamMember
from volunteers.teams.services.teams import add_to_team

pytestmark = pytest.mark.django_db


def joined(team, member, by, *, days_ago=40) -> TeamMember:
    """A member of the team since some days ago."""
    add_to_team(team_id=team.pk, member_ids=[member.pk], by=by)
    place = TeamMember.objects.get(team=team, member=member)
    place.since = timezone.localdate() - timedelta(days=days_ago)
    place.save()
    return place


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
