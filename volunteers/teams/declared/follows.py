"""Who closes their account leaves their teams; a team is not led by somebody who is gone."""

from volunteers.declare import account_closing
from volunteers.teams.services.team_places import leave_teams

account_closing.add("teams.places", leave_teams)
