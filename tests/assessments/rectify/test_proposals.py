"""What a published round leaves to be mended: gathered once, listed or struck by the office, each item with its task; all or none."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.ballots.services.texts import text_acts
from assessments.models import PanelSheet, PollText, RectifyItem, RectifyProposal, RoundSubject
from assessments.rectify.services.tasks_of import tasks_of
from orgtree.acts import perform, take_back
from orgtree.desk.home import home_of
from tests.api import Api, assert_error
from tests.assessments.ballots.makers import text_in
from tests.assessments.results import world
from tests.assessments.rounds.world import do
from tests.assessments.schemes.world import office
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
COMMENT, FINDING = "季度例会没有按时召开", "阵地周末不开放"


@pytest.fixture
def published(town):
    """(round, the proposal of the comment, that of the finding, address)."""
    row = world.decided(town, ["95", "85", "80"])
    subject = RoundSubject.objects.get(round=row, area=town.street)
    RoundSubject.objects.filter(pk=subject.pk).update(comment=f" {COMMENT}\n")
    assert PanelSheet.objects.filter(subject=subject).update(words=FINDING) > 1  # who agrees says one thing
    assert not RectifyProposal.objects.exists()
    world.let_publicity_pass(town, row)
    do("publish", row, office(town))
    comment, finding = RectifyProposal.objects.order_by("pk")
    return row, comment, finding, reverse("round-to-mend", args=[row.pk])


def said(comment, finding, *, listed=(), struck=(), **more) -> dict:
    words = {f"problem_{one.pk}": one.text for one in (comment, finding)} | more
    return words | {f"do_{one.pk}": "list" for one in listed} | {f"do_{one.pk}": "strike" for one in struck}


def waiting(town) -> int:
    """How many the card of the assessing office counts."""
    queues = home_of(office(town)).mine
    return next((queue.count for queue in queues if queue.card.key == "assessments.rectify_to_list"), 0)


def test_what_the_office_keeps_becomes_an_item_with_its_task(town, published):
    row, comment, finding, address = published
    client = signed_in(office(town))
    assert all(words in client.get(address).text for words in (COMMENT, FINDING))
    data = said(comment, finding, listed=[comment], **{f"problem_{comment.pk}": "例会改为按季召开"})
    assert client.post(address, data).status_code == 302
    [item] = RectifyItem.objects.all()
    assert (item.problem, item.source, item.area, item.year) == ("例会改为按季召开", "review", town.street, row.year)
    assert item.due_on - item.fed_back_on == timedelta(days=30)
    assert tasks_of(item).count() == 1
    page = client.get(address).text
    assert "例会改为按季召开" in page
    assert f"do_{comment.pk}" not in page  # in other words than were said, it is not proposed again


def test_what_was_struck_waits_no_more_and_may_still_be_listed(town, published):
    _, comment, finding, address = published
    assert waiting(town) == 2
    client = signed_in(office(town))
    client.post(address, said(comment, finding, struck=[comment]))
    page = client.get(address).text
    assert f"do_{comment.pk}" not in page
    assert f"do_{finding.pk}" in page
    assert waiting(town) == 1
    assert not RectifyItem.objects.exists()
    assert Api(office(town)).post(f"rectify-proposals/{comment.pk}/take-up/", {}).status_code == 200
    assert [item.problem for item in RectifyItem.objects.all()] == [COMMENT]
    assert waiting(town) == 1


@pytest.mark.parametrize("words", ["", "联系电话13812345678"])
def test_one_that_will_not_do_keeps_all_from_being_done(town, published, words):
    _, comment, finding, address = published
    data = said(comment, finding, listed=[comment], struck=[finding], **{f"problem_{comment.pk}": words})
    assert signed_in(office(town)).post(address, data).status_code == 422
    assert not RectifyItem.objects.exists()
    assert RectifyProposal.objects.waiting().count() == 2


def test_control_nothing_chosen_does_nothing(town, published):
    _, comment, finding, address = published
    assert signed_in(office(town)).post(address, said(comment, finding)).status_code == 302
    assert not RectifyItem.objects.exists()
    assert waiting(town) == 2


def test_it_is_the_hosts(town, published):
    _, comment, _, address = published
    for user in (town.street_secretary, town.secretary, town.west_secretary):
        assert signed_in(user).get(address).status_code == 404
        assert_error(Api(user).get(f"rectify-proposals/{comment.pk}/"), 404, "not_found")


def test_what_voters_wrote_is_proposed_while_it_may_be_fed_back(town, published):
    """Judged after the round was published, taken back within ten minutes, not to be fed back after all."""
    text = text_in("waiting")(town)
    subject = text.subject
    type(subject).objects.filter(pk=subject.pk).update(of_round=published[1].subject)
    by = office(town)

    def proposed() -> list[str]:
        return [*RectifyProposal.objects.filter(source="ballot").values_list("text", flat=True)]

    for _ in range(2):
        perform(text_acts, "show", ids=[text.pk], by=by)
        assert proposed() == [text.text]
        take_back(text_acts, "show", ids=[text.pk], by=by)
        assert proposed() == []
    assert PollText.objects.get(pk=text.pk).state == "waiting"
    perform(text_acts, "show", ids=[text.pk], by=by)
    perform(text_acts, "hide", ids=[text.pk], by=by, reason="看得出是谁")
    assert proposed() == []
