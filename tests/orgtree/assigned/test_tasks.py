"""Tasks: given to a post, done by whoever holds it, confirmed by who gave it; late, told once, counted."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.demo_district.tasks import build_tasks
from orgtree.acts import perform_one
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_task, is_late, origin_of, progress_of, remind_of_tasks
from orgtree.assigned.rules import limit_moment, remind_moment
from orgtree.assigned.seen import seen_tasks, tasks_of_tab
from orgtree.calendar.services.office_hours import Offices
from orgtree.choices import InstitutionKind, PostKind, TaskState
from orgtree.days.rules.periods import Period
from orgtree.days.rules.working_time import Limit, Unit
from orgtree.declare import Window, registry
from orgtree.desk.home import home_of
from orgtree.errors import RuleBroken
from orgtree.models import Notice, Post, Task, User
from orgtree.people.services.people import appoint
from orgtree.units.services.institutions import create_institution
from tests.api import Api, assert_error
from tests.upstairs.models import Promise
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db

GRID = PostKind.GRID_WORKER


def given(town, **changes) -> Task:
    wanted = {"title": "走访独居老人", "asked": "逐户走访", "owner_kind": GRID, "area": town.east_grid, "workdays": 5}
    return give_task(**wanted | {"by": town.secretary} | changes)


def do(task: Task, act: str, by, **said) -> Task:
    return perform_one(task_acts, act, pk=task.pk, by=by, **said)


def done(town, task: Task) -> Task:
    do(task, "accept", town.grid_worker)
    return do(task, "report", town.grid_worker, result="已走访12户")


def overdue(task: Task) -> Task:
    Task.objects.filter(pk=task.pk).update(due_at=timezone.now() - timedelta(hours=1))
    task.refresh_from_db()
    return task


def page(user, address: str):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address)


# --- Giving ---------------------------------------------------------------------------------------------------------------


def test_from_giving_to_confirming(town):
    task = given(town, goal=20)
    assert (task.state, task.giver_area, task.due_at > timezone.now()) == (TaskState.GIVEN, town.east, True)
    assert Notice.objects.filter(user=town.grid_worker, url=f"/tasks/{task.pk}/").count() == 1
    do(task, "accept", town.grid_worker)
    for amount in ("8", "12"):  # a second word a moment later is no repeat
        do(task, "tell_progress", town.grid_worker, told=amount)
    task = do(task, "report", town.grid_worker, result="已走访12户")
    assert progress_of(task) == (12, 20, "")
    assert Notice.objects.filter(user=town.secretary, title__startswith="待确认").count() == 1
    task = do(task, "confirm", town.secretary)
    assert (task.state, task.reported_by, task.decided_by) == (TaskState.CONFIRMED, town.grid_worker, town.secretary)


def test_sent_back_it_goes_on_with_its_words(town):
    task = do(done(town, given(town)), "send_back", town.secretary, reason="还差东片8户")
    assert (task.state, task.result, task.reported_by) == (TaskState.ACCEPTED, "已走访12户", None)
    assert do(task, "report", town.grid_worker, result="已走访20户").state == TaskState.REPORTED


def test_extended_once(town):
    task = given(town)
    first, later = task.due_at, timezone.localdate() + timedelta(days=60)
    task = do(task, "extend", town.secretary, due_on=later, reason="等待街道名单")
    assert (task.first_due_at, timezone.localtime(task.due_at).date()) == (first, later)
    with refused("extended"):
        do(task, "extend", town.secretary, due_on=later + timedelta(days=9), reason="再等一等")


def test_the_new_day_is_later(town):
    with refused("due", "due_on"):
        do(
            given(town, workdays=40),
            "extend",
            town.secretary,
            due_on=timezone.localdate() + timedelta(2),
            reason="提前",
        )


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"due_on": date(2099, 1, 1), "workdays": None}, "due", "due_on"),
        ({"due_on": date(2020, 1, 1), "workdays": None}, "due", "due_on"),
        ({"workdays": None}, "due", "due_on"),
        ({"workdays": 0}, "workdays", "workdays"),
        ({"workdays": None, "hours": 0}, "hours", "hours"),
        ({"hours": 4}, "due", "due_on"),
        ({"owner_kind": PostKind.AUDITOR}, "owner_kind", "owner_kind"),
        ({"owner_kind": PostKind.UNIT_ORG}, "owner_kind", "owner_kind"),
        ({"owner_kind": PostKind.POINTS_CLERK}, "owner_kind", "owner_kind"),
        ({"counter": "nothing"}, "counter", "counter"),
    ],
)
def test_refused_at_its_field(town, changes, code, field):
    with refused(code, field):
        given(town, **changes)
    assert not Task.objects.exists()


def test_not_to_a_post_that_nobody_holds(town):
    Post.objects.filter(holder=town.grid_worker).update(until=timezone.localdate())
    with refused("nobody", "owner_kind"):
        given(town)


def test_given_only_where_one_may(town):
    for stranger in (town.west_secretary, town.grid_worker, town.building_head):
        with refused("not_found", "area"):
            given(town, by=stranger)
    assert given(town, by=town.street_secretary).giver_area == town.street


def test_a_unit_does_it_too(town):
    unit = create_institution(name="第二中学", kind=InstitutionKind.SCHOOL, area=town.east, by=town.secretary)
    teacher = accepted(town.west, town.west_secretary).user
    appoint(holder_id=teacher.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    task = given(town, owner_kind=PostKind.UNIT_ORG, area=town.east, institution=unit)
    assert do(task, "accept", teacher).state == TaskState.ACCEPTED
    assert page(teacher, f"/tasks/{task.pk}/").status_code == 200
    with refused("institution", "institution"):
        given(town, owner_kind=PostKind.UNIT_ORG, institution=unit)


# --- Who ------------------------------------------------------------------------------------------------------------------


def test_who_sits_above_does_not_do_it(town):
    """The post itself, not one whose area holds it: else the giver could report and confirm."""
    task = given(town)
    for other in (town.secretary, town.street_secretary, town.clerk):
        with refused("not_found"):
            do(task, "accept", other)


def test_a_task_of_the_street_is_not_confirmed_by_the_community(town):
    task = given(town, by=town.street_secretary, owner_kind=PostKind.COMMUNITY_SECRETARY, area=town.east)
    do(task, "accept", town.secretary)
    do(task, "report", town.secretary, result="已办好")
    for other in (town.secretary, town.clerk):
        with refused("not_found"):
            do(task, "confirm", other)
    assert do(task, "confirm", town.street_secretary).state == TaskState.CONFIRMED


def test_the_doer_never_confirms_also_with_both_posts(town):
    appoint(holder_id=town.clerk.pk, kind=GRID, area=town.east_grid, by=None)
    clerk = User.objects.get(pk=town.clerk.pk)
    task = given(town)
    do(task, "accept", clerk)
    do(task, "report", clerk, result="已办好")
    with refused("own_report"):
        do(task, "confirm", clerk)


def test_its_post_changes_hands(town):
    task = given(town)
    heir = accepted(town.east, town.secretary).user
    assert not seen_tasks(heir).exists()
    appoint(holder_id=heir.pk, kind=GRID, area=town.east_grid, by=None)
    assert do(task, "accept", User.objects.get(pk=heir.pk)).accepted_by == heir


@pytest.mark.parametrize("who", ["west_secretary", "north_secretary", "building_head"])
def test_strangers_find_nothing(town, who):
    stranger, task = getattr(town, who), given(town)
    assert page(stranger, f"/tasks/{task.pk}/").status_code == 404
    assert_error(Api(stranger).get(f"tasks/{task.pk}/"), 404, "not_found")


# --- When -----------------------------------------------------------------------------------------------------------------


def moment(text: str):
    return timezone.make_aware(timezone.datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("now", "days", "due", "reminded"),
    [
        ("2026-09-30 16:50", 5, "2026-10-13 18:00", "2026-10-12 08:30"),  # 国庆 and 调休 between
        ("2026-10-09 10:00", 2, "2026-10-12 18:00", "2026-10-10 08:30"),  # Saturday 10 October is worked
        ("2026-11-27 09:00", 1, "2026-11-30 18:00", "2026-11-27 09:00"),  # Friday to Monday, never before it was given
    ],
)
def test_due_and_reminded_in_working_time(now, days, due, reminded):
    office = Offices().at(None, date(2026, 9, 1))
    found = limit_moment(moment(now), Limit(days, Unit.WORKDAY), office)
    assert (found, remind_moment(moment(now), found, office)) == (moment(due), moment(reminded))


def test_late_until_it_is_reported(town):
    task = overdue(given(town))
    assert is_late(task)
    assert list(tasks_of_tab(town.grid_worker, "late", timezone.now())) == [task]
    assert list(tasks_of_tab(town.secretary, "late", timezone.now())) == [task]
    assert not tasks_of_tab(town.west_secretary, "late", timezone.now()).exists()
    done(town, task)
    assert not tasks_of_tab(town.grid_worker, "late", timezone.now()).exists()


def test_reminded_once_before_and_once_after(town, time_machine):
    task = given(town)
    Notice.objects.all().delete()
    remind_of_tasks(timezone.localdate())
    assert not Notice.objects.exists()
    for when, title in ((-timedelta(hours=2), "快到期"), (timedelta(hours=1), "已逾期")):
        time_machine.move_to(task.due_at + when, tick=False)
        for _ in range(2):
            remind_of_tasks(timezone.localdate())
        assert Notice.objects.filter(user=town.grid_worker, title__startswith=title).count() == 1
    assert Notice.objects.count() == 2


def test_what_is_reported_is_not_reminded_of(town):
    task = overdue(done(town, given(town)))
    Notice.objects.all().delete()
    remind_of_tasks(timezone.localdate())
    assert not Notice.objects.filter(url=f"/tasks/{task.pk}/").exists()


# --- Where it is seen -----------------------------------------------------------------------------------------------------


def test_home_has_it_with_what_is_late(town):
    overdue(given(town))
    given(town)
    [queue] = [queue for queue in home_of(town.grid_worker).first if queue.card.key == "tasks"]
    assert (queue.count, queue.overdue) == (2, 1)
    done(town, given(town))
    [queue] = [queue for queue in home_of(town.secretary).mine if queue.card.key == "tasks_to_confirm"]
    assert queue.count == 1
    assert "走访独居老人" in page(town.secretary, queue.url).content.decode()


def test_the_figures(town):
    overdue(given(town))
    do(done(town, given(town)), "confirm", town.secretary)
    do(given(town), "cancel", town.secretary, reason="不再需要")
    window = Window(Period.parse(f"{timezone.localdate():%Y-%m}"), timezone.now() + timedelta(seconds=1))
    counts = {key: registry.figures[f"task.{key}"].rows(window).count() for key in ("given", "done", "late")}
    assert counts == {"given": 2, "done": 1, "late": 1}


def test_the_owners_page(town):
    task = given(town, goal=20)
    client = Client()
    client.force_login(town.grid_worker, backend="django.contrib.auth.backends.ModelBackend")
    assert "走访独居老人" in client.get("/tasks/").content.decode()
    assert client.post(f"/tasks/{task.pk}/accept/").status_code == 302
    wrong = client.post(f"/tasks/{task.pk}/report/", {"result": "好"})
    assert (wrong.status_code, "至少" in wrong.content.decode()) == (422, True)
    wrong = client.post(f"/tasks/{task.pk}/tell-progress/", {"told": "许多"})
    assert "请填写整数" in wrong.content.decode()
    assert "许多" in wrong.content.decode()
    assert client.post(f"/tasks/{task.pk}/report/", {"result": "已走访20户"}).status_code == 302
    shown = client.get(f"/tasks/{task.pk}/").content.decode()
    assert "待确认" in shown
    assert "报告完成</b>" in shown
    for unknown in ("confirm", "nothing"):
        assert client.post(f"/tasks/{task.pk}/{unknown}/").status_code == 404


def test_the_desk_gives_and_confirms(town):
    client = Client()
    client.force_login(town.secretary, backend="django.contrib.auth.backends.ModelBackend")
    data = {"title": "整治楼道", "asked": "清理杂物", "area": town.east_grid.pk, "owner_kind": GRID, "workdays": 5}
    reply = client.post(reverse("admin:orgtree_task_add"), data)
    assert reply.status_code == 302, reply.content.decode()[-3000:]
    task = done(town, Task.objects.get(title="整治楼道"))
    assert client.get(reverse("admin:orgtree_task_change", args=[task.pk])).status_code == 200
    wrong = client.post(reverse("admin:orgtree_task_add"), {**data, "workdays": ""})
    assert "只填一项" in wrong.content.decode()


def test_the_list_asks_a_fixed_number_of_questions(town, django_assert_max_num_queries):
    for _ in range(8):
        given(town)
    client = Client()
    client.force_login(town.grid_worker, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/tasks/")
    with django_assert_max_num_queries(12):
        assert client.get("/tasks/").status_code == 200


def test_by_api(town):
    wanted = {"title": "走访", "asked": "逐户走访", "area": town.east_grid.pk, "owner_kind": GRID, "workdays": 5}
    made = Api(town.secretary).post("tasks/", wanted)
    assert (made.status_code, made.json()["state"], made.json()["is_late"]) == (201, "given", False)
    assert_error(Api(town.west_secretary).post("tasks/", wanted), 404, "not_found", "area")
    assert_error(Api(town.secretary).post("tasks/", {**wanted, "workdays": None}), 422, "due", "due_on")
    [row] = Api(town.grid_worker).get("tasks/?which=todo").json()["results"]
    assert row["id"] == made.json()["id"]
    assert Api(town.grid_worker).post(f"tasks/{row['id']}/accept/", {}).json()["state"] == "accepted"


# --- From upstairs --------------------------------------------------------------------------------------------------------


def test_it_stems_from_a_row_that_the_viewer_may_open_and_counts_it(town):
    member = accepted(town.east, town.secretary)
    promise = Promise.objects.create(member=member, text="每月走访", made_on=timezone.localdate(), state="kept")
    owner = {"owner_kind": PostKind.POINTS_CLERK, "area": town.east}
    task = given(town, origin=("upstairs.promise", promise.pk), counter="upstairs.kept", goal=3, **owner)
    assert origin_of(task, town.secretary) == ("每月走访", f"/promises/{promise.pk}/")
    assert origin_of(task, town.west_secretary) is None
    assert progress_of(task) == (1, 3, "条")
    do(task, "accept", town.clerk)
    with refused("counted", "told"):
        do(task, "tell_progress", town.clerk, told="2")
    with pytest.raises(RuleBroken):
        given(town, origin=("upstairs.promise", promise.pk + 1), **owner)


def test_the_demo_has_three(town):
    place = SimpleNamespace(area=town.east, secretary=town.secretary, clerk=town.clerk)
    build_tasks(SimpleNamespace(staffed=[place]))
    assert {*Task.objects.values_list("state", flat=True)} == {"given", "accepted", "reported"}
    assert list(tasks_of_tab(town.secretary, "late", timezone.now()).values_list("title", flat=True)) == [
        "清理飞线充电"
    ]
