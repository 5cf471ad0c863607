"""Exports of persons are so many an hour for one account, and looks are not counted."""

import pytest
from django.core.cache import cache

from orgtree.looks.services import access
from orgtree.looks.services.access import record_access
from orgtree.models import AccessLog
from orgtree.web.open_forms import Guard, TooOften
from tests.orgtree.web.test_open_forms import counted_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch):
    cache.clear()
    monkeypatch.setattr(access, "EXPORTS", Guard("exports-few", most=2, everywhere=None, seconds=10**9))
    yield
    cache.clear()


def take(town, who, action="export"):
    record_access(actor=who, action=action, subject="名册", area=town.east, persons=())


def test_so_many_and_no_more_and_nothing_is_recorded_that_was_not_given(town):
    for _ in range(2):
        take(town, town.secretary)
    with pytest.raises(TooOften):
        take(town, town.secretary)
    assert AccessLog.objects.count() == 2
    take(town, town.clerk)  # control: another account
    take(town, town.secretary, action="view")  # control: a look


def test_a_page_that_is_slowed_says_so(client, town):
    for _ in range(2):
        take(town, town.secretary)
    client.force_login(town.secretary)
    slowed = client.get(f"/papers/roster/{town.east.pk}.xlsx")
    assert slowed.status_code == 429
    assert "导出个人信息的次数太多" in slowed.content.decode()


def test_at_once_they_are_as_many_as_one_after_the_other():
    assert counted_at_once(lambda: access.EXPORTS.lets_in("account:1")) == 2
