"""What a unit needs: told to a community, met by it, put on the list for other units, or answered with why not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Need, Topic, UnitAsk
from cocon.needs.services.asks import ask_acts
from cocon.needs.services.matching import fits_of
from cocon.needs.services.needs import need_acts
from cocon.needs.services.waiting import unanswered_too_long
from cocon.needs.tasks import lapse_claims as task
from orgtree.acts import make, perform_one
from orgtree.acts.pages import in_words
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.declare.matters import meeting_matters
from orgtree.desk.home import home_of
from orgtree.models import DeadlineRule, Notice
from tests.api import Api, assert_error
from tests.cocon.needs import world
from tests.cocon.needs.makers import asking
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def ask(town, around, **more) -> UnitAsk:
    return make(ask_acts, "ask", by=around.clerk, **asking(around.unit) | {"area": town.east} | more).row


def do(key: str, row: UnitAsk, by, **said) -> UnitAsk:
    return perform_one(ask_acts, key, pk=row.pk, by=by, **said)


def waiting(user) -> int:
    queues = home_of(user).mine
    return next((queue.count for queue in queues if queue.card.key == "cocon.unit_asks"), 0)


def counted(key: str) -> int:
    window = Window(Period.holding("Y", timezone.localdate()), timezone.now())
    return registry.figures[f"cocon.{key}"].counted(window).count()


def test_from_the_units_phone_to_the_list_of_needs_and_back(town):
    around, other = world.paired_unit(town), world.paired_unit(town, "erxiao", "第二小学")
    client = signed_in(around.clerk)
    said = {
        "unit": around.unit.pk,
        "area": town.east.pk,
        "matter": asking(None)["matter"].pk,
        "title": "借用社区活动室",
    }
    said |= {
        "words": "开职工会，半天",
        "quantity": 1,
        "measure": "次",
        "until": timezone.localdate() + timedelta(days=9),
    }
    assert client.post("/u/asks/new/", said).status_code == 302
    row = UnitAsk.objects.get()
    assert (waiting(town.secretary), waiting(town.west_secretary)) == (1, 0)
    assert Notice.objects.filter(user=town.secretary, title__contains="提出单位需求").exists()
    row = do("publish", row, town.secretary, reach="paired")
    assert (row.need.source, row.need.words, row.need.state) == ("unit", "开职工会，半天", "published")
    assert waiting(town.secretary) == 0
    assert "办理中 1 项" in client.get("/u/").text
    world.accepted(town, other, row.need, 1)
    row.refresh_from_db()
    assert (row.state, row.need.state) == ("met", "closed")
    assert row.outcome in client.get(f"/u/asks/{row.pk}/").text
    assert Notice.objects.filter(user=around.clerk, title__startswith="已办成").exists()
    assert (counted("unit_asks"), counted("unit_asks_met")) == (1, 1)


def test_whoever_asked_takes_nothing_of_it_on(town):
    around, other = world.paired_unit(town), world.paired_unit(town, "erxiao", "第二小学")
    need = do("publish", ask(town, around), town.secretary, reach="paired").need
    with refused("not_found", "need"):
        world.claimed(town, around, need, 1)
    assert [fit.unit for fit in fits_of(Need.objects.get(pk=need.pk))] == [other.unit.pk]
    assert world.claimed(town, other, need, 1).pk  # control: another may


def test_what_the_community_meets_itself_or_cannot_and_what_the_unit_takes_back(town):
    around = world.paired_unit(town)
    met = do("meet", ask(town, around), town.secretary, outcome="周三下午已开放")
    no = do("decline", ask(town, around, title="借用停车场"), town.secretary, reason="没有停车场")
    back = do("withdraw", ask(town, around, title="借用音响"), around.clerk, reason="不用了")
    assert [row.state for row in (met, no, back)] == ["met", "declined", "withdrawn"]
    assert not Need.objects.exists()
    assert (counted("unit_asks"), counted("unit_asks_met")) == (2, 1)
    with refused("wrong_state"):
        do("publish", no, town.secretary, reach="paired")


def test_a_need_that_is_withdrawn_tells_who_asked(town):
    around = world.paired_unit(town)
    row = do("publish", ask(town, around), town.secretary, reach="paired")
    perform_one(need_acts, "withdraw", pk=row.need_id, by=town.secretary, reason="活动室装修")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "活动室装修")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        (lambda town: {"area": town.west}, "area"),  # neither paired nor its seat
        (lambda town: {"until": timezone.localdate() - timedelta(days=1)}, "until"),
        (lambda town: {"words": "找张三，13812345678"}, "words"),
        (lambda town: {"quantity": 0}, "quantity"),
    ],
)
def test_what_will_not_do_is_told_at_its_field(town, more, field):
    around = world.paired_unit(town)
    body = asking(around.unit) | {"area": town.east} | more(town)
    body = {name: getattr(value, "pk", value) for name, value in body.items()}
    reply = Api(around.clerk).post("unit-asks/", body | {"until": str(body["until"])})
    assert reply.status_code in (400, 404, 422), reply.json()
    assert field in reply.json()["fields"]
    assert not UnitAsk.objects.exists()


def test_other_units_and_communities_see_nothing_of_it(town):
    row = ask(town, world.paired_unit(town))
    other = world.paired_unit(town, "erxiao", "第二小学")
    for user in (other.clerk, town.west_secretary, town.north_secretary):
        assert_error(Api(user).get(f"unit-asks/{row.pk}/"), 404, "not_found")
    assert Api(town.street_secretary).get(f"unit-asks/{row.pk}/").status_code == 200


# --- Not answered in time -------------------------------------------------------------------------------------------------


def late(town, days: int) -> UnitAsk:
    row = ask(town, world.paired_unit(town))
    UnitAsk.objects.update(asked_at=timezone.now() - timedelta(days=days))
    task()
    return row


@pytest.mark.parametrize(("days", "over"), [(1, 0), (30, 1)])
def test_what_is_not_answered_goes_to_the_meeting_and_is_overdue(town, days, over):
    """Silence refuses nothing: it still waits for the community, and is marked; a rule of a district holds there."""
    row = late(town, days)
    queue = next(queue for queue in home_of(town.secretary).mine if queue.card.key == "cocon.unit_asks")
    assert (queue.count, queue.overdue) == (1, over)
    topics = Topic.objects.in_pool()
    assert [(topic.title, topic.source, topic.origin_id) for topic in topics] == [
        ("单位需求：借用社区活动室", "unit", row.pk)
    ] * over
    assert [pk for pk, *_ in meeting_matters["ask"].waiting(town.street)] == [row.pk] * over
    DeadlineRule.objects.create(
        key="cocon_ask", number=60, unit="day", area=town.district, active_from=timezone.localdate() - timedelta(99)
    )
    assert not UnitAsk.objects.filter(unanswered_too_long()).exists()


@pytest.mark.parametrize("answer", ["meet", "decline", "publish", "withdraw"])
def test_an_answer_takes_it_out_of_the_pool(town, answer):
    row = late(town, 30)
    said = {
        "meet": {"outcome": "周三下午已开放"},
        "decline": {"reason": "没有停车场"},
        "publish": {"reach": "paired"},
        "withdraw": {"reason": "不用了"},
    }
    do(answer, row, row.asked_by if answer == "withdraw" else town.secretary, **said[answer])
    assert Topic.objects.get().state == "dropped"


def test_both_sides_read_by_when_and_what_became_of_it(town):
    row = late(town, 30)
    topic = Topic.objects.get()
    desk, unit = signed_in(town.secretary), signed_in(row.asked_by)
    page = desk.get(f"/desk/cocon/unitask/{row.pk}/change/").text
    assert f"/desk/cocon/topic/{topic.pk}/change/" in page
    assert f"/desk/cocon/unitask/{row.pk}/change/" in desk.get(f"/desk/cocon/topic/{topic.pk}/change/").text
    due = DeadlineBook().due("cocon_ask", timezone.localdate(UnitAsk.objects.get().asked_at), town.east)
    assert in_words(due) in unit.get(f"/u/asks/{row.pk}/").text
    assert f"{due.year}年{due.month}月{due.day}日" in desk.get("/desk/cocon/unitask/").text
