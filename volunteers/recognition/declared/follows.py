"""A certificate that rests on a record does not outlast a change to it; what was reserved is not kept for who is gone."""

from volunteers.declare import account_closing, records_changed
from volunteers.recognition.services.certificates import revoke_resting_on
from volunteers.recognition.services.rewards import give_back_reserved

account_closing.add("recognition.redemptions", give_back_reserved)
records_changed.add("recognition.certificates", revoke_resting_on)
