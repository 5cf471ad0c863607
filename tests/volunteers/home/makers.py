"""Rows of this subject's nouns in each state that an act may leave: see tests/makers.py."""

from tests.volunteers.home.test_data_requests import asked
from volunteers.choices import DataRequestState

MAKERS = {"volunteers.datarequest": {DataRequestState.WAITING: lambda town, member: asked(member)}}
