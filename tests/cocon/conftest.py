"""The floor below lends its people."""

from tests.volunteers.conftest import make_team, member, own, recorded_member  # noqa: F401
