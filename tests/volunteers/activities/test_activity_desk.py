"""Activities on the desk, by API and on boards."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgtree.days.rules.periods import periods_holding
from orgtree.declare import Window, registry
from tests.api import Api, assert_error
from tests.volunteers.gatherings import announced, drafted, joined, plan, put_back, there
from tests.volunteers.people import accepted
from tests.volunteers.test_admin import act, desk, text  # noqa: F401
from volunteers.activities.services.outreach import SHARE
from volunteers.activities.services.rolls import submit_roll
from volunteers.choices import ActivityState, SignUpState
from volunteers.models import Activity, ActivitySession

pytestmark = pytest.mark.django_db
ADD = "/desk/volunteers/activity/add/"


def session_rows(*rows, prefix="sessions", initial=0) -> dict:
    """The fields of the inline, as the page sends them."""
    body = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        body |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return body


def a_row(day, start="09:00", end="11:00", **more) -> dict:
    return {
        "starts_at_0": day.isoformat(),
        "starts_at_1": start,
        "ends_at_0": day.isoformat(),
        "ends_at_1": end,
        "place": "社区广场",
        "capacity": "12",
        **more,
    }


def body_of(town, *rows, **changes) -> dict:
    details = {
        "title": "春季清扫",
        "area": town.east.pk,
        "category": "clean_up",
        "description": "清扫楼道",
        "reach": "community",
        "roll_method": "call",
        "contact": "社区办公室",
    }
    return details | changes | session_rows(*rows)


def test_an_activity_is_drafted_with_its_sessions_in_one_form(desk, town):  # noqa: F811
    day = timezone.localdate() + timedelta(days=3)
    reply = desk(town.clerk).post(
        ADD, body_of(town, a_row(day), a_row(day, "14:00", "15:30"), a_row(day) | {"place": ""})
    )
    assert reply.status_code == 200
    assert not Activity.objects.exists()
    saved = desk(town.clerk).post(ADD, body_of(town, a_row(day), a_row(day, "14:00", "15:30")), follow=True)
    activity = Activity.objects.get()
    assert (activity.state, activity.organiser, activity.kind.code) == (ActivityState.DRAFT, town.clerk, "S05")
    assert [session.capacity for session in activity.sessions.all()] == [12, 12]
    assert "已存为草稿，党员还看不到" in text(saved)
    publish = f"/desk/volunteers/activity/{activity.pk}/act/publish/"
    assert f'action="{publish}"' in text(saved)
    drafts = registry.cards["volunteers.activity_drafts"]
    assert drafts.count(town.clerk) == 1
    assert "党员可以报名了" in text(desk(town.clerk).post(publish, follow=True))  # the one press
    assert drafts.count(town.clerk) == 0


def test_what_the_rules_refuse_is_told_and_nothing_is_kept(desk, town):  # noqa: F811
    day = timezone.localdate() + timedelta(days=3)
    reply = desk(town.clerk).post(ADD, body_of(town, a_row(day, "09:10")))
    assert "整点或半点" in text(reply)
    assert not Activity.objects.exists()
    desk(town.clerk).post(ADD, body_of(town, a_row(day), area=town.west.pk))
    assert not Activity.objects.exists()


def test_changing_and_publishing(desk, town):  # noqa: F811
    activity = drafted(town.east, town.clerk)
    session = activity.sessions.get()
    page = f"/desk/volunteers/activity/{activity.pk}/change/"
    day = timezone.localdate() + timedelta(days=1)
    row = a_row(day, capacity="30", id=session.pk, activity=activity.pk)
    body = body_of(town, title="改名") | session_rows(row, initial=1)
    reply = desk(town.clerk).post(page, body, follow=True)
    session.refresh_from_db()
    assert (reply.status_code, session.capacity, session.activity.title) == (200, 30, "改名")
    assert "已发布1条" in text(act(desk(town.clerk), "activity", "publish", [activity.pk]))
    assert desk(town.west_secretary).get(page).status_code == 404
    assert desk(town.organisation).get(page).status_code == 200  # to read: sums and activities, no persons
    assert "春季" not in text(desk(town.west_secretary).get("/desk/volunteers/activity/"))


def test_acts_of_the_desk(desk, town):  # noqa: F811
    session = announced(town.east, town.clerk)
    member = accepted(town.east, town.clerk)
    client = desk(town.clerk)
    base = f"/desk/volunteers/activitysession/{session.pk}"
    assert "已报名" in text(client.post(f"{base}/act/sign-up/", {"member": member.pk}, follow=True))
    assert member.name in text(client.get(f"{base}/change/"))
    assert "已增加2场" in text(client.post(f"{base}/act/repeat/", {"weeks": "2"}, follow=True))
    assert "已取消" in text(client.post(f"{base}/act/cancel/", {"reason": "下雨停办"}, follow=True))
    first_day = (timezone.localdate() + timedelta(days=9)).isoformat()
    copy = f"/desk/volunteers/activity/{session.activity_id}/act/copy/"
    assert "已复制为草稿" in text(client.post(copy, {"first_day": first_day}, follow=True))
    assert session.sign_ups.get().state == SignUpState.CANCELLED


def test_the_organiser_finds_what_is_sent_round(desk, town):  # noqa: F811
    session = announced(town.east, town.clerk)
    draft = drafted(town.east, town.clerk).sessions.get()
    client, base = desk(town.clerk), "/desk/volunteers/"
    token = SHARE.token(session.pk)
    addresses = (
        f"/activities/{session.pk}/share/",
        f"/activities/{session.pk}/poster.pdf",
        f"/open/{token}/session.ics",
        f"/activities/{session.pk}/echo/",
    )
    for page in (f"activitysession/{session.pk}", f"activity/{session.activity_id}"):
        shown = text(client.get(f"{base}{page}/change/"))
        assert [address for address in addresses if address not in shown] == []
    assert "/share/" not in text(client.get(f"{base}activitysession/{draft.pk}/change/"))
    assert "/share/" not in text(client.get(f"{base}activity/{draft.activity_id}/change/"))
    shown = text(desk(town.organisation).get(f"{base}activitysession/{session.pk}/change/"))
    assert "/share/" in shown
    assert "/echo/" not in shown  # whoever only looks sees no answers of a session


def test_who_sees_sums_only_sees_no_names(desk, town):  # noqa: F811
    session = announced(town.east, town.clerk)
    joined(session, accepted(town.east, town.clerk, name="不该看见"))
    shown = text(desk(town.organisation).get(f"/desk/volunteers/activitysession/{session.pk}/change/"))
    assert "社区广场" in shown
    assert "不该看见" not in shown


def test_lists_cost_the_same_for_many(desk, town):  # noqa: F811
    client = desk(town.clerk)
    announced(town.east, town.clerk)

    def cost(model) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/volunteers/{model}/")
        return len(queries)

    before = [cost(model) for model in ("activity", "activitysession")]
    for day in range(2, 8):
        announced(town.east, town.clerk, plan(days=day))
    assert [cost(model) for model in ("activity", "activitysession")] == before


def test_cards_count_what_waits(town):
    put_back(announced(town.east, town.clerk))
    announced(town.east, town.clerk, plan(days=2))
    cards = {card.key: card for card in registry.cards.values()}
    assert cards["volunteers.rolls_to_call"].count(town.clerk) == 1
    assert cards["volunteers.sessions_with_room"].count(town.clerk) == 1
    assert cards["volunteers.rolls_to_call"].count(town.west_secretary) == 0


# --- Figures -------------------------------------------------------------------------------------------------------


def test_figures_of_sessions_attendances_and_lectures(town):
    """Two held, one of them a lecture; one with nobody there; a person counts once a session."""
    members = [accepted(town.east, town.clerk) for _ in range(3)]
    lecture = announced(town.east, town.clerk, plan(9, 11), category="lecture")
    sweep = announced(town.east, town.clerk, plan(13, 15))
    empty = announced(town.east, town.clerk, plan(17, 18))
    for session, there_now in ((lecture, members), (sweep, members[:1]), (empty, [])):
        joined(session, *members)
        session = put_back(session)
        there(session, *there_now, by=town.clerk)
        for row in session.sign_ups.filter(state="signed_up"):
            row.state = "absent"
            row.save()
        submit_roll(session_id=session.pk, by=town.clerk)
    yesterday = timezone.localdate(ActivitySession.objects.get(pk=lecture.pk).starts_at)
    year = periods_holding(yesterday)[-1]
    window = Window(year, timezone.now())
    counts = {
        key: registry.figures[f"volunteers.{key}"].counted(window).count()
        for key in ("sessions_held", "attendances", "lectures", "lecture_attendances")
    }
    assert counts == {"sessions_held": 2, "attendances": 4, "lectures": 1, "lecture_attendances": 3}
    earlier = Window(year, timezone.now() - timedelta(hours=1))  # before the rolls were in
    assert registry.figures["volunteers.sessions_held"].counted(earlier).count() == 0


# --- API -----------------------------------------------------------------------------------------------------------


def test_a_member_signs_up_and_leaves_by_api(town, member):
    session = announced(town.east, town.clerk)
    far = announced(town.north, town.north_secretary)
    api = Api(member.user, scopes=["own"])
    assert [row["id"] for row in api.get("activity-sessions/").json()["results"]] == [session.pk]
    for _ in range(2):
        reply = api.post(f"activity-sessions/{session.pk}/join/", {})
        assert (reply.status_code, reply.json()["state"]) == (200, "signed_up")
    assert api.get("sign-ups/").json()["count"] == 1
    assert api.post(f"activity-sessions/{session.pk}/leave/", {}).json()["state"] == "cancelled"
    assert_error(api.post(f"activity-sessions/{far.pk}/join/", {}), 404, "not_found")
    assert_error(api.get(f"activity-sessions/{session.pk}/roll/"), 404, "not_found")  # not the leader's


def test_the_roll_by_api(town, member):
    session = announced(town.east, town.clerk, plan(leader=member))
    other = accepted(town.east, town.clerk)
    joined(session, other)
    session = put_back(session)
    api = Api(member.user, scopes=["own"])
    address = f"activity-sessions/{session.pk}"
    assert [row["member"]["id"] for row in api.get(f"{address}/roll/").json()] == [other.pk]
    assert_error(api.post(f"{address}/submit/", {}), 422, "unmarked")
    assert api.post(f"{address}/mark/", {"member": other.pk, "state": "attended"}).json()["state"] == "attended"
    assert_error(api.post(f"{address}/mark/", {"member": other.pk, "state": "waiting"}), 400, "invalid", "state")
    came = accepted(town.east, town.clerk)
    assert api.post(f"{address}/walk-in/", {"member": came.pk}).json()["is_walk_in"] is True
    for _ in range(2):
        assert api.post(f"{address}/submit/", {}).json()["roll_submitted_at"]
    assert session.services.count() == 2
    assert_error(api.post(f"{address}/mark/", {"member": other.pk, "state": "absent"}), 409, "submitted")


def test_strangers_reach_no_session_by_api(town):
    session = announced(town.east, town.clerk)
    api = Api(town.west_secretary)
    for name in ("", "roll/"):
        assert_error(api.get(f"activity-sessions/{session.pk}/{name}"), 404, "not_found")
    for name in ("join", "leave", "submit"):
        assert_error(api.post(f"activity-sessions/{session.pk}/{name}/", {}), 404, "not_found")
    assert api.get("sign-ups/").json()["count"] == 0
