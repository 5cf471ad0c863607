"""A session to the outside: signed addresses without persons, calendars, residents' answers without names."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from orgtree.answers.services import count_answer
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from tests.volunteers.gatherings import announced, joined
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from volunteers.activities.models import outreach as outreach_models
from volunteers.activities.services import outreach as services
from volunteers.models import ActivitySession, EchoRemark, SessionEcho


def text(reply) -> str:
    return reply.content.decode()


pytestmark = pytest.mark.django_db


@pytest.fixture
def session(town) -> ActivitySession:
    return announced(town.east, town.clerk)


def begun(session) -> ActivitySession:
    """The session as it is an hour after it began."""
    now = timezone.now()
    ActivitySession.objects.filter(pk=session.pk).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1), sign_up_until=now - timedelta(hours=2)
    )
    return ActivitySession.objects.get(pk=session.pk)


# --- Public page, poster, calendars -----------------------------------------------------------------------------------


def test_the_public_page_tells_no_person(session, member, client):
    joined(session, member)
    page = client.get(reverse("public-session", args=[services.SHARE.token(session.pk)]))
    assert session.activity.title in text(page)
    assert member.name not in text(page)
    assert session.activity.contact not in text(page)
    assert not page.cookies
    for token in (str(session.pk), f"{session.pk}~x", services.ANSWER.token(session.pk)):
        assert client.get(reverse("public-session", args=[token])).status_code == 404


def test_a_draft_is_not_public(session, client):
    address = reverse("public-session", args=[services.SHARE.token(session.pk)])
    assert client.get(address).status_code == 200  # control
    session.activity.__class__.objects.update(state="draft", published_at=None, published_by=None)
    assert client.get(address).status_code == 404


def test_the_session_in_a_calendar(session, member, client):
    joined(session, member)
    token = services.SHARE.token(session.pk)
    reply = client.get(reverse("public-session-ics", args=[token]))
    [event] = Calendar.from_ical(reply.content).walk("VEVENT")
    assert (str(event["summary"]), event["dtstart"].dt) == (session.activity.title, session.starts_at)
    assert member.name not in text(reply)


def test_ones_own_feed_holds_until_it_is_renewed(session, member, own, client):
    joined(session, member)
    old = services.feed_token(member=member, by=member.user)
    nobody = Client()
    assert session.activity.title in text(nobody.get(reverse("member-feed", args=[old])))
    own.post(reverse("member-calendars"))
    assert nobody.get(reverse("member-feed", args=[old])).status_code == 404
    new = services.feed_token(member=member, by=member.user)
    assert nobody.get(reverse("member-feed", args=[new])).status_code == 200
    with refused("not_found"):
        services.feed_token(member=member, by=accepted(session.activity.area, session.activity.organiser).user)


def test_a_communitys_feed(session, town, client):
    def feed(area):
        token = services.COMMUNITY.token(area.pk)
        return client.get(reverse("community-feed", args=[token]))

    assert session.activity.title in text(feed(town.east))
    assert session.activity.title not in text(feed(town.west))
    assert client.get(reverse("community-feed", args=["1~x"])).status_code == 404


def test_the_poster_is_a_file_with_type_and_code(session, member, own, client, town):
    reply = own.get(reverse("session-poster", args=[session.pk]))
    assert reply.content.startswith(b"%PDF")
    assert "二维码" in text(own.get(reverse("session-share", args=[session.pk])))
    client.force_login(town.clerk)
    assert client.get(reverse("session-share", args=[session.pk])).status_code == 200
    client.force_login(town.west_secretary)
    assert client.get(reverse("session-share", args=[session.pk])).status_code == 404


def test_words_are_text_to_the_poster(session, own):
    session.activity.__class__.objects.update(title='#panic("x")', description="*[#sys.inputs]*")
    assert own.get(reverse("session-poster", args=[session.pk])).content.startswith(b"%PDF")


# --- Residents --------------------------------------------------------------------------------------------------------


def answered(session, choice: str, remark: str = "") -> None:
    count_answer(SessionEcho, session, choice=choice, remark=remark)


def page_of(session) -> str:
    return reverse("session-answer", args=[services.ANSWER.token(session.pk)])


def test_an_answer_needs_no_name_and_sets_no_cookie(session):
    client, address = Client(enforce_csrf_checks=True), page_of(begun(session))
    form = client.get(address)
    assert not form.cookies
    once = form.context["form"]["once"].value()
    reply = client.post(address, {"answer": "good", "remark": "很热心", "once": once})
    assert "谢谢您的评价" in text(reply)
    assert not reply.cookies
    client.post(address, {"answer": "good", "remark": "很热心", "once": once})  # a second tap
    echo = SessionEcho.objects.get()
    assert (echo.good, echo.total, EchoRemark.objects.count()) == (1, 1, 1)
    assert {field.name for field in EchoRemark._meta.fields} == {"id", "echo", "text"}


def test_bad_answers_are_told_and_nothing_is_counted(session):
    client, address = Client(), page_of(begun(session))
    assert "请选择您对这次服务" in text(client.post(address, {"answer": ""}))
    page = text(client.post(address, {"answer": "good", "remark": "找13800000000"}))
    assert "像是有手机号" in page
    assert SessionEcho.objects.count() == 0


def test_the_link_holds_from_the_beginning_to_two_weeks_after(session, client):
    address = page_of(session)
    assert client.get(address).status_code == 404  # it has not begun
    begun(session)
    assert client.get(address).status_code == 200
    old = timezone.now() - timedelta(days=15)
    ActivitySession.objects.update(
        starts_at=old - timedelta(hours=2), ends_at=old, sign_up_until=old - timedelta(hours=3)
    )
    assert client.get(address).status_code == 404
    assert client.get(reverse("session-answer", args=[services.SHARE.token(session.pk)])).status_code == 404


def test_results_are_shown_from_five_on_to_those_who_hold_it(session, town, client):
    held = begun(session)
    client.force_login(town.clerk)
    result = reverse("session-echo", args=[session.pk])
    for _ in range(4):
        answered(held, "good", "灯修好了")
    assert "灯修好了" not in text(client.get(result))
    answered(held, "poor")
    assert "灯修好了" in text(client.get(result))
    client.force_login(town.west_secretary)
    assert client.get(result).status_code == 404


def test_there_are_no_more_answers_than_people_served(session, town):
    held = begun(session)
    services.set_residents(session_id=session.pk, residents=6, by=town.clerk)
    address = page_of(held)
    for _ in range(6):
        answered(held, "good")
    page = Client().post(address, {"answer": "poor", "once": "seventh"})
    assert "评价份数已达到服务人数" in text(page)
    assert "谢谢您的评价" not in text(page)
    echo = SessionEcho.objects.get()
    assert (echo.total, echo.poor) == (6, 0)
    assert not SessionEcho.objects.add_one("poor", 6)  # whoever comes at the same moment counts again in the database
    with refused("residents", "residents"):
        services.set_residents(session_id=session.pk, residents=5, by=town.clerk)
    services.set_residents(session_id=session.pk, residents=7, by=town.clerk)
    assert "谢谢您的评价" in text(
        Client().post(address, {"answer": "poor", "once": "seventh"})
    )  # the same form, not used up


def test_fewer_answers_than_are_shown_are_told_to_nobody_by_the_number_of_people(session, town):
    held = begun(session)
    for _ in range(4):
        answered(held, "good")
    assert services.set_residents(session_id=session.pk, residents=2, by=town.clerk).residents == 2


def test_where_nobody_said_how_many_were_served_answers_are_unchecked(session, town, client, monkeypatch):
    held = begun(session)
    monkeypatch.setattr(outreach_models, "MOST_UNCHECKED", 5)
    for _ in range(5):
        answered(held, "good")
    with refused("answers_full"):
        answered(held, "good")
    client.force_login(town.clerk)
    page = reverse("session-echo", args=[session.pk])
    assert "未核验" in text(client.get(page))
    assert SessionEcho.objects.get().checked == "未核验"
    services.set_residents(session_id=session.pk, residents=8, by=town.clerk)
    assert "未核验：" not in text(client.get(page))
    assert SessionEcho.objects.get().checked == "已核验"


def test_the_figure_says_how_many_are_unchecked(session, town):
    held = begun(session)
    for _ in range(5):
        answered(held, "good")
    day = timezone.localdate(held.starts_at)
    window = Window(Period.parse(f"{day:%Y-%m}"), timezone.now() + timedelta(minutes=1))
    unchecked = registry.figures["volunteers.resident_answers_unchecked"]
    assert "未核验" in unchecked.label
    assert "未核验" in registry.figures["volunteers.resident_satisfaction"].definition
    assert "核验" in [column.label for column in unchecked.columns]
    assert unchecked.counted(window).count() == 1
    services.set_residents(session_id=session.pk, residents=8, by=town.clerk)
    assert unchecked.counted(window).count() == 0
    assert registry.figures["volunteers.resident_answers"].counted(window).count() == 1


def test_residents_are_counted_by_those_who_hold_it(session, town, client):
    client.force_login(town.clerk)
    address = reverse("session-echo", args=[session.pk])
    assert "人数不能小于0" in text(client.post(address, {"residents": "-1"}))
    client.post(address, {"residents": "36"})
    assert SessionEcho.objects.get().residents == 36
    with refused("not_found"):
        services.set_residents(session_id=session.pk, residents=1, by=town.west_secretary)


def test_the_figure_leaves_small_sessions_out(session, town):
    held = begun(session)
    day = timezone.localdate(held.starts_at)
    window = Window(Period.parse(f"{day:%Y-%m}"), timezone.now() + timedelta(minutes=1))
    rows = registry.figures["volunteers.resident_answers"].rows
    for choice in ("good", "good", "fair", "poor"):
        answered(held, choice)
    assert rows(window).count() == 0
    answered(held, "poor")
    [row] = rows(window)
    assert (row.answers, row.pleased) == (5, 3)
