"""Meetings in series, what comes onto an agenda by itself, and whether enough came to decide."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from cocon.meetings.choices import MeetingState, TopicState
from cocon.meetings.services.agenda import agreed_before
from cocon.meetings.services.attendance import attendance_acts
from cocon.meetings.services.meetings import meeting_acts
from cocon.meetings.services.series import series_acts
from cocon.meetings.services.topics import topic_acts
from cocon.models import AgendaItem, BodyKind, Meeting, Need, Topic
from orgtree.acts import perform_one
from orgtree.days.rules.months import months_on
from orgtree.declare.matters import MeetingMatter, meeting_matters
from tests.cocon.bodies.makers import founded, held
from tests.cocon.meetings.makers import (
    added,
    attendance,
    called,
    on_agenda,
    planned,
    recorded,
    series,
    settled,
    step,
    topic,
)
from tests.cocon.needs import world
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.all()]


def test_a_series_is_a_row_a_date(town):
    row = series(town)
    meetings = list(row.meetings.order_by("starts_at"))
    assert [timezone.localdate(one.starts_at) for one in meetings] == [months_on(row.first_day, n) for n in range(6)]
    assert {f"{timezone.localtime(one.starts_at):%H:%M}" for one in meetings} == {"09:00"}
    assert {tuple(titles(one)) for one in meetings} == {("通报上月情况", "群众意见")}
    again = series(town, first_day=row.first_day, last_day=row.last_day, place="另一处")
    assert again.meetings.count() == 0  # the body meets once at a time
    assert Meeting.objects.filter(body=row.body).count() == 6
    page = signed_in(town.secretary).get(f"/desk/cocon/meetingseries/{row.pk}/change/").content.decode()
    assert meetings[0].title in page


def test_a_change_leaves_alone_what_was_called_and_what_was_changed_by_itself(town):
    row = series(town)
    first, second, third, *_ = row.meetings.order_by("starts_at")
    step(town, first, "call")
    perform_one(meeting_acts, "edit", pk=second.pk, by=town.secretary, place="区会议中心")
    said = {"place": "三楼会议室", "begins": "14:30", "agenda": "安全检查"}
    perform_one(series_acts, "edit", pk=row.pk, by=town.secretary, **said)
    told = {
        one.pk: (one.place, f"{timezone.localtime(one.starts_at):%H:%M}", titles(one)) for one in row.meetings.all()
    }
    assert told[first.pk] == ("二楼会议室", "09:00", ["通报上月情况", "群众意见"])
    assert told[second.pk] == ("区会议中心", "14:30", ["安全检查"])
    assert told[third.pk] == ("三楼会议室", "14:30", ["安全检查"])


def test_what_a_series_has_not_called_ends_with_it(town):
    row = series(town)
    first = row.meetings.order_by("starts_at").first()
    step(town, first, "call")
    perform_one(series_acts, "end", pk=row.pk, by=town.secretary, reason="改为不定期")
    states = list(row.meetings.order_by("starts_at").values_list("state", flat=True))
    assert states == [MeetingState.CALLED] + [MeetingState.CANCELLED] * 5
    with refused("wrong_state"):
        perform_one(series_acts, "edit", pk=row.pk, by=town.secretary, place="别处")


def test_a_series_is_not_planned_in_the_past(town):
    with refused("first_day", "first_day"):
        series(town, first_day=timezone.localdate() - timedelta(days=1))
    with refused("begins", "begins"):
        series(town, begins="早上")
    assert not Meeting.objects.exists()


def test_one_of_a_series_begins_with_what_was_agreed_since(town):
    row = series(town, last_day=timezone.localdate() + timedelta(days=400), rhythm="quarter")
    settled(town)
    later = row.meetings.order_by("starts_at").last()
    assert titles(later)[0] == "通报上月情况"
    later = step(town, later, "call")
    assert titles(later)[0] == "上次议定事项"
    assert agreed_before(later)


def test_the_whole_pool_goes_onto_an_agenda_at_once(town):
    meeting, rows = planned(town), [topic(town), topic(town)]
    elsewhere = topic(town, area=town.west, by=town.west_secretary)
    perform_one(meeting_acts, "fill", pk=meeting.pk, by=town.secretary)
    assert titles(meeting) == [row.title for row in rows]
    assert Topic.objects.get(pk=elsewhere.pk).state == TopicState.POOL
    late = topic(town)
    perform_one(meeting_acts, "fill", pk=meeting.pk, by=town.secretary)
    assert titles(meeting)[-1] == late.title


def waiting_need(town) -> Need:
    need = world.need(town)
    Need.objects.filter(pk=need.pk).update(published_at=timezone.now() - timedelta(days=31))
    return need


def test_a_need_that_nobody_takes_on_is_on_the_next_agenda_once(town):
    waiting, _ = waiting_need(town), world.need(town, title="刚刚发布的需求")
    meeting = planned(town)
    assert titles(meeting) == [waiting.title]
    row = Topic.objects.get()
    assert (row.source, row.origin_kind, row.origin_id) == ("need", "need", waiting.pk)
    page = signed_in(town.secretary).get(f"/desk/cocon/topic/{row.pk}/change/").content.decode()
    assert f"/desk/cocon/need/{waiting.pk}/change/" in page
    assert titles(planned(town)) == []  # it is on one already
    step(town, meeting, "call", "start", "close")  # not come to: back to the pool
    assert titles(planned(town)) == [waiting.title]
    council = founded(town, "council")
    assert titles(planned(town, body=council)) == []  # deals with no lists


def test_another_app_brings_its_cases(town, monkeypatch):
    """What waits there is found by its own address, for whoever may read it."""
    case = MeetingMatter(
        "case",
        "久拖未结的事件",
        lambda area: [(7, area, "楼顶漏水", "三次转派没有办结")],
        lambda user, pk: ("楼顶漏水", f"/desk/cases/{pk}/") if user == town.secretary else None,
        source="case",
    )
    monkeypatch.setitem(meeting_matters, case.key, case)
    assert titles(planned(town)) == ["楼顶漏水"]
    row = Topic.objects.get()
    assert (row.source, row.origin_kind, row.origin_id) == ("case", "case", 7)
    for user, leads in ((town.secretary, True), (town.street_secretary, False)):
        page = signed_in(user).get(f"/desk/cocon/topic/{row.pk}/change/").content.decode()
        assert ("/desk/cases/7/" in page) is leads


def test_what_a_body_left_out_stays_out(town):
    waiting_need(town)
    row = item_topic(planned(town))
    perform_one(topic_acts, "unset", pk=row.pk, by=town.secretary)
    perform_one(topic_acts, "drop", pk=row.pk, by=town.secretary, reason="另行解决")
    assert titles(planned(town)) == []


def item_topic(meeting: Meeting) -> Topic:
    return meeting.items.get().topic


def party_meeting(town) -> Meeting:
    """A meeting under way of a 大党委 in which two sit."""
    body = founded(town, "party")
    for number in (1, 2, 3):
        held(town, body=body, role="full", holder=f"委员{'一二三'[number - 1]}")
    return step(town, planned(town, body=body), "call", "start")


def test_nothing_is_decided_until_enough_have_come(town):
    assert BodyKind.objects.get(code="party").quorum == 50
    meeting = party_meeting(town)
    item_row = on_agenda_of(town, meeting)
    recorded(town, item_row, "information")
    for number, row in enumerate(meeting.attendances.order_by("pk"), start=1):
        with refused("quorum", "kind"):
            recorded(town, item_row, words=f"决定{number}")
        perform_one(attendance_acts, "come", pk=row.pk, by=town.secretary)
        if number == 2:
            break
    recorded(town, item_row)
    page = signed_in(town.secretary).get(f"/desk/cocon/meeting/{meeting.pk}/change/").content.decode()
    assert "应到3人，实到2人" in page
    assert "未达到" not in page


def on_agenda_of(town, meeting: Meeting):
    """An item of a meeting that has begun."""
    return AgendaItem.objects.create(meeting=meeting, title="经费安排", position=1)


def test_a_joint_meeting_decides_with_whoever_came(town):
    meeting = called(town)
    item = added(town, meeting)
    step(town, meeting, "start")
    assert recorded(town, item).pk
    assert attendance(meeting).state == "invited"


def test_kinds_that_were_there_have_a_quorum_and_take_lists():
    """The migration, on rows as they were before it; what an area said itself stays."""
    BodyKind.objects.update(quorum=0, takes_lists=False)
    BodyKind.objects.filter(code="council").update(quorum=60)
    import_module("cocon.migrations.0019_meeting_series").fill(apps, None)
    kinds = {kind.code: (kind.quorum, kind.takes_lists) for kind in BodyKind.objects.all()}
    assert (kinds["party"], kinds["joint"], kinds["council"]) == ((50, False), (0, True), (60, False))


def test_the_desk_says_which_topics_wait(town):
    meeting = planned(town)
    assert on_agenda(town, meeting=meeting).pk
    topic(town)
    page = signed_in(town.secretary).get(f"/desk/cocon/meeting/{meeting.pk}/act/fill/").content.decode()
    assert "1个议题" in page
