"""Who does a task beside its owner, hours of the office, and the rows of an app upstairs from which tasks stem."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.assigned import giving
from orgtree.assigned.acts import task_acts
from orgtree.assigned.evidence import may_add_evidence
from orgtree.assigned.giving import add_assist, give_task, helpers_of, may_talk, remind_of_tasks, sides_of
from orgtree.assigned.models import TaskAssist
from orgtree.assigned.seen import seen_tasks, states_from, tasks_from, tasks_of_tab
from orgtree.calendar.services.office_hours import Offices
from orgtree.choices import InstitutionKind, PostKind, TaskState
from orgtree.models import Notice, Post, Task, WorkdayOverride
from orgtree.people.services.people import appoint
from orgtree.units.services.institutions import create_institution
from tests.api import Api, assert_error
from tests.upstairs.models import Promise
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db

GRID, CLERK = PostKind.GRID_WORKER, PostKind.POINTS_CLERK


def given(town, **changes) -> Task:
    wanted = {"title": "走访独居老人", "asked": "逐户走访", "owner_kind": GRID, "area": town.east_grid, "workdays": 5}
    return give_task(**wanted | {"by": town.street_secretary} | changes)


def helped(town, **changes) -> Task:
    """A task of the street for the grid, with which the clerk of the community helps."""
    return given(town, assists=[TaskAssist(owner_kind=CLERK, area=town.east)], **changes)


def do(task: Task, act: str, by, **said) -> Task:
    return perform_one(task_acts, act, pk=task.pk, by=by, **said)


def shown(user, address: str) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


# --- Who helps ------------------------------------------------------------------------------------------------------------


def test_who_helps_is_told_sees_it_and_adds_to_it(town):
    task = helped(town)
    assert helpers_of(task) == [town.clerk.pk]
    assert Notice.objects.get(user=town.clerk).title == f"请您协办：任务第{task.pk}号"
    assert list(tasks_of_tab(town.clerk, "assist", timezone.now())) == [task]
    assert not tasks_of_tab(town.clerk, "todo", timezone.now()).exists()
    assert list(seen_tasks(town.clerk)) == [task]
    do(task, "accept", town.grid_worker)
    task.refresh_from_db()
    assert (may_add_evidence(task, town.clerk), may_talk(town.clerk, task)) == (True, True)
    assert sides_of(task) == sorted([town.street_secretary.pk, town.grid_worker.pk, town.clerk.pk])
    page = shown(town.clerk, f"/tasks/{task.pk}/")
    assert ("协办" in page, "积分管理员" in page or "东园社区" in page) == (True, True)
    assert "走访独居老人" in shown(town.clerk, "/tasks/?tab=assist")


def test_who_helps_neither_accepts_nor_reports_nor_confirms(town):
    task = helped(town)
    with refused("not_found"):
        do(task, "accept", town.clerk)
    appoint(holder_id=town.street_secretary.pk, kind=CLERK, area=town.east, by=None)
    both = type(town.street_secretary).objects.get(pk=town.street_secretary.pk)
    do(task, "accept", town.grid_worker)
    do(task, "report", town.grid_worker, result="已走访12户")
    with refused("own_part"):
        do(task, "confirm", both)
    do(task, "assist", both, assists=False, assist_kind=CLERK, assist_area=town.east)
    assert do(task, "confirm", both).state == TaskState.CONFIRMED  # the control: helping no more, they may


def test_helpers_come_and_go(town):
    task = given(town)
    said = {"assist_kind": CLERK, "assist_area": town.east}
    for _ in range(2):
        do(task, "assist", town.street_secretary, assists=True, **said)
    assert [assist.owner_label for assist in task.assists.all()] == ["东园社区　" + CLERK.label]
    do(task, "assist", town.street_secretary, assists=False, **said)
    assert not task.assists.exists()
    assert not seen_tasks(town.clerk).filter(pk=task.pk).exclude(area__in=[town.east_grid]).exists()


def test_two_posts_of_one_place_help_one_after_the_other(town):
    """The second is no repeat of the first."""
    task = given(town)
    for kind in (CLERK, PostKind.COMMUNITY_SECRETARY):
        do(task, "assist", town.street_secretary, assists=True, assist_kind=kind, assist_area=town.east)
    assert task.assists.count() == 2


def test_a_unit_helps_too(town):
    unit = create_institution(name="第二中学", kind=InstitutionKind.SCHOOL, area=town.east, by=town.secretary)
    teacher = accepted(town.west, town.west_secretary).user
    appoint(holder_id=teacher.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    post = {"assist_kind": PostKind.UNIT_ORG, "assist_area": town.east, "assist_unit": unit}
    task = given(town)
    assert not seen_tasks(teacher).exists()
    do(task, "assist", town.street_secretary, assists=True, **post)
    assert list(seen_tasks(teacher)) == [task]
    do(task, "assist", town.street_secretary, assists=False, **post)
    assert not seen_tasks(teacher).exists()


@pytest.mark.parametrize(
    ("kind", "place", "code", "field"),
    [
        (GRID, "east_grid", "leads", "assist_kind"),
        (PostKind.AUDITOR, "east", "owner_kind", "assist_kind"),
        (CLERK, "west", "nobody", "assist_kind"),
        (CLERK, "north", "not_found", "assist_area"),
    ],
)
def test_refused_at_its_field(town, kind, place, code, field):
    task = given(town)
    said = {"assist_kind": kind, "assist_area": getattr(town, place)}
    if kind == PostKind.AUDITOR:  # is not offered either
        with refused("owner_kind", "owner_kind"):
            add_assist(task, TaskAssist(owner_kind=kind, area=town.east), by=town.street_secretary)
        return
    with refused(code, field):
        do(task, "assist", town.street_secretary, assists=True, **said)
    assert not task.assists.exists()


def test_nothing_is_half_given_where_a_helper_is_refused(town):
    with refused("not_found", "area"):
        given(town, assists=[TaskAssist(owner_kind=CLERK, area=town.north)])
    assert not Task.objects.exists()


def test_by_api(town):
    task = given(town)
    sent = {"assists": True, "assist_kind": CLERK, "assist_area": town.east.pk}
    assert_error(Api(town.west_secretary).post(f"tasks/{task.pk}/assist/", sent), 404, "not_found")
    made = Api(town.street_secretary).post(f"tasks/{task.pk}/assist/", sent).json()
    assert [(row["area"]["id"], row["owner_kind"]) for row in made["assists"]] == [(town.east.pk, CLERK)]
    [row] = Api(town.clerk).get("tasks/?which=assist").json()["results"]
    assert row["id"] == task.pk


# --- Hours ----------------------------------------------------------------------------------------------------------------


def moment(text: str):
    return timezone.make_aware(timezone.datetime.fromisoformat(text))


@pytest.fixture
def thursday(town, time_machine):
    """Half past four on a Thursday; offices are open 8:30-12:00 and 14:30-18:00, and the posts have been held for long."""
    Post.objects.update(since="2026-01-01")
    time_machine.move_to(moment("2026-11-26 16:30"), tick=False)


def test_hours_are_those_of_the_office(town, thursday):
    task = given(town, workdays=None, hours=4)
    assert task.due_at == moment("2026-11-27 11:00")
    assert "4个办公小时内" in shown(town.grid_worker, f"/tasks/{task.pk}/")


def test_a_corrected_day_moves_what_is_due_after_a_limit(town, thursday):
    after_days, by_day = given(town, workdays=2), given(town, workdays=None, due_on=timezone.localdate() + timedelta(4))
    extended = do(
        given(town, workdays=2, title="排查飞线充电"),
        "extend",
        town.street_secretary,
        due_on=timezone.localdate() + timedelta(9),
        reason="等待名单",
    )
    assert after_days.due_at == moment("2026-11-30 18:00")
    WorkdayOverride.objects.create(day="2026-11-30", is_workday=False, area=None)
    remind_of_tasks(timezone.localdate())
    kept = {task.pk: task.due_at for task in Task.objects.all()}
    assert kept[after_days.pk] == moment("2026-12-01 18:00")
    assert (kept[by_day.pk], kept[extended.pk]) == (by_day.due_at, extended.due_at)


def test_counting_anew_overwrites_no_extension_made_meanwhile(town, thursday):
    read = given(town, workdays=2)
    later = do(read, "extend", town.street_secretary, due_on=timezone.localdate() + timedelta(9), reason="等待名单")
    WorkdayOverride.objects.create(day="2026-11-30", is_workday=False, area=None)
    giving._count_anew(read, Offices())
    assert Task.objects.get(pk=read.pk).due_at == later.due_at


# --- From upstairs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def promise(town) -> Promise:
    member = accepted(town.east, town.secretary)
    return Promise.objects.create(member=member, text="每月走访", made_on=timezone.localdate())


def test_the_origin_lists_its_tasks_with_their_states_in_one_query(town, promise, django_assert_num_queries):
    kind = "upstairs.promise"
    titles = ("一月走访", "二月走访")
    first, second = (given(town, title=title, origin=(kind, promise.pk), by=town.secretary) for title in titles)
    given(town)  # from nowhere
    do(first, "accept", town.grid_worker)
    list(town.secretary.live_posts)
    with django_assert_num_queries(1):
        found = tasks_from(kind, [promise.pk], town.secretary)[promise.pk]
        assert [(task.pk, task.get_state_display(), bool(task.owner_label)) for task in found] == [
            (first.pk, "办理中", True),
            (second.pk, "待接收", True),
        ]
    with django_assert_num_queries(1):
        assert states_from(kind, [promise.pk, promise.pk + 1]) == {promise.pk: {"accepted": 1, "given": 1}}


def test_whoever_may_not_see_the_tasks_finds_none_below_the_origin(town, promise):
    given(town, origin=("upstairs.promise", promise.pk), by=town.secretary)
    assert tasks_from("upstairs.promise", [promise.pk], town.west_secretary) == {}


def test_pages_of_a_task_lead_back_to_its_origin(town, promise):
    task = given(town, origin=("upstairs.promise", promise.pk), by=town.secretary)
    link = f'href="/promises/{promise.pk}/"'
    assert link in shown(town.secretary, f"/tasks/{task.pk}/")
    assert link in shown(town.secretary, f"/desk/orgtree/task/{task.pk}/change/")
    worker = shown(town.grid_worker, f"/tasks/{task.pk}/")  # does the task, and may not open the promise
    assert ("走访独居老人" in worker, link in worker) == (True, False)
