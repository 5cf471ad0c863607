"""The rectification list: who asks, who answers, who verifies; the task behind an item; what is left for the next year."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import RectifyItem, RoundSubject
from assessments.rectify.choices import RectifyState
from assessments.rectify.services.items import item_acts, items_left, list_share
from assessments.rectify.services.tasks_of import tasks_of
from orgtree.acts import perform_one
from orgtree.assigned.acts import task_acts
from orgtree.choices import Permission as P
from orgtree.choices import PostKind, TaskState
from orgtree.errors import RuleBroken
from orgtree.models import ActStep, DeadlineRule, Notice
from orgtree.people.services.people import appoint
from tests.assessments.rectify import world
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def test_an_item_is_due_thirty_days_after_the_feedback_and_its_owner_has_a_task(town):
    item = world.listed(town)
    today = timezone.localdate()
    assert (item.state, item.fed_back_on, item.due_on) == (RectifyState.OPEN, today, today + timedelta(days=30))
    assert (item.owner_kind, item.giver_area) == (PostKind.COMMUNITY_SECRETARY, town.district)
    [task] = tasks_of(item)
    assert (task.owner_kind, task.area, task.state) == (PostKind.COMMUNITY_SECRETARY, town.east, TaskState.GIVEN)
    assert timezone.localdate(task.due_at) == item.due_on


def test_the_days_are_a_dated_rule_of_the_area(town):
    DeadlineRule.objects.create(
        key="rectify_due", number=15, unit="day", area=town.street, active_from=date(2026, 1, 1)
    )
    assert world.listed(town).due_on == timezone.localdate() + timedelta(days=15)


def test_entered_twice_it_is_one_item_with_one_task(town):
    first, second = world.listed(town), world.listed(town)
    assert first == second
    assert tasks_of(first).count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (lambda town: {"due_on": timezone.localdate()}, "due_on"),
        (lambda town: {"fed_back_on": timezone.localdate() + timedelta(days=1)}, "fed_back_on"),
        (lambda town: {"year": timezone.localdate().year + 1}, "year"),
        (lambda town: {"area": town.district}, "area"),
        (lambda town: {"area": town.east_grid}, "area"),
        (lambda town: {"area": town.other_street}, "area"),  # nobody holds the post there
        (lambda town: {"institution": world.department(town)[0]}, "institution"),  # not in the community
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(town, said, field):
    with pytest.raises(RuleBroken) as broken:
        world.listed(town, **said(town))
    assert broken.value.field == field
    assert not RectifyItem.objects.exists()


def test_the_course_to_the_end(town):
    item = world.claimed(town)
    assert tasks_of(item).get().state == TaskState.ACCEPTED
    world.do("tell", item, town.secretary, progress="已召开第一次")
    world.do("tell", item, town.secretary, progress="已召开第二次")
    item = world.do("apply", item, town.secretary, outcome="三次记录齐全")
    assert tasks_of(item).get().state == TaskState.REPORTED
    item = world.do("send_back", item, world.office(town), reason="缺十月的记录")
    assert (item.state, item.applied_by, tasks_of(item).get().state) == (
        RectifyState.RETURNED,
        None,
        TaskState.ACCEPTED,
    )
    item = world.do("apply", item, town.secretary, outcome="十月的记录已补齐")
    item = world.do("verify", item, world.office(town), finding="逐月核对属实")
    assert (item.state, item.progress, tasks_of(item).get().state) == (
        RectifyState.VERIFIED,
        "已召开第二次",
        TaskState.CONFIRMED,
    )
    steps = ActStep.objects.of(item_acts.noun, item.pk)
    assert [step.act for step in steps] == ["enter", "claim", "tell", "tell", "apply", "send_back", "apply", "verify"]
    assert "已召开第一次" in steps[2].reason  # what was told earlier stays in the log


def test_a_task_that_was_reported_on_its_own_page_is_confirmed_with_the_item(town):
    item = world.claimed(town)
    task = tasks_of(item).get()
    perform_one(task_acts, "report", pk=task.pk, by=town.secretary, result="已完成")
    item = world.do("apply", item, town.secretary, outcome="已完成")
    world.do("verify", item, world.office(town), finding="属实")
    task.refresh_from_db()
    assert (task.state, task.result) == (TaskState.CONFIRMED, "已完成")


def test_only_the_very_post_answers(town):
    item = world.listed(town)
    for other in (town.street_secretary, town.west_secretary, town.clerk, world.office(town)):
        with pytest.raises(RuleBroken) as broken:
            world.do("claim", item, other, measure="按月召开")
        assert broken.value.code == "not_found"


def test_nobody_verifies_what_their_own_post_answers_for(town):
    """A street secretary asks communities; what the district asks of the street is not in their hands."""
    of_street = world.listed(town, area=town.street)
    item = world.do(
        "apply",
        world.do("claim", of_street, town.street_secretary, measure="整改"),
        town.street_secretary,
        outcome="到位",
    )
    with pytest.raises(RuleBroken) as broken:
        world.do("verify", item, town.street_secretary, finding="属实")
    assert broken.value.code == "not_found"
    both = world.office(town)
    appoint(holder_id=both.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    with pytest.raises(RuleBroken) as broken:
        world.do("verify", item, type(both).objects.get(pk=both.pk), finding="属实")
    assert broken.value.code == "own_record"
    assert world.do("verify", item, world.office(town, 2), finding="属实").state == RectifyState.VERIFIED


def test_control_the_database_itself_refuses_one_hand_for_both(town):
    item = world.applied(town)
    with pytest.raises(IntegrityError, match="rectify_verified_by_another"), transaction.atomic():
        RectifyItem.objects.filter(pk=item.pk).update(
            state="verified", finding="属实", verified_by=town.secretary, verified_at=timezone.now()
        )


def test_nobody_lists_what_they_would_answer_for(town):
    with pytest.raises(RuleBroken) as broken:
        world.listed(town, area=town.street, by=town.street_secretary)
    assert broken.value.code == "own_seat"
    assert world.listed(town, by=town.street_secretary).giver_area == town.street


def test_more_time_once_and_the_task_has_it_too(town):
    item = world.claimed(town)
    later = item.due_on + timedelta(days=20)
    item = world.do("extend", item, world.office(town), due_on=later, reason="等待上级批复")
    assert (item.due_on, timezone.localdate(tasks_of(item).get().due_at)) == (later, later)
    with pytest.raises(RuleBroken) as broken:
        world.do("extend", item, world.office(town), due_on=later + timedelta(days=9), reason="再延")
    assert broken.value.code == "extended"


def test_a_department_has_its_own(town):
    unit, clerk = world.department(town)
    item = world.listed(town, area=town.district, institution=unit)
    assert item.owner_kind == PostKind.DEPARTMENT
    assert world.do("claim", item, clerk, measure="一周内到场").state == RectifyState.DOING
    assert not RectifyItem.objects.seen_by(town.secretary).exists()
    assert RectifyItem.objects.seen_by(clerk).get() == item


def test_who_sees_what(town):
    item = world.listed(town)
    seen = [user for user in (*town.people, world.office(town)) if item in RectifyItem.objects.seen_by(user)]
    assert set(seen) == {town.organisation, town.street_secretary, town.secretary, world.office(town)}
    assert item not in RectifyItem.objects.allowed(town.street_secretary, P.RECTIFY_MANAGE)


# --- A year's list --------------------------------------------------------------------------------------------------------


def set_verified(item, day):
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    RectifyItem.objects.filter(pk=item.pk).update(verified_at=moment)


def seen_left(area, year: int, user) -> list[RectifyItem]:
    return list(items_left([RoundSubject(area=area)], year, user))


def test_last_years_list_and_what_is_left_of_it(town):
    year = timezone.localdate().year - 1
    done = [world.verified(town, year=year, problem=f"问题{number}") for number in range(3)]
    left = world.claimed(town, year=year, problem="台账不全")
    world.do("cancel", world.listed(town, year=year, problem="重复"), world.office(town), reason="重复列入")
    for item in done:
        set_verified(item, date(year + 1, 6, 30))
    share = list_share(town.east, None, year)
    assert (share.verified, share.number, share.is_short) == (3, 4, True)
    assert seen_left(town.east, year + 1, town.secretary) == seen_left(town.east, year + 1, town.organisation) == [left]
    assert (
        seen_left(town.east, year + 1, town.west_secretary) == seen_left(town.west, year + 1, town.organisation) == []
    )
    assert seen_left(town.east, year, town.organisation) == []
    set_verified(done[0], date(year + 1, 7, 1))
    assert list_share(town.east, None, year).verified == 2
    assert list_share(town.west, None, year).share is None


def test_late_and_silent(town):
    item = world.claimed(town)
    rows, today = RectifyItem.objects, timezone.localdate()
    assert not rows.late_on(item.due_on)
    assert rows.late_on(item.due_on + timedelta(days=1)).get() == item
    assert not rows.silent_on(today)  # taken in hand this quarter
    assert rows.silent_on(today + timedelta(days=100)).get() == item
    world.do("tell", item, town.secretary, progress="已召开")
    assert rows.silent_on(today + timedelta(days=100)).get() == item  # a quarter later it is silent again
    world.do("apply", item, town.secretary, outcome="已完成")
    assert not rows.late_on(item.due_on + timedelta(days=1))


# --- Pages ----------------------------------------------------------------------------------------------------------------


def test_the_secretary_answers_on_the_phone(town):
    item, client = world.listed(town), signed_in(town.secretary)
    assert "网格例会没有按月召开" in client.get(reverse("rectify-items")).text
    page = client.get(reverse("rectify-item", args=[item.pk])).text
    assert "认领" in page
    assert "申请销号" not in page
    reply = client.post(reverse("rectify-item-act", args=[item.pk, "claim"]), {"measure": ""})
    assert reply.status_code == 422
    client.post(reverse("rectify-item-act", args=[item.pk, "claim"]), {"measure": "每月第一周召开"})
    client.post(reverse("rectify-item-act", args=[item.pk, "tell"]), {"progress": "已召开"})
    client.post(reverse("rectify-item-act", args=[item.pk, "apply"]), {"outcome": "三次记录齐全"})
    item.refresh_from_db()
    assert item.state == RectifyState.APPLIED
    assert Notice.objects.filter(user=world.office(town), title__startswith="待核验").count() == 1
    task = client.get(reverse("rectify-item-task", args=[item.pk]))
    assert task.url == reverse("task", args=[tasks_of(item).get().pk])


def test_others_find_no_page(town):
    item = world.listed(town)
    for user in (town.west_secretary, town.clerk, town.north_secretary):
        client = signed_in(user)
        assert client.get(reverse("rectify-item", args=[item.pk])).status_code == 404
        assert client.get(reverse("rectify-item-task", args=[item.pk])).status_code == 404
        assert client.post(reverse("rectify-item-act", args=[item.pk, "claim"]), {"measure": "按月"}).status_code in (
            302,
            404,
        )
    item.refresh_from_db()
    assert item.state == RectifyState.OPEN


def test_the_desk_shows_what_waits_with_the_list_of_the_year(town, django_assert_max_num_queries):
    item = world.applied(town)
    client = signed_in(world.office(town))
    page = client.get(reverse("admin:assessments_rectifyitem_change", args=[item.pk])).text
    assert "共1项，销号0项（0%）" in page
    assert "核验销号" in page
    for number in range(4):
        world.listed(town, problem=f"问题{number}")
    with django_assert_max_num_queries(25):
        assert "问题3" in client.get(reverse("admin:assessments_rectifyitem_changelist")).text
    assert "待核验整改" in client.get("/desk/").text
