"""Key tasks: given to posts, counted from milestones, shown on the wall, supervised; mechanisms and their meetings."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.keytasks.choices import KeyTaskState, PartKind, WorkState
from assessments.keytasks.lists import tally_on
from assessments.keytasks.services.mechanism import held_told, part_acts
from assessments.keytasks.services.norms import number_at
from assessments.keytasks.services.tasks import key_task_acts
from assessments.keytasks.services.visits import unvisited, visit_acts
from assessments.keytasks.services.walls import wall_of
from assessments.models import KeyTask, SupervisionVisit
from orgtree.acts import make, perform_one
from orgtree.assigned.acts import task_acts
from orgtree.choices import InstitutionKind, PostKind, TaskState
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.models import Task
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.institutions import create_institution
from tests.assessments.keytasks.makers import DAY, confirm, due, given, key_task, milestones, part, ready, visit
from tests.cocon.bodies.makers import founded
from tests.town import PASSWORD
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from tests.walk import lay_flat

pytestmark = pytest.mark.django_db


def give(key, town, **said):
    words = {"milestone": "", "everywhere": "", "place": None, "unit": None, "due_on": None} | said
    return perform_one(key_task_acts, "give", pk=key.pk, by=words.pop("by", town.street_secretary), **words)


def window() -> Window:
    now = timezone.now()
    return Window(Period.holding("Y", timezone.localdate()), now)


def counted(key: str):
    return registry.figures[key].counted(window())


def late(task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(due_at=timezone.now() - DAY)


# --- The list, and who does it ----------------------------------------------------------------------------------------------


def test_the_years_list_says_a_thing_once_and_within_its_year(town):
    key = key_task(town, title="红色物业")
    with refused("known", "title"):
        key_task(town, title="红色物业", asked="另一种要求")
    with refused("due_on", "due_on"):
        key_task(town, due_on=due().replace(year=due().year + 1))
    perform_one(key_task_acts, "cancel", pk=key.pk, by=town.street_secretary, reason="与上级任务合并")
    assert key_task(town, title="红色物业", asked="另一种要求").pk  # control: what was cancelled is no obstacle


def test_given_to_every_community_at_once_and_never_twice(town):
    key = give(key_task(town), town, everywhere="communities", milestone="摸底")
    assert {(task.owner_kind, task.area) for task in milestones(key)} == {
        (PostKind.COMMUNITY_SECRETARY, town.east),
        (PostKind.COMMUNITY_SECRETARY, town.west),
    }
    give(key, town, everywhere="communities", milestone="摸底")
    assert len(milestones(key)) == 2
    give(key, town, everywhere="communities", milestone="整改")
    assert len(milestones(key)) == 4


def test_a_district_gives_to_streets_and_to_a_department(town):
    key = key_task(town, area=town.district, by=town.organisation)
    office = create_institution(name="区住建局", kind=InstitutionKind.AUTHORITY, area=town.district, by=None)
    head = create_user(account="zhujian", name="住建局", password=PASSWORD, home=town.district, by=None)
    appoint(holder_id=head.pk, kind=PostKind.DEPARTMENT, institution=office, by=None)
    give(key, town, everywhere="streets", by=town.organisation)
    give(key, town, unit=office, by=town.organisation)
    owners = {(task.owner_kind, task.area, task.institution) for task in milestones(key)}
    assert owners == {
        (PostKind.STREET_COMMITTEE, town.street, None),
        (PostKind.DEPARTMENT, town.district, office),
    }  # nobody holds the post in 北关街道
    page = signed_in(head).get(f"/key-tasks/{key.pk}/")
    assert page.status_code == 200
    assert "区住建局" in page.content.decode()
    assert "城关街道" not in lay_flat(page.content.decode())  # of others' milestones a department sees nothing


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({}, "one_way", "everywhere"),
        ({"everywhere": "communities", "place": "east"}, "one_way", "place"),
        ({"place": "north"}, "not_found", "place"),
        ({"everywhere": "streets"}, "nowhere", "everywhere"),
        ({"place": "east_grid_two"}, "nobody", None),
    ],
)
def test_what_is_given_to_nobody_or_twofold_is_refused_at_its_field(town, said, code, field):
    key = key_task(town)
    words = {name: getattr(town, value) if name == "place" else value for name, value in said.items()}
    with refused(code, field):
        give(key, town, **words)
    assert milestones(key) == []


def test_progress_is_counted_and_finishing_waits_for_all_of_it(town):
    key = given(town)
    assert tally_on(key).words == "0/1"
    with refused("not_done", message="还有1项没有确认完成"):
        perform_one(key_task_acts, "finish", pk=key.pk, by=town.street_secretary)
    with refused("not_done", message="还没有分解"):
        perform_one(key_task_acts, "finish", pk=key_task(town).pk, by=town.street_secretary)
    confirm(milestones(key)[0], owner=town.secretary, giver=town.street_secretary)
    assert tally_on(KeyTask.objects.get(pk=key.pk)).state == WorkState.DONE
    done = perform_one(key_task_acts, "finish", pk=key.pk, by=town.street_secretary)
    assert (done.state, done.closed_by) == (KeyTaskState.DONE, town.street_secretary)


def test_cancelling_calls_off_what_is_open_and_leaves_what_was_done(town):
    key = ready(town)
    give(key, town, place=town.west)
    perform_one(key_task_acts, "cancel", pk=key.pk, by=town.street_secretary, reason="与上级任务合并")
    assert sorted(Task.objects.stemming_from("assessments.keytask", [key.pk]).values_list("state", flat=True)) == [
        TaskState.CANCELLED,
        TaskState.CONFIRMED,
    ]


def test_what_was_left_begins_the_next_years_list_once(town):
    key, day = key_task(town), due().replace(year=due().year + 1)
    carried = [make(key_task_acts, "carry", previous=key, due_on=day, by=town.street_secretary) for _ in range(2)]
    assert [made.is_new for made in carried] == [True, False]
    assert (carried[0].row.title, carried[0].row.year) == (key.title, day.year)
    with refused("due_on", "due_on"):
        make(key_task_acts, "carry", previous=key_task(town), due_on=due(), by=town.street_secretary)


# --- The wall ---------------------------------------------------------------------------------------------------------------


def test_the_wall_counts_by_place_and_names_the_posts_that_are_late(town):
    key = give(
        key_task(town, area=town.district, by=town.organisation), town, everywhere="streets", by=town.organisation
    )
    own = given(town)
    late(milestones(own)[0])
    wall = wall_of(town.street, due().year)
    assert wall.columns == ["东园社区", "西园社区", "本级及单位"]
    assert [(line.key, [cell.words for cell in line.cells]) for line in wall.lines] == [
        (key, ["", "", "0/1"]),  # the district's, as far as it asks something here
        (own, ["0/1", "", ""]),
    ]
    assert [cell.state for cell in wall.lines[1].cells][0] == WorkState.LATE
    assert [(owner, number) for owner, number, _ in wall.late] == [("东园社区　社区书记", 1)]
    district = wall_of(town.district, due().year)
    assert [line.key for line in district.lines] == [key]  # a street's own list is on its own wall
    assert (wall.total.number, wall.total.late) == (2, 1)


def test_the_wall_is_drawn_with_as_many_queries_for_many_as_for_few(town):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            wall_of(town.street, due().year)
        return len(caught)

    given(town)
    few = queries()
    for _ in range(4):
        given(town)
    assert queries() == few <= 9


def test_the_wall_page_on_a_projector_and_for_whoever_may_see_it(town):
    late(milestones(given(town))[0])
    client = signed_in(town.street_secretary)
    page = lay_flat(client.get(f"/walls/{town.street.pk}/").content.decode())
    for words in ("城关街道", "重点任务挂图", "逾期1", "东园社区", "投屏"):
        assert words in page
    screen = client.get(f"/walls/{town.street.pk}/?screen=1").content.decode()
    assert "退出投屏" in screen
    assert "wall-screen" in screen
    assert client.get("/walls/").headers["Location"] == f"/walls/{town.street.pk}/"
    assert client.get(f"/walls/{town.street.pk}/?year=x").status_code == 200
    assert signed_in(town.north_secretary).get(f"/walls/{town.street.pk}/").status_code == 404
    assert signed_in(town.grid_worker).get("/walls/").status_code == 404


def test_a_task_leads_back_to_its_key_task_and_a_stranger_finds_neither(town):
    key = given(town)
    task = milestones(key)[0]
    assert f'href="/key-tasks/{key.pk}/"' in signed_in(town.secretary).get(f"/tasks/{task.pk}/").content.decode()
    page = lay_flat(signed_in(town.secretary).get(f"/key-tasks/{key.pk}/").content.decode())
    assert "交给您的节点" in page
    assert "摸底建账" in page
    assert signed_in(town.west_secretary).get(f"/key-tasks/{key.pk}/").status_code == 404
    desk = lay_flat(
        signed_in(town.street_secretary).get(f"/desk/assessments/keytask/{key.pk}/change/").content.decode()
    )
    assert "东园社区 社区书记" in desk
    assert "摸底建账" in desk


# --- Supervision ------------------------------------------------------------------------------------------------------------


def test_nobody_supervises_where_they_sit_and_findings_become_tasks(town):
    row = visit(town)
    assert row.host == town.street
    with refused("not_found", "place"):
        visit(town, place=town.street)
    with refused("not_found", "place"):
        visit(town, by=town.secretary)
    with refused("day", "day"):
        visit(town, day=timezone.localdate() + DAY)
    perform_one(visit_acts, "follow_up", pk=row.pk, by=town.street_secretary, what="", due_on=due())
    task = Task.objects.stemming_from("assessments.supervisionvisit", [row.pk]).get()
    assert (task.owner_kind, task.area, task.asked) == (PostKind.COMMUNITY_SECRETARY, town.east, row.found)
    perform_one(task_acts, "accept", pk=task.pk, by=town.secretary)


def test_who_was_visited_reads_it_and_changes_nothing(town):
    row = visit(town, place=town.street, by=town.organisation)
    seen = SupervisionVisit.objects.allowed(town.street_secretary, "assess_view")
    assert row in seen
    with refused("not_found"):
        perform_one(visit_acts, "void", pk=row.pk, by=town.street_secretary, reason="不认可问题")
    assert SupervisionVisit.objects.allowed(town.west_secretary, "assess_view").count() == 0


def test_streets_where_nobody_was_this_quarter_wait(town):
    today = timezone.localdate()
    assert set(unvisited(town.organisation, today)) == {town.street, town.other_street}
    visit(town, place=town.street, by=town.organisation)
    visit(town, place=town.other_street, by=town.organisation, day=today - timedelta(days=100))
    assert set(unvisited(town.organisation, today)) == {town.other_street}
    assert counted("assessments.visits").count() == 2 - (today.timetuple().tm_yday <= 100)


# --- Mechanisms -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"name": ""}, "name_missing", "name"),
        ({"kind": PartKind.UNIT, "name": ""}, "unit_missing", "unit"),
        ({"kind": PartKind.TWO_MONTH}, "body_missing", "body"),
        ({"body": "body"}, "body_spare", "body"),
    ],
)
def test_a_part_of_a_mechanism_is_one_thing(town, said, code, field):
    words = {name: founded(town) if value == "body" else value for name, value in said.items()}
    with refused(code, field):
        part(town, **words)


def test_a_part_counts_from_its_day_to_its_end(town):
    row = part(town, name="物业专项组")
    with refused("known", "name"):
        part(town, name="物业专项组", since=timezone.localdate() - DAY)
    assert counted("assessments.task_forces").count() == 1
    perform_one(part_acts, "end", pk=row.pk, by=town.street_secretary, ended_on=None, reason="任务完成")
    assert counted("assessments.task_forces").count() == 0


def test_numbers_laid_down_hold_from_the_beginning(town):
    today = timezone.localdate()
    assert {key: number_at(key, town.east, today) for key in ("visits", "two_month", "half_year", "near")} == {
        "visits": 1,
        "two_month": 6,
        "half_year": 2,
        "near": 7,
    }
    assert (number_at("hours_member", town.east, today), number_at("hours_secretary", town.east, today)) == (32, 56)
    assert held_told(part(town), today) == ""
    body = founded(town)
    row = part(town, kind=PartKind.TWO_MONTH, name="", body=body)
    assert held_told(row, today) == "今年0次（标准6次）"
