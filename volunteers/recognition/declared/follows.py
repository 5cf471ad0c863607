"""A certificate that rests on a record does not outlast a change to it."""

from volunteers.declare import records_changed
from volunteers.recognition.services.certificates import revoke_resting_on

records_changed.add("recognition.certificates", revoke_resting_on)
