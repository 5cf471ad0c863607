"""The community's roster of in-service members (在职党员名册), taken in from a spreadsheet.

A person is known by member number or phone, never by name alone. Whoever is on the roster has signed the consent
on paper, so a row is an accepted report-in; it never takes a person away from another community.
"""

from volunteers.members.services.roster.plan import plan_roster
from volunteers.members.services.roster.write import write_roster

__all__ = ["plan_roster", "write_roster"]
