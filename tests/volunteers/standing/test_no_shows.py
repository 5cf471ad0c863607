"""No-shows are put forward by a person, once each, and then go the way of every deduction."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform
from orgtree.models import Notice
from tests.volunteers.gatherings import announced, joined, plan, put_back, there
from tests.volunteers.people import accepted
from tests.volunteers.test_admin import act, desk, text  # noqa: F401
from volunteers.activities.services.rolls import mark, submit_roll
from volunteers.choices import DeedState
from volunteers.models import DeedReport, PointEntry, SignUp
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.no_shows import no_shows

pytestmark = pytest.mark.django_db


@pytest.fixture
def absent(town) -> SignUp:
    """Signed up, marked absent on a submitted roll; another came."""
    missing, present = accepted(town.east, town.clerk, name="未到的"), accepted(town.east, town.clerk, name="到场的")
    session = announced(town.east, town.clerk, plan())
    joined(session, missing, present)
    session = put_back(session)
    there(session, present, by=town.clerk)
    mark(session_id=session.pk, member_id=missing.pk, state="absent", by=town.clerk)
    submit_roll(session_id=session.pk, by=town.clerk)
    return SignUp.objects.no_shows().get()


def propose(ids, by):
    return perform(no_shows, "propose", ids=ids, by=by)


def test_the_roll_alone_takes_nothing(town, absent):
    assert not DeedReport.objects.exists()
    assert not PointEntry.objects.filter(item_code="N01").exists()


def test_a_proposal_is_told_waits_and_takes_two(town, absent):
    assert propose([absent.pk], town.clerk).done == 1
    report = absent.deed
    assert (report.item_code, report.state, report.member) == ("N01", DeedState.NOTICED, absent.member)
    assert report.happened_on == timezone.localdate(absent.session.starts_at)
    assert str(absent.session) in report.evidence
    assert Notice.objects.filter(user=absent.member.user, key=f"deed:{report.pk}:noticed").exists()
    assert "等待本人说明" in perform(deed_acts, "confirm", ids=[report.pk], by=town.secretary).refused[0][1]
    DeedReport.objects.update(reply_until=timezone.localdate() - timedelta(days=1))
    assert "由您登记" in perform(deed_acts, "confirm", ids=[report.pk], by=town.clerk).refused[0][1]
    assert perform(deed_acts, "confirm", ids=[report.pk], by=town.secretary).done == 1
    assert not PointEntry.objects.filter(item_code="N01").exists()
    assert perform(deed_acts, "confirm", ids=[report.pk], by=town.street_secretary).done == 1
    assert PointEntry.objects.get(item_code="N01").credit.credited == -1


def test_once_each_even_after_it_was_sent_back(town, absent):
    propose([absent.pk], town.clerk)
    again = propose([absent.pk], town.secretary)
    assert (again.done, "已经登记过" in again.refused[0][1]) == (0, True)
    assert perform(deed_acts, "reject", ids=[absent.deed.pk], reason="确有急事", by=town.secretary).done == 1
    assert propose([absent.pk], town.clerk).done == 0
    assert DeedReport.objects.count() == 1


def test_control_who_came_is_not_proposed(town, absent):
    came = SignUp.objects.attended().get()
    assert propose([came.pk], town.clerk).done == 0
    assert not DeedReport.objects.exists()


def test_control_before_the_roll_is_submitted_nobody_is_a_no_show(town, absent):
    absent.session.roll_submitted_at = absent.session.roll_submitted_by = None
    absent.session.save()
    assert propose([absent.pk], town.clerk).done == 0


def test_the_desk_lists_them_and_registers_the_chosen(desk, town, absent):  # noqa: F811
    page = desk(town.clerk).get("/desk/volunteers/noshow/?proposed=no")
    assert "未到的" in text(page)
    assert "到场的" not in text(page)
    asked = act(desk(town.clerk), "noshow", "propose", [absent.pk])
    assert "登记人不能确认" in text(asked)
    assert not DeedReport.objects.exists()
    done = act(desk(town.clerk), "noshow", "propose", [absent.pk], apply="1")
    assert "已登记1条" in text(done)
    assert absent.deed.state == DeedState.NOTICED
    page = desk(town.clerk).get("/desk/volunteers/noshow/?proposed=no")
    assert "未到的" not in text(page)


def test_control_a_stranger_finds_an_empty_list(desk, town, absent):  # noqa: F811
    assert "未到的" not in text(desk(town.west_secretary).get("/desk/volunteers/noshow/"))
