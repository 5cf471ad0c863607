"""Fixtures shared by every test."""

import pytest

from tests.town import Town, build_town


@pytest.fixture
def town(db) -> Town:
    """The town of tests/town.py, fresh for each test."""
    return build_town()
