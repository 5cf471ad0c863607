"""Who leaves a community leaves its posts."""

from volunteers.declare import report_in_ended
from volunteers.duties.services.duties import release_claims

report_in_ended.add("duties.claims", release_claims)
