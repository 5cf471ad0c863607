"""The floor below lends its people."""

from tests.volunteers.conftest import make_team, own  # noqa: F401
