"""Talks: against an organisation, followed up, counted (T23)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Talk
from assessments.rectify.choices import TalkState
from orgtree.errors import RuleBroken
from orgtree.models import Notice
from tests.assessments.rectify import world
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def test_what_is_demanded_is_reported_and_confirmed_by_another(town):
    talk = world.talked(town)
    assert Notice.objects.filter(user=town.secretary, title__contains="约谈").count() == 1
    talk = world.do_talk("report", talk, town.secretary, outcome="已完成两项")
    talk = world.do_talk("send_back", talk, world.office(town), reason="附上记录")
    talk = world.do_talk("report", talk, town.secretary, outcome="已完成两项，附记录")
    talk = world.do_talk("confirm", talk, world.office(town))
    assert (talk.state, talk.closed_by) == (TalkState.CLOSED, world.office(town))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"held_on": timezone.localdate() + timedelta(days=2)}, "held_on"),
        ({"due_on": timezone.localdate() - timedelta(days=1)}, "due_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(town, said, field):
    with pytest.raises(RuleBroken) as broken:
        world.talked(town, **said)
    assert broken.value.field == field
    assert not Talk.objects.exists()


def test_no_column_names_a_person():
    """It stands against the organisation: what names anybody are the staff who acted."""
    named = {
        field.name for field in Talk._meta.get_fields() if field.is_relation and field.related_model.__name__ == "User"
    }
    assert named == {"entered_by", "reported_by", "closed_by"}


def test_the_page_of_whom_it_concerns(town):
    talk = world.talked(town)
    client = signed_in(town.secretary)
    assert "三十日内完成剩余两项" in client.get(reverse("talk", args=[talk.pk])).text
    client.post(reverse("talk-act", args=[talk.pk, "report"]), {"outcome": "已完成"})
    talk.refresh_from_db()
    assert talk.state == TalkState.REPORTED
    assert signed_in(town.west_secretary).get(reverse("talk", args=[talk.pk])).status_code == 404


def test_a_talk_with_the_street_is_not_the_streets_to_confirm(town):
    talk = world.do_talk("report", world.talked(town, area=town.street), town.street_secretary, outcome="已完成")
    with pytest.raises(RuleBroken) as broken:
        world.do_talk("confirm", talk, town.street_secretary)
    assert broken.value.code == "not_found"


def test_recorded_twice_it_is_one(town):
    assert world.talked(town) == world.talked(town)
    assert Talk.objects.count() == 1
