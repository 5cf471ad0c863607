"""Who closes their account gives the places of sessions to come to those who wait."""

from volunteers.activities.services.sign_ups import leave_with_account
from volunteers.declare import account_closing

account_closing.add("activities.sign_ups", leave_with_account)
