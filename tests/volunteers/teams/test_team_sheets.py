"""Teams from a workbook and into one."""

import openpyxl
import pytest

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.members.test_merging import merged
from tests.volunteers.people import accepted
from tests.volunteers.team_people import joined
from volunteers.models import ServiceTeam, TeamMember
from volunteers.teams.services.team_sheets import teams_workbook

pytestmark = pytest.mark.django_db


HEADER = ["名称", "类别", "口号", "联系方式", "成立日期", "队长编号", "队员编号"]


def check(town, *rows):
    file = upload(workbook([HEADER, *rows]))
    job = imports.upload_import(importer="teams", area=town.east, file=file, options={"willing": True}, by=town.clerk)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def take_in(town, *rows):
    job = check(town, *rows)
    assert job.state == JobState.READY, job.errors
    perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message


def test_a_workbook_founds_teams_and_is_harmless_twice(town, member):
    row = ["雷锋小队", "专业服务", "学雷锋", "", "2024年3月5日", member.number, f"{member.number}、"]
    take_in(town, row)
    team = ServiceTeam.objects.get()
    assert (team.kind, team.leader, team.area) == ("professional", member, town.east)
    take_in(town, row)
    assert (ServiceTeam.objects.count(), TeamMember.objects.count()) == (1, 1)


def test_a_workbook_changes_what_it_names(town, make_team):
    team = make_team(slogan="旧口号")
    take_in(town, [team.name, "", "新口号", "", "", "", ""])
    team.refresh_from_db()
    assert (team.slogan, team.kind) == ("新口号", "general")


def test_bad_rows_are_told_and_nothing_is_written(town):
    far = accepted(town.west, town.west_secretary)
    job = check(
        town,
        ["甲队", "军队", "", "", "2024-3-5", "", ""],
        ["乙队", "综合服务", "", "13800000000", "2024-3-5", far.number, ""],
        ["丙队", "综合服务", "", "", "", "", "x"],
        ["甲队", "", "", "", "", "", ""],
    )
    assert job.state == JobState.INVALID
    told = {(error["row"] - 1, error["column"]) for error in job.errors}
    assert {(1, "类别"), (2, "联系方式"), (2, "队长编号"), (3, "队员编号"), (4, "名称")} <= told
    assert ServiceTeam.objects.count() == 0


def test_what_is_exported_can_be_imported_again(town, make_team, member):
    joined(make_team(slogan="有事找我", leader=member), member, town.clerk)
    with teams_workbook(ServiceTeam.objects.all()) as file:
        page = openpyxl.load_workbook(file).active
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=4)]
    job = imports.upload_import(
        importer="teams",
        area=town.east,
        file=upload(workbook([[value or "" for value in row] for row in rows])),
        options={"willing": True},
        by=town.clerk,
    )
    imports.check_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.READY, job.errors
    assert job.preview["counts"]["服务队"]["不变"] == 1


def test_either_number_of_two_files_that_became_one_names_the_person(town, member):
    other = accepted(town.east, town.clerk)
    merged(town, member, other)
    people = f"{other.number}、{member.number}"
    take_in(town, ["邻里帮帮队", "综合服务", "", "", "2024-3-5", other.number, people])
    team = ServiceTeam.objects.get()
    assert (team.leader, [place.member for place in team.people.all()]) == (member, [member])
