"""A case is answered in words that are kept: offered while they may be used, counted once, refused when they are over (feature 100)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grids.models import Reply, ReplyUse, Report
from tests.grids.cases import world
from tests.grids.replies.makers import reply
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _long_since(town):
    world.long_since()


def test_a_chosen_reply_answers_everybody_and_is_counted(town):
    case = world.verified(town, world.department(town))
    found = reply(town, category="0202", title="路灯已修", wording="路灯已修复，感谢反映。")
    other = reply(town, category="0101", title="垃圾已清")
    client, page = signed_in(town.secretary), f"/cases/{case.pk}/answer/"
    shown = client.get(page).content.decode()
    assert found.title in shown
    assert other.title not in shown
    assert found.wording in client.get(f"{page}?reply={found.pk}").content.decode()
    sent = client.post(page, {"answer": found.wording, "reply": found.pk})
    assert sent.status_code == 302, sent.content.decode()[:600]
    assert Report.objects.get(case=case).reply == found.wording
    assert ReplyUse.objects.get().row_id == case.pk


def test_one_that_ended_meanwhile_is_refused_and_nothing_is_sent(town):
    case = world.verified(town, world.department(town))
    found = reply(town, category="0202")
    yesterday = timezone.localdate() - timedelta(days=1)
    Reply.objects.update(valid_from=yesterday, valid_until=yesterday)
    page = signed_in(town.secretary).post(f"/cases/{case.pk}/answer/", {"answer": found.wording, "reply": found.pk})
    assert "已到期" in page.content.decode()
    assert found.wording in page.content.decode()  # what was written is not lost
    assert Report.objects.get(case=case).replied_at is None
    assert not ReplyUse.objects.exists()


def test_only_who_sends_cases_on_answers(town):
    case = world.verified(town, world.department(town))
    for stranger in (town.west_secretary, town.grid_worker, town.organisation):
        assert signed_in(stranger).get(f"/cases/{case.pk}/answer/").status_code == 404
