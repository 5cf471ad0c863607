"""How rows of the ground begin stands in the log: who, when, into which state; areas of the national table have no step each."""

from datetime import date

import pytest

from orgtree.acts import acts_of, course_of
from orgtree.assigned.giving import give_task
from orgtree.choices import AreaKind, InstitutionKind, PostKind
from orgtree.imports.services.jobs import upload_import
from orgtree.models import ActStep, Area, User
from orgtree.people.services.people import appoint, create_user, open_account
from orgtree.people.services.tokens import issue_token
from orgtree.sheets.declaring import importers
from orgtree.tree.services.area_load import AreaRow, NewArea, add_areas, insert_areas
from orgtree.tree.services.tree import create_area
from orgtree.units.services.institutions import create_institution
from orgtree.units.services.party import create_party_org
from tests.orgtree.workbooks import upload, workbook

pytestmark = pytest.mark.django_db


def new_account(town) -> User:
    return open_account(name="张三", account="zhang-san", phone="", home=town.east, by=town.admin)[0]


def new_import(town):
    key = next(key for key, importer in importers.items() if AreaKind.COMMUNITY in importer.kinds)
    importer = importers[key]
    return upload_import(
        importer=key,
        area=town.east,
        file=upload(workbook([["姓名"]])),
        options={box.key: True for box in importer.boxes},
        by=town.secretary,
    )


BEGINNINGS = {
    "create": lambda town: create_area(
        parent_id=town.east.pk, kind=AreaKind.GRID, code=f"{town.east.code}-077", name="七网格", by=town.secretary
    ),
    "found": lambda town: create_party_org(
        parent_id=None, kind="branch", name="第二中学党支部", area=town.east, by=town.organisation
    ),
    "enter": lambda town: create_institution(
        name="第二中学", kind=InstitutionKind.SCHOOL, area=town.east, by=town.secretary
    ),
    "open": new_account,
    "appoint": lambda town: appoint(
        holder_id=town.building_head.pk, kind=PostKind.POINTS_CLERK, area=town.east, by=town.admin
    ),
    "issue": lambda town: issue_token(name="手机", scopes=["own"], days=1, by=town.secretary)[0],
    "give": lambda town: give_task(
        title="走访",
        asked="逐户走访",
        owner_kind=PostKind.GRID_WORKER,
        area=town.east_grid,
        workdays=5,
        by=town.secretary,
    ),
    "upload": new_import,
}


@pytest.mark.parametrize("key", BEGINNINGS)
def test_it_begins_with_a_step(town, key):
    row = BEGINNINGS[key](town)
    acts = acts_of(type(row))
    [first] = ActStep.objects.of(acts.noun, row.pk)
    author = {"open": town.admin, "appoint": town.admin, "found": town.organisation}.get(key, town.secretary)
    assert (first.act, first.from_state, first.to_state, first.by) == (key, "", row.state, author)
    [passed] = course_of(acts, row)
    assert (passed.act, passed.before) == (acts[key].label, "")
    assert first.about_id == acts.account_of(row)


def test_an_account_that_somebody_makes_for_themselves_names_nobody(town):
    user = create_user(name="李四", phone="13900000001", by=None)
    assert ActStep.objects.get(noun="orgtree.user", row_id=user.pk).by is None


def test_many_areas_are_one_statement(town, django_assert_max_num_queries):
    def new(first: int) -> list[NewArea]:
        numbers = range(first, first + 60)
        return [NewArea(AreaKind.GRID, f"{town.east.code}-{n}", f"第{n}网格", town.east.code) for n in numbers]

    add_areas(areas=new(100), by=town.secretary)
    with django_assert_max_num_queries(25):
        ids = add_areas(areas=new(200), by=town.secretary)
    steps = ActStep.objects.filter(noun="orgtree.area", row_id__in=ids, act="create")
    assert (steps.count(), set(steps.values_list("by", flat=True))) == (60, {town.secretary.pk})


def test_the_national_table_leaves_no_step_a_row(town):
    """Its run, its report and the trail tell of it: 765,000 lines that say the same tell nobody anything."""
    before = ActStep.objects.count()
    tree = Area.objects.get(pk=town.province.pk).tree_id
    row = AreaRow(
        900_001, town.east.pk, AreaKind.GRID, f"{town.east.code}-088", "八网格", 0, None, None, date(2026, 1, 1)
    )
    insert_areas(tree, [row])
    assert Area.objects.filter(pk=900_001).exists()
    assert ActStep.objects.count() == before
