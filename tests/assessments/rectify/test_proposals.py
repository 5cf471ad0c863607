"""What a published round leaves to be mended: proposed, ticked by the office, each with its task; all or none."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import PanelSheet, RectifyItem, RoundSubject
from assessments.rectify.services.tasks_of import tasks_of
from tests.assessments.results import world
from tests.assessments.schemes.world import office
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
COMMENT, FINDING = "季度例会没有按时召开", "阵地周末不开放"


@pytest.fixture
def published(town):
    """(round, key of the comment, key of the finding, address)."""
    row = world.published(town, ["95", "85", "80"])
    subject = RoundSubject.objects.get(round=row, area=town.street)
    RoundSubject.objects.filter(pk=subject.pk).update(comment=COMMENT)
    sheet = PanelSheet.objects.filter(subject=subject).first()
    PanelSheet.objects.filter(pk=sheet.pk).update(words=FINDING)
    return row, f"comment-{subject.pk}", f"panel-{sheet.pk}", reverse("round-to-mend", args=[row.pk])


def said(comment: str, finding: str, *kept: str, **more) -> dict:
    words = {f"problem_{comment}": COMMENT, f"problem_{finding}": FINDING} | more
    return words | {f"keep_{key}": "on" for key in kept}


def test_what_the_office_keeps_becomes_an_item_with_its_task(town, published):
    row, comment, finding, address = published
    client = signed_in(office(town))
    assert all(words in client.get(address).text for words in (COMMENT, FINDING))
    data = said(comment, finding, comment, **{f"problem_{comment}": "例会改为按季召开"})
    assert client.post(address, data).status_code == 302
    [item] = RectifyItem.objects.all()
    assert (item.problem, item.source, item.area, item.year) == ("例会改为按季召开", "review", town.street, row.year)
    assert item.due_on - item.fed_back_on == timedelta(days=30)
    assert tasks_of(item).count() == 1
    assert "例会改为按季召开" in client.get(address).text


def test_what_stands_on_the_list_is_not_proposed_again_and_nothing_comes_twice(town, published):
    _, comment, finding, address = published
    client = signed_in(office(town))
    for _ in range(2):
        client.post(address, said(comment, finding, finding))
    assert [(item.problem, item.source) for item in RectifyItem.objects.all()] == [(FINDING, "panel")]
    page = client.get(address).text
    assert f"keep_{finding}" not in page
    assert f"keep_{comment}" in page


@pytest.mark.parametrize("words", ["", "联系电话13812345678"])
def test_one_that_will_not_do_keeps_all_from_being_entered(town, published, words):
    _, comment, finding, address = published
    data = said(comment, finding, comment, finding, **{f"problem_{comment}": words})
    assert signed_in(office(town)).post(address, data).status_code == 422
    assert not RectifyItem.objects.exists()


def test_control_nothing_ticked_enters_nothing(town, published):
    _, comment, finding, address = published
    assert signed_in(office(town)).post(address, said(comment, finding)).status_code == 302
    assert not RectifyItem.objects.exists()


def test_it_is_the_hosts_and_only_after_publishing(town, published):
    row, _, _, address = published
    for user in (town.street_secretary, town.secretary, town.west_secretary):
        assert signed_in(user).get(address).status_code == 404
    type(row).objects.filter(pk=row.pk).update(state="decided")
    assert signed_in(office(town)).get(address).status_code == 404
