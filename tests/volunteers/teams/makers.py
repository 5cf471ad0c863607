"""Rows of this subject's nouns in each state that an act may leave: see tests/makers.py."""

from datetime import date

from tests.volunteers.team_people import joined
from volunteers.choices import TeamPlace, TeamState
from volunteers.models import ServiceTeam, TeamMember
from volunteers.teams.services.teams import ask_to_join, create_team


def team(town, member) -> ServiceTeam:
    words = {"kind": "general", "founded_on": date(2026, 1, 1), "leader": None}
    return create_team(area=town.east, by=town.secretary, name=f"第{member.pk}队", **words)


def asked(town, member) -> TeamMember:
    return ask_to_join(team_id=team(town, member).pk, member=member, by=member.user)


MAKERS = {
    "volunteers.serviceteam": {TeamState.IN_BEING: team},
    "volunteers.teammember": {
        TeamPlace.ASKED: asked,
        TeamPlace.SERVING: lambda town, member: joined(team(town, member), member, town.clerk),
    },
}
