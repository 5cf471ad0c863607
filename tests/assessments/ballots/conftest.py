"""Polls take keys from a few made once."""

import pytest

from tests.assessments.ballots.polls import cheap_keys


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch):
    cheap_keys(monkeypatch)
